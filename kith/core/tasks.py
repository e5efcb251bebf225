"""The core's own regular work: throwing away what nobody needs any more, each thing after the days the steward set."""

import logging
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.audit import KEPT, KEPT_A_YEAR, AuditEvent
from kith.core.chain import AuditLink, BrokenError
from kith.core.chain_check import seal_everything
from kith.core.clock import now
from kith.core.jobs import Job, State, task
from kith.core.once import forget_old_tokens

STEPS_AT_ONCE = 100
log = logging.getLogger(__name__)


@task("core.tidy", every=timedelta(hours=6))
def tidy() -> None:
    """Old form tokens and ended sessions."""
    forget_old_tokens()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@task("core.keep_to_the_times", every=timedelta(days=1))
def keep_to_the_times() -> None:
    """Ask for each kind of thing to be let go of whose time is over: one job a kind, so that one cannot hold up another."""
    today = now().date().isoformat()
    for span in retention.spans():
        let_go.enqueue(span.name, key=f"{span.name}:{today}")


@task("core.let_go")
def let_go(name: str) -> None:
    retention.SPANS[name].let_go(retention.begins(name))


@retention.kept(
    "done_jobs",
    days=7,
    least=1,
    most=90,
    what=_("notes that a piece of work in the background was done"),
    why=_("So that a fault can be found. They hold numbers, no words."),
    who=_("Whoever runs the server."),
)
def forget_done_jobs(before: datetime) -> int:
    return Job.objects.filter(state=State.DONE, finished__lt=before).delete()[0]


@task("core.seal_acts", in_transaction=False, every=timedelta(minutes=1))
def seal_acts() -> None:
    """Seal the acts recorded since the last time, in short steps, so that nobody waits for it."""
    try:
        seal_everything(STEPS_AT_ONCE)
    except BrokenError:
        log.error("The record of acts was tampered with; nothing more is sealed. Run `kith doctor`.")


@task("core.forget_old_acts", in_transaction=False, every=timedelta(days=1))
def forget_old_acts() -> None:
    """Reads and refusals of more than a year ago. Only what is sealed goes: its seal stays, and says that it was right to go."""
    old = AuditEvent.objects.filter(verb__in=KEPT_A_YEAR, at__lt=now() - KEPT - timedelta(minutes=1))
    sealed = old.filter(pk__in=AuditLink.objects.filter(until__lt=now()).values("event"))
    while some := list(sealed.values_list("pk", flat=True)[:500]):
        AuditEvent.objects.filter(pk__in=some).delete()
