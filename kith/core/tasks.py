"""The core's own regular work: throwing away what nobody needs any more, each thing after the days the steward set."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import Job, State, task
from kith.core.once import forget_old_tokens


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
