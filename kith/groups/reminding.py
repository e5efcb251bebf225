"""Reminds people of meetings they asked to be reminded of: once for each time a meeting has, and of none that is called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.groups.about import meeting_times
from kith.groups.models import Coming, Group, Meeting, MeetingChange, MeetingTime, Reminded, Reminder
from kith.notices.actions import notify
from kith.spaces.models import Membership

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@task(name="groups.remind", every=timedelta(minutes=5))
@transaction.atomic
def remind() -> None:
    """Whoever is due is told and noted as told, in one transaction: a job that runs again finds nobody left."""
    at = now()
    groups = Reminder.objects.filter(group__state=Group.State.OPEN).values_list("group", flat=True).distinct()
    for time in meeting_times(list(groups)):
        for meeting in _soon(time, at):
            _remind(meeting, Reminded.Lead.HOUR if meeting.starts - at <= HOUR else Reminded.Lead.DAY)


def _soon(time: MeetingTime, at: datetime) -> Iterator[Meeting]:
    """Those that begin within a day. What is late, after a pause of the program, is said while it is of use."""
    for meeting in time.meetings(at):
        if meeting.starts > at + DAY:
            return
        if meeting.starts > at and not meeting.cancelled:
            yield meeting


def _remind(meeting: Meeting, lead: str) -> None:
    """Those in the group who asked for it, but not whoever said "not this time"."""
    due = Q(hour_before=True) if lead == Reminded.Lead.HOUR else Q(day_before=True)
    mine = {"person": OuterRef("person")}
    inside = Membership.objects.filter(space__group=OuterRef("group"), state=Membership.State.ACTIVE, **mine)
    not_there = Coming.objects.filter(time=meeting.time, day=meeting.day, comes=False, **mine)
    told = Reminded.objects.filter(time=meeting.time, starts=meeting.starts, lead=lead, **mine)
    waiting = Reminder.objects.filter(
        due, Exists(inside), ~Exists(not_there), ~Exists(told), group=meeting.time.group_id
    )
    people = list(waiting.values_list("person", flat=True))
    marks = [Reminded(person_id=one, time=meeting.time, starts=meeting.starts, lead=lead) for one in people]
    Reminded.objects.bulk_create(marks)
    if people:
        notify(None, people, "meeting_soon", "meeting", f"{meeting.time.group_id}.{meeting.key}")


@retention.kept(
    "meetings",
    days=14,
    least=1,
    most=90,
    what=_("who said they come to a meeting, and what was otherwise about it, once it is over"),
    why=_("So that those who come know of one another. Afterwards it is nobody's business."),
    who=_("You, and whom you told: those who run the group, or everyone in it."),
)
def forget_past_meetings(before: datetime) -> int:
    """A meeting that was moved is over when the day it was moved to is. Times that were removed go after their last words."""
    later = MeetingChange.objects.filter(until__gte=before)
    moved = later.filter(time=OuterRef("time"), day=OuterRef("day"))
    gone = Coming.objects.filter(~Exists(moved), day__lt=before.date()).delete()[0]
    gone += Reminded.objects.filter(starts__lt=before).delete()[0]
    gone += MeetingChange.objects.filter(until__lt=before).delete()[0]
    over = Q(~Exists(later.filter(time=OuterRef("pk"))), once__lt=before.date()) | Q(removed__isnull=False)
    past = MeetingTime.objects.filter(over)
    past = past.filter(sessions=None)  # what was said there is kept as long as was said
    return gone + past.delete()[0]
