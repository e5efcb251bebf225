"""Finding what others shared, sharing something, and saying what is wrong with it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.meanwhile import changed_meanwhile
from kith.core.once import once
from kith.core.outside import host_of
from kith.core.pages import member, page, public
from kith.people.asking import MemberRequest
from kith.resources import access, actions
from kith.resources.forms import FindForm, ProblemForm, ShareForm
from kith.resources.models import Resource
from kith.spaces.forms import say_when

NAV = "services"
CHECKED_BY = {
    "practitioner": gettext_lazy("a practitioner here"),
    "moderator": gettext_lazy("a moderator here"),
    "steward": gettext_lazy("a steward here"),
}


@public
def resources(request: HttpRequest) -> HttpResponse:
    """What everyone may see, found by words and choices."""
    form = FindForm(request.GET)
    asked = form.asked()
    found = access.find(asked.get("q", ""), **{name: value for name, value in asked.items() if name != "q"})
    context = {
        "form": form,
        "asked": asked,
        "page_obj": Paginator(found, access.A_PAGE).get_page(request.GET.get("page")),
        "to_check": access.waiting_for(request.user),
        "nav": NAV,
    }
    return page(request, "resources/resources.html", context)


@public
def resource(request: HttpRequest, mark: str) -> HttpResponse:
    found = access.get_resource(request.user, mark)
    return page(request, "resources/resource.html", _one(request, found, ProblemForm()))


def _one(request: HttpRequest, found: Resource, form: ProblemForm) -> dict:
    viewer = request.user
    return {
        "resource": found,
        "host": host_of(found.url),
        "mine": bool(viewer.pk) and found.person_id == viewer.pk,
        "can_check": access.can_check(viewer) and found.person_id != viewer.pk,
        "answer": access.answer_to(viewer, found),
        "reported": access.has_reported(viewer, found),
        "checker": CHECKED_BY.get(found.checked_as, _("someone in trust")),
        "problem": form,
        "nav": NAV,
    }


@member
@once
def problem(request: MemberRequest, mark: str) -> HttpResponse:
    """Say what is wrong with something that is shown."""
    found = access.get_resource(request.user, mark)
    if request.method != "POST":
        return redirect("resource", mark=mark)
    form = ProblemForm(request.POST)
    if form.is_valid():
        try:
            actions.report(request.user, found, **form.cleaned_data)
            messages.success(request, _("Thank you. Someone who checks these will look at it. Nobody else sees it."))
            return redirect("resource", mark=mark)
        except TooMany as error:
            say_when(form, error)
    return page(request, "resources/resource.html", _one(request, found, form), status=422)


@member
@once
def share(request: MemberRequest) -> HttpResponse:
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.share(request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. Someone in trust looks at it before others see it."))
            return redirect("resource", mark=made.code)
        except TooMany as error:
            say_when(form, error)
    context = {"form": form, "resource": None, "nav": NAV}
    return page(request, "resources/share.html", context, status=422 if form.errors else 200)


@member
@once
def change(request: MemberRequest, mark: str) -> HttpResponse:
    mine = access.get_mine(request.user, mark)
    start = {name: getattr(mine, name) for name in actions.FIELDS} | {"topics": [t.code for t in mine.topics.all()]}
    form = ShareForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and not changed_meanwhile(request, form):
        try:
            actions.change(request.user, mine, **form.cleaned_data)
            messages.success(request, _("Changed. Someone in trust looks at it again before others see it."))
            return redirect("resource", mark=mark)
        except TooMany as error:
            say_when(form, error)
    context = {"form": form, "resource": mine, "nav": NAV}
    return page(request, "resources/share.html", context, status=422 if form.errors else 200)


@member
def mine(request: MemberRequest) -> HttpResponse:
    """What the viewer shared, and what became of it."""
    context = {"mine": list(access.my_resources(request.user)[:200]), "removed": _removed(request), "nav": NAV}
    return page(request, "resources/mine.html", context)


def _removed(request: MemberRequest) -> str:
    try:
        return access.get_taken_back(request.user, request.GET.get("removed", "")).code
    except Http404:
        return ""


@member
@require_POST
def take_back(request: MemberRequest, mark: str) -> HttpResponse:
    actions.take_back(request.user, access.get_mine(request.user, mark))
    response = redirect("resources-mine")
    response["Location"] += f"?removed={mark}"
    return response


@member
@require_POST
def put_back(request: MemberRequest, mark: str) -> HttpResponse:
    actions.put_back(request.user, access.get_taken_back(request.user, mark))
    messages.success(request, _("It is back."))
    return redirect("resources-mine")
