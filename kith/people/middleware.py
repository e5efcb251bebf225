"""What stands between a session and the pages: locks, ends and second steps; and the time zone of the person who is looking."""

import zoneinfo
from collections.abc import Callable
from typing import Any, cast

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from kith.core import tickets
from kith.people import actions, locks, proof, resting
from kith.people.kept import keep, let_go_when_sent
from kith.people.models import Person

KNOWN = zoneinfo.available_timezones()
ALWAYS = {"bundle", "healthz", "readyz", "leave", "help-now", "right-now", "demo-sign-in", "demo-mail"}
WHILE_LOCKED = ALWAYS | {"lock", "lock-keep"}
# Whoever still needs a second step reaches what is their own account, and nothing else.
BEFORE_SECOND_STEP = ALWAYS | {
    "second-step", "prove", "lock", "lock-now", "lock-keep", "still-here", "privacy-here", "account_logout",
    "account_email", "account_email_verification_sent", "usersessions_list", "session-end", "sessions-end-all",
    "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip


class AtTheDoor:
    """Decides, before any page, whether this session is over, locked, or waiting for its second step."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look_at(request, cast(Person, request.user))
        if hasattr(request, "locked_person") and not _exists(request.path_info):
            return _to_the_lock(request)
        return self.answer(request)

    def _look_at(self, request: HttpRequest, person: Person) -> None:
        session, entrusted = request.session, person.entrusted
        if locks.is_over(session, entrusted):
            logout(request)
        elif locks.is_locked(session, entrusted):
            self._lock(request, person)
        elif locks.is_stale(session, entrusted) and _is_a_sign_of_life(request):
            self._note(request, person)
        request.lock_after = locks.minutes(session, entrusted)  # type: ignore[attr-defined]

    def _note(self, request: HttpRequest, person: Person) -> None:
        if not actions.still_here(person, request.session):  # ended elsewhere in this very moment
            logout(request)

    def _lock(self, request: HttpRequest, person: Person) -> None:
        """From here on nobody is signed in as far as any page can tell; only the lock page knows who would be."""
        if not request.session.get(locks.LOCKED):
            actions.lock(person, request.session)
        request.locked_person = person  # type: ignore[attr-defined]
        request.user = AnonymousUser()

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = cast(ResolverMatch, request.resolver_match).view_name
        if hasattr(request, "locked_person"):
            return None if name in WHILE_LOCKED else _to_the_lock(request)
        if not request.user.is_authenticated:
            return None
        person = cast(Person, request.user)
        if person.entrusted and name not in BEFORE_SECOND_STEP and not proof.has_second_step(request, person):
            return _to_the_second_step(request, person)
        if person.is_suspended and name not in resting.STILL_OPEN | BEFORE_SECOND_STEP:
            return resting.to_what_was_done(request)
        let_go_when_sent(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """allauth asks for a proof by raising; we answer in its place, with what was typed kept sealed.

        Whoever cannot post just now is told so kindly, wherever they tried, and gets their words back.
        """
        if isinstance(error, resting.CannotPost):
            return resting.tell_kindly(request)
        if isinstance(error, ReauthenticationRequired) and request.user.is_authenticated:
            return proof.ask_again(request)
        return None


def _to_the_lock(request: HttpRequest) -> HttpResponse:
    """What was typed stays sealed until the session opens; what a script asks for gets no answer."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=403)
    if request.method == "POST":
        keep(request, request.locked_person)  # type: ignore[attr-defined]
    return redirect("lock")


def _to_the_second_step(request: HttpRequest, person: Person) -> HttpResponse:
    if "HX-Request" in request.headers:
        return HttpResponse(status=403)
    if request.method == "POST":
        keep(request, person)
    return redirect("second-step")


def _exists(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def _is_a_sign_of_life(request: HttpRequest) -> bool:
    """An open page that fetches itself again is not someone being here."""
    return "HX-Request" not in request.headers


def where_i_am(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        if person:
            person.session_mark = tickets.mark(request.session.session_key)
        if person and person.time_zone in KNOWN:
            with timezone.override(person.time_zone):
                return answer(request)
        return answer(request)

    return middleware
