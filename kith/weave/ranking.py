"""Puts what might help in order: hard limits, then how well each fits what was said, then variety. Pure and deterministic.

The promise: only what the person said and what a thing publishes counts. Not known is never read as no.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heapreplace

from kith.people.models import Need
from kith.weave.asked import Asked
from kith.weave.candidate import Candidate
from kith.weave.fit import Fits, apart, distance, fits, is_ruled_out
from kith.weave.reasons import Reason, cautions, not_known, reasons


@dataclass(frozen=True)
class Weights:
    """How much each aspect counts when it fits fully. Tried on the demo town and on Waterbury; change them here only."""

    need: float = 20
    missing: float = 6
    hard: float = 12
    where: float = 24
    languages: float = 14
    culture: float = 14
    times: float = 10
    meeting: float = 8
    cost: float = 4
    touch: float = 10
    not_known: float = 0.3  # the share of a weight that something not known gets
    waiting_list: float = 6  # taken off
    for_others: float = (
        30  # taken off what says it is for people, ages or troubles they did not name; half where anyone may come
    )
    another_of_a_kind: float = 5  # taken off for each better one of the same kind
    another_of_theirs: float = 9  # taken off for each better one by the same organisation


WEIGHTS = Weights()


@dataclass(frozen=True)
class Suggestion:
    """One thing worth showing, and why. The words are made only when they are read."""

    thing: Candidate
    asked: Asked
    km: float | None
    fits: Fits
    score: float
    apart: float = 0  # how surely it is meant for others: 0, a half or 1

    @property
    def need(self) -> str:
        """The code of the kind of support this list is for that it gives, "" where that is not known."""
        given = self.asked.needs & (self.thing.gives or frozenset())
        return next((code for code in Need.values if code in given), "")

    @cached_property
    def reasons(self) -> list[Reason]:
        return reasons(self.asked, self.thing, self.fits, self.km)

    @cached_property
    def not_known(self) -> list[str]:
        return not_known(self.asked, self.thing, self.fits)

    @cached_property
    def cautions(self) -> list[str]:
        return cautions(self.asked, self.thing)


_Waiting = tuple[float, tuple[str, str], int, Suggestion]
"""One in line: what it scores, below zero so that less is better; its key, and its number, to settle ties; itself."""


def rank(asked: Asked, candidates: Iterable[Candidate], weights: Weights = WEIGHTS) -> list[Suggestion]:
    """Everything that no hard limit rules out, best first, with one of each kind at the top unless it is meant for others.

    The whole list is returned; callers take as many as they show. The same input always gives the same order.
    """
    scored = []
    for thing in candidates:
        km = distance(asked, thing)
        if not is_ruled_out(asked, thing, km):
            found, back = fits(asked, thing, km), apart(asked, thing)
            scored.append(Suggestion(thing, asked, km, found, score(thing, found, back, weights), back))
    return _varied(scored, weights)


def score(thing: Candidate, found: Fits, back: float, weights: Weights) -> float:
    """The sum of what fits; what is not known counts a little, so that it stands between yes and no."""
    total = sum(getattr(weights, aspect) * (weights.not_known if fit is None else fit) for aspect, fit in found.items())
    return total - weights.waiting_list * thing.waiting_list - weights.for_others * back


def _varied(scored: list[Suggestion], weights: Weights) -> list[Suggestion]:
    """Take the best again and again: first one of each kind; each one taken makes those alike count a little less."""
    lines: dict[str, list[_Waiting]] = {}
    for number, each in enumerate(scored):
        lines.setdefault(each.thing.kind, []).append((-each.score, each.thing.key, number, each))
    for line in lines.values():
        heapify(line)
    kinds: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    order: list[Suggestion] = []
    while lines:
        heads = [_settle(line, theirs, weights) for line in lines.values()]
        best = min(heads, key=lambda head: _turn(head, kinds, theirs, weights))[-1]
        line = lines[best.thing.kind]
        heappop(line)
        if not line:
            del lines[best.thing.kind]
        kinds[best.thing.kind] += 1
        theirs[_maker(best)] += 1
        order.append(best)
    return order


def _maker(each: Suggestion) -> str:
    return each.thing.organisation or each.thing.title


def _settle(line: list[_Waiting], theirs: Counter[str], weights: Weights) -> _Waiting:
    """The head of one kind's line, after those whose organisation was taken meanwhile have stepped back.

    Stepping back only ever goes one way, so a head that is up to date is the best of its line.
    """
    while True:
        less, key, tie, each = line[0]
        due = theirs[_maker(each)] * weights.another_of_theirs - each.score
        if due == less:
            return line[0]
        heapreplace(line, (due, key, tie, each))


def _turn(
    head: _Waiting, kinds: Counter[str], theirs: Counter[str], weights: Weights
) -> tuple[bool, float, tuple[str, str]]:
    less, key, _tie, each = head
    leads = not kinds[each.thing.kind] and not theirs[_maker(each)] and not each.apart
    return not leads, less + kinds[each.thing.kind] * weights.another_of_a_kind, key
