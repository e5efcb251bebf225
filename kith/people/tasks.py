"""Lets go of what was only kept for a short while, on nobody's behalf."""

from datetime import timedelta

from kith.core.clock import now
from kith.core.jobs import task
from kith.people.access import UNDO_REMOVAL
from kith.people.models import Person, RemovedTie


@task(name="people.forget_removed_ties")
def forget_removed_ties(owner_id: int) -> None:
    """Delete for good what this person took off their map and did not put back in time."""
    RemovedTie.objects.filter(owner_id=owner_id, removed__lte=now() - UNDO_REMOVAL).delete()


@task(name="people.forget_unfinished_joins", every=timedelta(days=1))
def forget_unfinished_joins() -> None:
    """Delete who began to join two days ago or more and never typed the code, so that the name is free again."""
    begun = Person.objects.filter(emailaddress__verified=False, last_login=None, joined__lt=now() - timedelta(days=2))
    begun.exclude(emailaddress__verified=True).delete()
