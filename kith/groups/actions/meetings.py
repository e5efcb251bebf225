"""When a group meets: regular times and single dates, what is otherwise on one day, who comes, and who is reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups.access import can_run
from kith.groups.models import Coming, Group, Meeting, MeetingChange, MeetingTime, Reminder, Session
from kith.notices.actions import notify
from kith.people.models import Person
from kith.spaces.access import my_memberships
from kith.spaces.models import Membership

ANSWERS_A_MINUTE = 30
WHEN_AND_WHERE = ("weekday", "week", "once", "starts", "minutes", "time_zone", "here", "place_or_link")


def _changes(actor: Person, group: Group) -> None:
    """Only those who run the group change when it meets; that they did is recorded."""
    if not can_run(actor, group):
        raise Http404
    record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk, note_code="meetings")


@transaction.atomic
def save_meeting_time(actor: Person, group: Group, time: MeetingTime) -> MeetingTime:
    """Keep a regular time, or a single date. What was said of days on which it no longer falls is let go of.

    When it meets at another time, or somewhere else, those who come or are reminded are told.
    """
    _changes(actor, group)
    before = MeetingTime.objects.select_for_update().filter(pk=time.pk).first()
    if time.once:
        time.weekday, time.week = time.once.weekday(), MeetingTime.Week.EVERY
    time.group, time.version = group, before.version + 1 if before else 0
    time.save()
    if before and any(getattr(before, name) != getattr(time, name) for name in WHEN_AND_WHERE):
        _tell_of_times(actor, group, time)
    _let_go_of_other_days(time)
    return time


def _let_go_of_other_days(time: MeetingTime) -> None:
    """Of days on which it no longer falls. A single date that is put back this way counts as changed, for calendars."""
    for change in time.changes.all():
        if time.falls_on(change.day):
            change.until = _until(time, change)
            change.save(update_fields=["until"])
        else:
            time.version += change.version
            change.delete()
    time.save(update_fields=["version"])
    answers = Coming.objects.filter(time=time)
    others = [day for day in answers.values_list("day", flat=True).distinct() if not time.falls_on(day)]
    answers.filter(day__in=others).delete()


@transaction.atomic
def remove_meeting_time(actor: Person, group: Group, time: MeetingTime) -> bool:
    """It does not meet then any more; those who come or are reminded are told. False while a session of it is on.

    What was said in its sessions is kept as long as was said; the time itself goes with the last of it.
    """
    _changes(actor, group)
    held = MeetingTime.objects.select_for_update().get(pk=time.pk)
    if any(not one.is_over(now()) for one in held.sessions.select_for_update().filter(closed=None)):
        return False
    _tell_of_times(actor, group, held)
    if held.sessions.exists():
        MeetingTime.objects.filter(pk=held.pk).update(removed=now(), notes="", place_or_link="")
        held.changes.all().delete()
        held.coming.all().delete()
    else:
        held.delete()
    return True


def _tell_of_times(actor: Person, group: Group, time: MeetingTime) -> None:
    """That this regular time or single date is not what it was."""
    comes = Coming.objects.filter(time=time, comes=True, person=OuterRef("person"))
    told = _others_inside(actor, group).filter(Exists(comes) | Exists(_reminded(group)))
    notify(None, told.values_list("person", flat=True), "meeting_times_changed", "group", group.pk)


def _others_inside(actor: Person, group: Group) -> QuerySet[Membership]:
    return Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE).exclude(person=actor)


def _reminded(group: Group) -> QuerySet[Reminder]:
    return Reminder.objects.filter(group=group, person=OuterRef("person"))


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
    _forget_empty_session(meeting)
    _tell(actor, group, meeting)


def _forget_empty_session(meeting: Meeting) -> None:
    """One that was begun too early and ended without a word is no reason not to hold it when it is."""
    over = Session.objects.select_for_update().filter(time=meeting.time, day=meeting.day)
    for one in over:
        if one.is_over(now()) and not one.posts.exists():
            one.delete()


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
    change = MeetingChange.objects.filter(time=meeting.time, day=meeting.day).first()
    if change:
        change.delete()
        more = F("version") + change.version + 1
        MeetingTime.objects.filter(pk=meeting.time.pk).update(version=more)
        _tell(actor, group, meeting)


def _tell(actor: Person, group: Group, meeting: Meeting) -> None:
    """Whoever does not come this time is left in peace."""
    said = Coming.objects.filter(time=meeting.time, day=meeting.day, person=OuterRef("person"))
    waits = Exists(_reminded(group)) & ~Exists(said)
    told = _others_inside(actor, group).filter(Exists(said.filter(comes=True)) | waits)
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
