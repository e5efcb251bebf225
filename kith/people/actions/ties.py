"""Keeps a person's map true: adding, changing, moving, removing and putting back ties."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.access import UNDO_REMOVAL, blocked_with, is_one_of_mine, shares_with, tie_to
from kith.people.models import Circle, Grant, Person, RemovedTie, Tie
from kith.people.tasks import forget_removed_ties

KEPT = ("circle", "kind", "target_kind", "target_id")


def _home_changed(*people: Person) -> None:
    for person in people:
        announce(f"home:{person.pk}")


@transaction.atomic
def add_tie(
    actor: Person,
    name: str,
    kind: str,
    circle: str = Circle.MIDDLE,
    gives: Sequence[str] = (),
    last_touch: date | None = None,
    note: str = "",
) -> Tie:
    """Put someone or something on the actor's map. Nobody is told."""
    tie = Tie.objects.create(
        owner=actor, name=name, kind=kind, circle=circle, gives=list(gives), last_touch=last_touch, note=note
    )
    record(Verb.TIE_ADDED, actor, owner=actor, kind=kind, thing=tie.pk)
    _home_changed(actor)
    return tie


@transaction.atomic
def change_tie(actor: Person, tie: Tie, **changes: Any) -> Tie:
    """Write what the owner changed: name, kind, circle, gives, last_touch, note."""
    for field, value in changes.items():
        setattr(tie, field, value)
    tie.save(update_fields=list(changes))
    record(Verb.TIE_CHANGED, actor, owner=actor, kind=tie.kind, thing=tie.pk)
    _home_changed(actor)
    return tie


def move_tie(actor: Person, tie: Tie, circle: str) -> Tie:
    """Move a tie to another circle. A person moved there sees what the owner shares with that circle."""
    return change_tie(actor, tie, circle=Circle(circle).value)


def in_touch_today(actor: Person, tie: Tie) -> Tie:
    """Note that the two were in touch today, in the owner's time zone."""
    return change_tie(actor, tie, last_touch=timezone.localdate())


@transaction.atomic
def add_tie_for(
    actor: Person,
    target_kind: str,
    target_id: int,
    name: str,
    kind: str,
    gives: Sequence[str] = (),
    circle: str = Circle.OUTER,
) -> Tie:
    """Put a joined group or a saved listing on the actor's map; once, however often it is called."""
    values = {"name": name, "kind": kind, "gives": list(gives), "circle": circle}
    tie, fresh = Tie.objects.get_or_create(owner=actor, target_kind=target_kind, target_id=target_id, defaults=values)
    if fresh:
        record(Verb.TIE_ADDED, actor, owner=actor, kind=kind, thing=tie.pk)
        _home_changed(actor)
    return tie


@transaction.atomic
def remove_tie_for(actor: Person, target_kind: str, target_id: int) -> None:
    """Take a left group or an unsaved listing off the actor's map, if it is there."""
    tie = Tie.objects.filter(owner=actor, target_kind=target_kind, target_id=target_id).first()
    if tie:
        remove_tie(actor, tie)


@transaction.atomic
def remove_tie(actor: Person, tie: Tie) -> RemovedTie:
    """Take a tie off the map, and end what the actor shares with that person. Nobody is told, and the other's pages stay.

    It can be put back for an hour; then its words are deleted.
    """
    moment = now()
    people = [actor, *([tie.person] if tie.person and shares_with(actor, tie.person) else [])]
    if tie.person:
        end_for(actor, tie.person, moment)
        record(Verb.DISCONNECTED, actor, owner=tie.person, thing=tie.pk)
    removed = RemovedTie.objects.create(id=tie.pk, owner=actor, removed=moment, name=tie.name, data=_packed(tie))
    record(Verb.TIE_REMOVED, actor, owner=actor, kind=tie.kind, thing=tie.pk)
    tie.delete()
    _home_changed(*people)
    forget_removed_ties.enqueue(actor.pk, run_at=moment + UNDO_REMOVAL + timedelta(minutes=1))
    return removed


def end_for(actor: Person, other: Person, moment: datetime) -> None:
    """End every choice of the actor's that names the other. The other's own choices stay as they are: they do not reach
    the actor now, and their owner cannot tell (decision 13)."""
    Grant.objects.filter(revoked__isnull=True, owner=actor, grantee=other).update(revoked=moment)


def _packed(tie: Tie) -> dict[str, Any]:
    packed = {field: getattr(tie, field) for field in KEPT}
    touched = tie.last_touch.isoformat() if tie.last_touch else None
    return packed | {
        "id": str(tie.pk),
        "note": tie.note,
        "gives": tie.gives,
        "last_touch": touched,
        "person": tie.person_id,
    }


@transaction.atomic
def restore_tie(actor: Person, removed: RemovedTie) -> Tie:
    """Put a tie back as it was, with what the actor themselves shared, unless there is one for the same by now."""
    removed_id, data, moment, name = removed.pk, dict(removed.data), removed.removed, removed.name
    removed.delete()
    person = Person.objects.filter(pk=data["person"], is_active=True).first() if data["person"] else None
    if person and (standing := tie_to(actor, person)):
        return standing
    if person and blocked_with(actor).filter(blocked=person).exists():
        person = None
    return _put_back(actor, removed_id, name, data, person, moment)


def _put_back(
    actor: Person, tie_id: uuid.UUID, name: str, data: dict[str, Any], person: Person | None, moment: datetime
) -> Tie:
    touched = date.fromisoformat(data["last_touch"]) if data["last_touch"] else None
    same = {field: data[field] for field in KEPT} | {"note": data["note"], "gives": data["gives"]}
    tie = Tie(id=tie_id, owner=actor, name=name, person=person, confirmed=None, last_touch=touched, **same)
    try:
        with transaction.atomic():
            tie.save(force_insert=True)
    except IntegrityError:
        return Tie.objects.get(owner=actor, target_kind=tie.target_kind, target_id=tie.target_id)
    if person:
        _connect_again(tie, person, moment)
    record(Verb.TIE_RESTORED, actor, owner=actor, kind=tie.kind, thing=tie.pk)
    _home_changed(*[actor, *([person] if person and shares_with(actor, person) else [])])
    return tie


def _connect_again(tie: Tie, other: Person, moment: datetime) -> None:
    """Take up what the owner's removal ended of their own sharing, from now on: nothing of the other's, nor of the gap.

    A choice the owner ended themselves, or made anew since, stays as it is.
    """
    tie.confirmed = now()
    tie.save(update_fields=["confirmed"])
    mine = Grant.objects.filter(owner=tie.owner, grantee=other)
    standing = {(g.kind, g.thing) for g in mine.filter(revoked__isnull=True)}
    ended = [g.pk for g in mine.filter(revoked=moment) if (g.kind, g.thing) not in standing]
    mine.filter(pk__in=ended).update(revoked=None, starts=tie.confirmed)


@transaction.atomic
def confirm_tie(actor: Person, tie: Tie) -> Tie:
    """Say that the account is the one meant: from now on it stands in the actor's circle. Raises Http404 if there is none."""
    if tie.confirmed:
        return tie
    if tie.person is None or not is_one_of_mine(actor, tie.person):
        raise Http404
    record(Verb.CONNECTED, actor, owner=tie.person, thing=tie.pk, note_code="confirmed")
    announce(f"home:{tie.person_id}")
    return change_tie(actor, tie, confirmed=now())
