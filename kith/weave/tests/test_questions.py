"""Saying what would help: question by question, without scripts, and read by nobody else."""

import re

import pytest

from kith.core.crypto import destroy_key
from kith.directory.models import Place
from kith.weave import access, actions, portability, questions
from kith.weave.models import Answer

STEPS = list(questions.PAGES)


@pytest.fixture
def places(db):
    def place(kind, key, name, region, lat, lng, count=1):
        return Place.objects.create(
            kind=kind,
            key=key,
            name=name,
            region=region,
            region_key=region.lower(),
            country="US",
            lat=lat,
            lng=lng,
            count=count,
        )

    return {
        "ct": place("town", "waterbury", "Waterbury", "CT", 41.55, -73.04, 9),
        "vt": place("town", "waterbury", "Waterbury", "VT", 44.33, -72.75, 2),
        "postcode": place("postcode", "06702", "06702", "CT", 41.556, -73.04),
        "hartford": place("town", "hartford", "Hartford", "CT", 41.76, -72.68),
    }


def once_token(response):
    return re.search(r'name="once" value="(\w+)"', response.content.decode())[1]


def test_a_visitor_is_sent_to_sign_in(visitor, db):
    for path in (
        "/what-would-help/",
        "/what-would-help/hard/",
        "/what-would-help/answers/",
        "/suggestions/",
        "/suggestions/care/",
    ):
        assert visitor.get(path).url.startswith("/accounts/login/")


def test_the_first_page_says_what_will_happen_and_who_sees_the_answers(cast, as_):
    words = as_(cast.ana).get("/what-would-help/").content.decode()
    assert "You can skip every question" in words
    assert "Only you see your answers" in words


@pytest.mark.parametrize("step", STEPS)
def test_every_question_says_why_and_who_sees_it_and_can_be_skipped(cast, as_, step, queries):
    client = as_(cast.ana)
    with queries(12):
        words = client.get(f"/what-would-help/{step}/").content.decode()
    assert str(questions.PAGES[step].why) in words
    assert "Only you see this answer." in words
    assert "Skip this" in words
    assert len(words) < 40_000


@pytest.mark.parametrize("step", STEPS)
def test_saving_nothing_goes_on_and_keeps_nothing(cast, as_, step):
    response = as_(cast.ana).post(f"/what-would-help/{step}/", {})
    assert response.status_code == 302
    assert not Answer.objects.exists()


def test_the_whole_journey_without_scripts(cast, as_, places):
    client = as_(cast.ana)
    given = {
        "hard": {"things": ["money", "alone"], "words": "Mornings are slow."},
        "missing": {"needs": ["care", "company"]},
        "where": {"place": "06702", "km": "25", "by": ["bus"]},
        "languages": {"codes": ["so"], "others": "Twi, Klingon"},
        "times": {"slots": ["tue-evening", "tue-morning"]},
        "meeting": {"formats": ["in_person"]},
        "age": {"band": "26-39"},
        "culture": {"choices": ["muslim"], "words": "Yoruba"},
    }
    path = "/what-would-help/hard/"
    for step in STEPS:
        assert path == f"/what-would-help/{step}/"
        page = client.get(path)
        path = client.post(path, {**given[step], "once": once_token(page)}).url
    assert path == "/what-would-help/answers/"
    words = client.get(path).content.decode()
    for said in ("Money", "Mornings are slow.", "Care and treatment", "06702, CT", "About 25 km", "Somali", "Twi", "Klingon",
                 "Tuesday: morning, evening", "In person", "26 to 39", "Muslim", "Yoruba"):  # fmt: skip
        assert said in words
    assert access.answers(cast.ana)["where"] == {
        "name": "06702, CT",
        "lat": 41.556,
        "lng": -73.04,
        "km": 25,
        "by": ["bus"],
    }
    assert access.answers(cast.ana)["languages"] == {"codes": ["so", "tw"], "words": "Klingon"}


