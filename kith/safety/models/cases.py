"""Reports and cases: what someone is worried about, and everything that those who keep the place safe did about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Left, StrIndex
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.models import Space


class Case(models.Model):
    """One thing that somebody should look at, however many reported it. There is at most one that is not closed.

    The thing itself is an id and no key: it may be gone. `words` is how it read when the case began, sealed with the key of
    the person it is about: when they are erased, so is this.
    """

    class Lane(models.TextChoices):
        WORRIED = "worried", _("Worried about someone")
        HARM = "harm", _("Something that harms")

    class Source(models.TextChoices):
        REPORT = "report", _("Someone told us")
        WORDS = "words", _("The words themselves")
        RULE = "rule", _("A rule of this community")

    class Thing(models.TextChoices):
        POST = "post", _("A post")
        SAID = "said", _("Words in a session")
        LETTER = "letter", _("A message")
        PERSON = "person", _("A person")
        GROUP = "group", _("A group")
        LISTING = "listing", _("A service")
        RESOURCE = "resource", _("A link or tip")

    class Urgency(models.IntegerChoices):
        NOW = 0, _("Now")
        SOON = 1, _("Soon")
        ORDINARY = 2, _("In its turn")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        LOOKED = "looked", _("Being looked at")
        RESOLVED = "resolved", _("Resolved")
        NO_ACTION = "no_action", _("Nothing needed doing")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lane = models.CharField(max_length=8, choices=Lane.choices)
    source = models.CharField(max_length=8, choices=Source.choices)
    thing_kind = models.CharField(max_length=10, choices=Thing.choices)
    thing = models.CharField(max_length=40)
    subject = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """Who wrote it or whom it is about; nobody for a group, a service, and words by someone who left."""
    handle = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The name they used there; the only one that is shown."""
    space = models.ForeignKey(Space, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = EncryptedTextField(owner="subject_id")
    codes = models.CharField(max_length=120, blank=True, default="")
    """Why it is here: kinds of report, classes of words, or the rule; by code, with commas."""
    reason = models.GeneratedField(
        expression=Left("codes", StrIndex(Concat("codes", Value(",")), Value(",")) - 1),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    """The first of these, by which cases are compared."""
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.ORDINARY)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reports_count = models.PositiveIntegerField(default=0)
    opened = models.DateTimeField(default=now)
    due = models.DateTimeField()
    """By when somebody should have looked."""
    holder = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    held_until = models.DateTimeField(null=True, blank=True)
    first_looked = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thing_kind", "thing"], condition=Q(state__in=["open", "looked"]), name="one_case_about_a_thing"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "looked"], closed__isnull=True)
                | Q(state__in=["resolved", "no_action"], closed__isnull=False),
                name="case_is_closed_or_not",
            ),
            models.CheckConstraint(
                condition=Q(state="looked", held_until__isnull=False)
                | (~Q(state="looked") & Q(held_until__isnull=True)),
                name="case_looked_at_for_a_while",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lane", "urgency", "opened", "id"],
                condition=Q(state__in=["open", "looked"]),
                name="case_queue",
            ),
            models.Index(fields=["held_until"], condition=Q(state="looked"), name="case_claims"),
            models.Index(fields=["thing_kind", "thing"], name="case_thing"),
            models.Index(fields=["subject", "-opened"], name="case_subject"),
            models.Index(fields=["-closed"], condition=Q(closed__isnull=False), name="case_closed"),
            models.Index(
                fields=["thing_kind", "lane", "reason", "-closed"],
                condition=Q(closed__isnull=False),
                name="case_alike",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.closed is not None


class FirstLook(models.Model):
    """How long it took until a person first looked, over four weeks: in one lane, or at one hour of the day. Counted each hour.

    It is kept because counting reads every case; it holds numbers of the whole community and nothing about anyone.
    """

    of = models.CharField(max_length=10, primary_key=True)
    """The code of a lane, or an hour with two digits."""
    count = models.PositiveIntegerField()
    median = models.PositiveIntegerField(null=True)
    """Minutes; None where there were too few to say."""
    ninth = models.PositiveIntegerField(null=True)
    """The minutes within which nine in ten were seen."""
    counted = models.DateTimeField()

    def __str__(self) -> str:
        return f"first look {self.of}"


class Report(models.Model):
    """What one person told. Who it was is shown to nobody; their words are sealed with their own key and go with them."""

    class Kind(models.TextChoices):
        WORRIED = "worried", _("I'm worried about someone")
        DETAIL = "detail", _("Unsafe detail")
        UNKIND = "unkind", _("Unkind")
        PRIVATE = "private", _("Private information")
        SELLING = "selling", _("Selling or spam")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = EncryptedTextField(owner="reporter_id")
    tell = models.BooleanField(default=False)
    """Whether they wish to hear what came of it."""
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "reporter"], name="one_report_of_a_case")]

    def __str__(self) -> str:
        return f"report {self.pk}"


class CaseEvent(models.Model):
    """One line of a case's history. Words are sealed with the key of whom the case is about, else of who wrote them."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("It came in")
        REPORTED = "reported", _("Someone else told us too")
        CLAIMED = "claimed", _("took it")
        LET_GO = "let_go", _("gave it back")
        TIMED_OUT = "timed_out", _("It came back by itself: its time was over")
        PASSED = "passed", _("passed it on")
        LOOKED = "looked", _("read what is around it")
        NOTED = "noted", _("wrote a note")
        HELD = "held", _("held the post")
        HIDDEN = "hidden", _("hid the post")
        LET_THROUGH = "let_through", _("let the post through")
        EDITED = "edited", _("Its author changed it")
        WROTE = "wrote", _("wrote to them")
        CONTACTED = "contacted", _("told someone outside, as two had agreed")
        PAUSED = "paused", _("paused their posting")
        ASKED = "asked", _("asked for a second person")
        AGREED = "agreed", _("agreed, as the second person")
        SUSPENDED = "suspended", _("suspended them")
        UNDONE = "undone", _("undid it")
        APPEALED = "appealed", _("They asked for another look")
        ANSWERED = "answered", _("answered what they asked")
        RESOLVED = "resolved", _("resolved it")
        NO_ACTION = "no_action", _("found that nothing needed doing")
        REOPENED = "reopened", _("opened it again")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    words = EncryptedTextField(owner="owner_id")

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="case_history")]

    def __str__(self) -> str:
        return f"event {self.pk}"
