"""Whose turn it is to be asked: so that help is spread, and nobody carries more than they offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from kith.core import settled

A_WEEK = timedelta(days=7)
WAIT = settled.declare("answer.waits_hours", default=6, least=1, most=72)
"""How many hours a post stands without an answer before anyone is asked."""
PASS_ON = settled.declare("answer.passed_on_hours", default=12, least=1, most=72)
"""After how many hours the next person is asked."""
LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass
class Answerer:
    """Someone who said they can answer: how often a week at most, and when they were asked within the last."""

    person: int
    a_week: int
    trained: bool = False
    asked: list[datetime] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return len(self.asked) < self.a_week


def in_turn(people: Iterable[Answerer]) -> list[Answerer]:
    """Those who can be asked now, in order: trained peers first, then who was asked least this week, then longest ago."""
    free = [one for one in people if one.is_free]
    return sorted(free, key=lambda one: (not one.trained, len(one.asked), max(one.asked, default=LONG_AGO), one.person))


def hours(*numbers: settled.Number) -> list[timedelta]:
    """What the steward settled for these, as spans of time. One query."""
    found = settled.values(*(number.name for number in numbers))
    return [timedelta(hours=found[number.name]) for number in numbers]
