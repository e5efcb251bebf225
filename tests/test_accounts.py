"""Joining, signing in and keeping an account safe: whole requests, the wrong ones too."""

import re
import time
from datetime import timedelta
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.people.models import Handle, Person

pytestmark = pytest.mark.django_db

LOGIN, CONFIRM, JOIN, VERIFY = (
    "/accounts/login/",
    "/accounts/login/code/confirm/",
    "/accounts/signup/",
    "/accounts/confirm-email/",
)


def code_in(message):
    return next(line.strip() for line in message.body.splitlines() if re.fullmatch(r"\s*[A-Z0-9-]{4,12}\s*", line))


def join(client, name="Amber Fern", email="amber@example.org"):
    return client.post(JOIN, {"name": name, "email": email, "time_zone": "Europe/Paris"})


@pytest.fixture
def member(make_person):
    person = make_person("robin", "Robin", email="robin@example.org")
    EmailAddress.objects.create(user=person, email="robin@example.org", verified=True, primary=True)
    return person


def ask_for_code(client, email="robin@example.org", **more):
    return client.post(LOGIN, {"login": email, **more})


def sign_in(client, **more):
    ask_for_code(client, **more)
    return client.post(CONFIRM, {"code": code_in(mail.outbox[-1])})


def signed_in(client):
    return "_auth_user_id" in client.session


def alike(text):
    """A page without what differs between any two loads of it."""
    return re.sub(r'value="[A-Za-z0-9]{20,}"|[\w.]+@example\.org', "", text)


# ---- joining ----


def test_a_newcomer_joins_with_a_made_up_name_and_a_code(visitor):
    assert visitor.get(JOIN).status_code == 200
    assert join(visitor)["Location"] == VERIFY
    assert visitor.get(VERIFY).status_code == 200
    response = visitor.post(VERIFY, {"code": code_in(mail.outbox[-1])})
    assert response.status_code == 302 and signed_in(visitor)
    person = Person.objects.get()
    assert (person.name, person.username, person.time_zone) == ("Amber Fern", "amber_fern", "Europe/Paris")
    assert AuditEvent.objects.filter(verb=Verb.JOINED, owner=person.pk).count() == 1


def test_a_name_that_is_taken_is_said_kindly_and_what_was_typed_stays(visitor, make_person):
    make_person("amber", "Amber Fern")
    response = join(visitor, name="  amber   FERN ")
    page = response.content.decode()
    assert "Someone here is already called amber FERN" in page and "Some that are free" in page
    assert "amber@example.org" in page
    assert Person.objects.count() == 1 and not mail.outbox


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a",
        "x" * 41,
        "me@example.org",
        "http://x.org",
        "www.example.com",
        "07700900123",
        "Moderator",
        "\u202e\u200b",
        "!!",
    ],
)
def test_a_name_that_gives_away_or_misleads_is_refused(visitor, name):
    response = join(visitor, name=name)
    assert response.status_code == 200 and b"There is a problem" in response.content
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["Zoë", "O'Hara <3", "李小龙", "محمد", "🦔 Hedgehog", "Ngũgĩ"])
def test_names_from_everywhere_come_back_unchanged(visitor, name):
    join(visitor, name=name)
    assert Handle.objects.get().name == name


def test_no_more_is_asked_than_a_name_an_email_and_the_time(visitor):
    page = visitor.get(JOIN).content.decode()
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', page)) - {"csrfmiddlewaretoken"}
    assert fields == {"name", "email", "time_zone"}
    assert "password" not in page.lower()


def test_joining_cannot_set_anything_else(visitor):
    visitor.post(
        JOIN,
        {
            "name": "Sly Fox",
            "email": "sly@example.org",
            "username": "grace",
            "is_active": "",
            "is_staff": "1",
            "role": "steward",
        },
    )
    person = Person.objects.get()
    assert person.username == "sly_fox" and person.is_active and not person.role_kinds


