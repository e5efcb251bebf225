"""A device left alone locks where its owner wants it to, shows nothing then, and gives everything back afterwards."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from kith.core import live, streams
from kith.core.audit import AuditEvent, Verb
from kith.people import kept, locks
from kith.people.models import Handle, Tie

LOCK = "/lock/"


def set_session(client, **values):
    session = client.session
    session.update(values)
    session.save()
    return client


def quiet(client, minutes):
    """As if nothing had come from this device for so many minutes."""
    return set_session(client, seen=int(time.time() - minutes * 60))


def code():
    return re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mail.outbox[-1].body, re.M)[1]


def unlock(client):
    client.post(LOCK, {"send": "1"})
    return client.post(LOCK, {"code": code()})


@pytest.fixture
def ana(cast, as_):
    """Ana, whose device locks after five minutes."""
    EmailAddress.objects.create(user=cast.ana, email="ana@example.org", verified=True, primary=True)
    return set_session(as_(cast.ana), lock_after=5)


@pytest.fixture
def locked(ana):
    quiet(ana, 6)
    assert ana.get("/messages/")["Location"] == LOCK
    return ana


def test_a_members_device_does_not_lock_unless_they_wish(cast, as_):
    client = quiet(as_(cast.ana), 60 * 24)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("name", ["grace", "femi", "dr_osei"])
def test_a_device_of_someone_in_trust_locks_after_a_quarter_of_an_hour(cast, as_, name):
    client = as_(getattr(cast, name))
    assert quiet(client, 14).get("/").status_code == 200
    assert quiet(client, 16).get("/")["Location"] == LOCK


def test_someone_in_trust_may_choose_sooner_but_not_later_or_never(cast, as_):
    client = as_(cast.grace)
    assert client.post("/you/privacy/", {"after": "30"}).status_code == 422
    assert client.post("/you/privacy/", {"after": ""}).status_code == 422
    assert client.post("/you/privacy/", {"after": "5"}).status_code == 302
    assert quiet(client, 6).get("/")["Location"] == LOCK
    set_session(client, lock_after=30, locked=False)
    assert quiet(client, 16).get("/")["Location"] == LOCK


def test_the_choice_holds_for_this_device_and_comes_back_with_the_next_sign_in(cast, as_):
    client = as_(cast.ana)
    client.post("/you/privacy/", {"after": "15"})
    assert client.session[locks.AFTER] == 15 and client.cookies["lock"].value == "15"
    assert client.cookies["lock"]["httponly"] and client.cookies["lock"]["samesite"] == "Lax"
    assert quiet(client, 16).get("/")["Location"] == LOCK
    assert as_(cast.ana).session.get(locks.AFTER) is None
    assert AuditEvent.objects.filter(verb=Verb.LOCK_CHOSEN, owner=cast.ana.pk, note_code="15").exists()


def test_choosing_a_lock_after_a_busy_while_does_not_lock_at_once(cast, as_):
    client = quiet(as_(cast.ana), 40)  # noted once an hour only, as long as nothing locks
    client.post("/you/privacy/", {"after": "5"})
    assert client.get("/").status_code == 200


def test_a_forged_choice_in_the_cookie_is_nothing(rf, cast):
    from kith.people import cookies

    for said, means in (("15", 15), ("0", None), ("-1", None), ("x", None), ("99999", None), ("", None)):
        request = rf.get("/")
        request.COOKIES["lock"] = said
        assert cookies.chosen_lock(request) == means


def test_a_weaker_lock_asks_who_is_there_first(ana):
    session = ana.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time() - 3600}]
    session.save()
    assert ana.post("/you/privacy/", {"after": "30"})["Location"] == "/you/again/"
    assert ana.session[locks.AFTER] == 5


def test_looking_at_pages_keeps_it_open_and_is_noted_once_a_minute(ana):
    quiet(ana, 4)
    ana.get("/")
    assert time.time() - ana.session[locks.SEEN] < 5
    just = int(time.time()) - 30
    set_session(ana, seen=just)
    ana.get("/")
    assert ana.session[locks.SEEN] == just


def test_a_page_that_fetches_itself_does_not_keep_it_open(ana):
    quiet(ana, 4)
    ana.get("/", headers={"HX-Request": "true"})
    assert time.time() - ana.session[locks.SEEN] > 200


def test_the_lock_page_is_neutral_and_shows_nothing_of_anyone(locked, settings):
    settings.COMMUNITY_NAME = "Recovery House"
    page = locked.get(LOCK)
    words = page.content.decode()
    assert page.status_code == 200 and "<title>Locked</title>" in words
    assert not [name for name in Handle.objects.values_list("name", flat=True) if name in words]
    assert not re.search(r"ana@|recovery house|kith<|mental|support|wellbeing|crisis", words, re.I)
    assert 'href="/help-now/"' in words and 'href="/leave/"' in words and "Sign out" in words
    assert "no-store" in page["Cache-Control"]


def test_every_address_answers_with_the_lock_and_nothing_else(locked):
    """Also those that do not exist, public ones, and what scripts fetch."""
    for address in ("/", "/messages/", "/services/", "/groups/", "/sharing/", "/you/", "/nowhere/", "/accounts/login/",
                    "/accounts/email/", "/accounts/sessions/", "/accounts/logout/", "/you/again/", "/you/again/kept/"):  # fmt: skip
        assert locked.get(address)["Location"] == LOCK, address
    asked = locked.get("/", headers={"HX-Request": "true"})
    assert asked.status_code == 403 and not asked.content
    assert locked.get("/lock/still-here/", headers={"HX-Request": "true"}).status_code == 403
    assert locked.get("/help-now/").status_code == 200


def test_a_code_by_mail_opens_it_again_under_a_new_session_name(locked, cast):
    before = locked.cookies["session"].value
    page = locked.post(LOCK, {"send": "1"}, follow=True).content.decode()
    assert "A mail with a code is on its way" in page and "ana@" not in page
    assert locked.post(LOCK, {"code": "WRONG-1"}).status_code == 422
    assert locked.get("/")["Location"] == LOCK
    assert locked.post(LOCK, {"code": code()})["Location"] == "/"
    assert locked.get("/").status_code == 200
    assert locked.cookies["session"].value != before
    for verb in (Verb.LOCKED, Verb.UNLOCKED, Verb.PROOF_REFUSED):
        assert AuditEvent.objects.filter(verb=verb, owner=cast.ana.pk).count() == 1


def test_whoever_locked_it_comes_back_to_that_page_and_never_to_another_site(ana):
    for there, leads_to in (("/you/privacy/", "/you/privacy/"), ("https://evil.example/", "/")):
        ana.post("/lock/now/")
        ana.post(f"{LOCK}?next={there}", {"send": "1"})
        assert ana.post(f"{LOCK}?next={there}", {"code": code()})["Location"] == leads_to


def test_what_was_typed_while_it_locked_comes_back_only_after_it_opens(ana):
    quiet(ana, 6)
    answer = ana.post("/strategies/new/", {"name": "Walk to the harbour", "how": "Slowly and <b>alone</b>"})
    assert answer["Location"] == LOCK
    assert "alone" not in ana.get(LOCK).content.decode()
    assert "alone" not in str(dict(ana.session.items()))
    assert unlock(ana)["Location"] == "/you/again/kept/"
    page = ana.get("/you/again/kept/").content.decode()
    assert "Walk to the harbour" in page and "Slowly and &lt;b&gt;alone&lt;/b&gt;" in page
    assert 'action="/strategies/new/"' in page


def test_nothing_takes_effect_while_it_is_locked(locked, cast):
    before = Tie.objects.filter(owner=cast.ana).count()
    assert locked.post("/network/ties/new/", {"name": "Dot", "kind": "family", "circle": "inner"})["Location"] == LOCK
    assert Tie.objects.filter(owner=cast.ana).count() == before


def test_words_of_an_open_page_are_handed_over_and_lead_only_to_pages_of_ours(locked):
    assert (
        locked.post("/lock/keep/", {"body": "Some words here"}, headers={"X-Form": "/strategies/new/"}).status_code
        == 204
    )
    assert locked.session[kept.KEPT]["to"] == "/strategies/new/"
    for away in ("https://evil.example/", "//evil.example/x", "javascript:alert(1)", "/nowhere/"):
        locked.post("/lock/keep/", {"body": "Other words"}, headers={"X-Form": away})
        assert locked.session[kept.KEPT]["to"] == "/strategies/new/"


def test_words_planted_from_elsewhere_are_not_kept(locked):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = locked.cookies
    assert strict.post("/strategies/new/", {"name": "Planted words here"}).status_code == 403
    assert kept.KEPT not in locked.session


def test_one_can_lock_at_once_and_sign_out_of_a_locked_device(cast, as_):
    client = as_(cast.ana)
    assert client.post("/lock/now/")["Location"] == f"{LOCK}?next=%2Fyou%2Fprivacy%2F"
    assert client.get("/")["Location"] == LOCK
    client.post(LOCK, {"out": "1"})
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/login/").status_code == 200
    assert AuditEvent.objects.filter(verb=Verb.SIGNED_OUT, owner=cast.ana.pk).exists()


def test_open_pages_stop_hearing_when_it_locks(ana, monkeypatch, django_capture_on_commit_callbacks):
    hung_up = []
    monkeypatch.setattr(live, "hang_up", hung_up.append)
    key = ana.session.session_key
    quiet(ana, 6)
    with django_capture_on_commit_callbacks(execute=True):
        ana.get("/")
        ana.get("/")
    assert hung_up == [key] and streams.hub is None


def test_nobody_else_sees_a_lock_page(visitor, cast, as_):
    assert visitor.get(LOCK)["Location"] == "/"
    assert as_(cast.ben).get(LOCK)["Location"] == "/"
    assert visitor.post("/lock/keep/", {"body": "Some words"}).status_code == 403


def test_the_page_says_when_to_hide_and_only_where_it_locks(ana, cast, as_):
    assert b'data-lock="5"' in ana.get("/").content
    assert b"data-lock=" not in as_(cast.ben).get("/").content


@pytest.mark.parametrize(("name", "days", "over"), [("ana", 13.9, False), ("ana", 14.1, True), ("grace", 0.49, False), ("grace", 0.51, True)])  # fmt: skip
def test_a_session_ends_after_its_longest_time_however_busy(cast, as_, name, days, over):
    client = set_session(as_(getattr(cast, name)), since=int(time.time() - days * 24 * 3600))
    answer = client.get("/you/")
    assert (answer.status_code == 302 and "/accounts/login/" in answer["Location"]) is over


def test_words_sent_after_the_longest_time_come_back_on_the_page(cast, as_):
    client = set_session(as_(cast.ana), since=0)
    answer = client.post("/strategies/new/", {"name": "Walk to the harbour"})
    assert answer.status_code == 403 and b"Walk to the harbour" in answer.content


def test_a_session_of_before_the_update_goes_on(cast, as_):
    client = as_(cast.ana)
    session = client.session
    del session[locks.SINCE], session[locks.SEEN]
    session.save()
    assert client.get("/").status_code == 200
    assert client.session[locks.SINCE]
