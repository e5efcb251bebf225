"""What hangs on a listing: phones, hours, languages, who it is for, what the building is like."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.directory.hours import WEEK
from kith.directory.models.listing import Listing, Site


class Phone(models.Model):
    """A number as written, and the digits a telephone needs."""

    class Kind(models.TextChoices):
        VOICE = "voice", _("Phone")
        TEXT = "text", _("Text")
        TTY = "tty", _("Textphone")
        FAX = "fax", _("Fax")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="phones")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="phones")
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=40)
    dial = models.CharField(max_length=30)
    extension = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.VOICE)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.number} ext. {self.extension}" if self.extension else self.number

    def href(self) -> str:
        """The link a telephone follows; an extension is dialled after a pause."""
        scheme = "sms" if self.kind == self.Kind.TEXT else "tel"
        return f"{scheme}:{self.dial}" + (f";ext={self.extension}" if self.extension else "")


class Opening(models.Model):
    """Open from one minute of the local week to another; see `kith.directory.hours`."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="openings")
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=WEEK, end__gt=models.F("start"), end__lte=models.F("start") + WEEK),
                name="opening_within_a_week",
            )
        ]
        indexes = [models.Index(fields=["listing", "start", "end"], name="opening_when")]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"


class ListingLanguage(models.Model):
    """A language spoken there, by ISO 639 code. No row at all means not known."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="languages")
    code = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "code"], name="language_once_per_listing")]
        indexes = [models.Index(fields=["code", "listing"], name="language_spoken")]

    def __str__(self) -> str:
        return self.code


class Situation(models.Model):
    """Who a service says it is for, by our own plain code (data/categories.json)."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="situations")
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "code"], name="situation_once_per_listing")]

    def __str__(self) -> str:
        return self.code


class Belonging(models.Model):
    """A culture, faith or identity a service says it is of or for. Never inferred from a name."""

    class Kind(models.TextChoices):
        CULTURE = "culture", _("Culture")
        FAITH = "faith", _("Faith")
        IDENTITY = "identity", _("Identity")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="belongings")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "kind", "key"], name="belonging_once_per_listing")]
        indexes = [models.Index(fields=["key"], name="belonging_key")]

    def __str__(self) -> str:
        return self.name


class AccessFact(models.Model):
    """One fact about getting in and being there. No row means not known."""

    class Fact(models.TextChoices):
        STEP_FREE = "step_free", _("Step-free way in")
        TOILET = "toilet", _("Accessible toilet")
        LOOP = "loop", _("Hearing loop")
        SIGN = "sign", _("Sign language")
        QUIET = "quiet", _("A quiet place to wait")
        PARKING = "parking", _("Accessible parking")
        TRANSPORT = "transport", _("Near public transport")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="access_facts")
    fact = models.CharField(max_length=9, choices=Fact)
    answer = models.CharField(max_length=3, choices=[("yes", _("Yes")), ("no", _("No"))])
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "fact"], name="access_fact_once_per_listing")]

    def __str__(self) -> str:
        return f"{self.fact}: {self.answer}"
