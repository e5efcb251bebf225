"""Does the jobs: claims one, does it, and never leaves one stuck, whatever happens to the process.

A claim is a lease. When its holder dies the lease runs out and the job is anyone's again; a job that was claimed too
often, or failed too often, is parked with its error for `kith doctor` to show.
"""

import logging
import os
import secrets
import socket
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils.module_loading import autodiscover_modules

from kith.core import jobs
from kith.core.clock import now
from kith.core.jobs import TASKS, Heartbeat, Job, State

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
LONGEST_PAUSE = 3600
BEAT = 15.0
LOOK = 1.0


def pause_after(attempts: int) -> timedelta:
    """How long to wait before the next try: 10 s, 30 s, 90 s and so on, at most an hour."""
    return timedelta(seconds=min(10 * 3 ** max(attempts - 1, 0), LONGEST_PAUSE))


def claim(holder: str) -> Job | None:
    """Take the job that has waited longest, for `settings.JOB_LEASE` seconds. None when there is nothing to do."""
    free = Q(leased_until=None) | Q(leased_until__lt=now())
    due = Job.objects.filter(free, state=State.WAITING, run_at__lte=now()).order_by("run_at", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        return job if job and _lease(job, holder) else None


def _lease(job: Job, holder: str) -> bool:
    until = now() + timedelta(seconds=settings.JOB_LEASE)
    same = Job.objects.filter(pk=job.pk, state=State.WAITING, leased_until=job.leased_until)
    job.leased_by, job.attempts = holder, job.attempts + 1
    return same.update(leased_until=until, leased_by=holder, attempts=F("attempts") + 1) == 1


def run(job: Job) -> bool:
    """Do a claimed job. True when it took effect; a failure is written down and tried again later."""
    task = TASKS.get(job.name)
    try:
        if task is None:
            raise LookupError(f"no task is called {job.name}")
        if job.attempts > MOST_ATTEMPTS:
            raise RuntimeError("stopped too often without finishing")
        if not task.in_transaction:
            task.function(*job.args)
            return _finish(job)
        with transaction.atomic():
            # The note comes first: it holds the row, so that no other runner can do this job at the same time.
            if not _finish(job):
                return False
            task.function(*job.args)
        return True
    except Exception as error:
        _failed(job, error)
        return False


def _mine(job: Job):
    return Job.objects.filter(pk=job.pk, state=State.WAITING, leased_by=job.leased_by, attempts=job.attempts)


def _finish(job: Job) -> bool:
    return _mine(job).update(state=State.DONE, finished=now(), leased_until=None, error="") == 1


def _failed(job: Job, error: Exception) -> None:
    words = describe(error)
    log.warning("The job %s (%s) failed at try %s: %s", job.name, job.pk, job.attempts, words)
    state = State.PARKED if job.attempts >= MOST_ATTEMPTS or job.name not in TASKS else State.WAITING
    _mine(job).update(state=state, leased_until=None, error=words, run_at=now() + pause_after(job.attempts))


def describe(error: BaseException) -> str:
    """What went wrong and where, without the error's own words, which may hold what people wrote."""
    trace, place = error.__traceback__, ""
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if "site-packages" not in file and file.startswith(str(settings.BASE_DIR)):
            place = f"{os.path.basename(file)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"[:200]


def run_due(most: int = 1000) -> int:
    """Do everything that is due, here and now; returns how many took effect."""
    load_tasks()
    holder, done = name_of_this_runner(), 0
    for _ in range(most):
        job = claim(holder)
        if job is None:
            break
        done += run(job)
    return done


def load_tasks() -> None:
    autodiscover_modules("tasks")


def ask_for_regular_work() -> None:
    """Each task with `every` has one job in each span of time, whoever asks first."""
    for task in TASKS.values():
        if task.every:
            span = int(task.every.total_seconds())
            task.enqueue(key=f"every:{int(time.time()) // span}")


def name_of_this_runner() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(3)}"


class Runner:
    """Does jobs until told to stop; as a thread beside the pages, or as the whole of `kith worker`."""

    def __init__(self) -> None:
        load_tasks()  # here and not in the thread: whoever starts us should see what is wrong with a task
        self.name = name_of_this_runner()
        self.wake, self.stopping = threading.Event(), threading.Event()
        self.beaten = 0.0
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self.work, name="jobs", daemon=True)
        self.thread.start()

    def stop(self, patience: float = 0.5) -> None:
        self.stopping.set()
        self.wake.set()
        if self.thread:
            self.thread.join(patience)

    def work(self) -> None:
        jobs.listeners.append(self.wake.set)
        while not self.stopping.is_set():
            self.wake.clear()
            if not self._one_round():
                self.wake.wait(LOOK)
        jobs.listeners.remove(self.wake.set)
        self._say_goodbye()

    def _one_round(self) -> bool:
        """One job, if there is one. A database that is away is waited for."""
        close_old_connections()
        try:
            self._beat()
            job = claim(self.name)
            return bool(job) and (run(job) or True)  # type: ignore[arg-type]
        except Exception as error:
            log.warning("Jobs wait: %s", describe(error))
            connection.close()
            self.stopping.wait(2.0)
            return False

    def _beat(self) -> None:
        if time.monotonic() - self.beaten > BEAT or not self.beaten:
            Heartbeat.objects.update_or_create(name=self.name, defaults={"seen": now()})
            Heartbeat.objects.filter(seen__lt=now() - timedelta(days=1)).delete()
            ask_for_regular_work()
            self.beaten = time.monotonic()

    def _say_goodbye(self) -> None:
        try:
            Heartbeat.objects.filter(name=self.name).delete()
        except Exception as error:
            log.info("No goodbye: %s", describe(error))
        connection.close()
