"""Before a big step people show again that it is them, by whatever way they have; what they typed is not lost."""

import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import get_resolver, resolve, reverse

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.people import actions, kept
from kith.people.models import Grant

GIVE, PROVE, KEPT = "/sharing/give/", "/you/again/", "/you/again/kept/"


def code():
    return re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mail.outbox[-1].body, re.M)[1]


def age(client, seconds, method="code"):
    """As if they had last proved themselves so long ago."""
    session = client.session
    for one in session["account_authentication_methods"]:
        one.update({"at": time.time() - seconds, "method": method})
    session.save()
    return client


@pytest.fixture
def ana(cast, as_):
    """Ana, who has only her mail, came in twenty minutes ago."""
    EmailAddress.objects.create(user=cast.ana, email="ana@example.org", verified=True, primary=True)
    return age(as_(cast.ana), 20 * 60)


def wish(cast, **more):
    return {"who": f"person:{cast.ben.pk}", "what": "strategies", "ends": "", **more}


def first_hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()))


def prove_by_mail(client, at=PROVE):
    client.post(at, {"send": "1"})
    return client.post(at, {"code": code()})


@pytest.mark.parametrize("name", ["sharing-give", "sharing-change", "kept"])
def test_these_pages_ask(name):
    assert hasattr(view_of(name), "asks_for_proof")


@pytest.mark.parametrize(
    "name",
    [
        "sharing", "sharing-end", "sharing-end-singles", "tie-invite-withdraw", "tie-remove", "tie-block",
        "lock-now", "session-end", "sessions-end-all", "help-now",
    ],
)  # fmt: skip
def test_ending_withdrawing_and_getting_away_never_ask(name):
    """Taking back is as easy as giving, and easier."""
    assert not hasattr(view_of(name), "asks_for_proof")


def view_of(name):
    """The view at an address of ours, whatever its address takes."""
    params = get_resolver().reverse_dict[name][0][0][1]
    return resolve(reverse(name, kwargs={one: 1 if one == "pk" else uuid4() for one in params})).func


def test_sharing_asks_first_and_then_leads_there(ana):
    asked = ana.get(GIVE)
    assert asked["Location"] == "/you/again/?next=%2Fsharing%2Fgive%2F"
    page = ana.get(asked["Location"]).content.decode()
    assert "Is it still you?" in page and "Send me a code" in page
    assert prove_by_mail(ana, asked["Location"])["Location"] == GIVE
    assert ana.get(GIVE).status_code == 200


def test_whoever_came_in_a_moment_ago_is_not_asked(cast, as_):
    client = as_(cast.ana)
    assert age(client, 9 * 60).get(GIVE).status_code == 200
    assert age(client, 11 * 60).get(GIVE).status_code == 302


def test_a_form_opened_in_time_may_be_sent_without_being_asked(cast, as_):
    client = age(as_(cast.ana), 14 * 60)
    assert client.post(GIVE, {"what": ""}).status_code == 422


def test_what_was_typed_is_given_back_after_the_proof_and_takes_effect_when_sent(ana, cast):
    asked = ana.post(GIVE, wish(cast, purpose="So I need not explain"))
    assert asked["Location"] == PROVE and not Grant.objects.exists()
    assert prove_by_mail(ana)["Location"] == KEPT
    page = ana.get(KEPT)
    assert b"So I need not explain" in page.content and not Grant.objects.exists()
    answer = ana.post(GIVE, {k: v for k, v in first_hidden(page).items() if k != "csrfmiddlewaretoken"})
    assert answer.status_code in (302, 422), answer.content
    assert kept.KEPT not in ana.session


def test_a_button_alone_is_pressed_again_on_the_page_it_stood_on(ana):
    for came_from, leads_to in (
        ("http://testserver/you/my-data/?a=1", "/you/my-data/?a=1"),
        ("https://evil.example/x", "/you/"),
        ("", "/you/"),
    ):
        asked = age(ana, 20 * 60).post("/you/my-data/new/", {"once": "n"}, headers={"Referer": came_from})
        assert kept.KEPT not in ana.session
        assert prove_by_mail(ana, asked["Location"])["Location"] == leads_to
        assert "Now press it once more" in ana.get(leads_to).content.decode()


def test_a_choice_about_ones_name_is_shown_again(ana, cast):
    ana.post(GIVE, wish(cast, unnamed="on"))
    prove_by_mail(ana)
    assert "<strong>Write this one without my name</strong>" in ana.get(KEPT).content.decode()


def test_what_was_typed_lies_sealed_in_the_session_and_is_not_shown_before_the_proof(ana, cast):
    ana.post(GIVE, wish(cast, purpose="So I need not explain"))
    assert "explain" not in str(dict(ana.session.items()))
    assert ana.get(KEPT)["Location"].startswith(PROVE)
    assert b"explain" not in ana.get(PROVE).content


