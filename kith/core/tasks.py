"""The core's own regular work: throwing away what nobody needs any more."""

import logging
from datetime import timedelta
from importlib import import_module

from django.conf import settings

from kith.core.audit import KEPT, KEPT_A_YEAR, AuditEvent
from kith.core.chain import AuditLink, BrokenError
from kith.core.chain_check import seal_everything
from kith.core.clock import now
from kith.core.jobs import Job, State, task
from kith.core.once import forget_old_tokens

DONE_JOBS_KEPT = timedelta(days=7)
STEPS_AT_ONCE = 100
log = logging.getLogger(__name__)


@task("core.tidy", every=timedelta(hours=6))
def tidy() -> None:
    """Old form tokens, ended sessions, and jobs done a week ago."""
    forget_old_tokens()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Job.objects.filter(state=State.DONE, finished__lt=now() - DONE_JOBS_KEPT).delete()


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
