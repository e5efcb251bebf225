"""Places are learnt from the listings, and found however people write them."""

from dataclasses import replace

import pytest

from kith.directory.models import Place
from kith.directory.places import find_where, postcode_forms
from kith.directory.records import SiteRecord
from kith.directory.regions import region_key, zone_of

pytestmark = pytest.mark.django_db
CT = SiteRecord(
    line1="1 Bank St",
    town="Waterbury",
    county="New Haven",
    region="CT",
    postcode="06702",
    country="US",
    lat=41.55,
    lng=-73.04,
)
VT = replace(CT, county="Washington", region="VT", postcode="05676", lat=44.34, lng=-72.76)


@pytest.fixture
def two_waterburys(add, service):
    return add(
        *(service(f"C{n}", CT) for n in range(3)),
        service("V", VT),
        service("No spot", SiteRecord(town="Leafy End", region="CT", country="US")),
    )


@pytest.mark.parametrize(
    "asked",
    [
        "06702",
        "6702",
        "06702-1234",
        "Waterbury, CT",
        "waterbury ct",
        "Waterbury, Connecticut",
        "WATERBURY",
        " waterbury ",
        "41.55,-73.04",
        "41.55, -73.04",
    ],
)
def test_near_is_understood_however_it_is_written(two_waterburys, asked):
    where = find_where(asked)
    assert where.point == pytest.approx((41.55, -73.04))


def test_of_two_places_with_one_name_the_one_with_more_services_is_taken_and_the_other_offered(two_waterburys):
    where = find_where("Waterbury")
    assert str(where.place) == "Waterbury, CT"
    assert [str(other) for other in where.others] == ["Waterbury, VT"]
    assert str(find_where("Waterbury, Vermont").place) == "Waterbury, VT"


def test_a_state_or_county_is_an_area_not_a_point(two_waterburys):
    assert find_where("Connecticut").is_wide
    assert find_where("CT").place.count == 4
    assert find_where("New Haven").is_wide


def test_a_place_whose_services_have_no_coordinates_is_known_by_name(two_waterburys):
    where = find_where("leafy end")
    assert where.found and where.point is None


def test_an_unknown_place_is_not_guessed_but_near_misses_are_offered(two_waterburys):
    assert not find_where("Watrbury").found
    assert find_where("Watrbury").suggestion == "waterbury"
    assert not find_where("Nowhere at all").found
    assert [str(p) for p in find_where("Waterbury, TX").others] == ["Waterbury, CT", "Waterbury, VT"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Watterbury", "waterbury"),
        ("Watterbury, CT", "waterbury"),
        ("watterbury ct", "waterbury"),
        ("Elermouth", "ellermouth"),
    ],
)
def test_a_slip_in_the_name_of_a_town_or_region_is_put_right(add, service, asked, meant):
    add(service("C", CT), service("D", SiteRecord(town="Harbour", region="Ellermouth", country="GB")))
    assert find_where(asked).suggestion == meant


@pytest.mark.parametrize(
    ("asked", "name", "choices"),
    [
        ("ZQ1 4", "ZQ1 4", ["ZQ1 4TA", "ZQ1 4TB"]),
        ("zq1 4xx", "ZQ1 4", ["ZQ1 4TA", "ZQ1 4TB"]),
        ("ZQ1", "ZQ1", ["ZQ1 4TA", "ZQ1 4TB", "ZQ1 7AA"]),
        ("ZQ1 9ZZ", "ZQ1", ["ZQ1 4TA", "ZQ1 4TB", "ZQ1 7AA"]),
        ("ZQ14", "ZQ14", ["ZQ14 1AA"]),
    ],
)
def test_the_beginning_of_a_postcode_is_the_middle_of_those_that_begin_so(add, service, asked, name, choices):
    codes = {"ZQ1 4TA": 53.0, "ZQ1 4TB": 53.02, "ZQ1 7AA": 53.07, "ZQ14 1AA": 55.0}
    at = SiteRecord(town="Harbour", region="Wends", country="GB", lng=0.7)
    add(*(service(code, replace(at, postcode=code, lat=lat)) for code, lat in codes.items()))
    where = find_where(asked)
    assert (where.name, [place.name for place in where.others]) == (name, choices)
    assert where.point.lat == pytest.approx(sum(codes[code] for code in choices) / len(choices))


def test_a_postcode_that_begins_like_none_we_know_is_not_found(two_waterburys):
    assert not find_where("ZZ9 4").found


@pytest.mark.parametrize(
    "asked", ["", "   ", ",", "0,0", "91,10", "12345678901234567890", "ü", "a" * 500, "1e5,2", "nan,nan", "%", "41.55"]
)
def test_nonsense_is_no_place(two_waterburys, asked):
    assert not find_where(asked).found


def test_places_are_found_in_two_queries(two_waterburys, queries):
    with queries(2):
        place = find_where("Watrbury")
    assert place.suggestion or place.others or place.found


def test_inactive_listings_teach_no_places(add, service):
    add(service("Old", replace(CT, town="Ghost Town"), status="defunct"))
    assert not Place.objects.filter(key="ghost town").exists()


def test_postcodes_have_several_forms():
    assert "06702" in postcode_forms("6702")
    assert "BS1" in postcode_forms("bs1 4dj")
    assert postcode_forms("Waterbury") == []


def test_regions_have_one_key_however_named():
    assert region_key("Connecticut") == region_key("CT") == "ct"
    assert zone_of("CT", "US") == "America/New_York"
    assert zone_of("WA", "AU") != "America/Los_Angeles"