def test_joining_twice_makes_one_member_and_the_newest_code_works(visitor):
    join(visitor)
    join(visitor)
    assert Person.objects.count() == Handle.objects.count() == 1
    visitor.post(VERIFY, {"code": code_in(mail.outbox[-1])})
    assert signed_in(visitor)


def test_a_join_that_was_not_finished_can_be_taken_up_again_under_another_name(visitor):
    join(Client(), name="Amber Fern")
    join(visitor, name="Birch Heron")
    assert "Your code is" in mail.outbox[-1].body
    visitor.post(VERIFY, {"code": code_in(mail.outbox[-1])})
    assert signed_in(visitor)
    assert Person.objects.get().name == "Birch Heron"
    assert Handle.objects.count() == 1


def test_nobody_can_take_over_a_member_by_joining_with_their_address(visitor, member):
    join(visitor, name="Sly Fox", email="robin@example.org")
    assert "Your code is" not in mail.outbox[-1].body
    member.refresh_from_db()
    assert Person.objects.get(pk=member.pk).name == "Robin"


def test_who_never_finished_joining_is_forgotten_after_two_days_and_members_are_not(visitor, member):
    from kith.people.tasks import forget_unfinished_joins

    join(visitor)
    forget_unfinished_joins()
    assert Person.objects.count() == 2
    Person.objects.update(joined=now() - timedelta(days=3))
    forget_unfinished_joins()
    assert Person.objects.get() == member


def test_joining_with_an_address_that_has_an_account_looks_the_same(member):
    known, unknown = Client(), Client()
    first = join(known, name="Amber Fern", email="robin@example.org")
    second = join(unknown, name="Birch Heron", email="new@example.org")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert alike(known.get(VERIFY).content.decode()) == alike(unknown.get(VERIFY).content.decode())
    assert sorted(first.cookies) == sorted(second.cookies)
    assert len(mail.outbox) == 2 and mail.outbox[0].subject == mail.outbox[1].subject
    for client in (known, unknown):
        assert client.post(VERIFY, {"code": "WRONG-1"}).status_code == 200
    assert alike(known.get(VERIFY).content.decode()) == alike(unknown.get(VERIFY).content.decode())


def test_a_failure_while_joining_leaves_nobody_half_made(visitor, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("kith.people.joining._handle", fail)
    visitor.raise_request_exception = False
    assert join(visitor).status_code == 500
    assert not Person.objects.exists()


# ---- signing in ----


def test_a_member_signs_in_with_a_code(visitor, member):
    page = visitor.get(LOGIN).content.decode()
    assert "password" not in page.replace("no passwords", "").lower()
    assert ask_for_code(visitor)["Location"] == CONFIRM
    assert visitor.get(CONFIRM).status_code == 200
    assert visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])}).status_code == 302
    assert signed_in(visitor)
    assert [event.kind for event in AuditEvent.objects.filter(verb=Verb.SIGNED_IN, owner=member.pk)] == ["code"]


def test_asking_for_a_code_does_not_tell_who_is_a_member(member):
    known, unknown = Client(), Client()
    first, second = ask_for_code(known), ask_for_code(unknown, "nobody@example.org")
    assert (first.status_code, first["Location"], sorted(first.cookies)) == (
        second.status_code,
        second["Location"],
        sorted(second.cookies),
    )
    assert alike(known.get(CONFIRM).content.decode()) == alike(unknown.get(CONFIRM).content.decode())
    assert len(mail.outbox) == 2
    first = Client()
    ask_for_code(first, "someone@example.org")
    first.post(CONFIRM, {"code": "WRONG-1"})  # the first refusal of a while is noted once more, whoever it is
    costs = []
    for client in (known, unknown):
        with CaptureQueriesContext(connection) as asked:
            assert client.post(CONFIRM, {"code": "WRONG-1"}).status_code == 200
        costs.append([q["sql"].split()[0] for q in asked if q["sql"].startswith(("INSERT", "UPDATE"))])
    assert costs[0] == costs[1], "a wrong code takes as many writes for a known address as for an unknown one"
    assert AuditEvent.objects.filter(verb=Verb.SIGN_IN_REFUSED).count() == 3


