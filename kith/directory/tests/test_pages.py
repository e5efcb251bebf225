"""The directory's pages in whole requests: who may see and change what, and what the page says of blanks."""

import re
from datetime import date

import pytest
import time_machine

from kith.core.audit import AuditEvent
from kith.directory.access import get_listing
from kith.directory.hours import Interval
from kith.directory.models import Listing
from kith.directory.portability import erase, export
from kith.directory.records import PhoneRecord
from kith.directory.tests.conftest import north
from kith.people.models import Tie

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 40_000
FULL = {
    "description": "A room to talk.\nTea is free.",
    "phones": [PhoneRecord("01632 960 001", "01632960001", "12", label="appointments")],
    "website": "https://willow.example",
    "email": "hello@willow.example",
    "cost": "free",
    "languages": ["en", "es"],
    "hours": "weekly",
    "openings": [Interval(0, 7 * 1440)],
    "min_age": 18,
    "access_facts": [("step_free", "no", "Two steps")],
    "taking_new": "waitlist",
}


def words(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def filled(**changes):
    return {
        "name": "The Willow Room",
        "category": "counselling",
        "status": "active",
        "town": "Ashford Bridge",
        "line1": "1 Mill Lane",
        "coordinates": "51.5, -2.5",
        "hours": "Mon-Fri 09:00-17:00",
        "phones": "01632 960001, appointments",
        "languages": "English, Urdu",
    } | changes


def test_a_visitor_searches_without_an_account(add, service, visitor):
    add(service("Willow", north(1), cost="free"), service("Oak", north(2)))
    page = visitor.get("/services/", {"near": "Ashford Bridge", "cost": "free"})
    assert page.status_code == 200
    said = words(page.content)
    assert "1 service matches within 25 km of Ashford Bridge" in said
    assert "1 more may, but we do not know" in said
    assert "These may fit: ask them" in said
    assert "We do not know: cost. Ask them." in said
    assert not page.cookies


def test_the_map_carries_the_lists_own_numbers(add, service, visitor):
    add(service("Willow", north(1)), service("Oak", north(9)))
    html = visitor.get("/services/?near=51.5,-2.5").content.decode()
    dots = re.findall(r"service-dot.*?<text[^>]*>([^<]+)", html)
    assert sorted(dots) == ["1", "2"]
    assert 'role="img"' in html


@pytest.mark.parametrize(
    "address",
    [
        "?page=0",
        "?page=x",
        "?page=999999999999",
        "?within=-5",
        "?within=nan",
        "?within=1e999",
        "?category=nope",
        "?language=zz",
        "?cost=x",
        "?near=%00",
        "?q=%00%22%27(",
        "?near=" + "9" * 300,
        "?q=" + "a " * 300,
        "?open_now=maybe",
        "?near=91,181",
        "?q=%F0%9F%99%82",
        "?block=results",
    ],
)
def test_no_address_breaks_the_search(add, service, visitor, address):
    add(service("Willow"))
    assert visitor.get("/services/" + address).status_code == 200


def test_nothing_found_offers_only_steps_that_find_something(add, service, visitor):
    add(service("Willow", north(60), cost="paid"))
    page = visitor.get("/services/?near=51.5,-2.5&cost=free&q=willow")
    html = page.content.decode()
    assert "Nothing found yet" in html
    links = re.findall(r'<li><a href="(\?[^"]*)"><svg', html)
    for link in links:
        assert "Nothing found" not in visitor.get("/services/" + link.replace("&amp;", "&")).content.decode()
    page = visitor.get("/services/?near=51.5,-2.5")
    assert "Look within 100 km (1 service)" in words(page.content)


def test_a_slip_in_a_word_is_put_right(add, service, visitor):
    add(service("Willow choir"))
    assert "Search for “willow” (1 service)" in words(visitor.get("/services/?q=wilow").content)


def test_an_unknown_place_is_said_to_be_unknown(add, service, visitor):
    add(service("Willow"))
    said = words(visitor.get("/services/?near=Ashford Brigde").content)
    assert "We do not know that place" in said and "Ashford Bridge" in said


def test_a_service_page_says_what_is_known_and_what_is_not(add, service, visitor):
    full, bare = add(service("Willow", **FULL), service("Oak"))
    said, html = (
        words(visitor.get(full.get_absolute_url()).content),
        visitor.get(full.get_absolute_url()).content.decode(),
    )
    for expected in (
        "A room to talk",
        "There is a waiting list",
        "Free",
        "English, Spanish",
        "Open day and night",
        "Age 18 and over",
        "Two steps",
        "Not checked by us yet",
    ):
        assert expected in said, expected
    assert 'href="tel:01632960001;ext=12"' in html and "01632 960 001 ext. 12" in html
    said = words(visitor.get(bare.get_absolute_url()).content)
    for expected in (
        "Hours not known",
        "What it costs",
        "Not known does not mean no",
        "We do not know how to reach them yet",
        "Step-free way in : not known",
    ):
        assert expected in said, expected


def test_every_phone_link_dials_what_is_written(add, service, visitor):
    listing = add(service("Willow", **FULL))[0]
    html = visitor.get(listing.get_absolute_url()).content.decode()
    for href, text in re.findall(r'href="tel:([^"]+)"[^>]*>(?:<svg.*?</svg>)?(?:<span>)?([^<]+)', html):
        assert re.sub(r"\D", "", href) == re.sub(r"\D", "", text)


def test_a_confidential_place_is_said_to_be_private(add, service, visitor):
    listing = add(service("Refuge", confidential=True))[0]
    page = visitor.get(listing.get_absolute_url())
    assert "The address is kept private" in words(page.content)
    assert "Mill Lane" not in page.content.decode()


def test_what_is_not_shown_is_not_there_for_others(add, service, visitor, cast, as_):
    gone = add(service("Gone", status="inactive"))[0]
    assert visitor.get(gone.get_absolute_url()).status_code == 404
    assert as_(cast.ana).get(gone.get_absolute_url()).status_code == 404
    assert as_(cast.grace).get(gone.get_absolute_url()).status_code == 200


def test_saving_puts_it_on_my_map_and_again_takes_it_off(add, service, cast, as_):
    listing = add(service("Willow"))[0]
    ana = as_(cast.ana)
    for _ in range(2):
        assert ana.post(f"/services/{listing.slug}/save/").status_code == 302
    tie = Tie.objects.get(owner=cast.ana, target_kind="listing")
    assert (tie.name, tie.target_id, tie.needs) == ("Willow", listing.pk, ["listen", "care"])
    assert "Saved on your map" in words(ana.get(listing.get_absolute_url()).content)
    assert "On your map" in words(ana.get("/services/").content)
    assert "Saved on your map" not in words(as_(cast.ben).get(listing.get_absolute_url()).content)
    ana.post(f"/services/{listing.slug}/save/", {"take": "off"})
    assert not Tie.objects.filter(owner=cast.ana, target_kind="listing").exists()


def test_a_visitor_is_asked_to_sign_in_to_save(add, service, visitor):
    listing = add(service("Willow"))[0]
    assert visitor.post(f"/services/{listing.slug}/save/").status_code == 302
    assert visitor.get(f"/services/{listing.slug}/save/").status_code == 405
    assert not Tie.objects.exists()


@pytest.mark.parametrize("who", ["visitor", "ana", "cleo", "dr_osei", "femi"])
def test_only_those_who_keep_the_directory_may_change_it(add, service, cast, as_, visitor, who):
    listing = add(service("Willow"))[0]
    client = visitor if who == "visitor" else as_(getattr(cast, who))
    assert client.get("/services/new/").status_code == 404
    assert client.post(f"/services/{listing.slug}/edit/", filled()).status_code == 404
    assert client.post(f"/services/{listing.slug}/check/").status_code == 404
    assert "I checked it today" not in words(client.get(listing.get_absolute_url()).content)


def test_a_steward_adds_a_service_that_can_be_found_at_once(cast, as_, visitor):
    grace = as_(cast.grace)
    assert grace.get("/services/new/").status_code == 200
    page = grace.post("/services/new/", filled())
    assert page.status_code == 302, words(page.content)
    listing = Listing.objects.get()
    assert page.url == "/services/the-willow-room-ashford-bridge/"
    assert [spoken.code for spoken in listing.languages.all()] == ["en", "ur"]
    assert listing.openings.count() == 5
    said = words(visitor.get("/services/?near=Ashford Bridge&q=counselling&language=ur").content)
    assert "The Willow Room" in said and "Checked today by Grace" in said
    assert AuditEvent.objects.filter(verb="listing_made", actor=cast.grace.pk).exists()


def test_a_navigator_may_keep_the_directory_too(make_person, as_):
    nav = as_(make_person("nell", "Nell", ["navigator"]))
    assert nav.post("/services/new/", filled()).status_code == 302


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("category", ""),
        ("hours", "when the sun shines"),
        ("phones", "call us"),
        ("coordinates", "here"),
        ("coordinates", "200, 9"),
        ("website", "javascript:alert(1)"),
        ("languages", "English, Klingonese"),
        ("max_age", "-3"),
        ("email", "x"),
    ],
)
def test_a_problem_is_said_beside_the_field_and_what_was_typed_is_kept(cast, as_, field, typed):
    page = as_(cast.grace).post("/services/new/", filled(**{field: typed}))
    assert page.status_code == 422
    html = page.content.decode()
    assert "There is a problem" in html and f'id="id_{field}-error"' in html
    assert "1 Mill Lane" in html
    assert not Listing.objects.exists()


