"""Who may read whose check-ins and strategies, and how much of them: the owner, and those a live grant names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.core.prepared import Prepared
from kith.people.access import granted, my_grants, my_people, visible_grants
from kith.people.models import EVERYTHING, Grant, Handle, Person
from kith.people.sharing_kinds import TAP, WORDS
from kith.recovery.models import CheckIn, Strategy
from kith.recovery.sharing import CHECK_INS, HARD_TIME, STRATEGIES
from kith.spaces.models import Letter

A_FEW = 20


@dataclass(frozen=True)
class Shared:
    """Exactly what someone else may read of one check-in, and nothing that they may not."""

    id: uuid.UUID
    person: Person
    name: str
    colour: int
    mood: int
    mood_word: str
    words: str
    with_words: bool
    at: datetime


@dataclass(frozen=True)
class Reader:
    """Someone the owner is connected to, and what they may read of the thing at hand."""

    tie_id: uuid.UUID
    person: Person
    name: str
    standing: Grant | None
    once: Grant | None

    @property
    def reads(self) -> bool:
        return bool(self.standing or self.once)

    @property
    def may_choose(self) -> bool:
        """Sharing one thing adds something: they read nothing yet, or only the tap."""
        return self.standing is None or self.standing.level == TAP


@dataclass(frozen=True)
class NextReader:
    """Someone who will read what the owner says next, by the name on the owner's own map."""

    name: str
    standing: Grant


def my_check_ins(viewer: Person) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(person=viewer, removed__isnull=True).order_by("-at")


def my_strategies(viewer: Person) -> QuerySet[Strategy]:
    """The viewer's own set, with how often each was tried and how often it helped."""
    kept = Q(tries__isnull=False, tries__removed=None)
    tries = {
        "tried": Count("tries", filter=kept),
        "helped": Count("tries", filter=kept & Q(tries__helped=2)),
        "a_bit": Count("tries", filter=kept & Q(tries__helped=1)),
    }
    return Strategy.objects.filter(person=viewer, removed__isnull=True).annotate(**tries).order_by("created")


def helped_before(viewer: Person, count: int = 3) -> list[Strategy]:
    """The viewer's own strategies that helped them before, those that did so most often first."""
    return list(my_strategies(viewer).filter(Q(helped__gt=0) | Q(a_bit__gt=0)).order_by("-helped", "-a_bit")[:count])


def my_answer(viewer: Person, check_in_id: Any) -> Letter | None:
    """What the viewer last sent back about this check-in."""
    return Letter.objects.filter(person=viewer, about=str(check_in_id)).order_by("-created").first()


def _main_handle(column: str) -> Subquery:
    return Subquery(Handle.objects.filter(person_id=OuterRef("person_id"), is_main=True).values(column)[:1])


def _with_words(viewer: Person, at: datetime | None = None) -> Exists:
    """A grant at the level "words" that reaches this very check-in: a one-off grant never widens another check-in."""
    reach = visible_grants(viewer, at).filter(kind=CHECK_INS, level=WORDS, owner_id=OuterRef("person_id"))
    return Exists(reach.filter(Q(thing=EVERYTHING, reaches_from__lte=OuterRef("at")) | Q(thing=OuterRef("pk"))))


def others_check_ins(viewer: Person, at: datetime | None = None) -> QuerySet[CheckIn]:
    """Check-ins of others that a live grant lets the viewer read; never one its owner kept to themselves."""
    return (
        CheckIn.objects.filter(granted(viewer, CHECK_INS, owner="person_id", thing="pk", made="at", at=at))
        .filter(removed__isnull=True, only_me=False)
        .exclude(person=viewer)
        .annotate(
            with_words=_with_words(viewer, at), handle_name=_main_handle("name"), handle_colour=_main_handle("colour")
        )
        .select_related("person")
        .order_by("-at")
    )


def visible_check_ins(viewer: Person) -> QuerySet[CheckIn]:
    """Everything the viewer may open: their own, and what others share with them. `with_words` says how much."""
    reach = Q(granted(viewer, CHECK_INS, owner="person_id", thing="pk", made="at"), only_me=False)
    words = Case(When(person=viewer, then=Value(True)), default=_with_words(viewer), output_field=BooleanField())
    return (
        CheckIn.objects.filter(Q(person=viewer) | reach, removed__isnull=True)
        .annotate(with_words=words)
        .select_related("person")
    )


def as_shared(check_in: Any) -> Shared:
    """What to show of a row that `others_check_ins` found; the words stay sealed unless they were granted."""
    return Shared(
        id=check_in.pk,
        person=check_in.person,
        name=check_in.handle_name or "",
        colour=check_in.handle_colour or 0,
        mood=check_in.mood,
        mood_word=check_in.mood_word,
        words=check_in.words if check_in.with_words else "",
        with_words=check_in.with_words,
        at=check_in.at,
    )


def shared_with(viewer: Person, count: int = A_FEW, since_days: int = 60) -> list[Shared]:
    """What others share with the viewer, newest first: mood words always, their own words only where granted."""
    at, since = now(), now() - timedelta(days=since_days)
    found = SHARED.objects(viewer.pk, at, since) if count == A_FEW else list(_shared(viewer.pk, at, since, count))
    prefetch_keys({row.person_id for row in found if getattr(row, "with_words", False)})
    return [as_shared(c) for c in found]


def _shared(viewer: int, at: datetime, since: datetime, count: int = A_FEW) -> QuerySet[CheckIn]:
    return others_check_ins(Person(pk=viewer), at).filter(at__gt=since)[:count]


