"""Several processes are one community: what happens on one is seen live on a page that is open on the other."""

import re
import signal

import pytest

from tests.running import Listener, Person, Site, until
from tests.services import Postgres, Valkey

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    postgres, valkey = Postgres(), Valkey()
    made = None
    try:
        postgres.start(), valkey.start()
        environment = {
            "DATABASE_URL": postgres.create("scaled"),
            "VALKEY_URL": valkey.url,
            "KITH_JOBS_EMBEDDED": "1",
            "KITH_DEMO": "1",
        }
        made = Site(tmp_path_factory.mktemp("scaled"), environment)
        made.kith("setup", "--no-steward")
        made.kith("shell", "--no-imports", "-c", "from kith.demo.loader import load_demo; load_demo()")
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
        assert near.events.get(timeout=60) == ticket
        assert far.events.get(timeout=60) == ticket
        assert "told" in there.get("/probe/count/").json()["written"]
    finally:
        near.close(), far.close()


SHARED_THREAD = """
from kith.spaces.models import Membership, Thread
spaces = Membership.objects.filter(person__username="ana", state="active", space__kind="group").values("space")
both = Membership.objects.filter(person__username="cleo", state="active", space__in=spaces).values("space")
thread = Thread.objects.filter(space__in=both, withdrawn=None).order_by("replies", "pk").first()
print(f"/groups/{thread.space.group.slug}/threads/{thread.pk}/")
"""


def test_a_post_made_on_one_process_arrives_on_a_page_open_on_the_other(site, two):
    address = site.kith("shell", "--no-imports", "-c", SHARED_THREAD).stdout.split()[-1]
    ana, cleo = Person(two[0], "ana"), Person(two[1], "cleo")
    page = cleo.open(address).text
    (ticket,) = set(re.findall(r'data-live="([^"]+)"', page))
    listener = Listener(two[1], ticket, cookie=cleo.cookie)
    try:
        assert Listener(two[1], ticket).status == 403
        sent = ana.send(address, body="The river is high today", once="scaled-test")
        assert sent.status == 302
        assert listener.events.get(timeout=60) == ticket
        assert "The river is high today" in cleo.open(sent.headers["location"].partition("#")[0]).text
        assert "The river is high today" not in page
        assert cleo.send("/accounts/logout/").status == 302
        assert listener.ended.wait(60)
    finally:
        listener.close()


def test_a_command_tells_open_pages_too(site, two):
    ticket = two[0].get("/probe/ticket/").text
    listener = Listener(two[1], ticket)
    try:
        site.kith("shell", "--no-imports", "-c", "from kith.core.live import announce; announce('probe')")
        assert listener.events.get(timeout=60) == ticket
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
        assert listener.events.get(timeout=60) == ticket
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(60) is not None
    assert all(listener.ended.wait(60) for listener in listeners)


def test_stopping_ends_open_streams_and_the_process(site):
    server = site.serve()
    listener = Listener(server, server.get("/probe/ticket/").text)
    server.process.send_signal(signal.SIGINT)
    assert listener.ended.wait(60)
    assert server.process.wait(60) == 0


@pytest.mark.parametrize("missing", ["DATABASE_URL", "VALKEY_URL"])
def test_several_processes_are_refused_without_postgresql_or_valkey(site, missing):
    done = site.kith("serve", check=False, PROCESSES="2", **{missing: ""})
    assert done.returncode == 2
    assert "PROCESSES=2 needs PostgreSQL and Valkey" in done.stderr
    assert "Traceback" not in done.stderr