def test_changing_keeps_what_the_form_does_not_show(add, service, cast, as_):
    listing = add(
        service("Willow", situations=["adults"], belongings=[("identity", "LGBTQ+")], interpreter_words="Urdu", **FULL)
    )[0]
    grace = as_(cast.grace)
    html = grace.get(f"/services/{listing.slug}/edit/").content.decode()
    assert "24/7" in html and "01632 960 001 ext. 12, appointments" in html
    page = grace.post(f"/services/{listing.slug}/edit/", filled(name="Willow House", hours="24/7", confidential=""))
    assert page.status_code == 302
    listing.refresh_from_db()
    assert (listing.name, listing.interpreter_words, listing.slug) == ("Willow House", "Urdu", listing.slug)
    assert [row.code for row in listing.situations.all()] == ["adults"]
    assert [row.name for row in listing.belongings.all()] == ["LGBTQ+"]


def test_making_a_place_confidential_takes_its_address_out_of_everything(add, service, cast, as_, visitor):
    from kith.directory.models import Place, Site

    listing = add(service("Willow", raw={"street": "1 Mill Lane"}))[0]
    assert as_(cast.grace).post(f"/services/{listing.slug}/edit/", filled(confidential="on")).status_code == 302
    listing.refresh_from_db()
    assert not Site.objects.exists() and listing.raw == {}
    assert not Place.objects.exists()
    assert "Willow" not in words(visitor.get("/services/?q=mill").content)