def test_a_wrong_code_is_refused_and_three_end_it_for_the_right_one_too(visitor, member):
    ask_for_code(visitor)
    right = code_in(mail.outbox[-1])
    for _try in range(3):
        visitor.post(CONFIRM, {"code": "WRONG-1"})
    visitor.post(CONFIRM, {"code": right})
    assert not signed_in(visitor)


def test_a_code_ends_after_ten_minutes(visitor, member, monkeypatch):
    ask_for_code(visitor)
    later = time.time() + 10 * 60 + 5
    monkeypatch.setattr("time.time", lambda: later)
    visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert not signed_in(visitor)


def test_a_code_works_once_and_only_in_the_browser_that_asked(visitor, member):
    ask_for_code(visitor)
    code = code_in(mail.outbox[-1])
    other = Client()
    other.post(CONFIRM, {"code": code})
    assert not signed_in(other)
    ask_for_code(other)
    other.post(CONFIRM, {"code": code})
    assert not signed_in(other)
    visitor.post(CONFIRM, {"code": code})
    visitor.post("/accounts/logout/")
    ask_for_code(visitor)
    visitor.post(CONFIRM, {"code": code})
    assert not signed_in(visitor)


def test_a_new_code_makes_the_old_one_useless(visitor, member):
    ask_for_code(visitor)
    old = code_in(mail.outbox[-1])
    assert visitor.post(CONFIRM, {"action": "resend"}).status_code == 302
    assert len(mail.outbox) == 2
    visitor.post(CONFIRM, {"code": old})
    assert not signed_in(visitor)
    visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert signed_in(visitor)


def test_asking_again_and_again_is_stopped_with_a_calm_page(visitor, member):
    for _ask in range(3):
        ask_for_code(Client())
    stopped = ask_for_code(Client())
    assert b"wait a few minutes" in stopped.content
    assert len(mail.outbox) == 3


def test_guessing_at_one_account_ends_for_the_right_code_too_while_open_sessions_stay(visitor, member):
    sign_in(visitor)
    guesses, right = 0, ""
    for minute in range(12):
        later = time.time() + minute * 61
        with mock.patch("time.time", lambda later=later: later):
            guesser = Client()
            asked = len(mail.outbox)
            ask_for_code(guesser)
            if len(mail.outbox) == asked:
                break
            right = code_in(mail.outbox[-1])
            for _try in range(3):
                guesses += guesser.post(CONFIRM, {"code": "WRONG-1"}).status_code == 200
            guesser.post(CONFIRM, {"code": right})
            assert not signed_in(guesser)
    assert guesses < 30
    assert visitor.get("/you/").status_code == 200


def test_being_stopped_does_not_tell_who_is_a_member(member):
    answers = []
    for email in ("robin@example.org", "nobody@example.org"):
        mail.outbox.clear()
        for _ask in range(4):
            answer = ask_for_code(Client(), email)
        answers.append((answer.status_code, alike(answer.content.decode()), sorted(answer.cookies), len(mail.outbox)))
    assert answers[0] == answers[1]


def test_spraying_many_accounts_from_one_place_is_stopped_for_the_right_code_too(member):
    for number in range(31):
        ask_for_code(Client(), f"n{number}@example.org")
    mail.outbox.clear()
    assert ask_for_code(Client()).status_code == 429
    assert not mail.outbox


def test_a_passkey_nobody_has_is_refused_without_a_hint(visitor, member):
    answer = visitor.post(
        "/accounts/2fa/webauthn/login/", {"credential": '{"id": "x", "rawId": "x", "type": "public-key"}'}
    )
    assert answer.status_code in (302, 400) and not signed_in(visitor)


