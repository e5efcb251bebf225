"""Jobs are asked for with their change, done at least once, and take effect once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from kith.core import jobs, runner
from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.core.jobs import Heartbeat, Job, State, Task, task

pytestmark = pytest.mark.django_db


def note(name: str) -> None:
    AuditEvent.objects.create(verb="posted", kind="effect", thing=name)


def breaks(name: str) -> None:
    note(name)
    raise ValueError("private words")


@pytest.fixture
def made():
    """Tasks that exist for one test only."""
    before = dict(jobs.TASKS)
    jobs.TASKS.clear()
    yield task
    jobs.TASKS.clear()
    jobs.TASKS.update(before)


@pytest.fixture(autouse=True)
def only_ours(monkeypatch):
    monkeypatch.setattr(runner, "load_tasks", lambda: None)


def effects() -> list[str]:
    return list(AuditEvent.objects.filter(kind="effect").order_by("pk").values_list("thing", flat=True))


def test_a_job_does_what_was_asked(made):
    made("test.note")(note).enqueue("hello")
    assert runner.run_due() == 1
    assert effects() == ["hello"]
    assert Job.objects.get().state == State.DONE


def test_two_tasks_of_one_name_are_refused_where_they_are_made(made):
    made("test.note")(note)
    with pytest.raises(ImproperlyConfigured, match=r"Two tasks are called test\.note: .*note and .*breaks"):
        made("test.note")(breaks)
    assert jobs.TASKS["test.note"].function is note


def test_a_runner_does_not_start_beside_a_task_that_cannot_be(monkeypatch, made):
    made("test.note")(note)
    monkeypatch.setattr(runner, "load_tasks", lambda: made("test.note")(breaks))
    with pytest.raises(ImproperlyConfigured):
        runner.Runner()


def test_a_change_that_is_taken_back_asks_for_nothing(made):
    asked = made("test.note")(note)
    with pytest.raises(RuntimeError), transaction.atomic():
        asked.enqueue("never")
        raise RuntimeError
    assert runner.run_due() == 0


def test_the_same_key_is_taken_once_even_after_it_was_done(made):
    asked = made("test.note")(note)
    for _ in range(2):
        asked.enqueue("once", key="same")
        runner.run_due()
    assert effects() == ["once"]


def test_a_job_for_later_waits(made):
    made("test.note")(note).enqueue("later", run_at=now() + timedelta(hours=1))
    assert runner.run_due() == 0


def test_a_failed_job_leaves_no_effect_and_waits_longer_each_time(made):
    made("test.breaks")(breaks).enqueue("x")
    assert runner.run_due() == 0
    job = Job.objects.get()
    assert effects() == []
    assert (job.state, job.attempts) == (State.WAITING, 1)
    assert job.run_at > now()
    assert runner.pause_after(1) < runner.pause_after(2) < runner.pause_after(9)


def test_what_is_kept_of_a_failure_holds_nobodys_words(made):
    made("test.breaks")(breaks).enqueue("x")
    runner.run_due()
    assert Job.objects.get().error.startswith("ValueError at test_jobs.py:")


def test_a_job_that_keeps_failing_is_parked(made):
    made("test.breaks")(breaks).enqueue("x")
    Job.objects.update(attempts=runner.MOST_ATTEMPTS - 1)
    runner.run_due()
    assert jobs.parked().count() == 1


def test_a_job_that_kills_its_process_each_time_is_parked_too(made):
    made("test.note")(note).enqueue("x")
    Job.objects.update(attempts=runner.MOST_ATTEMPTS)
    runner.run_due()
    assert jobs.parked().count() == 1
    assert effects() == []


def test_a_job_nobody_knows_is_parked_at_once(made):
    Task("test.gone", note).enqueue("x")
    runner.run_due()
    assert jobs.parked().get().error.startswith("LookupError")


def test_a_leased_job_is_nobody_elses_until_the_lease_ends(made):
    made("test.note")(note).enqueue("x")
    first = runner.claim("one")
    assert runner.claim("two") is None
    Job.objects.update(leased_until=now() - timedelta(seconds=1))
    second = runner.claim("two")
    assert second.pk == first.pk
    assert runner.run(second)
    assert not runner.run(first)
    assert effects() == ["x"]


def test_work_that_reaches_outside_runs_before_the_note_that_it_is_done(made):
    seen = []

    def outside(name: str) -> None:
        seen.append((name, Job.objects.get().state))

    made("test.outside", in_transaction=False)(outside).enqueue("x")
    runner.run_due()
    assert seen == [("x", State.WAITING)]
    assert Job.objects.get().state == State.DONE


def test_regular_work_is_asked_for_once_in_each_span(made):
    made("test.daily", every=timedelta(days=36500))(lambda: None)
    runner.ask_for_regular_work()
    runner.ask_for_regular_work()
    assert Job.objects.count() == 1


def test_late_jobs_and_absent_runners_are_noticed(made):
    made("test.note")(note).enqueue("x", run_at=now() - timedelta(hours=1))
    assert jobs.overdue().count() == 1
    assert not jobs.runner_seen()
    Heartbeat.objects.create(name="one", seen=now())
    assert jobs.runner_seen()


def test_the_core_throws_away_what_nobody_needs():
    from kith.core.tasks import let_go

    Job.objects.create(name="old", state=State.DONE, finished=now() - timedelta(days=30))
    Job.objects.create(name="new", state=State.DONE, finished=now())
    let_go("done_jobs")
    assert list(Job.objects.values_list("name", flat=True)) == ["new"]
