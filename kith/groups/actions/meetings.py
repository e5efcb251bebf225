"""When a group meets: regular times and single dates, what is otherwise on one day, who comes, and who is reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.limits import limit
from kith.groups.access import can_run
from kith.groups.models import Coming, Group, Meeting, MeetingChange, MeetingTime, Reminder
from kith.notices.actions import notify
from kith.people.models import Person
from kith.spaces.access import my_memberships
from kith.spaces.models import Membership

ANSWERS_A_MINUTE = 30


def _changes(actor: Person, group: Group) -> None:
    """Only those who run the group change when it meets; that they did is recorded."""
    if not can_run(actor, group):
        raise Http404
    record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk, note_code="meetings")


@transaction.atomic
def save_meeting_time(actor: Person, group: Group, time: MeetingTime) -> MeetingTime:
    """Keep a regular time, or a single date. What was said of days on which it no longer falls is let go of."""
    _changes(actor, group)
    if time.once:
        time.weekday, time.week = time.once.weekday(), MeetingTime.Week.EVERY
    time.group = group
    time.save()
    for change in time.changes.all():
        if time.falls_on(change.day):
            change.until = _until(time, change)
            change.save(update_fields=["until"])
        else:
            change.delete()
    return time


@transaction.atomic
def remove_meeting_time(actor: Person, group: Group, time: MeetingTime) -> None:
    _changes(actor, group)
    time.delete()


@dataclass(frozen=True)
class Instead:
    """What holds on one day instead of what was meant."""

    on: date
    starts: time
    minutes: int
    place_or_link: str = ""
    reason: str = ""


@transaction.atomic
def move(actor: Person, group: Group, meeting: Meeting, instead: Instead) -> None:
    """Let one meeting be at another time or place. Those who come, or are reminded, are told."""
    said = {"on": instead.on, "starts": instead.starts, "minutes": instead.minutes}
    same = meeting.time.place_or_link == instead.place_or_link
    said |= {"place_or_link": "" if same else instead.place_or_link, "reason": instead.reason, "cancelled": False}
    _otherwise(actor, group, meeting, said)


@transaction.atomic
def call_off(actor: Person, group: Group, meeting: Meeting, reason: str = "") -> None:
    """Let one meeting not take place. Those who come, or are reminded, are told."""
    nothing = {"on": None, "starts": None, "minutes": None, "place_or_link": ""}
    _otherwise(actor, group, meeting, {**nothing, "reason": reason, "cancelled": True})


def _otherwise(actor: Person, group: Group, meeting: Meeting, said: dict) -> None:
    _changes(actor, group)
    held = MeetingChange.objects.filter(time=meeting.time, day=meeting.day).first()
    change = held or MeetingChange(time=meeting.time, day=meeting.day, version=0)
    before = {name: getattr(change, name) for name in said} if held else None
    if before == said:
        return
    for name, value in said.items():
        setattr(change, name, value)
    change.version += 1
    change.until = _until(meeting.time, change)
    change.save()
    _tell(actor, group, meeting)


def _until(time: MeetingTime, change: MeetingChange) -> datetime:
    """When this is over, as it was meant and as it is now."""
    time.near = {}
    meant = time.on(change.day).ends
    time.near = {change.day: change}
    return max(meant, time.on(change.day).ends)


@transaction.atomic
def hold_as_meant(actor: Person, group: Group, meeting: Meeting) -> None:
    """Undo: the meeting is as it was meant after all. Those who come, or are reminded, are told."""
    _changes(actor, group)
    if MeetingChange.objects.filter(time=meeting.time, day=meeting.day).delete()[0]:
        _tell(actor, group, meeting)


def _tell(actor: Person, group: Group, meeting: Meeting) -> None:
    """Whoever does not come this time is left in peace."""
    inside = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE).exclude(person=actor)
    said = Coming.objects.filter(time=meeting.time, day=meeting.day, person=OuterRef("person"))
    waits = Reminder.objects.filter(group=group, person=OuterRef("person"))
    told = inside.filter(Exists(said.filter(comes=True)) | (Exists(waits) & ~Exists(said)))
    notify(None, told.values_list("person", flat=True), "meeting_changed", "meeting", f"{group.pk}.{meeting.key}")


def _inside(actor: Person, group: Group) -> None:
    if not my_memberships(actor).filter(space=group.space_id).exists():
        raise Http404


@transaction.atomic
def say_if_coming(actor: Person, group: Group, meeting: Meeting, comes: bool, quietly: bool = False) -> None:
    """Say that one comes, to the group or only to those who run it; or "not this time", which nobody is told."""
    _inside(actor, group)
    limit(actor, "coming", ANSWERS_A_MINUTE, 60)
    answer = {"comes": comes, "quietly": comes and quietly}
    Coming.objects.update_or_create(person=actor, time=meeting.time, day=meeting.day, defaults=answer)


@transaction.atomic
def unsay_if_coming(actor: Person, group: Group, meeting: Meeting) -> None:
    """Take back what one said, as if one had said nothing."""
    Coming.objects.filter(person=actor, time=meeting.time, day=meeting.day).delete()


@transaction.atomic
def remind_me(actor: Person, group: Group, day_before: bool, hour_before: bool) -> None:
    """Be reminded of this group's meetings, or (with neither) no longer."""
    _inside(actor, group)
    if not day_before and not hour_before:
        Reminder.objects.filter(person=actor, group=group).delete()
        return
    when = {"day_before": day_before, "hour_before": hour_before}
    Reminder.objects.update_or_create(person=actor, group=group, defaults=when)
