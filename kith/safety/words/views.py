"""Pages on hints: which ones someone sees, and what the steward lets them say."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.ids import short_code
from kith.core.once import once
from kith.core.pages import member, page, role
from kith.people.asking import MemberRequest
from kith.safety.words import access, actions
from kith.safety.words.forms import HintForm
from kith.safety.words.hinting import every_hint


@member
@once
def hints(request: MemberRequest) -> HttpResponse:
    """Each hint with a box, and one box for none at all."""
    if request.method == "POST":
        actions.choose(request.user, request.POST.getlist("hint"), "none" in request.POST)
        messages.success(request, _("Saved."))
        return redirect("hints")
    found, none_at_all = access.my_hints(request.user)
    return page(request, "safety/words/hints.html", {"hints": found, "none_at_all": none_at_all, "nav": "you"})


@role("steward")
def steward_hints(request: MemberRequest) -> HttpResponse:
    return page(request, "safety/words/steward_hints.html", {"hints": every_hint(), "nav": "you"})


@role("steward")
@once
def new_hint(request: MemberRequest) -> HttpResponse:
    form = HintForm(request.POST or None, initial={"is_on": True})
    if request.method == "POST" and form.is_valid():
        actions.write_hint(request.user, f"own-{short_code(8)}", **form.said())
        messages.success(request, _("Added. It is shown from now on."))
        return redirect("steward-hints")
    context = {"form": form, "hint": None, "nav": "you"}
    return page(request, "safety/words/steward_hint.html", context, status=422 if form.errors else 200)


@role("steward")
@once
def steward_hint(request: MemberRequest, code: str) -> HttpResponse:
    found = access.get_hint(request.user, code)
    start = {
        "words": "\n".join(found.hint.wordings),
        "why": found.why,
        "instead": found.instead,
        "source": found.source,
    }
    form = HintForm(request.POST or None, initial={**start, "is_on": found.is_on})
    if request.method == "POST" and form.is_valid():
        actions.write_hint(request.user, code, **form.said())
        messages.success(request, _("Saved."))
        return redirect("steward-hints")
    context = {"form": form, "hint": found, "nav": "you"}
    return page(request, "safety/words/steward_hint.html", context, status=422 if form.errors else 200)


@role("steward")
@once
@require_POST
def put_back(request: MemberRequest, code: str) -> HttpResponse:
    """What the hint came with stands again; one of the steward's own is taken away."""
    access.get_hint(request.user, code)
    if actions.put_back(request.user, code):
        messages.success(request, _("Done."))
    return redirect("steward-hints")
