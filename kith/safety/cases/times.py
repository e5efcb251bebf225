"""How long it takes until a person first looks, by lane and by hour of the day: of the community, never of one who keeps it safe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kith.core.clock import now
from kith.safety.cases.access import visible_cases
from kith.safety.models import Case

LOOKS_BACK = timedelta(days=28)
FEWEST = 5
"""Fewer than so many are not said: they could tell of one person's night."""
MOST = 20_000


@dataclass(frozen=True)
class Times:
    """Minutes until somebody looked. `median` and `ninth` are None where there were too few to say."""

    name: str
    count: int
    median: int | None
    ninth: int | None


def spread(name: str, minutes: Iterable[float]) -> Times:
    """The middle, and what nine in ten stay within: the nearest rank, so always a time that really was."""
    found = sorted(minutes)
    if len(found) < FEWEST:
        return Times(name, len(found), None, None)
    return Times(name, len(found), round(found[_rank(len(found), 50)]), round(found[_rank(len(found), 90)]))


def _rank(count: int, percent: int) -> int:
    return max(0, -(-count * percent // 100) - 1)


def first_looks(viewer: Any) -> tuple[list[Times], list[Times]]:
    """By lane, and by the hour in which it came in, over the last four weeks. One query. What waits still counts as long as it waits."""
    at = now()
    lately = visible_cases(viewer).filter(opened__gte=at - LOOKS_BACK)
    rows = lately.order_by("-opened").values_list("lane", "opened", "first_looked", "closed")[:MOST]
    waited = [
        (lane, opened, ((seen or closed or at) - opened).total_seconds() / 60) for lane, opened, seen, closed in rows
    ]
    lanes = [
        spread(str(label), [minutes for lane, _opened, minutes in waited if lane == code])
        for code, label in Case.Lane.choices
    ]
    hours: dict[int, list[float]] = {}
    for _lane, opened, minutes in waited:
        hours.setdefault(timezone.localtime(opened).hour, []).append(minutes)
    return lanes, [spread(f"{hour:02d}:00", hours[hour]) for hour in sorted(hours)]