def test_too_many_from_one_place_get_a_429_page_of_ours(visitor):
    answers = [Client().post(LOGIN, {"login": f"n{n}@example.org"}) for n in range(35)]
    last = answers[-1]
    assert last.status_code == 429 and b"A short pause" in last.content


@pytest.mark.parametrize(
    "email",
    ["", "nonsense", "a" * 400 + "@example.org", "x@y", "robin@example.org\nBcc: x@y.org", "<script>@example.org"],
)
def test_bad_addresses_get_a_clear_answer(visitor, email):
    response = ask_for_code(visitor, email)
    assert response.status_code == 200 and b"There is a problem" in response.content
    assert not mail.outbox


def test_signing_in_changes_the_session_id(visitor, member):
    ask_for_code(visitor)
    before = visitor.cookies["session"].value
    visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    assert visitor.cookies["session"].value != before
    stolen = Client()
    stolen.cookies["session"] = before
    assert stolen.get("/accounts/sessions/").status_code == 302


def test_a_session_id_chosen_by_someone_else_is_not_taken(visitor, member):
    visitor.cookies["session"] = "a" * 32
    sign_in(visitor)
    assert visitor.cookies["session"].value != "a" * 32


def test_signing_out_ends_the_session_on_the_server(visitor, member):
    sign_in(visitor)
    kept = visitor.cookies["session"].value
    assert visitor.get("/accounts/logout/").status_code == 200 and signed_in(visitor)
    visitor.post("/accounts/logout/")
    again = Client()
    again.cookies["session"] = kept
    assert again.get("/accounts/sessions/").status_code == 302


def test_on_a_shared_device_the_session_ends_with_the_browser(visitor, member):
    sign_in(visitor, shared="on")
    assert visitor.session.get_expire_at_browser_close()
    own = Client()
    sign_in(own)
    assert not own.session.get_expire_at_browser_close()


def test_one_can_end_all_other_sessions(member):
    here, elsewhere = Client(), Client()
    sign_in(here), sign_in(elsewhere)
    assert here.get("/accounts/sessions/").status_code == 200
    here.post("/accounts/sessions/")
    assert elsewhere.get("/accounts/sessions/").status_code == 302
    assert here.get("/accounts/sessions/").status_code == 200


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_after_signing_in_nobody_is_sent_elsewhere(visitor, member, away):
    ask_for_code(visitor, next=away)
    response = visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1]), "next": away})
    assert response["Location"].startswith("/") and "evil" not in response["Location"]


def test_after_signing_in_one_is_back_where_one_wanted_to_go(visitor, member):
    asked = ask_for_code(visitor, next="/check-in/")
    response = visitor.post(asked["Location"], {"code": code_in(mail.outbox[-1]), "next": "/check-in/"})
    assert response["Location"] == "/check-in/"


def test_a_closed_account_cannot_come_in_and_the_page_does_not_tell(visitor, member):
    Person.objects.update(is_active=False)
    assert ask_for_code(visitor)["Location"] == CONFIRM
    assert not any("Your code is" in m.body for m in mail.outbox)


# ---- what leaves by mail ----


def test_mail_does_not_say_what_this_place_is(visitor, member, settings):
    settings.COMMUNITY_NAME = "Recovery House"
    join(visitor)
    ask_for_code(Client())
    ask_for_code(Client(), "nobody@example.org")
    join(Client(), "Birch Heron", "robin@example.org")
    for message in mail.outbox:
        words = f"{message.subject} {message.body} {message.from_email}".lower()
        assert message.subject == "Your code"
        assert not re.search(r"recovery|mental|health|kith|support|community|example\.com|http", words)
        assert "robin" not in message.body.lower()


# ---- pages ----


