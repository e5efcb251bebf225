"""Moderators, practitioners and stewards come in with two steps, or to nothing but their own account."""

import re
import time
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import get_resolver

from kith.core.audit import AuditEvent, Verb
from kith.people.middleware import BEFORE_SECOND_STEP
from kith.people.models import Role

ENTRUSTED = ["steward", "moderator", "practitioner"]
ACTIVATE = "/accounts/2fa/totp/activate/"


def code_in(message):
    return next(line.strip() for line in message.body.splitlines() if re.fullmatch(r"\s*[A-Z0-9-]{4,12}\s*", line))


def with_address(person, name=""):
    email = f"{name or person.username}@example.org"
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return email


def sign_in(client, email):
    client.post("/accounts/login/", {"login": email})
    return client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[-1])})


def number(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def enrol(client):
    client.get(ACTIVATE)
    secret = client.session["mfa.totp.secret"]
    with mock.patch("django.db.transaction.on_commit", lambda then, **_: then()):  # the test itself never commits
        answer = client.post(ACTIVATE, {"code": number(secret)})
    assert answer.status_code == 302
    return secret


@pytest.fixture(autouse=True)
def half_minutes_may_turn(settings):
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def warden(make_person):
    """Holds a role in trust, has an address, and nothing else to prove themselves with."""
    person = make_person("wren", "Wren", ["steward"])
    with_address(person)
    return person


@pytest.fixture
def came_by_mail(warden):
    client = Client()
    sign_in(client, "wren@example.org")
    return client


@pytest.mark.parametrize("kind", ENTRUSTED)
def test_someone_in_trust_without_a_second_step_is_led_to_set_one_up(make_person, kind):
    with_address(make_person("wren", "Wren", [kind]))
    client = Client()
    sign_in(client, "wren@example.org")
    assert client.get("/")["Location"] == "/you/second-step/"
    page = client.get("/you/second-step/").content.decode()
    assert "One more step for you" in page and "/accounts/2fa/webauthn/add/" in page and ACTIVATE in page
    assert "Sign out" in page


@pytest.mark.parametrize("kind", ["facilitator", "peer_supporter", "navigator"])
def test_other_roles_and_members_need_none(make_person, kind):
    with_address(make_person("wren", "Wren", [kind]))
    client = Client()
    sign_in(client, "wren@example.org")
    assert client.get("/").status_code == 200


def test_until_then_every_other_page_waits(came_by_mail):
    for address in ("/", "/groups/", "/services/", "/messages/", "/sharing/", "/you/", "/services/new/", "/check-in/"):
        assert came_by_mail.get(address)["Location"] == "/you/second-step/", address


def test_help_now_the_way_out_and_ones_own_account_stay_open(came_by_mail):
    for address in ("/help-now/", "/accounts/2fa/", ACTIVATE, "/accounts/2fa/webauthn/add/", "/accounts/sessions/",
                    "/accounts/email/", "/you/privacy/", "/accounts/logout/"):  # fmt: skip
        assert came_by_mail.get(address).status_code == 200, address
    assert came_by_mail.get("/leave/").status_code == 302
    came_by_mail.post("/accounts/logout/")
    assert "_auth_user_id" not in came_by_mail.session


def test_what_stays_open_is_a_short_list_of_addresses_that_exist():
    """A new address waits unless someone decides otherwise; a name that no longer exists is taken off the list."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert BEFORE_SECOND_STEP - names <= {"demo-mail", "demo-sign-in"}


def test_once_set_up_the_pages_open_and_it_is_recorded(came_by_mail, warden):
    enrol(came_by_mail)
    assert came_by_mail.get("/").status_code == 200
    assert came_by_mail.get("/accounts/2fa/recovery-codes/").status_code == 200
    kinds = set(AuditEvent.objects.filter(verb=Verb.FACTOR_ADDED, owner=warden.pk).values_list("kind", flat=True))
    assert "totp" in kinds
    assert mail.outbox[-1].subject == "A change to your account"


def test_afterwards_a_code_by_mail_is_not_enough(came_by_mail):
    secret = enrol(came_by_mail)
    again = Client()
    assert sign_in(again, "wren@example.org")["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in again.session
    later = time.time() + 60  # the number that set it up is used
    with mock.patch("time.time", lambda: later):
        again.post("/accounts/2fa/authenticate/", {"code": number(secret)})
    assert again.get("/").status_code == 200


def test_a_role_given_to_someone_signed_in_counts_on_the_next_page(make_person):
    person = make_person("robin", "Robin")
    with_address(person)
    client = Client()
    sign_in(client, "robin@example.org")
    assert client.get("/").status_code == 200
    Role.objects.create(person=person, kind="moderator")
    assert client.get("/")["Location"] == "/you/second-step/"


def test_who_has_an_app_already_proves_it_instead_of_setting_it_up(make_person):
    person = make_person("robin", "Robin")
    with_address(person)
    client = Client()
    sign_in(client, "robin@example.org")
    Authenticator.objects.create(user=person, type="webauthn", data={})
    Role.objects.create(person=person, kind="moderator")
    assert client.get("/you/second-step/")["Location"] == "/you/again/"


def test_words_sent_by_someone_whose_role_is_new_are_given_back_after_the_step(came_by_mail, warden):
    answer = came_by_mail.post("/strategies/new/", {"name": "Walk to the harbour", "how": "Slowly and alone"})
    assert answer["Location"] == "/you/second-step/"
    enrol(came_by_mail)
    assert b"Slowly and alone" in came_by_mail.get("/you/again/kept/").content


def test_the_last_second_step_of_someone_in_trust_stays(came_by_mail, warden):
    enrol(came_by_mail)
    page = came_by_mail.post("/accounts/2fa/totp/deactivate/")
    assert b"one passkey or app has to stay" in page.content
    assert Authenticator.objects.filter(user=warden, type="totp").exists()


def test_the_last_passkey_of_someone_in_trust_stays_and_one_of_two_may_go(cast, as_):
    first = Authenticator.objects.create(user=cast.grace, type="webauthn", data={})
    client = as_(cast.grace)
    client.post(f"/accounts/2fa/webauthn/keys/{first.pk}/remove/")
    assert Authenticator.objects.filter(pk=first.pk).exists()
    Authenticator.objects.create(user=cast.grace, type="totp", data={})
    client.post(f"/accounts/2fa/webauthn/keys/{first.pk}/remove/")
    assert not Authenticator.objects.filter(pk=first.pk).exists()


def test_a_member_may_take_the_last_one_off_and_nobody_takes_anothers(cast, as_):
    key = Authenticator.objects.create(user=cast.ana, type="webauthn", data={})
    assert as_(cast.ben).post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404
    as_(cast.ana).post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_taking_a_way_in_off_is_told_by_mail(cast, as_):
    with_address(cast.ana)
    key = Authenticator.objects.create(user=cast.ana, type="webauthn", data={})
    Authenticator.objects.create(user=cast.ana, type="totp", data={})
    client = as_(cast.ana)
    for address, kind in (
        (f"/accounts/2fa/webauthn/keys/{key.pk}/remove/", "passkey"),
        ("/accounts/2fa/totp/deactivate/", "app"),
    ):
        client.post(address)
        assert mail.outbox[-1].to == ["ana@example.org"] and mail.outbox[-1].subject == "A change to your account"
        assert kind in mail.outbox[-1].body
    assert not Authenticator.objects.filter(user=cast.ana).exists()


def test_the_pages_one_comes_to_after_a_change_lead_to_where_one_is_signed_in(cast, as_):
    with_address(cast.ana)
    client = as_(cast.ana)
    enrol(client)
    key = Authenticator.objects.create(user=cast.ana, type="webauthn", data={"name": "x"})
    steps = [client.get("/accounts/2fa/recovery-codes/"),
             client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/", follow=True),
             client.post("/accounts/2fa/totp/deactivate/", follow=True),
             client.post("/accounts/email/", {"action_remove": "1", "email": "ana@example.org"}, follow=True)]  # fmt: skip
    for page in steps:
        assert page.status_code == 200 and b'href="/accounts/sessions/"' in page.content


@override_settings(ROOT_URLCONF="kith.demo.tests.urls")
@pytest.mark.parametrize(("is_demo", "opens"), [(True, True), (False, False)])
def test_signing_in_by_a_demos_button_counts_in_a_demo_only(cast, settings, monkeypatch, is_demo, opens):
    settings.KITH_DEMO = is_demo
    monkeypatch.setattr("kith.demo.access.get_demo_person", lambda handle: cast.femi)
    client = Client()
    client.post("/demo/sign-in/", {"handle": "femi"})
    assert (client.get("/").status_code == 200) is opens


def test_the_operator_lets_someone_back_in_who_lost_everything_and_the_step_is_asked_for_again(came_by_mail, warden):
    enrol(came_by_mail)
    call_command("forget_second_step", "WREN@example.org")
    assert not Authenticator.objects.filter(user=warden).exists()
    assert b"Join" in came_by_mail.get("/").content
    again = Client()
    sign_in(again, "wren@example.org")
    assert again.get("/")["Location"] == "/you/second-step/"
    assert AuditEvent.objects.filter(verb=Verb.FACTOR_REMOVED, actor=None, owner=warden.pk).exists()
    with pytest.raises(CommandError):
        call_command("forget_second_step", "nobody@example.org")
