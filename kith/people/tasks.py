"""Lets go of what was only kept for a short while, on nobody's behalf."""

from kith.core.clock import now
from kith.core.jobs import task
from kith.people.access import UNDO_REMOVAL
from kith.people.models import RemovedTie


@task(name="people.forget_removed_ties")
def forget_removed_ties(owner_id: int) -> None:
    """Delete for good what this person took off their map and did not put back in time."""
    RemovedTie.objects.filter(owner_id=owner_id, removed__lte=now() - UNDO_REMOVAL).delete()
