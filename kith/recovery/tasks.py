"""What happens to removed things once nobody can want them back."""

from datetime import timedelta

from kith.core.clock import now
from kith.core.jobs import task
from kith.recovery.models import CheckIn, HardTime, Strategy

UNDO_FOR = timedelta(hours=1)


@task(name="recovery.forget_removed")
def forget_removed(model: str, thing: str) -> None:
    """Delete a removed check-in or strategy for good, unless its owner took it back."""
    gone = {"pk": thing, "removed__isnull": False, "removed__lte": now() - UNDO_FOR + timedelta(minutes=1)}
    if model == "check_in":
        CheckIn.objects.filter(**gone).delete()
    else:
        Strategy.objects.filter(**gone).delete()


@task(name="recovery.forget_hard_time")
def forget_hard_time(person: int) -> None:
    """Delete a hard time that has ended by itself, unless it was made longer in the meantime."""
    HardTime.objects.filter(person=person, ends__lte=now()).delete()
