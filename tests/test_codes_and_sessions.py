"""Codes, keys and sessions are hard to guess, work once, and end when they should."""

import json
import math
import re
import time
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from kith.core import crypto
from kith.core.ids import short_code
from kith.people.models import Person
from kith.recovery.models import CheckIn
from tests.forms import patterns
from tests.test_accounts import CONFIRM, ask_for_code, code_in, signed_in, turn_on_app
from tests.test_architecture import OURS, ROOT, name

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(make_person):
    person = make_person("robin", "Robin", email="robin@example.org")
    EmailAddress.objects.create(user=person, email="robin@example.org", verified=True, primary=True)
    return person


def bits(samples):
    """At least how many bits one of these is worth, from the letters that were seen in them."""
    assert len(set(samples)) == len(samples)
    length = min(len(sample) for sample in samples)
    return length * math.log2(len(set("".join(samples))))


def test_codes_links_and_sessions_are_too_many_to_guess(member, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(40):
        ask_for_code(Client())
    assert bits([code_in(message).replace("-", "") for message in mail.outbox]) > 20
    clients = [Client() for _ in range(40)]
    for client in clients:
        client.force_login(member)
    assert bits([client.session.session_key for client in clients]) > 128
    assert bits([short_code(20) for _ in range(200)]) > 90


def test_every_passkey_challenge_is_new_and_long(member):
    seen = set()
    for _ in range(10):
        client = Client()
        client.get("/accounts/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
        seen.add(client.session["mfa.webauthn.state"]["challenge"])
    assert len(seen) == 10 and all(len(challenge) >= 22 for challenge in seen)


def test_a_code_of_the_app_works_once(visitor, member):
    ask_for_code(visitor)
    visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    secret, _answer = turn_on_app(visitor)
    from allauth.mfa.totp.internal import auth as totp

    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    for let_in in (True, False):
        other = Client()
        ask_for_code(other)
        other.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
        assert not signed_in(other)
        other.post("/accounts/2fa/authenticate/", {"code": code})
        assert signed_in(other) is let_in


def test_a_code_of_the_app_ends_after_half_a_minute(visitor, member):
    ask_for_code(visitor)
    visitor.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    secret, _answer = turn_on_app(visitor)
    from allauth.mfa.totp.internal import auth as totp

    now = time.time()
    code = totp.format_hotp_value(totp.hotp_value(secret, int(now) // 30))
    other = Client()
    ask_for_code(other)
    other.post(CONFIRM, {"code": code_in(mail.outbox[-1])})
    with mock.patch("time.time", lambda: now + 31):
        other.post("/accounts/2fa/authenticate/", {"code": code})
    assert not signed_in(other)


WAYS_IN = {"/accounts/login/code/confirm/", "/accounts/confirm-email/", "/accounts/2fa/authenticate/", "/accounts/2fa/webauthn/login/", "/accounts/2fa/webauthn/signup/"}  # fmt: skip
"""Where a session can begin; docs/security.json says what each asks for."""


def test_no_way_in_is_left_out_of_the_list():
    """The library's pages of coming in are the ones we know, and of our own code only the demo signs anyone in."""
    library = {
        address for address, view in patterns() if view.__module__.startswith("allauth") and "/password/" not in address
    }
    begins = {address for address in library if re.search(r"login|signup|authenticate|confirm", address)}
    asks_first = {"/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/signup/passkey/"}
    again = {"/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/", "/accounts/2fa/webauthn/reauthenticate/"}
    assert begins == WAYS_IN | asks_first | again
    signs_in = re.compile(r"import (?:.*\b)?(login|perform_login|resume_login|perform_passwordless_login)\b")
    assert {name(path) for path in OURS if signs_in.search(path.read_text())} == {"kith/demo/actions.py"}
    written = json.loads((ROOT / "docs/security.json").read_text())["sessions"]["ways_in"]
    assert {way["at"] for way in written} >= WAYS_IN


def test_a_closed_account_is_out_with_its_next_page(cast, as_):
    client = as_(cast.ana)
    assert client.get("/you/").status_code == 200
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert client.get("/you/")["Location"].startswith("/accounts/login/")


def test_nobody_is_signed_in_without_doing_something(db, cast):
    for address in (
        "/",
        "/accounts/login/",
        "/accounts/signup/",
        "/groups/",
        "/invitation/any/",
        "/accounts/2fa/webauthn/login/",
    ):
        client = Client()
        client.get(address)
        assert not signed_in(client), address


def test_no_account_is_there_from_the_start(db):
    assert not Person.objects.exists()


def test_what_is_sealed_is_never_sealed_the_same_way_twice_and_a_changed_byte_is_refused():
    key = b"k" * 32
    sealed = [crypto.seal(key, b"words", "here") for _ in range(500)]
    assert len({one[1:13] for one in sealed}) == 500
    for place in range(len(sealed[0])):
        changed = bytearray(sealed[0])
        changed[place] ^= 1
        with pytest.raises(crypto.WrongKeyError):
            crypto.unseal(key, bytes(changed), "here")


def test_a_field_in_the_address_does_not_pass_for_one_in_the_form(cast, as_):
    client = as_(cast.ana)
    assert client.post("/check-in/?mood=3&words=hello", {}).status_code == 422
    assert not CheckIn.objects.exists()
    client.post("/check-in/?mood=1", {"mood": "3"})
    assert CheckIn.objects.get().mood == 3


def test_sign_out_is_one_tap_on_every_page_of_a_member(cast, as_):
    from tests.crawl import walk

    pages = [
        page for page in walk(as_(cast.ana)) if page.html and not page.address.startswith(("/help-now/", "/offline/"))
    ]
    assert len(pages) > 15
    for page in pages:
        assert re.search(r'<form[^>]+action="/accounts/logout/"', page.html), page.address