def test_the_first_page_carries_on_where_one_left_off(cast, as_):
    client = as_(cast.ana)
    client.post("/what-would-help/hard/", {"things": ["money"]})
    words = client.get("/what-would-help/").content.decode()
    assert "Carry on" in words
    assert 'href="/what-would-help/missing/"' in words


def test_a_changed_answer_takes_the_place_of_the_old_and_leads_back_to_the_answers(cast, as_):
    client = as_(cast.ana)
    client.post("/what-would-help/missing/", {"needs": ["care"]})
    assert "checked" in client.get("/what-would-help/missing/?change").content.decode()
    response = client.post("/what-would-help/missing/?change", {"needs": ["listen"]})
    assert response.url == "/what-would-help/answers/"
    assert access.answers(cast.ana) == {"missing": {"needs": ["listen"]}}


def test_each_answer_is_removed_by_itself(cast, as_):
    client = as_(cast.ana)
    client.post("/what-would-help/missing/", {"needs": ["care"]})
    client.post("/what-would-help/age/", {"band": "18-25"})
    assert client.post("/what-would-help/age/remove/").url == "/what-would-help/answers/"
    assert list(access.answers(cast.ana)) == ["missing"]
    assert client.get("/what-would-help/age/remove/").status_code == 405


def test_a_town_that_may_be_several_is_asked_about_once_more(cast, as_, places):
    client = as_(cast.ana)
    response = client.post("/what-would-help/where/", {"place": "Waterbury", "km": "10"})
    words = response.content.decode()
    assert response.status_code == 422
    assert "Waterbury, CT" in words
    assert "Waterbury, VT" in words
    assert 'value="Waterbury"' in words
    client.post("/what-would-help/where/", {"place": "Waterbury", "km": "10", "pick": str(places["vt"].pk)})
    assert access.answers(cast.ana)["where"]["name"] == "Waterbury, VT"


def test_an_unknown_place_is_kept_as_written_when_one_wishes(cast, as_, places):
    client = as_(cast.ana)
    response = client.post("/what-would-help/where/", {"place": "Zzyzx", "km": "10"})
    assert response.status_code == 422
    assert "We do not know that place yet" in response.content.decode()
    client.post("/what-would-help/where/", {"place": "Zzyzx", "km": "10", "pick": "as_typed"})
    assert access.answers(cast.ana)["where"] == {"name": "Zzyzx", "km": 10}


def test_a_place_that_was_chosen_once_is_kept_when_only_the_distance_changes(cast, as_, places):
    before = {"name": "Kiln Hill", "lat": 53.6, "lng": 0.7, "km": 10}
    actions.answer(cast.ana, "where", before)
    assert as_(cast.ana).post("/what-would-help/where/?change", {"place": "Kiln Hill", "km": "50"}).status_code == 302
    assert access.answers(cast.ana)["where"] == {**before, "km": 50}


def test_a_misspelt_place_is_offered_rightly_spelt(cast, as_, places):
    client = as_(cast.ana)
    response = client.post("/what-would-help/where/", {"place": "Hartfurd"})
    assert "Hartford" in response.content.decode()
    client.post("/what-would-help/where/", {"place": "Hartfurd", "pick": "close"})
    assert access.answers(cast.ana)["where"]["name"] == "Hartford, CT"


def test_one_may_rather_not_say_where(cast, as_, places):
    as_(cast.ana).post("/what-would-help/where/", {"place": "Waterbury", "unsaid": "on"})
    assert access.answers(cast.ana)["where"] == {"unsaid": True}


def test_a_forged_choice_of_place_is_refused_and_what_was_typed_is_kept(cast, as_, places):
    response = as_(cast.ana).post("/what-would-help/where/", {"place": "Waterbury", "pick": "99999"})
    assert response.status_code == 422
    assert 'value="Waterbury"' in response.content.decode()


ODD = ["😀" * 60, "مرحبا بالعالم", "a" * 120, "<script>alert(1)</script>", "' OR 1=1 --", "\u202eright to left"]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_as_they_are_and_shown_safely(cast, as_, words):
    client = as_(cast.ana)
    assert client.post("/what-would-help/culture/", {"words": words}).status_code == 302
    assert access.answers(cast.ana)["culture"]["words"] == words
    assert "<script>alert" not in client.get("/what-would-help/answers/").content.decode()
    assert client.get("/suggestions/").status_code == 200


