"""Finding a group by what it gives, when and where it meets, and words; with the reason in plain words."""

from datetime import time

import pytest
from django.utils import timezone

from kith.core import places
from kith.core.geo import Point
from kith.groups import actions
from kith.groups.models import MeetingTime
from kith.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(make_group, cast):
    """Three groups: one on Wednesday evenings in the middle, one on Saturday mornings ten kilometres north, one online."""
    walk = make_group("Walking Wednesdays", lat=51.45, lng=-2.6, place_name="The clock")
    dads = make_group("Saturday dads", lat=51.54, lng=-2.6, needs=["meaning"])
    online = make_group("New parents who do not sleep", needs=["listen"], online=True, about="Yawning is fine.")
    actions.save_meeting_time(cast.cleo, walk, at(2, 18))
    actions.save_meeting_time(cast.cleo, dads, at(5, 10))
    actions.change_group(cast.cleo, online, {}, {"formats": ["online"], "languages": ["cy"], "culture": ["somali"]})
    return walk, dads, online


def at(weekday, hour, zone="Europe/London"):
    return MeetingTime(weekday=weekday, starts=time(hour), time_zone=zone)


@pytest.fixture
def bristol(monkeypatch):
    """The one place that is known here."""
    known = places.Named("Bristol", Point(51.45, -2.6))
    monkeypatch.setattr(places, "_finders", [lambda name: known if name.casefold() == "bristol" else None])


NAMES = ("Walking Wednesdays", "Saturday dads", "New parents who do not sleep")


def found(client, query):
    page = client.get(f"/groups/?{query}").content.decode()
    return [name for name in NAMES if name in page], page


@pytest.mark.parametrize(
    ("query", "names", "why"),
    [
        ("weekday=2", ["Walking Wednesdays"], "Meets on a Wednesday at"),
        ("part=morning", ["Saturday dads"], "Meets on a Saturday at"),
        ("weekday=2&part=morning", [], ""),
        ("need=meaning", ["Saturday dads"], "It gives: "),
        ("language=cy", ["New parents who do not sleep"], "People speak Welsh"),
        ("culture=Somali", ["New parents who do not sleep"], "Culture or faith: Somali"),
        ("way=online", ["New parents who do not sleep"], "Online, by video"),
        ("q=clock", ["Walking Wednesdays"], "“clock” is in where it meets"),
        ("q=YAWNING+parents", ["New parents who do not sleep"], "“parents” is in its name"),
        ("near=Bristol&within=3", ["Walking Wednesdays"], "Less than a kilometre from Bristol"),
        ("near=bristol&within=30", ["Walking Wednesdays", "Saturday dads"], "About 10 kilometres from Bristol"),
    ],
)
def test_each_part_narrows_it_down_and_says_why(as_, cast, town, bristol, query, names, why):
    assert found(as_(cast.stranger), query)[0] == names
    assert why in found(as_(cast.stranger), query)[1]


def test_the_nearest_comes_first(as_, cast, town, bristol):
    page = found(as_(cast.stranger), "near=Bristol&within=30")[1]
    assert page.index("Walking Wednesdays") < page.index("Saturday dads")


def test_the_day_is_the_one_where_the_viewer_is(as_, cast, make_group):
    group = make_group("Late night line")
    actions.save_meeting_time(cast.cleo, group, at(2, 23))
    Person.objects.filter(pk=cast.stranger.pk).update(time_zone="Asia/Tokyo")
    cast.stranger.refresh_from_db()
    tokyo, london = as_(cast.stranger), as_(cast.ben)
    assert "Late night line" in tokyo.get("/groups/?weekday=3").content.decode()
    assert "Late night line" not in tokyo.get("/groups/?weekday=2").content.decode()
    assert "Late night line" in london.get("/groups/?weekday=2").content.decode()
    assert timezone.get_current_timezone_name() == "Europe/London"


def test_a_place_nobody_knows_is_said_and_the_rest_still_shown(as_, cast, town, bristol):
    names, page = found(as_(cast.stranger), "near=Nowhere&need=meaning")
    assert names == ["Saturday dads"] and "We do not know this place" in page


def test_nothing_found_teaches_and_each_part_can_be_left_out(as_, cast, town):
    page = found(as_(cast.stranger), "need=care&q=walking")[1]
    assert "No group fits all of that yet" in page
    assert "/groups/?q=walking" in page and "/groups/?need=care" in page
    assert "/groups/find/?q=walking&amp;need=care" in page


def test_the_questions_keep_what_was_asked(as_, cast):
    page = as_(cast.stranger).get("/groups/find/?need=care&q=walking&weekday=9").content.decode()
    assert 'value="walking"' in page and '<option value="care" selected' in page


@pytest.mark.parametrize(
    "query", ["weekday=9", "part=dawn", "within=7", "within=x&near=51,0", "culture=%00", "near=" + "x" * 300]
)
def test_what_makes_no_sense_is_left_out(as_, cast, town, query):
    assert as_(cast.stranger).get(f"/groups/?{query}").status_code == 200


def test_a_hidden_group_is_found_by_nothing(as_, cast, make_group, bristol):
    group = make_group("Night owls", visibility="hidden", lat=51.45, lng=-2.6)
    actions.save_meeting_time(cast.cleo, group, at(2, 18))
    for query in ("q=owls", "weekday=2", "part=evening", "near=Bristol", "need=company"):
        assert "Night owls" not in as_(cast.ben).get(f"/groups/?{query}").content.decode(), query
        assert "Night owls" in as_(cast.cleo).get(f"/groups/?{query}").content.decode(), query


def test_services_know_the_places(db):
    assert places.find("51.45, -2.6").point == Point(51.45, -2.6)
    assert places.find("Nowhere at all") is None


def test_finding_takes_few_queries_however_much_is_asked(as_, cast, town, bristol, django_assert_max_num_queries):
    client = as_(cast.stranger)
    client.get("/groups/")
    with django_assert_max_num_queries(12):
        client.get(
            "/groups/?near=Bristol&within=30&weekday=2&part=evening&need=company&q=walking&language=en&culture=x"
        )
