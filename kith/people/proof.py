"""Whether it is surely the person who is asking: what they proved when they came in, and how lately.

What was proved is kept where allauth keeps it, as records in the session, so that there is one account of it. A view that
changes who sees what, or what an account holds, is marked `@proved_lately`.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from kith.people.kept import is_worth_keeping, keep
from kith.people.models import Person

OPENING, DOING = 10 * 60, 15 * 60  # a page opened in time can be filled in without being asked again
APP, KEY = str(Authenticator.Type.TOTP), str(Authenticator.Type.WEBAUTHN)
BEYOND_MAIL = (APP, KEY)
SECOND, DEMO = "mfa", "demo"
PRESS = "press"
"""In the address of the page that asks: a button has to be pressed once more afterwards."""

View = Callable[..., HttpResponse]


def factors(person: Person) -> set[str]:
    """What they can prove themselves with besides their mail: of "totp", "webauthn" and "recovery_codes"."""
    return set(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def mail_is_too_little(person: Person, has: set[str]) -> bool:
    """Whether a code by mail is not enough: for whoever holds a role and has a factor, and for those with an app turned on.

    A passkey is a quicker way in, not a lock: a member who loses the device still gets in with a code by mail.
    """
    return APP in has or bool(person.role_kinds and has.intersection(BEYOND_MAIL))


def address_of(person: Person) -> str:
    """Where a code for them goes; "" when they have no confirmed address."""
    found = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk").first()
    return found.email if found else ""


def has_second_step(request: HttpRequest, person: Person) -> bool:
    """This session was opened, or proved since, with more than a mail."""
    return any(map(_is_second, get_authentication_records(request, person)))


def _is_second(proved: dict[str, Any]) -> bool:
    return proved["method"] == SECOND or (settings.KITH_DEMO and proved["method"] == DEMO)


def is_lately(request: HttpRequest, person: Person, within: int = DOING) -> bool:
    """They proved themselves within these seconds, in a way that is enough for them."""
    fresh = [one for one in get_authentication_records(request, person) if time.time() - one["at"] < within]
    return any(map(_is_second, fresh)) or (bool(fresh) and not mail_is_too_little(person, factors(person)))


def ways_used(request: HttpRequest, person: Person) -> str:
    """How this session was opened, for the record of acts: "code", "code+totp", "webauthn"."""
    return "+".join(one.get("type") or one["method"] for one in get_authentication_records(request, person))[:30]


def note(request: HttpRequest, person: Person, method: str, **more: Any) -> None:
    """Remember in this session that they proved themselves now."""
    record_authentication(request, person, method, **more)


def proved_lately(view: View) -> View:
    """Mark a view for members that asks who is there when that was not proved in the last minutes.

    What was typed is kept, and given back after the proof. Ending what one shares never carries this mark.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        within = DOING if request.method == "POST" else OPENING
        if is_lately(request, request.user, within):  # type: ignore[arg-type]  # @member let them through
            return view(request, *args, **kwargs)
        return ask_again(request)

    wrapped.asks_for_proof = True  # type: ignore[attr-defined]
    return wrapped


def ask_again(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks who is there, and from there back to what was about to happen."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=403)
    if request.method != "POST":
        return redirect(f"{reverse('prove')}?{urlencode({'next': request.get_full_path()})}")
    if is_worth_keeping(request):
        keep(request, request.user, within=DOING)  # type: ignore[arg-type]
        return redirect("prove")
    return redirect(f"{reverse('prove')}?{urlencode({'next': _came_from(request), PRESS: '1'})}")


def _came_from(request: HttpRequest) -> str:
    """The page whose button was pressed, as far as the browser tells."""
    there = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        return reverse("you")
    parts = urlsplit(there)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))
