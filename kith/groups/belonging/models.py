"""Who was asked to answer, thanks in words, hellos to people who asked to be missed, and how long answers take."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.models import Membership, Post


class Offer(models.Model):
    """One post that waits, laid before one person who said they can answer. One at a time for a post, once for a person."""

    class How(models.TextChoices):
        ANSWERED = "answered"
        NOT_NOW = "not_now"
        PASSED = "passed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="offers")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="offers")
    asked = models.DateTimeField(default=now)
    until = models.DateTimeField()
    taken = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "person"], name="asked_once"),
            models.UniqueConstraint(fields=["post"], condition=Q(ended__isnull=True), name="one_asked_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True, how="") | Q(ended__isnull=False) & ~Q(how=""),
                name="offer_ended_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended__isnull=True), name="offer_open"),
            models.Index(fields=["group", "asked"], name="offer_load"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Thanks(models.Model):
    """Thanks in someone's own words, from a name to a name. Sealed with the writer's key: their words go when they go."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        KEPT = "kept", _("Kept")
        AWAY = "away", _("Put away")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="thanks")
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="thanks_given")
    given_as = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="thanks")
    received_as = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, related_name="+")
    """Words without a name have one of their own, which ends with them; the thanks stay."""
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = EncryptedTextField(owner="giver_id")
    at = models.DateTimeField(default=now)
    state = models.CharField(max_length=5, choices=State.choices, default=State.NEW)
    removed = models.DateTimeField(null=True, blank=True)
    held = models.BooleanField(default=False)
    """Written while the other did not read this name: only its writer ever has it."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="no_thanks_to_oneself"),
            models.CheckConstraint(condition=Q(state__in=["new", "kept", "away"]), name="thanks_state_known"),
        ]
        indexes = [
            models.Index(fields=["receiver", "-at"], name="thanks_list"),
            models.Index(fields=["removed"], condition=Q(removed__isnull=False), name="thanks_removed"),
        ]

    def __str__(self) -> str:
        return f"thanks {self.pk}"


class ReachOut(models.Model):
    """Someone who asked to be missed has been quiet; and the hello that was said to them. The words are the writer's."""

    class Answer(models.TextChoices):
        FINE = "fine", _("I am all right, thank you")
        STOP = "stop", _("Please do not")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reach_outs")
    noticed = models.DateTimeField(default=now)
    writer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_as = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = EncryptedTextField(owner="writer_id")
    said = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(ended__isnull=True), name="one_reach_out"),
            models.CheckConstraint(condition=Q(answer__in=["", "fine", "stop"]), name="reach_out_answer_known"),
        ]
        indexes = [models.Index(fields=["ended"], name="reach_out_ended")]

    def __str__(self) -> str:
        return f"reach-out {self.pk}"


class Pace(models.Model):
    """How long the first answer usually takes in the whole community: one row, written by a job."""

    community = models.BooleanField(primary_key=True, default=True)
    minutes = models.PositiveIntegerField()
    measured = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(community=True), name="one_pace")]

    def __str__(self) -> str:
        return f"pace {self.minutes}"
