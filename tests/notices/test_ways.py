"""The pages on which people choose what reaches them: what is saved is what stands there afterwards."""

import pytest

from kith.core.audit import AuditEvent
from kith.groups import actions as groups
from kith.mydata.tests.filled import group_of
from kith.notices import actions, wishes
from kith.notices.families import Family
from kith.notices.models import AtNight, GroupWish
from kith.notices.wishes import Ways
from kith.people.models import Person, Tie

pytestmark = pytest.mark.django_db
HOURS = {
    "time_zone": "Asia/Kathmandu",
    "quiet": "on",
    "quiet_from": "20",
    "quiet_to": "9",
    "day": "2",
    "digest_hour": "0",
}


def fresh(person):
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def walk(cast):
    walk = group_of(cast.cleo, "The evening walk")
    groups.join(cast.ana, walk, "Ana")
    return walk


def test_nothing_leaves_the_house_for_what_is_meant_for_many_until_someone_asks(cast):
    ways = wishes.ways_of(cast.ana)
    assert not any(way.push for way in ways.values())
    assert not any(way.mail == "soon" for way in ways.values())
    assert ways[Family.ANSWERS].mail == "digest" and ways[Family.GROUPS].mail == "never"


def test_each_family_and_group_is_settled_by_one_form(cast, as_, walk):
    client = as_(cast.ana)
    html = client.get("/you/notices/").content.decode()
    assert "Someone names you" in html and "The evening walk" in html and "On my devices" not in html
    sent = {"by_mail": "on", "words": "fuller", f"group_{walk.pk}": "named"}
    sent |= {f"mail_{family}": "soon" if family == "named" else "never" for family in Family}
    assert client.post("/you/notices/", sent).status_code == 302
    ways = wishes.ways_of(cast.ana)
    assert [family for family in Family if ways[family].mail == "soon"] == [Family.NAMED]
    assert wishes.wishes_of(cast.ana).fuller
    assert GroupWish.objects.get(person=cast.ana).level == "named"
    again = client.get("/you/notices/").content.decode()
    assert again.count('<option value="soon" selected>') == 1
    assert '<option value="named" selected>' in again
    assert AuditEvent.objects.filter(verb="notices_changed", owner=cast.ana.pk).count() == 1


def test_a_choice_that_is_none_is_asked_about_again(cast, as_):
    sent = {"words": "loud", **{f"mail_{family}": "always" for family in Family}}
    assert as_(cast.ana).post("/you/notices/", sent).status_code == 422
    assert not GroupWish.objects.exists()


def test_hours_are_kept_with_the_clock_they_go_by(cast, as_):
    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    client = as_(cast.ana)
    assert client.post("/you/notices/hours/", HOURS | {"at_night": [str(tie.pk)]}).status_code == 302
    kept = wishes.wishes_of(cast.ana)
    assert fresh(cast.ana).time_zone == "Asia/Kathmandu", "a zone that is not in the short list"
    assert (kept.quiet_from.hour, kept.quiet_to.hour, kept.weekly, kept.digest_day, kept.digest_hour) == (
        20,
        9,
        True,
        2,
        0,
    )
    assert AtNight.objects.get().tie == tie
    html = client.get("/you/notices/hours/").content.decode()
    assert 'value="Asia/Kathmandu" selected' in html and "checked" in html
    client.post("/you/notices/hours/", HOURS | {"day": "every"})
    assert not AtNight.objects.exists() and not wishes.wishes_of(cast.ana).weekly


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "../etc/passwd"},
        {"time_zone": "Mars/North"},
        {"quiet_to": "20"},
        {"digest_hour": "24"},
        {"day": "9"},
    ],
)
def test_hours_that_make_no_sense_are_asked_about_again(cast, as_, wrong):
    before = fresh(cast.ana).time_zone
    assert as_(cast.ana).post("/you/notices/hours/", HOURS | wrong).status_code == 422
    assert fresh(cast.ana).time_zone == before


def test_only_people_on_ones_own_map_may_be_named_for_the_night(cast, as_):
    others = Tie.objects.get(owner=cast.ben, person=cast.ana)
    assert as_(cast.ana).post("/you/notices/hours/", HOURS | {"at_night": [str(others.pk)]}).status_code == 422
    assert not AtNight.objects.exists()


@pytest.mark.parametrize("address", ["/you/notices/", "/you/notices/hours/", "/you/notices/devices/", "/you/break/"])
def test_the_pages_are_small_and_ask_little(cast, as_, walk, queries, address):
    client = as_(cast.ana)
    client.get(address)
    with queries(12):
        answer = client.get(address)
    assert len(answer.content) < 40_000


def test_a_choice_made_twice_is_kept_once(cast, walk):
    for _n in range(2):
        actions.choose_ways(cast.ana, True, False, {Family.CLOSE: Ways("soon", True)}, {walk.pk: "nothing"})
    assert wishes.ways_of(cast.ana)[Family.CLOSE] == Ways("soon", True)
