"""When a group meets: its regular times, single dates that are otherwise, who said they come, and who is reminded."""

from __future__ import annotations

import heapq
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.groups.models.group import Group
from kith.people.models import Person

AHEAD = timedelta(days=92)
"""How far ahead meetings are worked out: every regular time comes at least twice within it."""


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class MeetingTime(models.Model):
    """When a group meets, as the clock on its wall says it: the same hour in summer and in winter. `once`: on that day alone."""

    class Week(models.IntegerChoices):
        EVERY = 0, _("Every week")
        FIRST = 1, _("The first of the month")
        SECOND = 2, _("The second of the month")
        THIRD = 3, _("The third of the month")
        FOURTH = 4, _("The fourth of the month")
        LAST = 5, _("The last of the month")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meeting_times")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    week = models.PositiveSmallIntegerField(choices=Week.choices, default=Week.EVERY)
    once = models.DateField(null=True, blank=True)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(5), MaxValueValidator(720)])
    time_zone = models.CharField(max_length=50)
    place_or_link = models.CharField(max_length=300, blank=True)
    notes = models.CharField(max_length=300, blank=True)
    here = models.BooleanField(default=False, db_default=False)
    """Held in writing, here: each meeting is a session."""
    version = models.PositiveIntegerField(default=0, db_default=0)
    """How often it was changed, counting single dates put back as they were meant: the number in a calendar never falls."""
    removed = models.DateTimeField(null=True, blank=True)
    """It does not meet any more; the row stays only while words said in its sessions do."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="meeting_weekday_known"),
            models.CheckConstraint(condition=Q(week__lte=5), name="meeting_week_known"),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=720), name="meeting_length_sensible"),
        ]

    def __str__(self) -> str:
        return f"meeting time {self.pk}"

    @cached_property
    def near(self) -> dict[date, MeetingChange]:
        """What is otherwise on single days that are not over. `about_groups` puts it here with the times themselves."""
        return {change.day: change for change in self.changes.filter(until__gt=now())}

    def falls_on(self, day: date) -> bool:
        """Whether it would meet on this day, had nobody changed anything."""
        if self.once:
            return day == self.once
        return day.weekday() == self.weekday and is_in_week(day, self.week)

    def on(self, day: date) -> Meeting:
        """The meeting of this day, as it will really be."""
        change = self.near.get(day)
        if change and change.on and change.starts:
            starts = moment(change.on, change.starts, self.time_zone)
            return Meeting(self, day, starts, change.minutes or self.minutes, change)
        return Meeting(self, day, moment(day, self.starts, self.time_zone), self.minutes, change)

    def meetings(self, since: datetime) -> Iterator[Meeting]:
        """Those not over at `since` (aware), soonest first; also ones called off, which say so."""
        moved = sorted((self.on(day) for day in self.near if self.falls_on(day)), key=_start)
        others = (self.on(day) for day in self._days(since) if day not in self.near)
        return (one for one in heapq.merge(moved, others, key=_start) if one.ends > since)

    def _days(self, since: datetime) -> Iterator[date]:
        if self.once:
            yield self.once
            return
        day = since.astimezone(zoneinfo.ZoneInfo(self.time_zone)).date() - timedelta(days=1)
        day += timedelta(days=(self.weekday - day.weekday()) % 7)
        last = day + AHEAD
        while day < last:
            if is_in_week(day, self.week):
                yield day
            day += timedelta(days=7)


def moment(day: date, clock: time, time_zone: str) -> datetime:
    """When the wall clock of this zone says so, in UTC.

    An hour that the spring change leaves out is taken as the same moment an hour on, and of an hour that autumn has twice,
    the first counts (PEP 495, fold 0).
    """
    return datetime.combine(day, clock, tzinfo=zoneinfo.ZoneInfo(time_zone)).astimezone(UTC)


def is_in_week(day: date, week: int) -> bool:
    """Whether `day` is the first (1) … fourth (4) or last (5) of its weekday in its month; 0 is every week."""
    if week == MeetingTime.Week.EVERY:
        return True
    if week == MeetingTime.Week.LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == week


class MeetingChange(models.Model):
    """One date of a meeting time that is otherwise: called off, or moved to `on` at `starts` on the same wall clock."""

    time = models.ForeignKey(MeetingTime, on_delete=models.CASCADE, related_name="changes")
    day = models.DateField()
    cancelled = models.BooleanField(default=False)
    on = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place_or_link = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    """How often this date was changed, so that a calendar knows which word is the last."""
    until = models.DateTimeField()
    """When it is over, as it was meant and as it is now: after that nobody needs to know."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "day"], name="one_change_a_date"),
            models.CheckConstraint(
                condition=Q(cancelled=True, on__isnull=True, starts__isnull=True)
                | Q(cancelled=False, on__isnull=False, starts__isnull=False),
                name="meeting_called_off_or_moved",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=5, minutes__lte=720),
                name="moved_meeting_length_sensible",
            ),
        ]
        indexes = [models.Index(fields=["until"], name="meeting_change_over")]

    def __str__(self) -> str:
        return f"meeting change {self.pk}"


