"""Several processes are one community: what happens on one is seen live on a page that is open on the other."""

import signal

import pytest

from tests.running import Listener, Site, until
from tests.services import Postgres, Valkey

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    postgres, valkey = Postgres(), Valkey()
    made = None
    try:
        postgres.start(), valkey.start()
        environment = {"DATABASE_URL": postgres.create("scaled"), "VALKEY_URL": valkey.url, "KITH_JOBS_EMBEDDED": "1"}
        made = Site(tmp_path_factory.mktemp("scaled"), environment)
        made.kith("setup", "--no-steward")
        yield made
    finally:
        if made:
            made.close()
        valkey.close()
        postgres.close()


@pytest.fixture(scope="module")
def two(site):
    """Two servers over the same PostgreSQL and Valkey, each sure that it hears the other."""
    servers = site.serve(), site.serve()
    for server in servers:
        until(lambda server=server: server.get("/readyz").status == 200)
    return servers


def test_what_is_posted_on_one_process_is_told_to_a_page_open_on_the_other(two):
    here, there = two
    ticket = here.get("/probe/ticket/").text
    near, far = Listener(here, ticket), Listener(there, ticket)
    try:
        assert here.post("/probe/write/", name="told").status == 200
        assert near.events.get(timeout=20) == ticket
        assert far.events.get(timeout=20) == ticket
        assert "told" in there.get("/probe/count/").json()["written"]
    finally:
        near.close(), far.close()


def test_a_command_tells_open_pages_too(site, two):
    ticket = two[0].get("/probe/ticket/").text
    listener = Listener(two[1], ticket)
    try:
        site.kith("shell", "--no-imports", "-c", "from kith.core.live import announce; announce('probe')")
        assert listener.events.get(timeout=20) == ticket
    finally:
        listener.close()


def test_a_job_asked_for_on_one_process_takes_effect_once_whoever_does_it(site, two):
    names = {f"shared-{number}" for number in range(20)}
    for place, name in enumerate(sorted(names)):
        assert two[place % 2].post("/probe/write/", name=name).status == 200
    code = "from kith.core.audit import AuditEvent; print(*AuditEvent.objects.filter(kind='effect', thing__startswith='shared').values_list('thing', flat=True))"
    until(lambda: len(site.kith("shell", "--no-imports", "-c", code).stdout.split()) >= len(names))
    assert sorted(site.kith("shell", "--no-imports", "-c", code).stdout.split()) == sorted(names)


def test_one_command_can_be_several_processes_and_stops_as_one(site):
    server = site.serve(PROCESSES="2")
    ticket = server.get("/probe/ticket/").text
    listeners = [Listener(server, ticket) for _ in range(6)]
    until(lambda: server.get("/readyz").status == 200)
    assert server.post("/probe/write/", name="several").status == 200
    for listener in listeners:
        assert listener.events.get(timeout=20) == ticket
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(20) is not None
    assert all(listener.ended.wait(20) for listener in listeners)


def test_stopping_ends_open_streams_and_the_process(site):
    server = site.serve()
    listener = Listener(server, server.get("/probe/ticket/").text)
    server.process.send_signal(signal.SIGINT)
    assert listener.ended.wait(20)
    assert server.process.wait(20) == 0


@pytest.mark.parametrize("missing", ["DATABASE_URL", "VALKEY_URL"])
def test_several_processes_are_refused_without_postgresql_or_valkey(site, missing):
    done = site.kith("serve", check=False, PROCESSES="2", **{missing: ""})
    assert done.returncode == 2
    assert "PROCESSES=2 needs PostgreSQL and Valkey" in done.stderr
    assert "Traceback" not in done.stderr
