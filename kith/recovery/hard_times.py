"""Who is having a hard time: one's own, and those of others who share it with the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.people.access import granted, main_handle_of, my_people
from kith.people.models import Person
from kith.recovery.models import HardTime
from kith.recovery.sharing import HARD_TIME

LASTS = timedelta(days=7)


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


def shown_to(viewer: Person, names: Iterable[Any] = ()) -> list[Any]:
    """The few for the viewer's start page, each with `name` and the `tie` to answer by, from their own ties."""
    by_person = {tie.person_id: tie for tie in names if tie.person_id}
    found: list[Any] = list(others(viewer)[:8])
    for one in found:
        one.tie = by_person.get(one.person_id)
        one.name = one.tie.name if one.tie and one.tie.confirmed else one.handle_name
    return found


def get_shared(viewer: Person, hard_time_id: Any) -> Any:
    """One of those the viewer may see, as `shown_to` has it. Raises Http404 for any other, also one that was taken back."""
    found: Any = others(viewer).filter(pk=hard_time_id).first()
    if found is None:
        raise Http404
    found.tie = my_people(viewer).filter(person=found.person_id).first()
    found.name = found.tie.name if found.tie and found.tie.confirmed else found.handle_name
    return found
