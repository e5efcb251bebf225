"""Where those in trust look at what members share, before others see it and again later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from kith.core.once import once
from kith.core.outside import host_of
from kith.core.pages import page, role
from kith.people.asking import MemberRequest
from kith.resources import access, actions
from kith.resources.forms import AcceptForm, DeclineForm
from kith.resources.models import Problem, Resource
from kith.resources.views.pages import NAV


@role(*access.CHECKERS)
def to_check(request: MemberRequest) -> HttpResponse:
    context = {
        "waiting": list(access.to_check(request.user)[:50]),
        "again": list(access.to_look_at_again(request.user)[:50]),
        "nav": NAV,
    }
    return page(request, "resources/to_check.html", context)


@role(*access.CHECKERS)
@once
def check(request: MemberRequest, mark: str) -> HttpResponse:
    """One resource with what was said to be wrong with it: show it, or not."""
    found = access.get_resource(request.user, mark)
    if found.person_id == request.user.pk:
        raise Http404
    declining = request.method == "POST" and "decline" in request.POST
    accept = AcceptForm(request.POST if request.method == "POST" and not declining else None)
    decline = DeclineForm(request.POST if declining else None)
    form = decline if declining else accept
    problems = access.open_problems(request.user, found)
    if request.method == "POST" and _is_as_read(request, found, problems) and form.is_valid():
        _answer(request, found, {**form.cleaned_data, "problems": problems}, declining)
        return redirect("resources-check")
    context = {
        "resource": found,
        "host": host_of(found.url),
        "problems": problems,
        "accept": accept,
        "decline": decline,
        "as_read": _as_read(found, problems),
        "nav": NAV,
    }
    return page(request, "resources/check.html", context, status=422 if form.errors else 200)


def _as_read(found: Resource, problems: Sequence[Problem]) -> str:
    """Stands for the words, and for each problem, as they are now; it does not tell when a problem was said."""
    if not problems:
        return found.changed.isoformat()
    said = repr([(one.pk.hex, one.at.timestamp()) for one in problems])
    return f"{found.changed.isoformat()} {salted_hmac('kith.resources.read', said, algorithm='sha256').hexdigest()}"


def _is_as_read(request: MemberRequest, found: Resource, problems: Sequence[Problem]) -> bool:
    """Whoever says yes must have read the words that are there now, and every problem."""
    if request.POST.get("as_read") == _as_read(found, problems):
        return True
    messages.warning(
        request, _("It was changed, or someone said what is wrong, while you read it. This is how it is now.")
    )
    return False


def _answer(request: MemberRequest, found: Resource, said: dict[str, Any], declining: bool) -> None:
    act = actions.decline if declining else actions.accept
    if not act(request.user, found, **said):
        messages.warning(request, _("It was changed while you read it. Please look at it once more."))
    elif declining:
        messages.success(request, _("It is not shown. The person who shared it reads your words."))
    else:
        messages.success(request, _("It is shown to everyone now."))
