"""Reckons what went with trying a strategy: how often, and how far it was from before to after. It judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

ENOUGH = 5
Tally = tuple[int | None, int | None, int]


@dataclass(frozen=True)
class Summary:
    """Tries of one strategy. `steps` counts them by how many steps lighter (or, below 0, heavier) it was afterwards.

    `low`, `middle` and `high` are in the same steps; None while fewer than ENOUGH tries have a before and an after.
    """

    tries: int = 0
    steps: dict[int, int] = field(default_factory=dict)
    low: int | None = None
    middle: float | None = None
    high: int | None = None

    @property
    def measured(self) -> int:
        """Tries with both a before and an after."""
        return sum(self.steps.values())

    @property
    def unmeasured(self) -> int:
        return self.tries - self.measured

    @property
    def is_enough(self) -> bool:
        return self.middle is not None


def summarise(tallies: Iterable[Tally]) -> Summary:
    """Sum up (before, after, how many) rows; before and after are 1 to 5 in the order of `Mood`, or None for not said.

    Unit: one step is from one of the five words to the next. Tries that lack one of the two are counted, not guessed.
    Middle: the median. Spread: of n tries, from the ceil(n/4)-th lowest to the ceil(n/4)-th highest, which holds at least
    half of them (definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician
    50(4), 1996, from both ends). These ends are always tries that were: words have an order, but no fractions.
    Nothing is claimed below ENOUGH tries, and never a cause.
    """
    steps: Counter[int] = Counter()
    tries = 0
    for before, after, count in tallies:
        tries += count
        if before is not None and after is not None:
            steps[after - before] += count
    counted = dict(sorted(steps.items()))
    if steps.total() < ENOUGH:
        return Summary(tries, counted)
    every = sorted(steps.elements())
    place = -(-len(every) // 4)
    return Summary(tries, counted, every[place - 1], median(every), every[-place])
