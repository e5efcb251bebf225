"""Which meetings the viewer may know of, where they are, who says they come, and what the viewer said themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.groups.about import meeting_times, soonest
from kith.groups.access import can_run, get_group, visible_groups
from kith.groups.models import Calendar, Coming, Group, Meeting, MeetingTime, Reminder
from kith.people.models import Handle, Person
from kith.spaces.access import get_membership, my_memberships, names_met
from kith.spaces.models import Membership

SHOWN = 6
FAR = timedelta(days=500)
IN_CALENDAR = timedelta(days=92)
MOST_IN_CALENDAR = 400


@dataclass(frozen=True)
class Gathering:
    """One coming meeting of a group. `where` and `notes` are only set for those in it."""

    group: Group
    meeting: Meeting
    where: str
    notes: str


def gatherings(viewer: Any, limit: int = 40) -> list[Gathering]:
    """The next meeting of every meeting time of groups the viewer may know of, soonest first. Two queries."""
    mine = Exists(my_memberships(viewer).filter(space=OuterRef("space_id")))
    groups = visible_groups(viewer).filter(state=Group.State.OPEN).annotate(joined=mine).in_bulk()
    at = now()
    found = [one for time in meeting_times(list(groups)) for one in _until_one_takes_place(time, at)]
    rows = [_gathering(groups[one.time.group_id], one) for one in found]
    return sorted(rows, key=lambda row: (row.meeting.starts, row.group.name))[:limit]


def _until_one_takes_place(time: MeetingTime, at: datetime) -> Iterable[Meeting]:
    """The next one; and before it those that are called off, so that nobody goes there."""
    for one in time.meetings(at):
        yield one
        if not one.cancelled:
            return


def _gathering(group: Any, meeting: Meeting) -> Gathering:
    where, notes = (meeting.where, meeting.time.notes) if group.joined else ("", "")
    return Gathering(group, meeting, where, notes)


@dataclass(frozen=True)
class Seen:
    """A group's meetings as someone in it sees them, and what they may do about them."""

    group: Group
    membership: Membership | None
    runs: bool

    @property
    def inside(self) -> bool:
        return bool(self.membership and self.membership.is_active)


def see_meetings(viewer: Person, slug: str) -> Seen:
    """For those in the group and those who may run it; for everyone else the page is not there."""
    group = get_group(viewer, slug)
    membership = get_membership(viewer, group.space)
    seen = Seen(group, membership, can_run(viewer, group, membership))
    if not seen.inside and not seen.runs:
        raise Http404
    return seen


def get_meeting_time(viewer: Person, group: Group, time_id: Any) -> MeetingTime:
    """A meeting time of a group the viewer runs."""
    if not can_run(viewer, group):
        raise Http404
    return get_object_or_404(MeetingTime.objects.filter(group=group, removed=None), pk=time_id)


def get_meeting(group: Group, key: str) -> Meeting:
    """A meeting that is not over, of a group whose meetings the viewer was shown. Raises Http404."""
    found = meeting_called(meeting_times([group.pk]), key)
    if found is None:
        raise Http404
    return found


def meeting_called(times: Iterable[MeetingTime], key: str) -> Meeting | None:
    """The meeting of this name among those of these times, when it is not over."""
    number, _dash, day = key.partition("-")
    time = next((one for one in times if str(one.pk) == number), None)
    wanted = _day(day)
    if time is None or wanted is None or not time.falls_on(wanted):
        return None
    found = time.on(wanted)
    return found if found.ends > now() else None


def _day(text: str) -> date | None:
    """A day of which one may speak: written as 20260325, and not years away."""
    try:
        day = date.fromisoformat(text) if len(text) == 8 and text.isascii() and text.isdigit() else None
    except ValueError:
        return None
    return day if day and abs(day - now().date()) < FAR else None


@dataclass
class Row:
    """One meeting on the page: what the viewer said, and whom they see come."""

    meeting: Meeting
    mine: Coming | None = None
    names: list[Handle] = field(default_factory=list)
    quiet: list[Handle] = field(default_factory=list)
    """Those who told only the people who run the group. Empty for everyone else."""


def rows(viewer: Person, seen: Seen, meetings: Iterable[Meeting]) -> list[Row]:
    """The meetings with their answers. Two queries.

    Nobody sees who does not come, nor a count; and only those who run the group see the names of those who come quietly.
    """
    found = {(one.time.pk, one.day): Row(one) for one in meetings}
    for coming, handle in _answers(viewer, seen, set(found)):
        row = found.get((coming.time_id, coming.day))
        if row is None:
            continue
        if coming.person_id == viewer.pk:
            row.mine = coming
        if coming.comes:
            (row.quiet if coming.quietly else row.names).append(handle)
    return list(found.values())


def _answers(viewer: Person, seen: Seen, meetings: set[tuple[int, date]]) -> list[tuple[Coming, Handle]]:
    """By name, so that the order does not tell who answered first. None for stewards who are not in the group."""
    if not seen.inside or not meetings:
        return []
    times, days = {time for time, _day in meetings}, {day for _time, day in meetings}
    members = Membership.objects.filter(
        names_met(viewer, "handle"), space=seen.group.space_id, state=Membership.State.ACTIVE
    )
    handles = {one.person_id: one.handle for one in members.filter(person__in=_people(times)).select_related("handle")}
    told = Q(comes=True, quietly=False) | Q(person=viewer)
    if seen.membership and seen.membership.runs_it:
        told |= Q(comes=True)
    said = Coming.objects.filter(told, time__in=times, day__in=days, person__in=handles)
    pairs = [(one, handles[one.person_id]) for one in said]
    return sorted(pairs, key=lambda pair: pair[1].name_key)


def _people(times: set[int]) -> QuerySet:
    return Coming.objects.filter(time__in=times).values("person")


def next_meetings(group: Group, count: int = SHOWN) -> list[Meeting]:
    """The next few, also ones called off."""
    return list(islice(soonest(meeting_times([group.pk]), now()), count))


def my_reminder(viewer: Person, group: Group) -> Reminder | None:
    return Reminder.objects.filter(person=viewer, group=group).first()


def my_calendar(viewer: Person) -> Calendar | None:
    return Calendar.objects.filter(person=viewer).first()


def find_calendar(mark: str) -> Calendar | None:
    """The calendar under the address with this fingerprint, of someone who is still here and whose account does not rest."""
    found = Calendar.objects.filter(secret_hash=mark, person__is_active=True).select_related("person").first()
    return None if found and found.person.is_suspended else found


def meetings_for(viewer: Person) -> list[tuple[Group, Meeting]]:
    """The coming meetings of the groups the viewer is in, but those called off and those they do not come to. Three queries."""
    mine = visible_groups(viewer).filter(space__in=my_memberships(viewer).values("space"))
    groups = mine.filter(state=Group.State.OPEN).in_bulk()
    at = now()
    said = Coming.objects.filter(person=viewer, comes=False, time__group__in=groups)
    not_there = set(said.values_list("time", "day"))
    found: list[tuple[Group, Meeting]] = []
    for one in soonest(meeting_times(list(groups)), at):
        if one.starts > at + IN_CALENDAR or len(found) >= MOST_IN_CALENDAR:
            break
        if not one.cancelled and (one.time.pk, one.day) not in not_there:
            found.append((groups[one.time.group_id], one))
    return found
