"""The room of those who run a group, the welcome for whoever joins, and notes to hand over."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.core.retention import days
from kith.groups import access, actions
from kith.groups.forms import NoteForm, WelcomeForm
from kith.groups.models import Group
from kith.groups.room import sections
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces.forms import say_when
from kith.spaces.models import Membership


def _get(request: MemberRequest, slug: str) -> tuple[Group, Membership]:
    """Raises Http404 for everyone who does not run the group, stewards too."""
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    if membership is None or not access.can_answer_requests(request.user, group, membership):
        raise Http404
    return group, membership


@member
@once
def room(request: MemberRequest, slug: str) -> HttpResponse:
    group, membership = _get(request, slug)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and (note := request.POST.get("back") or request.POST.get("again")):
        actions.take_note_back(request.user, group, note, back="back" in request.POST)
        return redirect("group_room", slug=slug)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_note(request.user, group, form.cleaned_data["words"])
            return redirect("group_room", slug=slug)
        except TooMany as error:
            say_when(form, error)
    context = {
        "group": group,
        "form": form,
        "sections": sections(request.user, group, membership),
        "kept": days("hand_over_notes"),
        "nav": "groups",
    }
    return page(request, "groups/room.html", context, status=422 if form.errors else 200)


@member
@once
def edit_welcome(request: MemberRequest, slug: str) -> HttpResponse:
    group, _membership = _get(request, slug)
    form = WelcomeForm(request.POST or None, initial={"words": group.welcome})
    if request.method == "POST" and form.is_valid():
        actions.set_welcome(request.user, group, form.cleaned_data["words"])
        messages.success(request, _("The welcome message is kept."))
        return redirect("group_room", slug=slug)
    context = {"group": group, "form": form, "nav": "groups"}
    return page(request, "groups/edit_welcome.html", context, status=422 if form.errors else 200)


@member
def welcome(request: MemberRequest, slug: str) -> HttpResponse:
    """What those who run the group say to whoever joins: shown once after joining, and whenever one comes back to it."""
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    if membership is None or not membership.is_active or not group.welcome:
        return redirect("group", slug=slug)
    can_post = spaces.can_post(membership, group.space)
    return page(request, "groups/welcome.html", {"group": group, "can_post": can_post, "nav": "groups"})
