"""How cases like this one ended before, so that people in the same place are treated the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kith.core.clock import now
from kith.safety.cases.access import visible_cases
from kith.safety.models import Act, Case

LOOKS_BACK = timedelta(days=180)
MOST = 200
LISTED = 30


@dataclass(frozen=True)
class Alike:
    """Closed cases of the same kind with the same reason: how many ended how, what was done in them, and the latest of them."""

    count: int
    outcomes: list[tuple[str, int]]
    acts: list[tuple[str, int]]
    latest: list[Any]


def alike(viewer: Any, case: Case) -> Alike:
    """The last 200 at most, of half a year. Two queries. Only what the viewer may see; no words and no names."""
    closed = visible_cases(viewer).filter(closed__gte=now() - LOOKS_BACK, thing_kind=case.thing_kind, lane=case.lane)
    reason = case.codes.partition(",")[0]
    rows = list(closed.filter(codes__startswith=reason).exclude(pk=case.pk).defer("words").order_by("-closed")[:MOST])
    done = Act.objects.filter(case__in=[row.pk for row in rows], began__isnull=False).values_list("case", "kind")
    by_case: dict[Any, list[str]] = {}
    for pk, kind in done:
        by_case.setdefault(pk, []).append(str(Act.Kind(kind).label))
    for row in rows:
        row.done = sorted(set(by_case.get(row.pk, [])))
    outcomes = Counter(str(row.get_state_display()) for row in rows)
    acts = Counter(kind for row in rows for kind in row.done)
    return Alike(len(rows), outcomes.most_common(), acts.most_common(), rows[:LISTED])
