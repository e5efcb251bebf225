"""What could fill a gap: real things near, with their reasons, and never what is not for this person."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from kith.directory.models import Listing, ListingLanguage, Opening, Site
from kith.directory.models.category import Category
from kith.directory.storing import sync_categories
from kith.groups.actions.joining import join
from kith.groups.actions.running import make_group
from kith.groups.models import MeetingTime
from kith.people.actions import block
from kith.people.models import Need, Role, Tie
from kith.weave import access, actions
from kith.weave.models import Dismissal

HERE = {"name": "Waterbury, CT", "lat": 41.55, "lng": -73.04, "km": 10}


@pytest.fixture
def categories(db):
    sync_categories()


@pytest.fixture
def service(categories):
    def make(name, category="mental-health-team", north=0.01, languages=(), **facts):
        listing = Listing.objects.create(
            slug=name.lower().replace(" ", "-"), name=name, placed=north is not None, **facts
        )
        listing.categories.add(Category.objects.get(slug=category))
        if north is not None:
            Site.objects.create(listing=listing, lat=HERE["lat"] + north, lng=HERE["lng"])
        ListingLanguage.objects.bulk_create([ListingLanguage(listing=listing, code=code) for code in languages])
        return listing

    return make


@pytest.fixture
def group(cast):
    Role.objects.get_or_create(person=cast.cleo, kind="facilitator")

    def make(name, needs=("company",), weekday=1, starts=time(19), languages=("en",), **values):
        values = {"purpose": f"{name} for everyone", "lat": HERE["lat"], "lng": HERE["lng"], **values}
        facets = {"needs": list(needs), "languages": list(languages), "formats": ["in_person"]}
        made = make_group(cast.cleo, {"name": name, **values}, "Be kind.", facets)
        MeetingTime.objects.create(group=made, weekday=weekday, starts=starts, time_zone="Europe/London")
        return made

    return make


def say(person, **said):
    for question, value in {"where": HERE, **said}.items():
        actions.answer(person, question, value)


def titles(person, need):
    return [one.thing.title for one in access.suggestions(access.picture(person), [need])]


def test_gaps_are_first_what_one_misses_and_then_what_nobody_gives(cast):
    Tie.objects.filter(owner=cast.ana).delete()
    Tie.objects.create(owner=cast.ana, kind="family", name="Ruth", gives=["listen", "company"])
    actions.answer(cast.ana, "missing", {"needs": ["company"]})
    found = access.gaps(cast.ana)
    assert [(gap.need, gap.count, gap.said_missing) for gap in found[:2]] == [
        ("company", 1, True),
        ("practical", 0, False),
    ]
    assert "listen" not in [gap.need for gap in found]


def test_nearer_services_come_first_with_the_distance_said(cast, as_, service):
    service("Far clinic", north=0.05)
    service("Near clinic", north=0.01)
    service("Too far clinic", north=0.5)
    say(cast.ana, missing={"needs": ["care"]})
    words = as_(cast.ana).get("/suggestions/care/").content.decode()
    assert words.index("Near clinic") < words.index("Far clinic")
    assert "1.1 km from Waterbury, CT" in words
    assert "Too far clinic" not in words
    assert 'href="/services/near-clinic/"' in words


def test_reasons_say_language_and_times_and_what_is_not_known(cast, as_, service):
    listing = service("Clinic", languages=["so"])
    Opening.objects.create(listing=listing, start=24 * 60 + 18 * 60, end=24 * 60 + 20 * 60)
    say(cast.ana, languages={"codes": ["so"]}, times={"slots": ["tue-evening"]})
    words = as_(cast.ana).get("/suggestions/care/").content.decode()
    assert "Speaks Somali, as you asked" in words
    assert "Open on Tuesday evenings, when you are free" in words
    assert "Not known: cost" in words


def test_what_cannot_take_them_is_never_suggested(cast, service):
    service("Full", taking_new="no")
    service("Paused", status="paused")
    service("Gone", status="inactive")
    service("Children", max_age=17)
    service("Older people", min_age=60)
    service("Open to all")
    say(cast.ana, age={"band": "26-39"})
    assert titles(cast.ana, "care") == ["Open to all"]
    actions.remove_answer(cast.ana, "age")
    assert set(titles(cast.ana, "care")) == {"Open to all", "Children", "Older people"}


def test_a_waiting_list_is_said(cast, as_, service):
    service("Clinic", taking_new="waitlist")
    say(cast.ana)
    assert "There is a waiting list" in as_(cast.ana).get("/suggestions/care/").content.decode()


def test_a_service_without_an_address_is_found_by_those_who_like_to_phone(cast, service):
    service("Listening line", "helplines", north=None, by_phone="yes")
    say(cast.ana)
    assert titles(cast.ana, "listen") == []
    say(cast.ana, meeting={"formats": ["phone"]})
    assert titles(cast.ana, "listen") == ["Listening line"]


def test_a_group_is_suggested_with_its_next_meeting_and_its_agreement_comes_first(cast, as_, group):
    group("Evening walk")
    say(cast.ana, missing={"needs": ["company"]}, times={"slots": ["tue-evening"]})
    words = as_(cast.ana).get("/suggestions/company/").content.decode()
    assert "Evening walk" in words
    assert "Next: Tuesday" in words
    assert "Meets on Tuesday evenings, when you are free" in words
    assert "You read its agreement before you join" in words
    assert 'href="/groups/evening-walk/"' in words


def test_a_group_one_is_in_is_suggested_only_as_a_meeting_to_come_to(cast, group):
    walk = group("Evening walk")
    say(cast.ana)
    assert [one.thing.kind for one in access.suggestions(access.picture(cast.ana), ["company"])] == ["group"]
    join(cast.ana, walk, "Ana")
    found = access.suggestions(access.picture(cast.ana), ["company"])
    assert [(one.thing.kind, one.thing.step) for one in found] == [("gathering", "come")]


def test_groups_that_are_full_hidden_closed_or_by_invitation_are_not_suggested(cast, group):
    group("Hidden", visibility="hidden")
    group("Closed", state="closed")
    group("Invited", joining="invitation")
    full = group("Full", size_limit=2)
    join(cast.ben, full, "Ben")
    group("Asked", joining="request")
    say(cast.ana)
    found = access.suggestions(access.picture(cast.ana), ["company"])
    assert [(one.thing.title, one.thing.step) for one in found] == [("Asked", "ask")]


def test_someone_to_get_back_in_touch_with_unless_one_blocked_them(cast, as_):
    long_ago = timezone.localdate() - timedelta(days=42)
    Tie.objects.filter(owner=cast.ana, person=cast.cleo).update(last_touch=long_ago)
    tie = Tie.objects.get(owner=cast.ana, person=cast.cleo)
    tie.gives = ["listen"]
    tie.save()
    words = as_(cast.ana).get("/suggestions/listen/").content.decode()
    assert "You were last in touch 6 weeks ago" in words
    assert f'href="/messages/{tie.pk}/"' in words
    block(cast.cleo, cast.ana)
    assert titles(cast.ana, "listen") == ["Cleo"], "if it went, it would tell of the block"
    block(cast.ana, cast.cleo)
    assert titles(cast.ana, "listen") == []


def test_someone_one_met_lately_or_without_a_noted_day_is_left_alone(cast):
    Tie.objects.create(owner=cast.ana, kind="family", name="Ruth", gives=["listen"], last_touch=timezone.localdate())
    Tie.objects.create(owner=cast.ana, kind="family", name="Joan", gives=["listen"])
    assert titles(cast.ana, "listen") == []


def test_not_for_me_is_remembered_undone_and_listed(cast, as_, service):
    listing = service("Clinic")
    say(cast.ana)
    client = as_(cast.ana)
    sent = {"kind": "service", "thing": str(listing.pk), "title": "Clinic", "need": "care"}
    response = client.post("/suggestions/not-for-me/", sent)
    assert response.url.startswith("/suggestions/care/?aside=")
    assert "Put aside: Clinic" in client.get(response.url).content.decode()
    assert titles(cast.ana, "care") == []
    client.post("/suggestions/not-for-me/", sent)
    assert Dismissal.objects.count() == 1
    assert "Clinic" in client.get("/suggestions/put-aside/").content.decode()
    back = client.post(f"/suggestions/put-aside/{Dismissal.objects.get().pk}/bring-back/", {"need": "care"})
    assert back.url == "/suggestions/care/"
    assert titles(cast.ana, "care") == ["Clinic"]


def test_a_group_and_its_meetings_are_put_aside_together(cast, group):
    walk = group("Evening walk")
    say(cast.ana)
    actions.put_aside(cast.ana, "group", str(walk.pk))
    say(cast.ana, times={"slots": ["tue-evening"]})
    assert titles(cast.ana, "company") == []


def test_what_one_put_aside_is_seen_and_brought_back_by_nobody_else(cast, as_):
    row = actions.put_aside(cast.ana, "service", "7", "Only my clinic")
    client = as_(cast.stranger)
    assert "Only my clinic" not in client.get("/suggestions/put-aside/").content.decode()
    assert "Only my clinic" not in client.get(f"/suggestions/?aside={row.pk}").content.decode()
    client.post(f"/suggestions/put-aside/{row.pk}/bring-back/")
    assert access.put_aside(cast.ana).count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "planet", "thing": "1"},
        {"kind": "service", "thing": "../x"},
        {"kind": "service", "thing": "1" * 500},
        {"kind": "service", "thing": "a\x00"},
    ],
)
def test_a_forged_not_for_me_changes_nothing(cast, as_, sent):
    assert as_(cast.ana).post("/suggestions/not-for-me/", sent).status_code == 302
    assert not Dismissal.objects.exists()


def test_something_already_on_the_map_is_not_suggested(cast, service):
    listing = service("Clinic")
    say(cast.ana)
    Tie.objects.create(owner=cast.ana, kind="service", name="Clinic", target_kind="listing", target_id=listing.pk)
    assert titles(cast.ana, "care") == []


def test_the_same_thing_is_not_shown_under_two_gaps(cast, as_, service):
    service("Clinic", "counselling")
    Tie.objects.filter(owner=cast.ana).delete()
    say(cast.ana, missing={"needs": ["listen", "care"]})
    assert as_(cast.ana).get("/suggestions/").content.decode().count('href="/services/clinic/">Clinic') == 1


def test_home_gets_the_few_best_with_the_need_they_meet(cast, service, group):
    service("Clinic")
    group("Evening walk")
    say(cast.ana, missing={"needs": ["care", "company"]})
    found = access.top_suggestions(cast.ana, limit=2)
    assert {(one.thing.title, one.need) for one in found} == {("Clinic", "care"), ("Evening walk", "company")}


def test_pages_of_suggestions_stay_small_and_ask_little_however_much_there_is(cast, as_, service, group, queries):
    for number in range(30):
        service(f"Clinic {number}", north=0.001 * number, description="A calm place. " * 60, languages=["en", "so"])
        Tie.objects.create(
            owner=cast.ana,
            kind="family",
            name=f"Friend {number}",
            gives=["listen"],
            last_touch=timezone.localdate() - timedelta(days=50),
        )
        actions.put_aside(cast.ana, "service", f"9{number}", "Gone")
    for number in range(8):
        group(f"Group {number}", languages=["en", "so"])
    say(
        cast.ana,
        missing={"needs": list(Need.values)},
        languages={"codes": ["so"]},
        times={"slots": ["tue-evening"]},
        meeting={"formats": ["phone", "in_person"]},
    )
    client = as_(cast.ana)
    for path in ("/suggestions/", "/suggestions/care/", "/suggestions/put-aside/"):
        with queries(12):
            response = client.get(path)
        assert len(response.content) < 40_000


def test_someone_who_said_nothing_is_met_kindly(cast, as_):
    words = as_(cast.stranger).get("/suggestions/").content.decode()
    assert "You have not told us anything yet" in words
    assert "Say what would help" in words


def test_a_need_that_is_not_one_is_not_there(cast, as_):
    assert as_(cast.ana).get("/suggestions/money/").status_code == 404
