"""Hears what Django and allauth do to an account, so that it is recorded, told to the owner by mail, and counts as a proof."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import email_added, email_changed, email_confirmed, email_removed, login_code_rejected
from allauth.mfa.signals import authentication_failed as factor_refused
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out

from kith.core.audit import Verb, record
from kith.people import cookies, locks, proof
from kith.people.models import Person


def came_in(request: Any, user: Person, **_: Any) -> None:
    locks.begin(request.session, cookies.chosen_lock(request))


def went_out(request: Any, user: Person | None, **_: Any) -> None:
    if user is not None:
        record(Verb.SIGNED_OUT, user, user)


def code_refused(user: Person, **_: Any) -> None:
    record(Verb.SIGN_IN_REFUSED, None, user, kind="mail")


def second_refused(user: Person, authenticator: Any, reauthentication: bool, **_: Any) -> None:
    if not reauthentication:  # a proof that failed is recorded where it is asked for
        record(Verb.SIGN_IN_REFUSED, None, user, kind=authenticator.type)


def factor_added(request: Any, user: Person, authenticator: Any, **_: Any) -> None:
    """Whoever just showed that a new key or app works has proved themselves with it."""
    record(Verb.FACTOR_ADDED, user, user, kind=authenticator.type)
    if authenticator.type in proof.BEYOND_MAIL:
        proof.note(request, user, proof.SECOND, type=authenticator.type)


def factor_removed(user: Person, authenticator: Any, **_: Any) -> None:
    record(Verb.FACTOR_REMOVED, user, user, kind=authenticator.type)


def address_added(user: Person, **_: Any) -> None:
    record(Verb.ADDRESS_ADDED, user, user)


def address_confirmed(request: Any, email_address: Any, **_: Any) -> None:
    """A second address opens the door as well: the first one hears of it."""
    if not email_address.primary:
        get_adapter(request).send_notification_mail("account/email/email_confirm", email_address.user)


def address_changed(user: Person, **_: Any) -> None:
    record(Verb.ADDRESS_CHANGED, user, user)


def address_removed(request: Any, user: Person, email_address: Any, **_: Any) -> None:
    """The removed address hears of it too: it may have been taken off by someone else."""
    record(Verb.ADDRESS_REMOVED, user, user)
    if email_address.verified:
        get_adapter(request).send_notification_mail("account/email/email_deleted", user, email=email_address.email)


HEARD = {
    user_logged_in: came_in,
    user_logged_out: went_out,
    login_code_rejected: code_refused,
    factor_refused: second_refused,
    authenticator_added: factor_added,
    authenticator_removed: factor_removed,
    email_added: address_added,
    email_confirmed: address_confirmed,
    email_changed: address_changed,
    email_removed: address_removed,
}


def begin() -> None:
    for signal, hear in HEARD.items():
        signal.connect(hear, weak=False, dispatch_uid=f"kith.people.{hear.__name__}")
