"""What is on its way to someone outside the house: one row for each notice, way and round, so that nothing goes twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.notices.models.notice import Notice
from kith.people.models import Person


class Channel(models.TextChoices):
    MAIL = "mail", _("Mail")
    PUSH = "push", _("Messages on your devices")


class Outgoing(models.Model):
    """`due` is when it may go; while it is being sent, when it may be tried again. Rows with one `letter` went together."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        LET_GO = "let_go"
        GIVEN_UP = "given_up"

    LEFT_OUT = (State.LET_GO, State.GIVEN_UP)
    """What did not go, and may be taken up again when the same happens once more."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=4, choices=Channel.choices)
    round = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    at_night = models.BooleanField(default=False)
    due = models.DateTimeField()
    letter = models.UUIDField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=now)
    done = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel", "round"], name="one_way_out_a_round")]
        indexes = [
            models.Index(fields=["due"], condition=Q(state="waiting"), name="outgoing_due"),
            models.Index(fields=["person", "channel", "done"], name="outgoing_of"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} for notice {self.notice_id}"
