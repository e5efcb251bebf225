"""People see where they are signed in, in plain words, and end it in one step; a new place is told by a discreet mail."""

import re
import runpy
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client

from kith.core import live
from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.people import cookies, devices

SESSIONS = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604.1"


@pytest.fixture(autouse=True)
def any_number_of_codes(settings):
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def member(make_person):
    person = make_person("robin", "Robin", email="robin@example.org")
    EmailAddress.objects.create(user=person, email="robin@example.org", verified=True, primary=True)
    return person


def sign_in(client=None, **more):
    client = client or Client(headers={"user-agent": FIREFOX})
    client.post("/accounts/login/", {"login": "robin@example.org", **more})
    code = next(m for m in reversed(mail.outbox) if m.subject == "Your code")
    client.post("/accounts/login/code/confirm/", {"code": re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", code.body, re.M)[1]})
    assert "_auth_user_id" in client.session
    return client


def row_of(client):
    return UserSession.objects.get(session_key=client.session.session_key)


def is_in(client):
    return client.get("/you/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1.15", "Safari on Mac"),
        ("", "A browser"),
        ("<script>", "A browser"),
    ],
)
def test_a_browser_is_named_in_words_people_know(agent, words):
    assert devices.in_words(agent) == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "yesterday"), (3, "this week"), (40, "more than a week ago")]
)
def test_the_last_use_is_told_no_finer_than_it_helps(days, words):
    assert devices.coarse(now() - timedelta(days=days)) == words


def test_the_list_says_which_is_this_one_and_nothing_of_others(member, make_person):
    here, phone = sign_in(), sign_in(Client(headers={"user-agent": PHONE}))
    page = here.get(SESSIONS).content.decode()
    assert "Firefox on Windows" in page and "Safari on iPhone" in page and page.count("This one") == 1
    assert "127.0.0.1" not in page and here.session.session_key not in page
    phone.post("/accounts/logout/")
    assert "iPhone" not in here.get(SESSIONS).content.decode()


def test_one_place_is_signed_out_in_one_step_and_the_rest_stay(member, monkeypatch, django_capture_on_commit_callbacks):
    hung_up = []
    monkeypatch.setattr(live, "hang_up", hung_up.append)
    here, phone, tablet = sign_in(), sign_in(), sign_in()
    key = phone.session.session_key
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post(f"{SESSIONS}{row_of(phone).pk}/end/")["Location"] == SESSIONS
    assert (is_in(here), is_in(phone), is_in(tablet)) == (True, False, True)
    assert hung_up == [key]
    assert AuditEvent.objects.filter(verb=Verb.SESSION_ENDED, owner=member.pk).count() == 1


def test_everywhere_else_and_everywhere_are_one_step_each(member):
    here, phone, tablet = sign_in(), sign_in(), sign_in()
    here.post(SESSIONS)
    assert (is_in(here), is_in(phone), is_in(tablet)) == (True, False, False)
    phone = sign_in()
    here.post(f"{SESSIONS}everywhere/")
    assert (is_in(here), is_in(phone)) == (False, False)
    assert not UserSession.objects.filter(user=member).exists()


def test_the_operator_signs_one_person_out_everywhere(member, cast, as_, capsys):
    here, phone, other = sign_in(), sign_in(), as_(cast.ana)
    call_command("sign_out", "ROBIN@example.org")
    assert "places: 2" in capsys.readouterr().out
    assert (is_in(here), is_in(phone), is_in(other)) == (False, False, True)
    assert AuditEvent.objects.filter(
        verb=Verb.SESSION_ENDED, actor=None, owner=member.pk, note_code="operator"
    ).exists()
    with pytest.raises(CommandError):
        call_command("sign_out", "nobody@example.org")


def test_nobody_ends_the_session_of_another(member, cast, as_):
    here = sign_in()
    assert as_(cast.ana).post(f"{SESSIONS}{row_of(here).pk}/end/").status_code == 404
    assert is_in(here)


