"""What a group says of itself beyond its own row: what it gives, how it meets, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from kith.core.prepared import Prepared, filled
from kith.groups.models import Facet, Group, MeetingTime
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

    def coming(self, at: datetime) -> list[tuple[datetime, MeetingTime]]:
        """When each meeting time comes next, soonest first."""
        return sorted(((time.next_meeting(at), time) for time in self.meetings), key=lambda pair: pair[0])

    def next_meeting(self, at: datetime) -> tuple[datetime, MeetingTime] | None:
        """The soonest meeting that is not over, and the meeting time it is of."""
        return next(iter(self.coming(at)), None)


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
    for time in TIMES.objects(*filled(ids, A_PAGE)) if few else _times(*ids):
        found[time.group_id].meetings.append(time)
    for about in found.values():
        about.needs.sort(key=lambda code: ORDER.get(code, 99))
    return found


def _facets(*groups: int) -> QuerySet:
    return Facet.objects.filter(group__in=groups).order_by("id").values_list("group", "kind", "code")


def _times(*groups: int) -> QuerySet[MeetingTime]:
    return MeetingTime.objects.filter(group__in=groups).order_by("weekday", "starts", "id")


FACETS, TIMES = Prepared(_facets, *[int] * A_PAGE), Prepared(_times, *[int] * A_PAGE)