SHARED = Prepared(_shared, int, datetime, datetime)


def get_shared(viewer: Person, check_in_id: Any) -> Shared:
    found = others_check_ins(viewer).filter(pk=check_in_id).first()
    if found is None:
        raise Http404
    return as_shared(found)


def get_check_in(viewer: Person, check_in_id: Any) -> CheckIn:
    """One of the viewer's own check-ins. Raises Http404 for any other, known or not."""
    found = my_check_ins(viewer).filter(pk=check_in_id).first()
    if found is None:
        raise Http404
    return found


def get_removed_check_in(viewer: Person, check_in_id: Any) -> CheckIn:
    found = CheckIn.objects.filter(person=viewer, pk=check_in_id, removed__isnull=False).first()
    if found is None:
        raise Http404
    return found


def get_strategy(viewer: Person, strategy_id: Any) -> Strategy:
    found = my_strategies(viewer).filter(pk=strategy_id).first()
    if found is None:
        raise Http404
    return found


def get_removed_strategy(viewer: Person, strategy_id: Any) -> Strategy:
    found = Strategy.objects.filter(person=viewer, pk=strategy_id, removed__isnull=False).first()
    if found is None:
        raise Http404
    return found


def others_strategies(viewer: Person, at: datetime | None = None) -> QuerySet[Strategy]:
    """Strategies of others that a live grant lets the viewer read.

    A person's set is one living thing: sharing it shares all of it, also what was written before the day of the grant.
    """
    return (
        Strategy.objects.filter(granted(viewer, STRATEGIES, owner="person_id", thing="pk", at=at), removed__isnull=True)
        .exclude(person=viewer)
        .annotate(handle_name=_main_handle("name"), handle_colour=_main_handle("colour"))
        .order_by("person_id", "created")
    )


def strategies_shared_with(viewer: Person, count: int = 100) -> list[Strategy]:
    found = list(others_strategies(viewer)[:count])
    prefetch_keys({s.person_id for s in found})
    return found


def get_shared_strategy(viewer: Person, strategy_id: Any) -> Strategy:
    found = others_strategies(viewer).filter(pk=strategy_id).first()
    if found is None:
        raise Http404
    return found


def _own_name(tie: Any) -> str:
    """What the owner calls them; with the account's name beside it, until the owner has said that the two are one."""
    here = "" if tie.confirmed else getattr(tie, "here_as", "")
    return _("%(name)s, here as %(here)s") % {"name": tie.name, "here": here} if here else tie.name


def readers(owner: Person, kind: str, thing: Any = None, made: datetime | None = None) -> list[Reader]:
    """Everyone the owner could choose, and what each may read already, of one thing or (thing=None) of the next one.

    They are called what the owner calls them on their own map.
    """
    tied = [(tie, tie.person) for tie in my_people(owner) if tie.person]
    prefetch_keys({owner.pk})
    grants = list(my_grants(owner).filter(kind=kind))
    found = [
        Reader(tie.pk, person, _own_name(tie), _standing(grants, tie, made), _once(grants, tie, thing))
        for tie, person in tied
    ]
    return sorted(found, key=lambda reader: reader.name.casefold())


def readers_of_next(owner: Person, ties: Iterable[Any]) -> dict[str, list[NextReader]]:
    """By kind, who will read the owner's next check-in or hard time, among their ties, which are at hand. One query."""
    found = list(ties)
    grants = STANDING.objects(owner.pk, now()) if found else []
    return {kind: _reading([g for g in grants if g.kind == kind], found) for kind in (CHECK_INS, HARD_TIME)}


def _reading(grants: list[Grant], ties: list[Any]) -> list[NextReader]:
    held = [(tie, _standing(grants, tie, None)) for tie in ties] if grants else []
    reading = [NextReader(_own_name(tie), standing) for tie, standing in held if standing]
    return sorted(reading, key=lambda reader: reader.name.casefold())


def _all_to_come(owner: int, at: datetime) -> QuerySet[Grant]:
    kinds = (CHECK_INS, HARD_TIME)
    return Grant.objects.in_force(at).filter(owner=owner, kind__in=kinds, thing=EVERYTHING).order_by("-starts")


STANDING = Prepared(_all_to_come, int, datetime)


def _standing(grants: Iterable[Grant], tie: Any, made: datetime | None) -> Grant | None:
    """The widest grant of all things of the kind that reaches this tie."""
    reach = [g for g in grants if g.thing == EVERYTHING and (made is None or g.starts <= made)]
    in_circle = tie.confirmed and (made is None or tie.confirmed <= made)
    reach = [g for g in reach if g.grantee_id == tie.person_id or (in_circle and g.circle == tie.circle)]
    return max(reach, key=lambda g: g.level == WORDS, default=None)


def _once(grants: Iterable[Grant], tie: Any, thing: Any) -> Grant | None:
    return next((g for g in grants if thing and g.thing == thing and g.grantee_id == tie.person_id), None)


def shared_until(viewer: Person, owner: Person, kind: str, thing: Any) -> datetime | None:
    """When the viewer's reading of this thing ends by itself; None when it lasts until the owner stops it."""
    reach = visible_grants(viewer).filter(Q(thing=EVERYTHING) | Q(thing=thing), kind=kind, owner=owner)
    ends = list(reach.values_list("ends", flat=True))
    dated = [end for end in ends if end is not None]
    return max(dated) if dated and len(dated) == len(ends) else None