def test_five_thousand_letters_fit_and_one_more_is_told_kindly(cast, as_):
    client = as_(cast.ana)
    assert client.post("/what-would-help/hard/", {"words": "ž" * 5000}).status_code == 302
    response = client.post("/what-would-help/hard/", {"words": "ž" * 5001})
    assert response.status_code == 422
    assert "Please make this shorter" in response.content.decode()
    assert "ž" * 5001 in response.content.decode()
    assert len(access.answers(cast.ana)["hard"]["words"]) == 5000


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("hard", {"things": "nonsense"}),
        ("missing", {"needs": ["care", "x" * 900]}),
        ("where", {"km": "-5"}),
        ("where", {"place": "a" * 121}),
        ("times", {"slots": "mon-midnight"}),
        ("age", {"band": "old"}),
        ("culture", {"words": "nul\x00l"}),
        ("where", {"place": "nul\x00l"}),
    ],
)
def test_forged_or_broken_answers_are_refused_and_nothing_is_kept(cast, as_, step, sent):
    response = as_(cast.ana).post(f"/what-would-help/{step}/", sent)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Answer.objects.exists()


def test_a_question_that_is_not_asked_is_not_there(cast, as_):
    client = as_(cast.ana)
    assert client.get("/what-would-help/shoe-size/").status_code == 404
    assert client.post("/what-would-help/shoe-size/remove/").status_code == 404
    with pytest.raises(ValueError, match="shoe-size"):
        actions.answer(cast.ana, "shoe-size", {"size": 9})


def test_a_form_sent_twice_makes_one_answer(cast, as_):
    client = as_(cast.ana)
    token = once_token(client.get("/what-would-help/missing/"))
    first = client.post("/what-would-help/missing/", {"needs": ["care"], "once": token})
    second = client.post("/what-would-help/missing/", {"needs": ["care"], "once": token})
    assert first.url == second.url
    assert Answer.objects.count() == 1


def test_nobody_else_ever_sees_an_answer(cast, as_):
    actions.answer(cast.ana, "hard", {"words": "only for me"})
    for other in (cast.ben, cast.femi, cast.grace, cast.stranger):
        client = as_(other)
        for path in ("/what-would-help/", "/what-would-help/hard/", "/what-would-help/answers/", "/suggestions/"):
            assert "only for me" not in client.get(path).content.decode()
        assert access.answers(other) == {}
        client.post("/what-would-help/hard/remove/")
    assert access.answers(cast.ana) == {"hard": {"words": "only for me"}}


def test_answers_lie_sealed_in_the_database_and_are_unreadable_without_their_key(cast):
    actions.answer(cast.ana, "hard", {"words": "only for me"})
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM weave_answer")
        assert b"only for me" not in bytes(cursor.fetchone()[0])
    destroy_key(cast.ana.pk)
    assert access.answers(cast.ana) == {"hard": None}


def test_everything_given_can_be_taken_away_and_erased(cast):
    actions.answer(cast.ana, "missing", {"needs": ["care"]})
    actions.put_aside(cast.ana, "service", "5", "The clinic")
    actions.put_aside(cast.ben, "service", "5", "The clinic")
    given = portability.export(cast.ana)
    assert given["what_would_help"][0]["answer"] == {"needs": ["care"]}
    assert given["not_for_me"][0]["what"] == "The clinic"
    portability.erase(cast.ana)
    assert portability.export(cast.ana) == {"what_would_help": [], "not_for_me": []}
    assert portability.export(cast.ben)["not_for_me"]


def test_what_is_hard_is_asked_with_a_word_on_who_is_on_duty_and_where_help_is(cast, as_):
    page = as_(cast.ana).get("/what-would-help/hard/").content.decode()
    assert "This is not read by anyone on duty." in page
