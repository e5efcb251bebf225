"""Someone who cannot post for a while, and someone whose account rests: what stays theirs, and how they are told."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kith.core.pages import page, what_was_typed
from kith.people.models import Person

# Whatever was done about someone, they can read what and why, ask for another look, find help, and take or erase their data.
STILL_OPEN = {
    "about-you", "about-you-act", "ladder", "help-now", "plan-crisis", "worker", "offline", "privacy", "privacy-here",
    "my-data", "my-data-ask", "my-data-download", "my-data-remove", "erase", "leaving", "keep-account", "kept",
    "looked", "had-to-look", "discreet", "exit-explained", "notices_stop",
}  # fmt: skip


class CannotPost(PermissionDenied):
    """Those who keep the place safe paused the posting of whoever tried."""


def require_not_paused(actor: Person) -> None:
    """Call it before anything that others would meet. Raises CannotPost."""
    if actor.is_paused:
        raise CannotPost


def to_what_was_done(request: HttpRequest) -> HttpResponse:
    """An open page that asks for its block again gets nothing; anything else leads to what was done and why."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=403)
    if request.method == "POST":
        return tell_kindly(request)
    return redirect("about-you")


def tell_kindly(request: HttpRequest) -> HttpResponse:
    return page(request, "people/paused.html", {"typed": what_was_typed(request)}, status=403)
