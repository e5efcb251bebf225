"""What was done about someone's words or about someone, why, until when; and what they answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person
from kith.safety.models.cases import Case
from kith.safety.models.openings import WAITS


class Act(models.Model):
    """One step a moderator took. The person it concerns can read it, with its reason; each can be undone.

    A suspension is only asked for until a second person agrees. Reason and lines are sealed with the key of the person.
    """

    class Kind(models.TextChoices):
        HOLD = "hold", _("Your post is held")
        HIDE = "hide", _("Your post is hidden")
        WORD = "word", _("A word from those who keep this place safe")
        PAUSE = "pause", _("You cannot post for a while")
        SUSPEND = "suspend", _("Your account rests for a while")
        MANY = "many", _("Your posts are hidden")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="acts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    post = models.BigIntegerField(null=True, blank=True)
    """The number of the post, for a hold and a hidden post."""
    said = models.UUIDField(null=True, blank=True)
    """Instead of a post: the words in a session that are hidden."""
    reason = EncryptedTextField(owner="subject_id")
    """What the person is told."""
    lines = EncryptedTextField(owner="subject_id")
    """Which of their words it is about."""
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """Nobody where a rule the steward settled did it, or where they have left."""
    rule = models.CharField(max_length=40, blank=True, default="", db_default="")
    """By code, which rule did it."""
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    """How long it is for, from when it begins."""
    since = models.DateTimeField(null=True, blank=True)
    """For many posts at once: those written since then, until it was asked."""
    every_name = models.BooleanField(default=False, db_default=False)
    """Under whatever name; otherwise only under the one of the case. Then, too, two people decide."""
    asked = models.DateTimeField(default=now)
    second = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    began = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    """When it is over by itself; never for what has no length."""
    undone = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(by__isnull=True) | ~Q(second=F("by")), name="act_by_two"
            ),
            models.CheckConstraint(
                condition=(Q(by__isnull=True) | ~Q(by=F("subject")))
                & (Q(second__isnull=True) | ~Q(second=F("subject"))),
                name="act_not_on_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["pause", "suspend"]) | Q(began__isnull=True) | Q(ends__gt=F("began")),
                name="act_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(kind__in=["hold", "hide"], undone__isnull=True, ends__isnull=True),
                name="one_standing_act_on_a_post",
            ),
            models.UniqueConstraint(
                fields=["said"],
                condition=Q(kind="hide", undone__isnull=True, ends__isnull=True),
                name="one_standing_act_on_words",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "kind", "ends"], name="act_subject"),
        ]

    def __str__(self) -> str:
        return f"act {self.pk}"

    @property
    def by_two(self) -> bool:
        return self.kind == self.Kind.SUSPEND or self.every_name

    @property
    def is_asked(self) -> bool:
        """Whether it still waits for a second person."""
        return self.began is None and self.undone is None and self.asked > now() - WAITS

    @property
    def stands(self) -> bool:
        return self.began is not None and self.undone is None and (self.ends is None or self.ends > now())


class Swept(models.Model):
    """One post that was hidden with many others, so that undoing brings back these and no others."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="swept")
    post = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "post"], name="swept_once")]

    def __str__(self) -> str:
        return f"swept {self.pk}"


class Appeal(models.Model):
    """A person asks that someone else looks again. It is answered by a day, by neither of those who acted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="appeal")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="subject_id")
    made = models.DateTimeField(default=now)
    due = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    """Whether what was done stands."""
    answer = EncryptedTextField(owner="subject_id")
    mine_to_answer: bool  # whether the viewer of the list may answer; put here by the page

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered__isnull=True, upheld__isnull=True)
                | Q(answered__isnull=False, upheld__isnull=False),
                name="appeal_is_answered_or_not",
            )
        ]
        indexes = [models.Index(fields=["due"], condition=Q(answered__isnull=True), name="appeal_waits")]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
