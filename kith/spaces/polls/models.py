"""A poll, its choices and who answered: what each person chose is sealed with their own key, and the numbers stand apart."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.core.crypto import EncryptedJSONField
from kith.people.models import Person


def today() -> date:
    """The day here, where the community is: not the reader's own, which would tell where the asker lives."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


class Poll(models.Model):
    """The question. Its numbers are brought up to date only when several answers came or changed (decision 16)."""

    post = models.OneToOneField("spaces.Post", on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(max_length=200)
    several = models.BooleanField(default=False)
    closes = models.DateField(null=True, blank=True)
    """The last day on which one can answer; none for a poll that stays open."""
    people = models.PositiveIntegerField(default=0)
    """How many people's answers are in the numbers."""
    shows = models.BooleanField(default=False)
    """Whether the numbers may be shown at all."""

    class Meta:
        app_label = "spaces"
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="poll_asks_something")]

    def __str__(self) -> str:
        return f"poll {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closes is not None and self.closes < today()


class PollChoice(models.Model):
    """One of the choices, and how often it was chosen when the numbers were last brought up to date."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="choices")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120)
    counted = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "spaces"
        constraints = [
            models.UniqueConstraint(fields=["poll", "place"], name="one_choice_a_place"),
            models.CheckConstraint(condition=~Q(words=""), name="choice_says_something"),
        ]

    def __str__(self) -> str:
        return f"choice {self.pk}"


class PollAnswer(models.Model):
    """One person's answer. Nobody but them ever reads it; it holds no time."""

    # not `new_id`: a time in it would say when someone answered
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    chosen = EncryptedJSONField(owner="person_id")
    """The places of what they chose; nothing once they took it back."""
    counted = EncryptedJSONField(owner="person_id")
    """The same as it is in the numbers that are shown; nothing while it is not in them."""
    stands = models.BooleanField(default=True)
    changed = models.BooleanField(default=True)

    class Meta:
        app_label = "spaces"
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_answer_each")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
