"""The names of places, learnt from the listings themselves, so that "near Waterbury" needs no outside service."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A town, postcode, county or region that at least one listing is in, with the middle of its listings."""

    class Kind(models.TextChoices):
        POSTCODE = "postcode", _("Postcode")
        TOWN = "town", _("Town")
        COUNTY = "county", _("County")
        REGION = "region", _("Region")

    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=60, blank=True)
    region_key = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "region_key", "country"], name="place_once"),
        ]
        indexes = [models.Index(fields=["key", "kind", "-count"], name="place_by_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.region}" if self.region and self.kind != self.Kind.REGION else self.name
