"""Coming into a group and leaving it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.actions.agreeing import Reworded
from kith.groups.forms import AskForm, JoinForm
from kith.groups.models import Agreement, Group
from kith.groups.views.pages import group_context
from kith.people.actions import HasElsewhere, Taken
from kith.people.asking import MemberRequest
from kith.people.resting import require_not_paused
from kith.spaces.actions import Full
from kith.spaces.forms import say_when


@member
@once
def join(request: MemberRequest, slug: str) -> HttpResponse:
    """The agreement first; then a name, and in (or a question to those who run it)."""
    require_not_paused(request.user)
    group = access.get_group(request.user, slug)
    context = group_context(request, group)
    membership, step = context["membership"], context["step"]
    if context["inside"] or step in ("asked", "waiting"):
        return redirect("group", slug=slug)
    walk_in = step in ("join", "invited", "offered")
    if not walk_in and step != "ask" and not (step == "wait" and request.method == "POST"):
        return page(request, "groups/join.html", context | {"form": None, "walk_in": False, "agreement": None})
    agreement = access.current_agreement(group)
    form = _form(request, group, membership, step != "ask", agreement)
    if request.method == "POST" and form.is_valid() and _enter(request, group, form, step != "ask"):
        return redirect("group_welcome" if group.welcome and step != "ask" else "group", slug=slug)
    if request.method == "POST":
        agreement = access.current_agreement(group)  # it may have been changed in this moment
    invited = bool(membership and membership.state == "invited")
    context |= {"form": form, "walk_in": step != "ask", "agreement": agreement, "invited": invited}
    return page(request, "groups/join.html", context, status=422 if request.method == "POST" else 200)


def _form(request: MemberRequest, group: Group, membership: Any, walk_in: bool, agreement: Any) -> JoinForm:
    name = membership.handle.name if membership else request.user.name
    kind = JoinForm if walk_in else AskForm
    start = {"name": name, "version": _version(agreement)}
    return kind(request.POST or None, initial=start, fixed_name=access.must_use_main_name(request.user))


def _version(agreement: Agreement | None) -> int:
    return agreement.version if agreement else 0


def _enter(request: MemberRequest, group: Group, form: JoinForm, walk_in: bool) -> bool:
    """Do it, or put on the form why it cannot be done."""
    said, read = form.cleaned_data, form.cleaned_data["version"] or 0
    try:
        if walk_in:
            actions.join(request.user, group, said.get("name", ""), said.get("colour"), read)
            messages.success(request, _("Welcome. You are in, and the group is on your map now."))
        else:
            name, answer = said.get("name", ""), said.get("answer", "")
            actions.ask_to_join(request.user, group, name, answer, said.get("colour"), read)
            messages.success(request, _("You have asked to join. You will find the answer among your notices."))
    except Reworded:
        form.add_error(None, _("The agreement was changed while you were reading. Please read it once more."))
        form.data = {**form.data, "version": _version(access.current_agreement(group))}
    except Full:
        form.add_error(None, _("The group is full just now. On its page you can wait for a place."))
    except (Taken, HasElsewhere) as error:
        form.add_error("name", why_not(error))
    except TooMany as error:
        say_when(form, error)
    return not form.errors


def why_not(error: Exception) -> str:
    """Why a name cannot be had in a group. That it is one's own is said to oneself alone."""
    if isinstance(error, HasElsewhere):
        return _("You have this name elsewhere. Using it here too would show that both are you. Please choose another.")
    return _("Someone has this name already. Please choose another.")


@member
@require_POST
def leave(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group(request.user, slug)
    if actions.leave(request.user, group):
        return redirect("groups")
    messages.warning(
        request,
        _("You are the only one who runs this group. First let someone else run it with you, then you can leave."),
    )
    return redirect("group_members", slug=slug)


@member
@require_POST
def come_back(request: MemberRequest, slug: str) -> HttpResponse:
    """Undo leaving. A hidden group is found here only by someone who left it a moment ago."""
    group = next((one for one in access.left_lately(request.user) if one.slug == slug), None)
    if group is None:
        raise Http404
    try:
        actions.come_back(request.user, group)
    except Full:
        messages.warning(request, _("The group is full just now. You can look again another day."))
        return redirect("groups")
    messages.success(request, _("You are back, as if you had not left."))
    return redirect("group", slug=slug)


@member
@require_POST
def withdraw_request(request: MemberRequest, slug: str) -> HttpResponse:
    actions.withdraw_request(request.user, access.get_group(request.user, slug))
    messages.success(request, _("You have taken your request back. Nobody is told."))
    return redirect("groups")
