"""The library of what helps: what members offered, who looked at it and when, and what is said of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person, Role
from kith.recovery.models.strategies import Strategy

BY_MEMBERS = "member-"


class Fits(models.TextChoices):
    """When an idea may help. Few, in the words people use."""

    RACING = "racing", _("Panic, or a racing heart")
    THOUGHTS = "thoughts", _("Thoughts going round")
    LOW = "low", _("Low, or no strength")
    NIGHT = "night", _("At night")
    MORNING = "morning", _("Getting going")
    FAR = "far", _("Far away, or not real")
    ALONE = "alone", _("Alone")
    OUT = "out", _("Out among people")
    ANGRY = "angry", _("Angry, or after a row")
    AHEAD = "ahead", _("Before something hard")
    URGE = "urge", _("Waiting for an urge to pass")


class LibraryEntry(models.Model):
    """A strategy a member offered to everyone here. Others only ever learn that it is from a member.

    Its words are plain, because they are written to be read and found; what a reviewer answers is sealed, elsewhere.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        CHANGES = "changes", _("Waiting for your answer")
        LISTED = "listed", _("In the library")
        DECLINED = "declined", _("Not taken in")
        ASIDE = "aside", _("Taken out of the library")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="library_entries")
    strategy = models.ForeignKey(Strategy, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    how = models.TextField(blank=True)
    when = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    offered = models.DateTimeField(default=now)
    new_name = models.CharField(max_length=120, blank=True)
    new_how = models.TextField(blank=True)
    new_when = models.CharField(max_length=500, blank=True)
    reviewer = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_as = models.CharField(max_length=20, choices=Role.Kind.choices, blank=True)
    reviewed = models.DateTimeField(null=True)
    check_by = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "changes", "listed", "declined", "aside"]), name="entry_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="listed") | Q(reviewed__isnull=False, check_by__isnull=False),
                name="entry_listed_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["state", "-reviewed"], name="entry_newest")]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def code(self) -> str:
        return f"{BY_MEMBERS}{self.pk}"

    @property
    def answer(self) -> str:
        return self.said.words if hasattr(self, "said") else ""

    @property
    def is_listed(self) -> bool:
        return self.state == self.State.LISTED

    @property
    def is_overdue(self) -> bool:
        return self.check_by is not None and self.check_by < today()


def today() -> date:
    return timezone.localdate()


class LibraryAnswer(models.Model):
    """What the last reviewer wrote to the member who offered an entry: sealed with the reviewer's key, and theirs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    entry = models.OneToOneField(LibraryEntry, on_delete=models.CASCADE, related_name="said")
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"answer {self.pk}"


class LibraryFit(models.Model):
    """One of the situations an entry is for."""

    entry = models.ForeignKey(LibraryEntry, on_delete=models.CASCADE, related_name="fits")
    code = models.CharField(max_length=10, choices=Fits.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "entry"], name="entry_fits_once")]

    def __str__(self) -> str:
        return self.code


class LibraryProblem(models.Model):
    """What a member found wrong with an idea. `about` is its code: ideas we came with can be wrong too."""

    class Kind(models.TextChoices):
        HARM = "harm", _("It could hurt someone")
        WRONG = "wrong", _("Something in it is not right")
        UNKIND = "unkind", _("It is not kind")
        PRIVATE = "private", _("It tells who someone is")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)
    settled = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["settled", "at"], name="problem_open")]

    def __str__(self) -> str:
        return f"problem {self.pk}"


class LibraryMark(models.Model):
    """What is known of an idea by its code: how many it has helped, at the least, and when it was taken out.

    `helped` is 0 or one of a few round numbers. It never falls, so that nobody's change of mind can be read from it.
    """

    code = models.CharField(max_length=40, primary_key=True)
    helped = models.PositiveSmallIntegerField(default=0)
    aside = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.code
