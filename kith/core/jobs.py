"""Work that happens later: a row written together with the change that asks for it, so neither is ever without the other.

The shape is that of `django.tasks`: decorate a function with `@task`, call `.enqueue()`. A job runs at least once; its
effect and the note that it is done are one transaction, so it takes effect once even when its process is killed half-way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from kith.core.clock import now


class State(models.TextChoices):
    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"


class Job(models.Model):
    """One piece of work. It is being done while `leased_until` lies ahead; after that it is anyone's again."""

    name = models.CharField(max_length=80)
    args = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    key = models.CharField(max_length=120, null=True)  # noqa: DJ001 - null, so that jobs without a key are not alike
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField(default=now)
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(default=now)
    finished = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="job_once_per_key")]
        indexes = [models.Index(fields=["run_at"], condition=models.Q(state="waiting"), name="job_waiting")]


class Heartbeat(models.Model):
    """A runner of jobs and when it was last seen alive."""

    name = models.CharField(max_length=60, primary_key=True)
    seen = models.DateTimeField()

    class Meta:
        app_label = "core"


@dataclass(frozen=True)
class Task:
    """A function that can be done later.

    With `in_transaction` false (for what reaches outside, such as mail) the function runs before the note that it is
    done, so that a slow post office locks nothing; if the process dies in between, it runs again.
    """

    name: str
    function: Callable[..., Any]
    in_transaction: bool = True
    every: timedelta | None = None

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def enqueue(self, *args: Any, key: str | None = None, run_at: datetime | None = None) -> None:
        """Ask for this to be done, as part of the present transaction. The same key is never taken twice.

        `args` must fit in JSON: give ids, never what people wrote.
        """
        job = Job(name=self.name, args=list(args), key=key, run_at=run_at or now())
        Job.objects.bulk_create([job], ignore_conflicts=key is not None)
        transaction.on_commit(partial(nudge), robust=True)


TASKS: dict[str, Task] = {}
listeners: list[Callable[[], None]] = []


def task(
    name: str, in_transaction: bool = True, every: timedelta | None = None
) -> Callable[[Callable[..., Any]], Task]:
    """Make a function a Task called `name` ("app.verb"). With `every`, it is done once in each such span of time.

    Raises ImproperlyConfigured when another is called so: a job finds what to do by the name alone.
    """

    def decorate(function: Callable[..., Any]) -> Task:
        if name in TASKS:
            here, there = (f"{one.__module__}.{one.__qualname__}" for one in (function, TASKS[name].function))
            raise ImproperlyConfigured(f"Two tasks are called {name}: {there} and {here}. Give one another name.")
        TASKS[name] = made = Task(name, function, in_transaction, every)
        return made

    return decorate


def nudge() -> None:
    """Tell runners in this process that there may be something to do."""
    for listener in listeners:
        listener()


def parked() -> models.QuerySet[Job]:
    """Jobs that kept failing and wait for a person to look."""
    return Job.objects.filter(state=State.PARKED)


def overdue(by: timedelta = timedelta(minutes=15)) -> models.QuerySet[Job]:
    """Jobs that should have been done some time ago and that nobody is doing."""
    free = models.Q(leased_until=None) | models.Q(leased_until__lt=now())
    return Job.objects.filter(free, state=State.WAITING, run_at__lt=now() - by)


def runner_seen(within: timedelta = timedelta(seconds=60)) -> bool:
    """Is anyone there to do jobs?"""
    return Heartbeat.objects.filter(seen__gt=now() - within).exists()
