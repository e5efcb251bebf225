"""How long it takes until a person first looks, by lane and by hour of the day: of the community, never of one who keeps it safe.

Counting reads every case of four weeks, so it is done once an hour and kept; pages read what was kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kith.core.clock import now
from kith.people.models import Role
from kith.safety.models import Case, FirstLook
from kith.spaces.models import Membership

LOOKS_BACK = timedelta(days=28)
FEWEST = 5
"""Fewer than so many are not said: they could tell of one person's night."""
AT_ONCE = 2_000


@dataclass(frozen=True)
class Times:
    """Minutes until somebody looked. `median` and `ninth` are None where there were too few to say."""

    name: str
    count: int
    median: int | None
    ninth: int | None


@dataclass(frozen=True)
class FirstLooks:
    """By lane, by the hour in which it came in, and when that was counted: None while it never was."""

    lanes: list[Times]
    hours: list[Times]
    counted: datetime | None


def spread(name: str, minutes: Iterable[float]) -> Times:
    """The middle, and what nine in ten stay within: the nearest rank, so always a time that really was."""
    found = sorted(minutes)
    if len(found) < FEWEST:
        return Times(name, len(found), None, None)
    return Times(name, len(found), round(found[_rank(len(found), 50)]), round(found[_rank(len(found), 90)]))


def _rank(count: int, percent: int) -> int:
    return max(0, -(-count * percent // 100) - 1)


def counted_cases(since: datetime) -> QuerySet[Case]:
    """What came in since then. Not what is about a steward, or a group that one runs: stewards read the numbers, and nobody
    learns from them that there is a case about themselves."""
    stewards = Role.objects.filter(kind=Role.Kind.STEWARD).values("person")
    run = Membership.objects.filter(
        person__in=stewards, state=Membership.State.ACTIVE, role__in=Membership.RUNNING
    ).values("space")
    lately = Case.objects.filter(opened__gte=since).exclude(subject__in=stewards)
    return lately.exclude(thing_kind=Case.Thing.GROUP, space__in=run)


def count_first_looks() -> None:
    """Count anew and keep it. What waits still counts as long as it has waited; hours are those of the community's clock."""
    at, here = now(), timezone.get_default_timezone()
    waits: dict[str, list[float]] = {}
    rows = counted_cases(at - LOOKS_BACK).values_list("lane", "opened", "first_looked", "closed")
    for lane, opened, seen, closed in rows.iterator(AT_ONCE):
        minutes = ((seen or closed or at) - opened).total_seconds() / 60
        waits.setdefault(lane, []).append(minutes)
        waits.setdefault(f"{opened.astimezone(here).hour:02d}", []).append(minutes)
    found = [spread(of, minutes) for of, minutes in waits.items()]
    # Also where nothing came in: that it was counted is said by the lanes.
    found += [Times(lane, 0, None, None) for lane in Case.Lane.values if lane not in waits]
    with transaction.atomic():
        FirstLook.objects.all().delete()
        FirstLook.objects.bulk_create(
            [FirstLook(of=one.name, count=one.count, median=one.median, ninth=one.ninth, counted=at) for one in found]
        )


def first_looks() -> FirstLooks:
    """What was counted last. One query."""
    kept = {row.of: row for row in FirstLook.objects.order_by("of")}
    lanes = [_times(str(label), kept.get(lane)) for lane, label in Case.Lane.choices]
    hours = [_times(f"{of}:00", row) for of, row in kept.items() if of not in Case.Lane.values]
    return FirstLooks(lanes, hours, max((row.counted for row in kept.values()), default=None))


def _times(name: str, row: FirstLook | None) -> Times:
    return Times(name, row.count, row.median, row.ninth) if row else Times(name, 0, None, None)
