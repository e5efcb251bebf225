"""What was acknowledged is kept, nothing is half written, and a job takes effect once, whenever a process is killed."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.running import Site, kill, until
from tests.services import Postgres

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def cluster():
    made = Postgres()
    try:
        yield made.start()
    finally:
        made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    environment = {"KITH_JOBS_EMBEDDED": "1", "KITH_JOB_LEASE": "2"}
    if request.param == "postgresql":
        cluster = request.getfixturevalue("cluster")
        environment["DATABASE_URL"] = cluster.create(f"durable_{tmp_path.name}")
    made = Site(tmp_path, environment)
    made.kith("setup", "--no-steward")
    try:
        yield made
    finally:
        made.close()


def post_until_dead(server, who: int, acknowledged: list, enough: threading.Event) -> None:
    for number in range(10_000):
        name = f"{who}-{number}"
        try:
            if server.post("/probe/write/", name=name).status == 200:
                acknowledged.append(name)
        except OSError:
            return
        except Exception as error:
            if "http.client" in type(error).__module__:
                return
            raise
        if len(acknowledged) > 60:
            enough.set()


def test_a_killed_server_loses_nothing_it_acknowledged_and_leaves_nothing_half_written(site):
    acknowledged: list[str] = []
    for _ in range(2):
        server, enough = site.serve(), threading.Event()
        acknowledged_now: list[str] = []
        with ThreadPoolExecutor(4) as people:
            rounds = len(acknowledged)
            for who in range(4):
                people.submit(post_until_dead, server, rounds * 10 + who, acknowledged_now, enough)
            assert enough.wait(60)
            kill(server.process)
        acknowledged += acknowledged_now
    found = site.serve().get("/probe/count/").json()
    assert set(acknowledged) <= set(found["written"])
    assert sorted(found["written"]) == sorted(found["asked"])


def effects(site) -> list[str]:
    code = "from kith.core.audit import AuditEvent; print(*AuditEvent.objects.filter(kind='effect').values_list('thing', flat=True))"
    return site.kith("shell", "--no-imports", "-c", code).stdout.split()


def test_a_job_killed_half_way_runs_again_and_takes_effect_once(site, tmp_path):
    flag = tmp_path / "started"
    code = f"from tests.probe.tasks import dawdle; dawdle.enqueue('slow', {str(flag)!r}, key='slow')"
    worker = site.start("worker")
    site.kith("shell", "--no-imports", "-c", code)
    until(flag.exists)
    kill(worker)
    site.start("worker")
    until(lambda: "slow" in effects(site))
    assert effects(site) == ["slow"]


def test_what_was_asked_for_before_the_kill_is_done_after_it(site):
    server = site.serve()
    names = {f"job-{number}" for number in range(30)}
    for name in names:
        assert server.post("/probe/write/", name=name).status == 200
    kill(server.process)
    site.serve()
    until(lambda: set(effects(site)) >= names)
    assert len(effects(site)) == len(names)


def test_a_job_that_keeps_failing_is_parked_and_says_where_but_not_what(site):
    code = (
        "from datetime import timedelta\n"
        "from kith.core import runner; from kith.core.clock import now; from kith.core.jobs import Job\n"
        "from tests.probe.tasks import breaks\n"
        "breaks.enqueue()\n"
        "for _ in range(runner.MOST_ATTEMPTS):\n"
        "    Job.objects.filter(name='probe.breaks').update(run_at=now() - timedelta(seconds=1))\n"
        "    runner.run_due()\n"
        "job = Job.objects.get(name='probe.breaks')\n"
        "print(job.state, job.attempts, job.error)"
    )
    state, attempts, error = site.kith("shell", "--no-imports", "-c", code).stdout.strip().split(" ", 2)
    assert (state, attempts) == ("parked", "8")
    assert error.startswith("ValueError at tasks.py:")
    doctor = site.kith("doctor", check=False)
    assert "probe.breaks" in doctor.stdout
    assert doctor.returncode == 1


ROWS = 2_500


def a_table(folder):
    path = folder / "services.csv"
    rows = (f"Place {n},{n} Long Lane,Harbour,ZQ1 4AB,51.{n:05},-4.{n:05}" for n in range(ROWS))
    path.write_text("\n".join(["name,street,city,postcode,latitude,longitude", *rows]) + "\n")
    return path


def listings(site) -> int:
    script = "from kith.directory.models import Listing; print('COUNT', Listing.objects.count())"
    return int(site.kith("shell", "-v", "0", "-c", script).stdout.split("COUNT")[1])


def test_a_killed_import_keeps_whole_batches_and_a_second_run_finishes_it(site, tmp_path):
    path = a_table(tmp_path)
    importer = site.start("import-listings", str(path), "--source", "harbour")
    until(lambda: importer.poll() is not None or 0 < listings(site) < ROWS)
    kill(importer)
    kept = listings(site)
    assert kept > 0, "whole batches are kept"
    site.kith("import-listings", str(path), "--source", "harbour")
    assert listings(site) == ROWS, "the second run adds what was missing and doubles nothing"
    again = site.kith("import-listings", str(path), "--source", "harbour").stdout
    assert "0 new" in again