def test_a_form_sent_twice_makes_one_service(cast, as_):
    grace = as_(cast.grace)
    token = re.search(r'name="once" value="([^"]+)"', grace.get("/services/new/").content.decode())[1]
    first, second = (grace.post("/services/new/", filled(once=token)) for _ in range(2))
    assert first.url == second.url
    assert Listing.objects.count() == 1


def test_checking_is_one_step_and_is_dated_and_named(add, service, cast, as_, visitor):
    listing = add(service("Willow"))[0]
    with time_machine.travel("2026-11-01 12:00", tick=False):
        as_(cast.grace).post(f"/services/{listing.slug}/check/")
    listing.refresh_from_db()
    assert (listing.checked_on, listing.checked_by.name) == (date(2026, 11, 1), "Grace")
    with time_machine.travel("2026-11-22 12:00", tick=False):
        assert "Checked 3 weeks ago by Grace" in words(visitor.get(listing.get_absolute_url()).content)


def test_erasing_a_keeper_keeps_the_listing_checked_without_the_name(add, service, cast, as_):
    listing = add(service("Willow"))[0]
    as_(cast.grace).post(f"/services/{listing.slug}/check/")
    assert export(cast.grace)["listings_checked"][0]["listing"] == "Willow"
    erase(cast.grace)
    listing.refresh_from_db()
    assert listing.checked_on and listing.checked_by is None


