"""Hints on language beside the box: never in the way, sent away with one press, chosen by each, written by stewards."""

import pytest

from kith.safety import portability
from kith.safety.models import HintOff, StewardHint
from kith.safety.words import actions
from kith.safety.words.hinting import hints_for

pytestmark = pytest.mark.django_db
SAID = "He committed suicide. My brother is an addict."


def told(page):
    return page.content.decode()


def look(client, talk, words=SAID, press="1", **more):
    return client.post(talk.address, {"body": words, "look": press, **more})


def test_how_it_looks_shows_hints_with_why_and_what_instead_and_keeps_the_words(as_, cast, talk):
    page = look(as_(cast.ben), talk)
    assert page.status_code == 200
    assert "makes it sound like a crime" in told(page)
    assert "died by suicide" in told(page)
    assert SAID in told(page)


def test_hints_never_stop_words(as_, cast, talk):
    assert as_(cast.ben).post(talk.address, {"body": SAID}).status_code == 302


def test_not_now_sends_one_hint_away_for_these_words_and_stores_nothing(as_, cast, talk):
    client = as_(cast.ben)
    page = told(look(client, talk, press="not-now:died-by-suicide"))
    assert "makes it sound like a crime" not in page
    assert "A label can hide the person" in page
    assert 'name="hints_away" value="died-by-suicide"' in page
    again = told(look(client, talk, hints_away="died-by-suicide"))
    assert "makes it sound like a crime" not in again
    assert not HintOff.objects.exists()
    assert "makes it sound like a crime" in told(look(client, talk))


def test_do_not_show_me_this_one_is_for_good_and_for_one_person(as_, cast, talk):
    look(as_(cast.ben), talk, press="off:died-by-suicide")
    assert "makes it sound like a crime" not in told(look(as_(cast.ben), talk))
    assert "makes it sound like a crime" in told(look(as_(cast.cleo), talk))


def test_a_hint_that_does_not_exist_cannot_be_switched_off(as_, cast, talk):
    assert look(as_(cast.ben), talk, press="off:made-up").status_code == 200
    assert not HintOff.objects.exists()


def test_what_is_kept_while_typing_brings_hints_along(as_, cast, talk):
    client = as_(cast.ben)
    page = client.post(f"{talk.address}keep/", {"body": SAID, "turn": "0"})
    assert page.status_code == 200
    assert page["X-Kith-Turn"] == "1"
    assert "makes it sound like a crime" in told(page)
    assert client.post(f"{talk.address}keep/", {"body": "A calm day.", "turn": "1"}).status_code == 204


def test_some_hints_are_only_for_answers_to_others(as_, cast, talk):
    words = "You should rest. You need to eat."
    assert "Much advice at once" in told(look(as_(cast.ben), talk, words))
    assert "Much advice at once" not in told(look(as_(cast.ana), talk, words))


def test_who_may_be_in_danger_gets_help_and_no_lesson(cast):
    assert hints_for(cast.ben, SAID, False)
    assert hints_for(cast.ben, f"{SAID} I want to die tonight.", False) == []


def test_each_chooses_their_hints_and_may_want_none(as_, cast):
    client = as_(cast.ben)
    page = told(client.get("/you/hints/"))
    assert page.count("checked") >= 10
    client.post("/you/hints/", {"hint": ["addict"]})
    assert [one.code for one in hints_for(cast.ben, SAID, False)] == ["addict"]
    client.post("/you/hints/", {"hint": ["addict"], "none": "1"})
    assert hints_for(cast.ben, SAID, False) == []
    client.post("/you/hints/", {"hint": ["addict"]})
    assert [one.code for one in hints_for(cast.ben, SAID, False)] == ["addict"]


def test_what_someone_switched_off_is_theirs_to_take_and_goes_with_them(cast):
    actions.no_more_of(cast.ben, "addict")
    actions.no_more_of(cast.ben, "addict")
    assert portability.export(cast.ben)["hints_i_switched_off"] == [{"hint": "addict"}]
    assert portability.export(cast.ana)["hints_i_switched_off"] == []
    portability.erase(cast.ben)
    assert not HintOff.objects.exists()


def test_stewards_change_add_switch_off_and_put_back(as_, cast):
    client = as_(cast.grace)
    said = {"words": "commit~ suicide", "why": "Our own why.", "instead": "Other words", "source": "", "is_on": "on"}
    assert client.post("/steward/hints/died-by-suicide/", said).status_code == 302
    assert hints_for(cast.ben, SAID, False)[0].why == "Our own why."
    client.post("/steward/hints/died-by-suicide/", {**said, "is_on": ""})
    assert [one.code for one in hints_for(cast.ben, SAID, False)] == ["addict"]
    client.post("/steward/hints/died-by-suicide/put-back/")
    assert "crime" in hints_for(cast.ben, SAID, False)[0].why
    client.post("/steward/hints/new/", {**said, "words": "moan~ minnie\n\n~"})
    own = StewardHint.objects.get()
    assert own.words == "moan~ minnie"
    assert hints_for(cast.ben, "He is a moaning minnie", False)[0].instead == "Other words"
    actions.no_more_of(cast.ben, own.code)
    client.post(f"/steward/hints/{own.code}/put-back/")
    assert not StewardHint.objects.exists()
    assert not HintOff.objects.exists()


def test_a_hint_that_is_only_switched_off_keeps_its_translated_words(as_, cast):
    page = as_(cast.grace).get("/steward/hints/addict/")
    assert page.status_code == 200
    actions.write_hint(cast.grace, "addict", is_on=False)
    assert StewardHint.objects.get().why == ""


def test_hints_need_words_a_why_and_something_instead(as_, cast):
    assert as_(cast.grace).post("/steward/hints/new/", {"words": "/ ~"}).status_code == 422
    assert not StewardHint.objects.exists()


def test_nobody_but_stewards_comes_to_these_pages(as_, cast, visitor):
    for who in (cast.ben, cast.femi, cast.cleo):
        for address in ("/steward/hints/", "/steward/hints/new/", "/steward/hints/addict/"):
            assert as_(who).get(address).status_code == 404
        assert as_(who).post("/steward/hints/addict/put-back/").status_code == 404
    assert visitor.get("/you/hints/").status_code == 302
    assert as_(cast.grace).get("/steward/hints/no-such/").status_code == 404
