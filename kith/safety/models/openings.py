"""Openings: two people who keep the place safe agreed that something closed must be seen, for a reason and for a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.models import Post

WAITS = timedelta(days=7)
NAME_HOURS = 7 * 24
MOST_HOURS = 24


class Opening(models.Model):
    """One thing of one person's, asked for by one and agreed to by another. Its reason is sealed with the key of the person
    it is about: whoever asked may leave, and when the person themselves goes, nothing about them stays readable."""

    class Kind(models.TextChoices):
        NAME = "name", _("Who is behind a name")
        CHECK_INS = "check_ins", _("Check-ins")
        NETWORK = "network", _("Network map")
        OUTSIDE = "outside", _("Contacting someone outside")

    class Ground(models.TextChoices):
        DANGER = "danger", _("Someone may be in danger")
        RULES = "rules", _("Someone may be harming others here")
        LAW = "law", _("A court or the law asks for it")

    class Contact(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency services")
        CRISIS = "crisis", _("A crisis team or helpline")
        PRACTITIONER = "practice", _("Someone who treats them")
        FAMILY = "family", _("Family or a friend")
        OTHER = "other", _("Someone else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reason = EncryptedTextField(owner="subject_id")
    case = models.ForeignKey("safety.Case", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """For contacting someone outside: about which case, under the name that is used there."""
    contact = models.CharField(max_length=10, choices=Contact.choices, blank=True, default="", db_default="")
    said = EncryptedTextField(owner="subject_id")
    """What someone outside is told of the person. The person reads it."""
    done = models.DateTimeField(null=True, blank=True)
    outcome = EncryptedTextField(owner="subject_id")
    """By which way, and what came of it."""
    hours = models.PositiveSmallIntegerField()
    asker = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked = models.DateTimeField(default=now)
    agreer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    agreed = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    told = models.DateTimeField(null=True, blank=True)
    review = models.DateTimeField(null=True, blank=True)
    """Not told so far: from then on they are, unless both have said again before why that is not safe."""
    round = models.PositiveSmallIntegerField(default=0)
    reads = models.PositiveIntegerField(default=0)
    last_read = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreer__isnull=True) | Q(asker__isnull=True) | ~Q(agreer=F("asker")), name="opening_by_two"
            ),
            models.CheckConstraint(
                condition=(Q(asker__isnull=True) | ~Q(asker=F("subject")))
                & (Q(agreer__isnull=True) | ~Q(agreer=F("subject"))),
                name="opening_not_of_oneself",
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True, ends__isnull=True) | Q(agreed__isnull=False, ends__isnull=False),
                name="opening_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(kind="name", handle__isnull=False, hours=NAME_HOURS)
                | Q(kind__in=["check_ins", "network"], handle__isnull=True, hours__gte=1, hours__lte=MOST_HOURS)
                | Q(kind="outside", hours__gte=1, hours__lte=MOST_HOURS) & ~Q(contact=""),
                name="opening_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["name", "outside"]) | Q(review__isnull=True), name="opening_of_a_record_is_told"
            ),
            models.CheckConstraint(
                condition=Q(done__isnull=True) | Q(kind="outside", agreed__isnull=False), name="opening_done_by_two"
            ),
        ]
        indexes = [models.Index(fields=["subject", "told"], name="opening_told")]

    def __str__(self) -> str:
        return f"opening {self.pk}"

    @property
    def is_name(self) -> bool:
        return self.kind == self.Kind.NAME

    @property
    def is_outside(self) -> bool:
        return self.kind == self.Kind.OUTSIDE

    @property
    def can_stay_quiet(self) -> bool:
        """Whether both may say why telling the person at once is not safe: never where a record of theirs is read."""
        return self.is_name or self.is_outside

    @property
    def is_unnamed(self) -> bool:
        """Whether what is asked is who wrote one post without a name."""
        return self.handle is not None and self.handle.kind == Handle.Kind.ONCE

    @property
    def group_name(self) -> str:
        """Where the post stands; "" once it is gone for good."""
        group = getattr(self.post.thread.space, "group", None) if self.post else None
        return group.name if group else ""

    @property
    def is_waiting(self) -> bool:
        return self.agreed is None and self.ended is None and self.asked > now() - WAITS

    @property
    def is_open(self) -> bool:
        return self.ends is not None and self.ended is None and self.ends > now()

    @property
    def is_kept_quiet(self) -> bool:
        return self.agreed is not None and self.told is None


class Silence(models.Model):
    """Why one of the two thinks that telling the person would not be safe. It takes both, and it holds only until the review."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="silences")
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)
    why = EncryptedTextField(owner="subject_id")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opening", "by", "round"], name="one_silence_each_round")]

    def __str__(self) -> str:
        return f"silence {self.pk}"
