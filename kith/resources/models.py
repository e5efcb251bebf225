"""What members share with everyone: a link, a tip or a recommendation, who checked it and what was wrong with it."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.core.languages import LANGUAGES
from kith.people.models import Person

BROKEN_AFTER = timedelta(days=2)
"""A link is called broken when it fails still after so long: most faults of a site are over within a day."""


class Resource(models.Model):
    """One thing a member shared. Nobody sees whose it is; it is shown to others once someone in trust has checked it."""

    class Kind(models.TextChoices):
        LINK = "link", _("A link")
        TIP = "tip", _("A tip")
        RECOMMENDATION = "recommendation", _("A book, an app or a place")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        SOME = "some", _("Some of it costs money")
        PAID = "paid", _("It costs money")
        UNKNOWN = "unknown", _("I do not know")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be checked")
        SHOWN = "shown", _("Shown")
        DECLINED = "declined", _("Not taken in")

    code = models.CharField(max_length=12, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    title = models.CharField(max_length=120)
    url = models.CharField(max_length=500, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=10, default="en")
    cost = models.CharField(max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    shared = models.DateTimeField(default=now)
    changed = models.DateTimeField(default=now)
    withdrawn = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    checked_as = models.CharField(max_length=20, blank=True)
    checked = models.DateField(null=True, blank=True)
    check_again = models.DateField(null=True, blank=True)
    link_tried = models.DateTimeField(null=True, blank=True)
    link_fails_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["link", "tip", "recommendation"]), name="resource_kind_known"),
            models.CheckConstraint(
                condition=Q(cost__in=["free", "some", "paid", "unknown"]), name="resource_cost_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "declined"]), name="resource_state_known"
            ),
            models.CheckConstraint(condition=~Q(kind="link", url=""), name="resource_link_has_an_address"),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(checked__isnull=False, check_again__isnull=False),
                name="resource_shown_is_checked",
            ),
        ]
        indexes = [
            models.Index(fields=["-checked", "-id"], condition=Q(state="shown"), name="resource_shown"),
            models.Index(fields=["changed"], condition=Q(state="waiting"), name="resource_waiting"),
            models.Index(fields=["link_tried"], condition=~Q(url=""), name="resource_link_tried"),
        ]

    def __str__(self) -> str:
        return f"resource {self.pk}"

    @property
    def language_name(self) -> str:
        return str(LANGUAGES.get(self.language, self.language))

    @property
    def is_overdue(self) -> bool:
        """Someone should look at it again."""
        return self.check_again is not None and self.check_again < now().date()

    @property
    def is_broken(self) -> bool:
        """Its link failed, and failed again when it was tried some days later."""
        first, last = self.link_fails_since, self.link_tried
        return first is not None and last is not None and last - first >= BROKEN_AFTER


class Answer(models.Model):
    """What whoever checked a resource said to its sharer, for them alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resource = models.OneToOneField(Resource, on_delete=models.CASCADE, related_name="answered")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="person_id")

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Topic(models.Model):
    """What a resource helps with: words people use of their days, not of an illness."""

    class About(models.TextChoices):
        SLEEP = "sleep", _("Sleep")
        WORRY = "worry", _("Worry and panic")
        LOW = "low", _("Feeling low")
        ALONE = "alone", _("Being alone")
        MEMORIES = "memories", _("Hard memories")
        VOICES = "voices", _("Voices and unusual experiences")
        UPS = "ups", _("Highs and lows")
        FOOD = "food", _("Food and body")
        DRINK = "drink", _("Drink and drugs")
        ANGER = "anger", _("Anger")
        GRIEF = "grief", _("Grief and loss")
        FAMILY = "family", _("Family and love")
        MONEY = "money", _("Money, home and rights")
        WORK = "work", _("Work and learning")
        TREATMENT = "treatment", _("Treatment and medicine")
        SUPPORTING = "supporting", _("Supporting someone else")
        WELL = "well", _("Staying well")

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=20, choices=About.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "code"], name="one_resource_topic")]
        indexes = [models.Index(fields=["code", "resource"], name="resource_topic_find")]

    def __str__(self) -> str:
        return self.code


class Problem(models.Model):
    """Someone says that something is wrong with a resource. Their words are for those who check, and are sealed."""

    class Kind(models.TextChoices):
        GONE = "gone", _("The link does not work")
        WRONG = "wrong", _("It is wrong or out of date")
        HARMS = "harms", _("It could harm someone")
        SELLS = "sells", _("It sells something")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="problems")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="resource_problems")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)
    settled = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["gone", "wrong", "harms", "sells", "other"]), name="resource_problem_kind_known"
            ),
            models.UniqueConstraint(
                fields=["resource", "person"], condition=Q(settled__isnull=True), name="one_open_resource_problem"
            ),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(settled__isnull=True), name="resource_problem_open")]

    def __str__(self) -> str:
        return f"problem {self.pk}"
