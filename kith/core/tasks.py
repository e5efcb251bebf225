"""The core's own regular work: throwing away what nobody needs any more."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings

from kith.core.clock import now
from kith.core.jobs import Job, State, task
from kith.core.once import forget_old_tokens

DONE_JOBS_KEPT = timedelta(days=7)


@task("core.tidy", every=timedelta(hours=6))
def tidy() -> None:
    """Old form tokens, ended sessions, and jobs done a week ago."""
    forget_old_tokens()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Job.objects.filter(state=State.DONE, finished__lt=now() - DONE_JOBS_KEPT).delete()
