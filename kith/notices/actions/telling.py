"""Telling people that something happened, once, and letting them say they have read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from kith.core.clock import now
from kith.core.live import announce
from kith.notices.kinds import Told, is_known, tell
from kith.notices.models import Notice
from kith.notices.tasks import plan_ways
from kith.people.access import not_blocked
from kith.people.apart import not_muted_by
from kith.people.models import Handle, Person


@transaction.atomic
def notify(actor: Handle | None, people: Iterable[int], kind: str, thing_kind: str, thing_id: Any) -> None:
    """Tell these people (by id) that `actor` did `kind` to a thing. Call it in the transaction of the act itself.

    The same kind about the same thing is one notice, made new again. Nobody is told of their own acts, nor of a name
    they muted or a main name they do not meet. Raises ValueError for a kind that no app registered.
    """
    if not is_known(kind):
        raise ValueError(f"No app registered notices of kind {kind!r}.")
    ids = set(people) - {actor.person_id if actor else None}
    reached = Person.objects.filter(pk__in=ids, is_active=True)
    if actor:
        reached = reached.filter(not_muted_by("pk", actor.pk))
    if actor and actor.is_main:
        reached = reached.filter(not_blocked(Person(pk=actor.person_id), "pk"))
    rows = [
        Notice(person_id=pk, kind=kind, thing_kind=thing_kind, thing_id=str(thing_id), actor=actor)
        for pk in reached.values_list("pk", flat=True)
    ]
    Notice.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "kind", "thing_kind", "thing_id"],
        update_fields=["actor", "at", "read_at"],
    )
    for row in rows:
        announce(f"notices:{row.person_id}")
    if rows:
        plan_ways.enqueue([row.pk for row in rows])


def mark_read(actor: Person, thing_kind: str = "", thing_id: Any = "") -> int:
    """Mark the actor's unread notices as read, all or those about one thing; returns how many."""
    mine = Notice.objects.filter(person=actor, read_at__isnull=True)
    if thing_kind:
        mine = mine.filter(thing_kind=thing_kind, thing_id=str(thing_id))
    return mine.update(read_at=now(), round=F("round") + 1)


def drop(kind: str, thing_kind: str, thing_id: Any, person: Person | None = None) -> None:
    """Take back notices (of one person) about something that no longer stands, such as a join request that was withdrawn."""
    found = Notice.objects.filter(kind=kind, thing_kind=thing_kind, thing_id=str(thing_id))
    (found.filter(person=person) if person else found).delete()


@transaction.atomic
def open_notice(actor: Person, notice: Notice) -> Told | None:
    """Mark one notice as read and say what it says now; None when there is nothing to see any more."""
    Notice.objects.filter(pk=notice.pk, person=actor, read_at__isnull=True).update(read_at=now(), round=F("round") + 1)
    return tell(actor, [notice]).get(notice.pk)


def read_out(actor: Person, notices: Sequence[Notice]) -> list[tuple[Notice, Told]]:
    """Each notice with its words, in order. Notices with nothing to say any more are forgotten."""
    told = tell(actor, notices)
    silent = [notice.pk for notice in notices if notice.pk not in told]
    if silent:
        Notice.objects.filter(person=actor, pk__in=silent).delete()
    return [(notice, told[notice.pk]) for notice in notices if notice.pk in told]
