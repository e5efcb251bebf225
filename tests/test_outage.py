"""Help now answers whatever happens to the database; other pages say so calmly, and all is well again by itself.

The bounds on time are generous: they tell "told after a few seconds" from "waits for ever", not fast from slow.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.proxy import Proxy
from tests.running import Site, until
from tests.services import Postgres, Valkey

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]
BOUND = 20.0


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A server whose database and whose Valkey stand behind proxies."""
    postgres, valkey = Postgres(), Valkey()
    site = None
    try:
        postgres.start(), valkey.start()
        address = postgres.create("outage")
        database, store = Proxy(postgres.port), Proxy(valkey.port)
        environment = {
            "DATABASE_URL": address.replace(str(postgres.port), str(database.port)),
            "VALKEY_URL": valkey.url.replace(str(valkey.port), str(store.port)),
            "KITH_JOBS_EMBEDDED": "1",
        }
        site = Site(tmp_path_factory.mktemp("outage"), environment)
        site.kith("setup", "--no-steward")
        yield site.serve(), database, store
    finally:
        if site:
            site.close()
        valkey.close()
        postgres.close()


def well(server) -> bool:
    return server.get("/probe/count/", BOUND).status == 200 and server.get("/readyz", BOUND).status == 200


@pytest.mark.parametrize("trouble", ["refuse", "hang"])
def test_help_now_answers_while_the_database_is_away_and_the_rest_comes_back_by_itself(world, trouble):
    server, database, _ = world
    until(lambda: well(server))
    getattr(database, trouble)()
    try:
        with ThreadPoolExecutor(30) as people:
            waiting = [people.submit(server.get, "/probe/count/", BOUND) for _ in range(30)]
            for _ in range(5):
                assert server.get("/help-now/", BOUND).status == 200
                assert server.get("/healthz", BOUND).status == 200
            answers = [each.result() for each in waiting]
        assert {answer.status for answer in answers} == {503}
        assert all("retry-after" in answer.headers and "/help-now/" in answer.text for answer in answers)
        ready = server.get("/readyz", BOUND)
        assert ready.status == 503
        assert ready.json()["database"] != "ok"
    finally:
        database.heal()
    until(lambda: well(server))


@pytest.mark.parametrize("trouble", ["refuse", "hang"])
def test_pages_answer_while_valkey_is_away(world, trouble):
    server, _, store = world
    until(lambda: well(server))
    getattr(store, trouble)()
    try:
        assert server.get("/help-now/", BOUND).status == 200
        assert server.get("/probe/count/", BOUND).status == 200
        assert server.post("/probe/write/", BOUND, name=f"while-valkey-{trouble}").status == 200
        assert server.get("/readyz", BOUND).json()["cache"] != "ok"
    finally:
        store.heal()
    until(lambda: well(server))


def test_a_slow_page_does_not_hold_up_the_others(world):
    server, _, _ = world
    until(lambda: well(server))
    with ThreadPoolExecutor(8) as people:
        slow = [people.submit(server.get, "/probe/slow/") for _ in range(8)]
        assert server.get("/help-now/").status == 200
        assert server.get("/probe/count/").status == 200
        assert not all(each.done() for each in slow)
        assert {each.result().status for each in slow} == {200}
