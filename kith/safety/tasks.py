"""Tells people what was opened of theirs when the time for keeping it from them is over."""

from datetime import timedelta

from kith.core.clock import now
from kith.core.jobs import task
from kith.safety.actions import tell
from kith.safety.acts import tasks as acts
from kith.safety.cases import tasks as cases
from kith.safety.models import Opening
from kith.safety.watch import tasks as watch

__all__ = ["acts", "cases", "tell_when_due", "watch"]


@task("safety.tell_when_due", every=timedelta(hours=1))
def tell_when_due() -> None:
    """Unless both said again before the date why it is not safe, the person is told: silence never lasts by being forgotten."""
    for opening in Opening.objects.filter(told__isnull=True, review__lte=now()).select_related("subject")[:200]:
        tell(None, opening)
