"""The real, dirty directories kept beside the checkout come in whole, and can be searched."""

import pytest
from django.core.management import call_command

from kith.directory.access.find import ListingQuery, find_listings
from kith.directory.access.near import near_listings
from kith.directory.models import Belonging, Listing, Site
from tests.external import external_data

pytestmark = [pytest.mark.external, pytest.mark.django_db]


@pytest.fixture
def bring(tmp_path, capsys):
    def carry(name):
        call_command("import_listings", str(external_data() / name), "--report", str(tmp_path / "report.csv"))
        return capsys.readouterr().out

    return carry


def test_the_american_facilities_come_in_once_and_are_found_near_waterbury(bring):
    said = bring("directory/us_mental_health_facilities.csv")
    assert "11,033 new" in said and "342 left out" in said
    assert not Site.objects.filter(region="CT").exclude(postcode__startswith="0").exists()
    for near in ("06702", "6702", "Waterbury", "Waterbury, CT"):
        results = find_listings(None, ListingQuery(near=near))
        assert results.total > 30 and results.found[0].km < 1, near
    nearest = near_listings(None, 41.5582, -73.0515, 25, ["care"])
    assert nearest and [c.km for c in nearest] == sorted(c.km for c in nearest)
    assert "11,033 as before" in bring("directory/us_mental_health_facilities.csv")
    assert Listing.objects.count() == 11033


def test_places_of_worship_say_their_own_faith(bring):
    bring("directory/toronto_places_of_worship.csv")
    assert Belonging.objects.filter(kind="faith", key="sikh").count() == 11
    assert not Listing.objects.exclude(category__slug="worship").exists()


def test_places_without_coordinates_are_found_by_their_town(bring):
    bring("directory/victoria/neighbourhood_houses.csv")
    found = find_listings(None, ListingQuery(near="Ashburton")).found
    assert [f.listing.name for f in found] == ["Alamein Neighbourhood and Learning Centre"]


@pytest.mark.parametrize(
    "name",
    [
        "3.1.1/examples/csv",
        "3.1.1/examples",
        "3.1.1/examples/organization_full.json",
        "3.1.1/examples/service_at_location_full.json",
        "3.1.1/examples/tabular.json",
        "oruk-validator-fixtures/V3.0-UK-Default/service_full.json",
        "oruk-validator-fixtures/V3.0-UK-Test/service_list.json",
    ],
)
def test_the_official_examples_give_their_one_service(bring, name):
    assert "1 new" in bring(f"hsds/{name}")
    assert Listing.objects.get().name == "Community Counselling"