def test_what_someone_else_may_have_typed_before_is_named_and_does_not_wait_for_long(ana, cast):
    """Whoever holds the device for a minute cannot leave a form behind that takes effect with its owner's next proof."""
    ana.post(GIVE, wish(cast))
    prove_by_mail(ana)
    assert "for the page “Share something”" in ana.get(KEPT).content.decode()
    session = ana.session
    session[kept.KEPT] = {**session[kept.KEPT], "until": time.time() - 1}
    session.save()
    assert prove_by_mail(ana, f"{PROVE}?next={GIVE}")["Location"] == GIVE
    assert ana.get(KEPT)["Location"] == "/"


def test_what_was_typed_can_be_put_aside(ana, cast):
    ana.post(GIVE, wish(cast, purpose="So I need not explain"))
    prove_by_mail(ana)
    ana.post(KEPT, {"leave": "1"})
    assert kept.KEPT not in ana.session and ana.get(KEPT)["Location"] == "/"


def test_ending_what_one_shares_never_asks(ana, cast):
    grant = actions.give(cast.ana, "check_ins", grantee=cast.ben, ends=now() + timedelta(days=9))
    assert ana.post(f"/sharing/{grant.pk}/end/")["Location"] == "/sharing/"
    grant.refresh_from_db()
    assert grant.revoked


def test_a_wrong_code_is_refused_three_end_it_and_it_is_recorded(ana, cast):
    ana.post(PROVE, {"send": "1"})
    right = code()
    for _try in range(3):
        assert ana.post(PROVE, {"code": "WRONG-1"}).status_code == 422
    answer = ana.post(PROVE, {"code": right})
    assert answer.status_code == 422 and b"not good any more" in answer.content
    assert ana.get(GIVE).status_code == 302
    assert AuditEvent.objects.filter(verb=Verb.PROOF_REFUSED, owner=cast.ana.pk).count() == 4


def test_a_code_works_once_and_not_for_someone_else(ana, cast, as_):
    EmailAddress.objects.create(user=cast.ben, email="ben@example.org", verified=True, primary=True)
    ben = age(as_(cast.ben), 20 * 60)
    ana.post(PROVE, {"send": "1"})
    hers = code()
    ben.post(PROVE, {"send": "1"})
    assert ben.post(PROVE, {"code": hers}).status_code == 422
    assert ana.post(PROVE, {"code": hers}).status_code == 302
    assert age(ana, 20 * 60).post(PROVE, {"code": hers}).status_code == 422


def test_asking_for_code_after_code_is_stopped(ana):
    for _ask in range(5):
        ana.post(PROVE, {"send": "1"})
    assert ana.post(PROVE, {"send": "1"}).status_code == 429
    assert len(mail.outbox) == 5


def test_a_proof_gives_the_session_a_new_name(ana, cast):
    before = ana.cookies["session"].value
    prove_by_mail(ana)
    assert ana.cookies["session"].value != before
    assert AuditEvent.objects.filter(verb=Verb.PROVED, owner=cast.ana.pk, note_code="mail").exists()


def test_with_an_app_turned_on_the_mail_is_not_offered_and_the_app_is_enough(cast, as_, settings):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    EmailAddress.objects.create(user=cast.ana, email="ana@example.org", verified=True, primary=True)
    secret = generate_totp_secret()
    TOTP.activate(cast.ana, secret)
    client = age(as_(cast.ana), 20 * 60)
    page = client.get(PROVE).content.decode()
    assert "Code from your app" in page and "by mail" not in page
    client.post(PROVE, {"send": "1"})
    assert not mail.outbox
    settings.MFA_TOTP_TOLERANCE = 1  # the half minute may turn while the test runs
    number = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert client.post(PROVE, {"app": "1", "code": "000000"}).status_code == 422
    answer = client.post(PROVE, {"app": "1", "code": number})
    assert answer.status_code == 302, answer.content.decode()[2500:]
    assert client.get(GIVE).status_code == 200


def test_someone_in_trust_with_a_key_is_not_believed_by_mail_alone(cast, as_):
    Authenticator.objects.create(user=cast.grace, type="webauthn", data={})
    EmailAddress.objects.create(user=cast.grace, email="grace@example.org", verified=True, primary=True)
    client = as_(cast.grace)
    session = client.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [
        {**records[0], "at": time.time() - 3600},
        {"method": "code", "at": time.time()},
    ]
    session.save()
    assert client.get(GIVE).status_code == 302


@pytest.mark.parametrize("post", [{"action_add": "1", "email": "new@example.org"},
                                  {"action_remove": "1", "email": "ana@example.org"}])  # fmt: skip
def test_changing_addresses_asks_and_gives_back_what_was_typed(ana, post):
    assert ana.post("/accounts/email/", post)["Location"] == PROVE
    prove_by_mail(ana)
    assert post["email"].encode() in ana.get(KEPT).content


@pytest.mark.parametrize("address", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_changing_factors_asks(ana, address):
    assert ana.get(address)["Location"].startswith(PROVE)


@pytest.mark.parametrize("address", ["/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/",
                                     "/accounts/2fa/webauthn/reauthenticate/"])  # fmt: skip
def test_no_other_page_asks_in_other_words(ana, address):
    assert ana.get(address)["Location"] == PROVE


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_after_the_proof_nobody_is_sent_elsewhere(ana, away):
    assert prove_by_mail(ana, f"{PROVE}?next={away}")["Location"] == "/"