def test_an_ended_session_stays_ended_though_a_page_of_that_moment_put_it_back_into_the_cache(
    member, django_capture_on_commit_callbacks
):
    here, phone = sign_in(), sign_in()
    with django_capture_on_commit_callbacks(execute=True):
        here.post(SESSIONS)
        phone.session.cache_key  # noqa: B018  reads nothing; the next line does what a late reader would
        phone.session._cache.set(phone.session.cache_key, {"_auth_user_id": str(member.pk)}, 60)
    assert not is_in(phone)


def test_the_list_stays_within_its_queries(member, queries):
    here = sign_in()
    for _more in range(5):
        sign_in()
    here.get(SESSIONS)
    with queries(12):
        here.get(SESSIONS)


def test_a_new_place_is_told_by_mail_and_a_known_one_is_not(member):
    first = sign_in()
    assert [m.subject for m in mail.outbox] == ["Your code", "A sign-in to your account"]
    assert mail.outbox[-1].to == ["robin@example.org"]
    first.post("/accounts/logout/")
    sign_in(first)
    assert len(mail.outbox) == 3
    sign_in()
    assert mail.outbox[-1].subject == "A sign-in to your account"
    assert AuditEvent.objects.filter(verb=Verb.NEW_DEVICE, owner=member.pk).count() == 2


def test_on_a_shared_device_nothing_is_remembered(member):
    client = sign_in(shared="on")
    assert "known" not in client.cookies
    client.post("/you/privacy/", {"after": "5"})
    assert "lock" not in client.cookies


def test_what_a_device_remembers_does_not_say_who(member):
    value = sign_in().cookies["known"]
    assert str(member.pk) not in re.findall(r"\d+", value.value.split(":")[0]) and "robin" not in value.value
    assert value["httponly"] and value["samesite"] == "Lax"


def test_on_https_what_a_device_remembers_belongs_to_this_site_alone(member, rf, settings):
    settings.HTTPS = True
    there, response = runpy.run_path(cookies.__file__), HttpResponse()
    there["remember"](rf.get("/"), response, member)
    there["remember_lock"](response, 5)
    assert set(response.cookies) == {"__Host-known", "__Host-lock"}
    for cookie in response.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["path"] == "/" and not cookie["domain"] and len(cookie.OutputString()) < 4096


def test_a_forged_memory_is_nothing(member):
    client = Client()
    client.cookies["known"] = "WyJhIl0:1abc:xyz"
    sign_in(client)
    assert mail.outbox[-1].subject == "A sign-in to your account"


def test_whoever_joins_gets_no_mail_about_a_new_place(visitor, db):
    visitor.post("/accounts/signup/", {"name": "Amber Fern", "email": "amber@example.org"})
    code = re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mail.outbox[-1].body, re.M)[1]
    visitor.post("/accounts/confirm-email/", {"code": code})
    assert "_auth_user_id" in visitor.session and len(mail.outbox) == 1
    assert time.time() - visitor.session["since"] < 60


def test_the_old_address_hears_of_every_change_of_address(member):
    client = sign_in()
    client.post("/accounts/email/", {"action_add": "1", "email": "wren@example.org"})
    code = re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mail.outbox[-1].body, re.M)[1]
    client.post("/accounts/confirm-email/", {"code": code})
    told = {(m.to[0], m.body.split("\n")[0]) for m in mail.outbox}
    assert ("robin@example.org", "An address of your account was confirmed.") in told
    client.post("/accounts/email/", {"action_primary": "1", "email": "wren@example.org"})
    assert mail.outbox[-1].to == ["robin@example.org"] and "main address" in mail.outbox[-1].body
    client.post("/accounts/email/", {"action_remove": "1", "email": "robin@example.org"})
    told = {(m.to[0], m.body.split("\n")[0]) for m in mail.outbox}
    assert ("robin@example.org", "An address was removed from your account.") in told
    verbs = set(AuditEvent.objects.filter(owner=member.pk).values_list("verb", flat=True))
    assert {Verb.ADDRESS_ADDED, Verb.ADDRESS_CHANGED, Verb.ADDRESS_REMOVED} <= verbs