@dataclass(frozen=True)
class Meeting:
    """One date of a group, as it will really be. `day` is the day it was meant for, which names it even when it is moved."""

    time: MeetingTime
    day: date
    starts: datetime
    minutes: int
    change: MeetingChange | None

    @property
    def key(self) -> str:
        return f"{self.time.pk}-{self.day:%Y%m%d}"

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def cancelled(self) -> bool:
        return bool(self.change and self.change.cancelled)

    @property
    def version(self) -> int:
        """How often this date was changed; never less than it was."""
        return self.time.version + (self.change.version if self.change else 0)

    @property
    def moved(self) -> bool:
        return bool(self.change and not self.change.cancelled)

    @property
    def meant(self) -> datetime:
        """When it would begin, had nobody moved it."""
        return moment(self.day, self.time.starts, self.time.time_zone)

    @property
    def where(self) -> str:
        return (self.change.place_or_link if self.change and self.moved else "") or self.time.place_or_link

    @property
    def reason(self) -> str:
        return self.change.reason if self.change else ""

    @property
    def there(self) -> datetime:
        """Its start on the wall clock of the group."""
        return self.starts.astimezone(zoneinfo.ZoneInfo(self.time.time_zone))

    @property
    def city(self) -> str:
        """Whose clock that is, as people say it: Europe/London is London."""
        return self.time.time_zone.rpartition("/")[2].replace("_", " ")

    @property
    def is_elsewhere(self) -> bool:
        """Whether the reader's own clock says something else then than the group's."""
        return timezone.localtime(self.starts).utcoffset() != self.there.utcoffset()


def _start(meeting: Meeting) -> datetime:
    return meeting.starts


class Coming(models.Model):
    """What one person said about one meeting: that they come, or not this time. `quietly`: only those who run it see the name."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    time = models.ForeignKey(MeetingTime, on_delete=models.CASCADE, related_name="coming")
    day = models.DateField()
    comes = models.BooleanField()
    quietly = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "day", "person"], name="one_answer_a_meeting"),
            models.CheckConstraint(condition=Q(comes=True) | Q(quietly=False), name="coming_only_comes_quietly"),
        ]

    def __str__(self) -> str:
        return f"coming {self.pk}"


class Reminder(models.Model):
    """That someone wants to be reminded of a group's meetings: the day before, an hour before, or both."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="reminders")
    day_before = models.BooleanField(default=False)
    hour_before = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="one_reminder_a_group"),
            models.CheckConstraint(condition=Q(day_before=True) | Q(hour_before=True), name="reminder_says_when"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class Reminded(models.Model):
    """That someone was reminded of a meeting, for the time it had then: so that it is never said twice."""

    class Lead(models.TextChoices):
        DAY = "day"
        HOUR = "hour"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    time = models.ForeignKey(MeetingTime, on_delete=models.CASCADE, related_name="+")
    starts = models.DateTimeField()
    lead = models.CharField(max_length=4, choices=Lead.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "starts", "lead", "person"], name="reminded_once"),
            models.CheckConstraint(condition=Q(lead__in=["day", "hour"]), name="reminded_lead_known"),
        ]
        indexes = [models.Index(fields=["starts"], name="reminded_over")]

    def __str__(self) -> str:
        return f"reminded {self.pk}"
