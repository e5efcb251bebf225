"""A service in the directory, who runs it and where it is. What is not known is kept apart from "no"."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kith.core.ids import new_id


class Answer(models.TextChoices):
    """A fact that may not be known."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "", _("Not known")


class Cost(models.TextChoices):
    FREE = "free", _("Free")
    LOW = "low", _("Low cost")
    PAID = "paid", _("Costs money")
    UNKNOWN = "", _("Not known")


class Taking(models.TextChoices):
    """Whether there is room for someone new: half of all failed referrals fail here."""

    YES = "yes", _("Taking new people")
    WAITLIST = "waitlist", _("There is a waiting list")
    NO = "no", _("Not taking new people now")
    UNKNOWN = "", _("Not known")


class Status(models.TextChoices):
    ACTIVE = "active", _("Running")
    PAUSED = "paused", _("Closed for now")
    INACTIVE = "inactive", _("Not shown")
    DEFUNCT = "defunct", _("Closed for good")


class Hours(models.TextChoices):
    UNKNOWN = "", _("Not known")
    WEEKLY = "weekly", _("The same each week")
    APPOINTMENT = "appointment", _("By appointment only")


class Organisation(models.Model):
    """Who runs services."""

    uid = models.UUIDField(unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=120, default=new_id)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="organisation_once_per_source")]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """One service: what it is, who it is for, how to get in, and who last checked that this is so.

    A confidential listing (a refuge, say) has no Site rows, ever, and keeps no raw source row:
    an address that is not stored cannot leak.
    """

    uid = models.UUIDField(unique=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=90, unique=True)
    name = models.CharField(max_length=200)
    other_name = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="listings")
    description = models.TextField(blank=True)
    category = models.ForeignKey("directory.Category", models.PROTECT, null=True, related_name="+")
    categories = models.ManyToManyField("directory.Category", related_name="listings", blank=True)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    alert = models.TextField(blank=True)

    in_person = models.CharField(max_length=3, choices=Answer, blank=True)
    online = models.CharField(max_length=3, choices=Answer, blank=True)
    by_phone = models.CharField(max_length=3, choices=Answer, blank=True)
    area = models.CharField(max_length=300, blank=True)
    area_key = models.CharField(max_length=80, blank=True)
    confidential = models.BooleanField(default=False)
    placed = models.BooleanField(default=False, help_text="has at least one site; kept by actions and imports")

    interpreter = models.CharField(max_length=3, choices=Answer, blank=True)
    interpreter_words = models.TextField(blank=True)
    cost = models.CharField(max_length=4, choices=Cost, blank=True)
    cost_words = models.TextField(blank=True)
    eligibility = models.TextField(blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    how_to_get_in = models.TextField(blank=True)
    taking_new = models.CharField(max_length=8, choices=Taking, blank=True)
    hours = models.CharField(max_length=11, choices=Hours, blank=True)
    hours_note = models.TextField(blank=True)
    time_zone = models.CharField(max_length=40, blank=True)

    status = models.CharField(max_length=8, choices=Status, default=Status.ACTIVE)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey("people.Handle", models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(
        null=True, blank=True, help_text="last changed by hand here; imports then keep off"
    )
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=120, default=new_id)
    source_date = models.DateField(null=True, blank=True)
    raw = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="listing_once_per_source"),
            models.CheckConstraint(condition=~Q(confidential=True) | Q(raw={}), name="confidential_keeps_no_raw_row"),
            models.CheckConstraint(condition=~Q(confidential=True, placed=True), name="confidential_has_no_site"),
        ]
        indexes = [
            models.Index(fields=["status", "-checked_on", "name"], name="listing_fresh_first"),
            models.Index(fields=["area_key"], condition=Q(placed=False), name="listing_unplaced"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("service", args=[self.slug])

    def is_shown(self) -> bool:
        """True for what visitors may find: running, or closed for now and saying so."""
        return self.status in (Status.ACTIVE, Status.PAUSED)

    def checked_days_ago(self, today: date) -> int | None:
        """Whole days since a person here checked this listing; None when nobody has."""
        return (today - self.checked_on).days if self.checked_on else None


class Site(models.Model):
    """A place where a service can be met. Keys are the names made alike, for finding by place."""

    uid = models.UUIDField(unique=True, default=new_id, editable=False)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="sites")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200, blank=True)
    line1 = models.CharField(max_length=200, blank=True)
    line2 = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    directions = models.TextField(blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    town_key = models.CharField(max_length=80, blank=True)
    county_key = models.CharField(max_length=80, blank=True)
    region_key = models.CharField(max_length=60, blank=True)
    postcode_key = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="site_on_earth_or_nowhere",
            )
        ]
        indexes = [
            models.Index(fields=["lat", "lng"], name="site_where"),
            models.Index(fields=["town_key", "region_key"], name="site_town"),
            models.Index(fields=["postcode_key"], name="site_postcode"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line1, self.line2, self.town, self.region, self.postcode) if part)

    def lines(self) -> list[str]:
        """The address as it would stand on an envelope."""
        last = " ".join(part for part in (self.region, self.postcode) if part)
        town = ", ".join(part for part in (self.town, last) if part)
        return [line for line in (self.name, self.line1, self.line2, town) if line]
