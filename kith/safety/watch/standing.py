"""How things stand between two shifts: counted anew each time, from the cases themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from kith.core.clock import now
from kith.people.access import main_handle_of
from kith.safety.access import keeps_safe
from kith.safety.models import Case


@dataclass(frozen=True)
class Standing:
    """Numbers of cases: waiting, past their time, come in and ended in the last twelve hours; and who has how many."""

    waiting: int
    worried: int
    late: int
    came: int
    ended: int
    held_by: list[tuple[str, int]]


def summary(viewer: Any) -> Standing:
    """Of all cases but those about the viewer. Two queries."""
    if not keeps_safe(viewer):
        raise Http404
    at = now()
    since, mine = at - timedelta(hours=12), Q(subject=viewer)
    cases = Case.objects.filter(Q(closed__isnull=True) | Q(closed__gt=since)).exclude(mine)
    unclosed = Q(closed__isnull=True)
    counted = cases.aggregate(
        waiting=Count("pk", filter=Q(state=Case.State.OPEN)),
        worried=Count("pk", filter=unclosed & Q(lane=Case.Lane.WORRIED)),
        late=Count("pk", filter=unclosed & Q(due__lt=at, first_looked__isnull=True)),
        came=Count("pk", filter=Q(opened__gt=since)),
        ended=Count("pk", filter=Q(closed__gt=since)),
    )
    held = cases.filter(state=Case.State.LOOKED).values("holder").annotate(n=Count("pk"))
    names = held.annotate(name=main_handle_of("name", "holder")).values_list("name", "n")
    return Standing(**counted, held_by=sorted((name or "", n) for name, n in names))
