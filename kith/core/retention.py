"""How long things are kept: each area says what it keeps and how it lets go, the steward says for how many days.

What is declared here is shown on the privacy page, can be set by the steward, and is carried out each day by
`core.keep_to_the_times`: a span that nobody carries out cannot be declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kith.core import settled
from kith.core.clock import now

LetGo = Callable[[datetime], int]


@dataclass(frozen=True)
class Span:
    """One kind of thing that is let go of after a number of days. `what`, `why` and `who` are translated words."""

    name: str
    what: Any
    why: Any
    who: Any
    number: settled.Number
    let_go: LetGo


SPANS: dict[str, Span] = {}


def kept(name: str, days: int, least: int, most: int, what: Any, why: Any, who: Any) -> Callable[[LetGo], LetGo]:
    """Declare a span. The function deletes what is older than the moment it is given, and returns how much that was.

    `what` ends the sentence "We keep … for N days".
    """

    def decorate(let_go: LetGo) -> LetGo:
        SPANS[name] = Span(name, what, why, who, settled.declare(f"keep.{name}", days, least, most), let_go)
        return let_go

    return decorate


def spans() -> list[Span]:
    """Every span, from the lowest area to the highest."""
    from kith.core.runner import load_tasks

    load_tasks()
    return list(SPANS.values())


def days_now() -> dict[str, int]:
    """The days of every span by its name. One query."""
    every = {span.name: span.number.name for span in spans()}
    found = settled.values(*every.values())
    return {name: found[number] for name, number in every.items()}


def days(name: str) -> int:
    if name not in SPANS:  # a process that does no jobs has not read what declares it yet
        spans()
    number = SPANS[name].number.name
    return settled.values(number)[number]


def begins(name: str) -> datetime:
    """What is older than this moment has been kept long enough."""
    return now() - timedelta(days=days(name))
