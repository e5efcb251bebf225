"""Listings for the directory's tests: a small town, told in a few words each."""

from dataclasses import replace

import pytest

from kith.directory.access.conditions import forget_zones
from kith.directory.models import Listing
from kith.directory.places import relearn_places
from kith.directory.records import ListingRecord, SiteRecord
from kith.directory.storing import store

TOWN = SiteRecord(
    line1="1 Mill Lane",
    town="Ashford Bridge",
    county="Wendshire",
    region="Wends",
    postcode="WB1 2AB",
    country="GB",
    lat=51.5,
    lng=-2.5,
)


def north(km: float) -> SiteRecord:
    """A site this many kilometres north of the middle of the town."""
    return replace(TOWN, lat=TOWN.lat + km / 111.195)


@pytest.fixture
def add(db):
    """Make listings as an import does; returns them in order."""

    def made(*records):
        store("test", records)
        relearn_places()
        forget_zones()
        rows = {row.source_id: row for row in Listing.objects.filter(source="test")}
        return [rows[record.source_id] for record in records]

    return made


@pytest.fixture
def service():
    """One record, with what the test cares about."""

    def make(name, site=TOWN, **more):
        more.setdefault("categories", ["counselling"])
        return ListingRecord(name=name, source_id=more.pop("source_id", name), sites=[site] if site else [], **more)

    return make
