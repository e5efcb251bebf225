"""Ends sessions whose time is over, and forgets what was said in them after some days."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.core.live import announce
from kith.groups.models import Session


@task(name="groups.end_sessions", every=timedelta(minutes=5))
@transaction.atomic
def end_sessions() -> None:
    """Write down that they are over, and let go of who was there. No page waits for it: each works it out by itself."""
    at = now()
    for session in Session.objects.select_for_update().filter(closed__isnull=True).order_by("opened")[:200]:
        if session.is_over(at):
            session.closed = at
            session.save(update_fields=["closed"])
            session.seats.all().delete()
            announce(f"session-here:{session.key}")


@retention.kept(
    "sessions",
    days=7,
    least=1,
    most=30,
    what=_("what was said in a session, once it has ended"),
    why=_("So that people in the group can read it again. It is sealed with the writers' keys."),
    who=_("People in the group."),
)
def forget_sessions(before: datetime) -> int:
    return Session.objects.filter(closed__lt=before).delete()[0]
