"""A session: people of a group write to one another live, at the time of a meeting, while someone who runs the group is there."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.groups.models.group import Group
from kith.groups.models.meeting import Meeting, MeetingTime
from kith.people.models import Handle, Person
from kith.spaces.models import Membership

EARLY = timedelta(minutes=15)
"""How long before its time a session may be opened."""
HERE = timedelta(minutes=3)
"""Who showed no sign of life for so long is not there any more. Without a facilitator, writing stops."""
LAST_WORDS = timedelta(minutes=5)
UNLED = timedelta(minutes=30)
"""After so long without a facilitator a session is over."""
MOST = 30


def may_open(meeting: Meeting, at: datetime) -> bool:
    """Whether this meeting may be begun in writing now: from a quarter of an hour before its time until it would be over."""
    return meeting.time.here and not meeting.cancelled and meeting.starts - EARLY <= at < meeting.ends


class Session(models.Model):
    """One meeting held in writing. There is a row once it was opened; `led` is when someone who runs the group was last seen in it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions")
    time = models.ForeignKey(MeetingTime, on_delete=models.CASCADE, related_name="sessions")
    day = models.DateField()
    lead = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened = models.DateTimeField(default=now)
    led = models.DateTimeField(default=now)
    closing = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    said = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["time", "day"], name="one_session_a_meeting")]
        indexes = [models.Index(fields=["opened"], condition=Q(closed__isnull=True), name="session_open")]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def key(self) -> str:
        """The same as that of its meeting."""
        return f"{self.time_id}-{self.day:%Y%m%d}"

    @property
    def last_words_until(self) -> datetime | None:
        return self.closing + LAST_WORDS if self.closing else None

    def is_over(self, at: datetime) -> bool:
        last = self.last_words_until
        return bool(self.closed) or (last is not None and at >= last) or at >= self.led + UNLED

    def is_paused(self, at: datetime) -> bool:
        """Nobody who runs the group is there."""
        return not self.is_over(at) and at >= self.led + HERE

    def may_write(self, at: datetime) -> bool:
        return not self.is_over(at) and not self.is_paused(at)


class Seat(models.Model):
    """That someone is in a session, and when there was last a sign of them. It goes when they leave, or when the session ends."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    seen = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "membership"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class SessionPost(models.Model):
    """A few words said in a session, sealed with their writer's key (decision 17). Numbered in the order in which they were said."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    body = EncryptedTextField(owner="person_id")
    closing = models.BooleanField(default=False)
    created = models.DateTimeField(default=now)
    hidden = models.DateTimeField(null=True, blank=True)
    """Since when nobody but their writer reads them: whoever runs the group or keeps the place safe put them away."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_number_a_session_post")]

    def __str__(self) -> str:
        return f"session post {self.pk}"
