"""Who is having a hard time: one's own, and those of others who share it with the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.http import Http404

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.people.access import granted, main_handle_of, my_people
from kith.people.models import Person
from kith.recovery.models import HardTime
from kith.recovery.sharing import HARD_TIME

LASTS = timedelta(days=7)
SHOWN = 8


def my_hard_time(viewer: Person) -> HardTime | None:
    """The viewer's own, while it stands."""
    return next(iter(MINE.objects(viewer.pk, now())), None)


MINE = Prepared(lambda viewer, at: HardTime.objects.filter(person=viewer, ends__gt=at), int, datetime)


def others(viewer: Person, at: datetime | None = None) -> QuerySet[HardTime]:
    """Those of others that a live choice lets the viewer see, the latest first. It is one living thing, like a set of
    strategies: someone chosen while it stands sees it too."""
    standing = HardTime.objects.filter(granted(viewer, HARD_TIME, owner="person_id", at=at), ends__gt=at or now())
    named = standing.exclude(person=viewer).annotate(handle_name=main_handle_of("name"))
    return named.select_related("person").order_by("-since")


def on_home(viewer: Person, ties: Iterable[Any]) -> tuple[HardTime | None, list[Any]]:
    """The viewer's own, and a few of others for their start page, named and answered by their own ties. One query."""
    by_person = {tie.person_id: tie for tie in ties if tie.person_id}
    found: list[Any] = HOME.objects(viewer.pk, now())
    for one in found:
        _name(one, by_person.get(one.person_id))
    own = next((one for one in found if one.person_id == viewer.pk), None)
    return own, [one for one in found if one is not own][:SHOWN]


def _name(one: Any, tie: Any) -> None:
    """By the viewer's own name for them, once they said who it is; and the tie to answer by."""
    one.tie, one.name = tie, tie.name if tie and tie.confirmed else one.handle_name


def _home(viewer: int, at: datetime) -> QuerySet[HardTime]:
    someone = Person(pk=viewer)
    seen = Q(person=viewer) | Q(pk__in=others(someone, at).order_by().values("pk"))
    found = HardTime.objects.filter(seen, ends__gt=at).annotate(handle_name=main_handle_of("name"))
    return found.order_by(Case(When(person=viewer, then=0), default=1), "-since")[: SHOWN + 1]


HOME = Prepared(_home, int, datetime)


def get_shared(viewer: Person, hard_time_id: Any) -> Any:
    """One of those the viewer may see, as `on_home` has it. Raises Http404 for any other, also one that was taken back."""
    found: Any = others(viewer).filter(pk=hard_time_id).first()
    if found is None:
        raise Http404
    _name(found, my_people(viewer).filter(person=found.person_id).first())
    return found