@pytest.mark.parametrize(
    "address",
    [
        "/services/",
        "/services/?near=51.5,-2.5",
        "/services/?q=willow&near=51.5,-2.5&language=es&cost=free&open_now=1",
        "/services/?q=nothing&near=51.5,-2.5&language=es&cost=free&open_now=1&category=food",
    ],
)
@pytest.mark.parametrize("who", ["visitor", "ana"])
def test_pages_keep_their_budget_however_many_services_there_are(
    add, service, cast, as_, visitor, queries, address, who
):
    add(*(service(f"A rather long name for willow service number {n}", north(n / 10), **FULL) for n in range(40)))
    client = as_(cast.ana) if who == "ana" else visitor
    client.get(address)
    with queries(MOST_QUERIES):
        page = client.get(address)
    assert len(page.content) < MOST_BYTES


@pytest.mark.parametrize(("who", "part", "most"), [("ana", "", 10), ("grace", "", 10), ("grace", "edit/", 12)])
def test_a_service_page_keeps_its_budget(add, service, cast, as_, queries, who, part, most):
    every = {
        "situations": ["adults", "carers"],
        "belongings": [("faith", "Quaker")],
        "categories": ["counselling", "arts"],
    }
    listing = add(service("Willow", **FULL, **every))[0]
    client = as_(getattr(cast, who))
    with queries(most):
        assert client.get(f"{listing.get_absolute_url()}{part}").status_code == 200


def test_the_facts_read_together_are_those_that_each_table_holds(add, service, cast):
    every = {"situations": ["carers", "adults"], "belongings": [("faith", "Quaker"), ("culture", "Welsh")]}
    record = service("Willow", **FULL | every | {"categories": ["counselling", "arts"]})
    add(record)
    add(service("Oak", **FULL | every))
    listing = get_listing(cast.ana, "willow-ashford-bridge")
    for name in ("openings", "languages", "situations", "belongings", "access_facts", "categories"):
        rows, stored = getattr(listing, name).all(), getattr(Listing.objects.get(pk=listing.pk), name).all()
        values = [{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields} for row in rows]
        assert sorted(values, key=lambda row: row["id"]) == list(stored.order_by("pk").values()) and values, name


@pytest.mark.parametrize("asked", ["i want to die", "SUICIDE", "can’t go on", "hurting myself"])
def test_hard_words_put_help_now_before_the_results(add, service, visitor, queries, asked):
    always = {"hours": "weekly", "openings": [Interval(0, 7 * 1440)]}
    add(
        service("Night line", categories=["crisis"], phones=[PhoneRecord("0800 111", "0800111")], **always),
        service("Shut line", categories=["crisis"], status="paused", **always),
    )
    with queries(MOST_QUERIES):
        page = visitor.get("/services/", {"q": asked}).content.decode()
    box, _, results = page.partition('class="services-results')
    assert "If it is too much right now" in box
    assert 'href="/help-now/"' in box.split('id="too-much"')[1]
    assert "Night line" in box
    assert 'href="tel:0800111"' in box
    assert "Shut line" not in box


@pytest.mark.parametrize("asked", ["diet", "my dog died", "deadline", "killing time", ""])
def test_other_words_show_no_such_box(add, service, visitor, asked):
    add(service("Willow"))
    assert "If it is too much right now" not in visitor.get("/services/", {"q": asked}).content.decode()


def test_a_search_without_words_says_so(add, service, visitor):
    add(service("Willow"))
    said = words(visitor.get("/services/", {"q": "🙂 !!"}).content)
    assert "No words to look for" in said
    assert "Willow" not in said


def test_without_a_search_all_services_say_their_order(add, service, visitor):
    add(service("Willow"))
    said = words(visitor.get("/services/").content)
    assert "All services" in said
    assert "Newest checked first." in said
