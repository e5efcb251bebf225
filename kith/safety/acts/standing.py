"""Keeps what is written on a person true to the acts that stand: until when they cannot post, until when their account rests."""

from __future__ import annotations

from django.db.models import Max

from kith.core.clock import now
from kith.people.models import Person
from kith.safety.models import Act


def keep_true(person_id: int) -> None:
    """Call it within the step that begins or undoes an act. Two such steps for one person wait for each other."""
    Person.objects.select_for_update().filter(pk=person_id).first()
    Person.objects.filter(pk=person_id).update(
        paused_until=_until(person_id, Act.Kind.PAUSE), suspended_until=_until(person_id, Act.Kind.SUSPEND)
    )


def _until(person_id: int, kind: str) -> object:
    at = now()
    standing = Act.objects.filter(subject=person_id, kind=kind, began__isnull=False, undone__isnull=True, ends__gt=at)
    return standing.aggregate(ends=Max("ends"))["ends"]
