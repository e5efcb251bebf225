"""Searching: exact distances, honest counts, and never taking a blank for a no."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.core.geo import km
from kith.directory.access.find import Filters, ListingQuery, find_listings
from kith.directory.access.near import anywhere_listings, near_listings
from kith.directory.hours import Interval
from kith.directory.models import Site
from kith.directory.records import SiteRecord
from kith.directory.tests.conftest import TOWN, north

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOON = Interval(11 * 60, 13 * 60)


def names(**query):
    filters = Filters(**{key: query.pop(key) for key in ("category", "language", "cost", "open_now") if key in query})
    return [
        found.listing.name for found in find_listings(None, ListingQuery(filters=filters, **query), MONDAY_NOON).found
    ]


def results(filters=None, **query):
    return find_listings(None, ListingQuery(filters=filters or Filters(), **query), MONDAY_NOON)


def test_the_nearest_comes_first_and_what_is_too_far_is_left_out(add, service):
    add(service("far", north(12)), service("near", north(1)), service("out", north(30)))
    assert names(near="51.5,-2.5", within=25) == ["near", "far"]


def test_a_listing_with_two_sites_is_found_once_by_the_nearer(add, service):
    add(replace(service("two", north(9)), sites=[north(9), north(2)]))
    found = results(near="51.5,-2.5").found
    assert [round(f.km) for f in found] == [2]
    assert found[0].site.order == 1


@pytest.mark.parametrize(
    ("filters", "yes", "no", "blank"),
    [
        ({"language": "es"}, {"languages": ["en", "es"]}, {"languages": ["en"]}, {}),
        ({"cost": "free"}, {"cost": "free"}, {"cost": "paid"}, {}),
        (
            {"open_now": True},
            {"hours": "weekly", "openings": [NOON]},
            {"hours": "weekly", "openings": [Interval(0, 60)]},
            {},
        ),
    ],
)
@pytest.mark.parametrize("near", ["", "51.5,-2.5"])
def test_a_blank_is_neither_yes_nor_no(add, service, filters, yes, no, blank, near):
    add(service("blank", **blank), service("no", **no), service("yes", **yes))
    found = results(Filters(**filters), near=near)
    assert [(f.listing.name, f.sure) for f in found.found] == [("yes", True), ("blank", False)]
    assert (found.sure, found.maybe) == (1, 1)
    assert found.found[1].unknown


def test_interpreters_make_a_language_possible(add, service):
    add(service("interpreted", languages=["en"], interpreter="yes"), service("not", languages=["en"], interpreter="no"))
    assert names(language="ur") == ["interpreted"]


def test_low_cost_takes_free_as_well(add, service):
    add(service("free", cost="free"), service("low", cost="low"), service("paid", cost="paid"))
    assert sorted(names(cost="low")) == ["free", "low"]


def test_open_now_counts_past_sunday_midnight_in_the_places_own_time(add, service):
    late = {"hours": "weekly", "openings": [Interval(6 * 1440 + 22 * 60, 7 * 1440 + 120)]}
    add(service("london", time_zone="Europe/London", **late), service("new york", time_zone="America/New_York", **late))
    query = ListingQuery(filters=Filters(open_now=True))
    assert [f.listing.name for f in find_listings(None, query, datetime(2026, 11, 23, 1, 0, tzinfo=UTC)).found] == [
        "london"
    ]
    assert [f.listing.name for f in find_listings(None, query, datetime(2026, 11, 23, 6, 0, tzinfo=UTC)).found] == [
        "new york"
    ]


def test_a_place_closed_for_now_is_never_open_now(add, service):
    add(service("paused", status="paused", hours="weekly", openings=[Interval(0, 7 * 1440)]))
    assert names(open_now=True) == []
    assert names() == ["paused"]


@pytest.mark.parametrize(
    "asked", ["counselling", "counseling", "I need someone to talk to", "therapist", "depressed", "COUNSELLOR"]
)
def test_lay_words_find_the_kind_of_service(add, service, asked):
    add(service("The Willow Room", categories=["counselling"]), service("Bread and More", categories=["food-bank"]))
    assert names(q=asked) == ["The Willow Room"]


def test_a_category_finds_everything_below_it(add, service):
    add(service("parcels", categories=["food-bank"]), service("talk", categories=["helplines"]))
    assert names(category="food") == ["parcels"]


def test_words_and_place_together(add, service):
    add(service("near music", north(1), description="A choir"), service("far music", north(60), description="A choir"))
    assert names(q="singing", near="51.5,-2.5", within=10) == ["near music"]


def test_services_without_coordinates_are_found_in_their_town(add, service):
    add(service("spot"), service("no spot", replace(TOWN, lat=None, lng=None)))
    assert names(near="Ashford Bridge") == ["spot", "no spot"]
    assert names(near="Ashford Bridge", q="counselling") == ["spot", "no spot"]


def test_phone_and_online_services_reach_everywhere_but_come_after_places(add, service):
    add(service("line", None, by_phone="yes", categories=["helplines"]), service("place", north(3)))
    assert names(near="51.5,-2.5") == ["place", "line"]


def test_a_confidential_place_stores_no_address_and_cannot_be_found_by_it(add, service):
    listing = add(
        service("Refuge", confidential=True, area="Ashford Bridge", raw={"address": "1 Mill Lane"}), service("other")
    )[0]
    assert not Site.objects.filter(listing=listing).exists()
    assert listing.raw == {} and "mill" not in listing.slug
    assert "Refuge" not in names(q="mill lane")
    assert "Refuge" not in names(near="WB1 2AB", within=1)
    assert "Refuge" in names(near="Ashford Bridge")


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_what_has_closed_for_good_is_not_found(add, service, status):
    add(service("gone", status=status))
    assert names() == [] and names(near="51.5,-2.5") == [] and names(q="gone") == []
    assert near_listings(None, 51.5, -2.5, 10) == []


def test_the_beginning_of_a_word_is_tried_when_no_word_fits(add, service):
    add(service("Music for all", description="Drumming"))
    assert names(q="drum") == ["Music for all"]
    assert results(q="drum").wider


def test_pages_hold_each_result_once(add, service):
    add(*(service(f"n{n:02}", north(n / 10)) for n in range(45)))
    for near in ("", "51.5,-2.5"):
        seen = [name for page in (1, 2, 3) for name in names(near=near, page=page)]
        assert len(seen) == len(set(seen)) == 45
    assert results(page=99).page.number == 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.5, 500))
def test_the_search_finds_just_what_measuring_every_listing_would(scattered, lat, lng, within):
    near = f"{lat:.6f},{lng:.6f}"
    lat, lng = float(near.split(",")[0]), float(near.split(",")[1])
    expected = {name for name, (a, b) in scattered.items() if km(lat, lng, a, b) <= within}
    for q in ("", "willow"):
        found = results(near=near, within=within, q=q)
        if found.where.found:
            assert found.total == len(expected)
            assert [f.listing.name for f in found.found] == sorted(expected, key=lambda n: km(lat, lng, *scattered[n]))[
                :20
            ]


@pytest.fixture
def scattered(add, service):
    points = {f"willow {n}": (((n * 37) % 1780) / 10 - 89, ((n * 53) % 3600) / 10 - 180) for n in range(160)}
    points |= {
        "willow east": (0.5, 179.999),
        "willow west": (0.5, -179.999),
        "willow edge": (10, 180.0),
        "willow north": (88.9, 10),
    }
    add(*(service(name, SiteRecord(line1="x", lat=lat, lng=lng)) for name, (lat, lng) in points.items()))
    return points


@pytest.mark.parametrize(
    "query", [{"near": "Ashford Bridge"}, {"near": "Ashford Bridge", "q": "counselling"}, {"q": "counselling"}, {}]
)
def test_a_search_takes_no_more_queries_for_more_listings(add, service, queries, query):
    add(*(service(f"n{n}", north(n / 10), languages=["en", "es"], hours="weekly", openings=[NOON]) for n in range(30)))
    with queries(8):
        found = results(Filters(language="es", cost="free", open_now=True), **query)
    assert found.total == 30


def test_candidates_for_suggestions_are_near_open_to_new_and_meet_the_need(add, service, queries):
    add(
        service("listens", north(2), languages=["es"], belongings=[("faith", "Quaker")], situations=["adults"]),
        service("food", north(1), categories=["food-bank"]),
        service("full", north(1), taking_new="no"),
        service("far", north(80)),
    )
    with queries(2):
        found = near_listings(None, 51.5, -2.5, 25, ["listen"])
    assert [(c.listing.name, round(c.km)) for c in found] == [("listens", 2)]
    assert (found[0].languages, found[0].belongings, found[0].situations) == ({"es"}, {"quaker"}, {"adults"})
    assert "listen" in found[0].needs
    assert [c.listing.name for c in near_listings(None, 51.5, -2.5, 25)] == ["food", "listens"]


def test_candidates_from_anywhere_are_those_without_an_address(add, service, queries):
    add(service("line", None, by_phone="yes", categories=["helplines"]), service("place"))
    with queries(2):
        assert [c.listing.name for c in anywhere_listings(None, ["listen"])] == ["line"]
