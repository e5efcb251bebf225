"""A fresh code by mail for someone who is signed in, so that people without a passkey or an app can prove themselves too."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code, normalize_user_code
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kith.core.limits import limit
from kith.people.models import Person
from kith.people.proof import address_of

CODE = "proof_code"
TRIES = 3
MOST_IN_A_QUARTER = 5


def send(request: HttpRequest, person: Person) -> None:
    """Mail a code to their main address and remember only its fingerprint. Raises TooMany."""
    limit(person, "proof-code", MOST_IN_A_QUARTER, 15 * 60)
    code = get_adapter(request).generate_login_code()
    request.session[CODE] = {"mark": _mark(person, code), "at": time.time(), "tries": 0}
    if address := address_of(person):
        get_adapter(request).send_mail("account/email/login_code", address, {"request": request, "code": code})


def is_sent(request: HttpRequest) -> bool:
    """A code is on its way that can still be typed in."""
    return bool(_waiting(request))


def fits(request: HttpRequest, person: Person, typed: str) -> bool:
    """Whether this is the code. It works once; after three wrong ones it is worth nothing."""
    waiting = _waiting(request)
    if not waiting:
        return False
    if compare_user_code(actual=_mark(person, typed), expected=waiting["mark"]):
        del request.session[CODE]
        return True
    waiting["tries"] += 1
    request.session[CODE] = waiting
    return False


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    found = request.session.get(CODE)
    if not found or found["tries"] >= TRIES or time.time() - found["at"] > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT:
        return None
    return found


def _mark(person: Person, code: str) -> str:
    return salted_hmac("kith.proof", f"{person.pk}:{normalize_user_code(code)}").hexdigest()
