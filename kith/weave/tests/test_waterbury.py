"""Over real facilities: someone near Waterbury, Connecticut is suggested real places there, the nearest first."""

import csv

import pytest
from django.core.management import call_command

from kith.weave import access
from tests.external import external_data

pytestmark = [pytest.mark.external, pytest.mark.django_db]
FILE = "directory/us_mental_health_facilities.csv"


@pytest.fixture
def connecticut(tmp_path):
    """The rows of one state and its neighbours: enough to be wrong about, and quick to bring in."""
    source, wanted = external_data() / FILE, tmp_path / "facilities.csv"
    with source.open(newline="", encoding="utf-8") as rows, wanted.open("w", newline="", encoding="utf-8") as kept:
        reader = csv.DictReader(rows)
        writer = csv.DictWriter(kept, reader.fieldnames)
        writer.writeheader()
        writer.writerows(row for row in reader if row["state"] in ("CT", "RI", "VT"))
    call_command("import_listings", str(wanted), report=tmp_path / "left-out.csv")


@pytest.mark.parametrize("place", ["Waterbury, CT", "06702", "6702"])
def test_someone_near_waterbury_is_suggested_real_places_there_nearest_first(cast, as_, connecticut, place):
    client = as_(cast.ana)
    client.post("/what-would-help/missing/", {"needs": ["care"]})
    assert client.post("/what-would-help/where/", {"place": place, "km": "10"}).status_code == 302
    found = access.suggestions(access.picture(cast.ana), ["care"])
    places = [one for one in found if one.thing.kind == "service"]
    assert len(places) >= 5
    assert all(one.km <= 10 for one in places)
    assert min(one.km for one in places) == places[0].km < 2
    words = client.get("/suggestions/care/").content.decode()
    assert places[0].thing.title in words
    assert "km from" in words
