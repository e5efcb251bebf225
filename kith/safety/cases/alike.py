"""How cases like this one ended before, so that people in the same place are treated the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from kith.core.clock import now
from kith.safety.cases.access import visible_cases
from kith.safety.models import Act, Case

LOOKS_BACK = timedelta(days=180)
MOST = 100
LISTED = 10


@dataclass(frozen=True)
class Alike:
    """Closed cases of the same kind with the same reason: how many ended how, what was done in them, and the latest of them.

    `more` says that there are more than were counted.
    """

    count: int
    more: bool
    outcomes: list[tuple[str, int]]
    acts: list[tuple[str, int]]
    latest: list[Any]


def alike(viewer: Any, case: Case) -> Alike:
    """The last 100 at most, of half a year. Three queries. Only what the viewer may see; no words and no names."""
    closed = visible_cases(viewer).filter(closed__gte=now() - LOOKS_BACK, thing_kind=case.thing_kind, lane=case.lane)
    like = closed.filter(reason=case.codes.partition(",")[0]).exclude(pk=case.pk).order_by("-closed")
    states = dict(like.values_list("pk", "state")[: MOST + 1])
    counted = list(states)[:MOST]
    done = _done(like[:MOST])
    latest = list(like.defer("words")[:LISTED])
    for row in latest:
        row.done = sorted(str(Act.Kind(kind).label) for kind in done.get(row.pk, ()))
    outcomes = _numbers(Case.State, (states[pk] for pk in counted))
    acts = _numbers(Act.Kind, (kind for kinds in done.values() for kind in kinds))
    return Alike(len(counted), len(states) > MOST, outcomes, acts, latest)


def _numbers(names: Any, codes: Iterable[str]) -> list[tuple[str, int]]:
    """How often each was, by its name, the most frequent first."""
    return [(str(names(code).label), count) for code, count in Counter(codes).most_common()]


def _done(cases: QuerySet[Case]) -> dict[Any, set[str]]:
    """What was done in each of these cases, each kind once, by code."""
    by_case: dict[Any, set[str]] = {}
    for pk, kind in Act.objects.filter(case__in=cases.values("pk"), began__isnull=False).values_list("case", "kind"):
        by_case.setdefault(pk, set()).add(kind)
    return by_case
