"""What a group says of itself beyond its own row: what it gives, how it meets, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from kith.core.clock import now
from kith.core.prepared import Prepared, filled
from kith.groups.models import Facet, Group, Meeting, MeetingChange, MeetingTime
from kith.people.kinds import Need

A_PAGE = 20
ORDER = {code: place for place, code in enumerate(Need.values)}


@dataclass
class About:
    """What a group says of itself beyond its own row: codes by kind of facet, and its meeting times."""

    needs: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    culture: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    audience: list[str] = field(default_factory=list)
    meetings: list[MeetingTime] = field(default_factory=list)

    def coming(self, at: datetime, count: int = 3) -> list[Meeting]:
        """The next few meetings that are not over, soonest first; also ones called off, which say so."""
        return list(islice(soonest(self.meetings, at), count))

    def next_meeting(self, at: datetime) -> Meeting | None:
        """The soonest meeting that is not over and takes place."""
        return next((one for one in soonest(self.meetings, at) if not one.cancelled), None)


def soonest(times: Iterable[MeetingTime], at: datetime) -> Iterator[Meeting]:
    """The meetings of several times in one row."""
    return merge(*(time.meetings(at) for time in times), key=lambda one: one.starts)


LISTS: dict[str, str] = {
    Facet.Kind.NEED: "needs",
    Facet.Kind.LANGUAGE: "languages",
    Facet.Kind.CULTURE: "culture",
    Facet.Kind.FORMAT: "formats",
    Facet.Kind.AUDIENCE: "audience",
}


def about_groups(groups: Iterable[Group]) -> dict[int, About]:
    """The facets and meeting times of groups the viewer was already given, by group id. Two queries."""
    ids = [group.pk for group in groups]
    found: dict[int, About] = defaultdict(About)
    few = len(ids) <= A_PAGE
    for group, kind, code in FACETS.rows(*filled(ids, A_PAGE)) if few else _facets(*ids):
        getattr(found[group], LISTS[kind]).append(code)
    for time in meeting_times(ids):
        found[time.group_id].meetings.append(time)
    for about in found.values():
        about.needs.sort(key=lambda code: ORDER.get(code, 99))
    return found


def _facets(*groups: int) -> QuerySet:
    return Facet.objects.filter(group__in=groups).order_by("id").values_list("group", "kind", "code")


def meeting_times(groups: list[int]) -> list[MeetingTime]:
    """The meeting times of these groups, with what is otherwise on single days. One query."""
    found: dict[int, MeetingTime] = {}
    few, at = len(groups) <= A_PAGE, now()
    rows: Iterable[Any] = TIMES.objects(at, *filled(groups, A_PAGE)) if few else _times(at, *groups)
    for row in rows:
        time = found.setdefault(row.pk, row)
        if time is row:
            time.near = {}
        if row.change_id:
            change = MeetingChange(**{name: getattr(row, f"change_{name}") for name in CHANGE})
            time.near[change.day] = change
    return list(found.values())


CHANGE = [field.attname for field in MeetingChange._meta.concrete_fields]


def _times(at: datetime, *groups: int) -> QuerySet[MeetingTime]:
    """One row a meeting time, and for each change that still matters."""
    still = FilteredRelation("changes", condition=Q(changes__until__gt=at))
    change = {f"change_{name}": F(f"change__{name}") for name in CHANGE}
    times = MeetingTime.objects.filter(group__in=groups, removed=None).annotate(change=still).annotate(**change)
    return times.order_by("weekday", "starts", "id")


FACETS, TIMES = Prepared(_facets, *[int] * A_PAGE), Prepared(_times, datetime, *[int] * A_PAGE)