@pytest.mark.parametrize(
    "address", [LOGIN, JOIN, "/accounts/signup/passkey/", "/accounts/login/code/", "/accounts/inactive/"]
)
def test_pages_of_coming_in_are_ours(visitor, address):
    page = visitor.get(address)
    assert page.status_code == 200
    assert b'class="way-out"' in page.content and page.content.count(b"<h1") == 1
    assert len(page.content) < 40_000


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
        "/accounts/logout/",
    ],
)
def test_account_pages_are_ours_and_ask_little_of_the_database(visitor, member, queries, address):
    sign_in(visitor)
    visitor.get(address)
    with queries(12):
        page = visitor.get(address)
    assert page.status_code == 200
    assert b'class="way-out"' in page.content and page.content.count(b"<h1") == 1


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/reset/",
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/password/reset/key/1-x/",
    ],
)
def test_there_are_no_passwords(visitor, address):
    assert visitor.get(address).status_code == 404
    assert visitor.post(address, {"email": "robin@example.org"}).status_code == 404
    assert not mail.outbox


def test_joining_can_be_closed(visitor, monkeypatch):
    monkeypatch.setattr("kith.people.adapter.AccountAdapter.is_open_for_signup", lambda *_: False)
    assert b"Joining needs an invitation" in visitor.get(JOIN).content
    join(visitor)
    assert not Person.objects.exists()


# ---- other ways in ----


@pytest.fixture(autouse=True)
def half_minutes_may_turn(settings):
    settings.MFA_TOTP_TOLERANCE = 1


def turn_on_app(client):
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    with mock.patch("django.db.transaction.on_commit", lambda then, **_: then()):  # the test itself never commits
        return secret, client.post("/accounts/2fa/totp/activate/", {"code": code})


def test_the_apps_secret_is_sealed_in_the_database(visitor, member):
    sign_in(visitor)
    secret, response = turn_on_app(visitor)
    assert response.status_code == 302
    stored = str(Authenticator.objects.get(type="totp").data)
    assert secret not in stored
    page = visitor.get("/accounts/2fa/recovery-codes/")
    assert page.status_code == 200 and page.content.count(b"<code>") == 10
    saved = visitor.get("/accounts/2fa/recovery-codes/download/?filename=x.html")
    assert saved["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert visitor.get("/accounts/2fa/totp/deactivate/").status_code == 200
    assert visitor.get("/accounts/2fa/recovery-codes/generate/").status_code == 200


def test_with_the_app_on_a_code_by_mail_is_not_enough_and_a_recovery_code_works_once(visitor, member):
    sign_in(visitor)
    turn_on_app(visitor)
    codes = re.findall(r"<code>([^<]+)</code>", visitor.get("/accounts/2fa/recovery-codes/").content.decode())
    for round_, let_in in ((1, True), (2, False)):
        other = Client()
        assert sign_in(other)["Location"] == "/accounts/2fa/authenticate/", round_
        assert other.get("/accounts/2fa/authenticate/").status_code == 200
        assert not signed_in(other)
        other.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert signed_in(other) is let_in
    ways = AuditEvent.objects.filter(verb=Verb.SIGNED_IN, owner=member.pk).order_by("pk").values_list("kind", flat=True)
    assert list(ways) == ["code", "code+recovery_codes"]


def test_adding_an_address_needs_its_code_and_tells_nothing_of_others(visitor, member, make_person):
    other = make_person("wren", "Wren", email="wren@example.org")
    EmailAddress.objects.create(user=other, email="wren@example.org", verified=True, primary=True)
    sign_in(visitor)
    first = visitor.post("/accounts/email/", {"action_add": "1", "email": "wren@example.org"})
    second = visitor.post("/accounts/email/", {"action_add": "1", "email": "fresh@example.org"})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (302, VERIFY)
    visitor.post(VERIFY, {"code": code_in(mail.outbox[-1])})
    assert EmailAddress.objects.get(email="fresh@example.org").user_id == member.pk
    assert EmailAddress.objects.get(email="wren@example.org").user_id == other.pk
