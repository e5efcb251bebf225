"""Keeps the map as it is on a day, so that its owner can look back."""

from typing import Any

from django.db import transaction

from kith.core.audit import Verb, record
from kith.people.access import my_ties
from kith.people.models import Person, Snapshot


def _as_it_is(person: Person) -> list[dict[str, Any]]:
    ties = my_ties(person).order_by("id")
    return [{"id": str(t.pk), "name": t.name, "kind": t.kind, "circle": t.circle, "gives": t.needs} for t in ties]


@transaction.atomic
def keep_snapshot(actor: Person, note: str = "") -> Snapshot:
    """Keep today's map with a note. Names, kinds, circles and what each gives; private notes are not copied."""
    snapshot = Snapshot.objects.create(owner=actor, note=note, data=_as_it_is(actor))
    record(Verb.SNAPSHOT_KEPT, actor, owner=actor, thing=snapshot.pk)
    return snapshot


@transaction.atomic
def remove_snapshot(actor: Person, snapshot: Snapshot) -> None:
    """Delete a kept map for good."""
    record(Verb.SNAPSHOT_REMOVED, actor, owner=actor, thing=snapshot.pk)
    snapshot.delete()
