"""The turns in a group's life as pages: a break, closing with a goodbye, opening again; and saying yes to what changed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.agreements import change_for
from kith.groups.forms import CloseForm, PauseForm
from kith.groups.forms.life import USUAL
from kith.groups.models import Group
from kith.groups.standing import days_until_forgotten
from kith.groups.views.pages import number
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces.forms import say_when


def _get(request: MemberRequest, slug: str) -> Group:
    """A group whose life the viewer may decide about. Raises Http404 for everyone else."""
    group = access.get_group(request.user, slug)
    if not access.can_set_roles(request.user, group):
        raise Http404
    return group


def _show(request: MemberRequest, name: str, group: Group, form: forms.Form, **more: Any) -> HttpResponse:
    context = {"group": group, "form": form, "nav": "groups"} | more
    return page(request, f"groups/{name}.html", context, status=422 if form.errors else 200)


@member
@once
def pause(request: MemberRequest, slug: str) -> HttpResponse:
    group = _get(request, slug)
    if group.is_closing or group.state == Group.State.CLOSED:
        return redirect("group_close", slug=slug)
    start = {"words": group.pause_words, "resumes": group.resumes}
    form = PauseForm(request.POST or None, initial=start)
    if request.method == "POST" and "end" in request.POST:
        actions.resume(request.user, group)
        messages.success(request, _("The break is over. Everyone in the group is told."))
        return redirect("group", slug=slug)
    if request.method == "POST" and form.is_valid():
        actions.pause(request.user, group, form.cleaned_data["words"], form.cleaned_data["resumes"])
        messages.success(request, _("The group takes a break. Everyone in it is told."))
        return redirect("group", slug=slug)
    return _show(request, "pause", group, form)


@member
@once
def close(request: MemberRequest, slug: str) -> HttpResponse:
    """Say when, with a goodbye; or, once that is said, another day or not at all; or open it again."""
    group = _get(request, slug)
    if request.method == "POST" and "undo" in request.POST:
        return _go_on(request, group)
    start = {
        "closes": group.closes or timezone.localdate() + timedelta(days=USUAL),
        "title": _("Goodbye, and thank you"),
        "words": _("This group comes to an end. Here is a place to say goodbye, and to thank one another."),
    }
    form = CloseForm(request.POST or None, initial=start)
    if group.goodbye_id:
        del form.fields["title"], form.fields["words"]
    open_now = group.state != Group.State.CLOSED
    if open_now and request.method == "POST" and form.is_valid() and _announce(request, group, form):
        return redirect("group", slug=slug)
    return _show(request, "close", group, form, kept=days_until_forgotten())


def _announce(request: MemberRequest, group: Group, form: forms.Form) -> bool:
    said = form.cleaned_data
    try:
        actions.announce_closing(request.user, group, said["closes"], said.get("title", ""), said.get("words", ""))
    except TooMany as error:
        say_when(form, error)
        return False
    messages.success(request, _("The day is set. Everyone in the group is told."))
    return True


def _go_on(request: MemberRequest, group: Group) -> HttpResponse:
    if group.state == Group.State.CLOSED:
        actions.reopen(request.user, group)
        messages.success(request, _("The group is open again. Everyone in it is told."))
    else:
        actions.call_off_closing(request.user, group)
        messages.success(request, _("The group goes on. Everyone in it is told."))
    return redirect("group", slug=group.slug)


@member
@once
def agreement(request: MemberRequest, slug: str) -> HttpResponse:
    """What changed since one agreed, as before and now; with a yes, or a way out."""
    group = access.get_group(request.user, slug)
    membership, change = spaces.get_membership(request.user, group.space), change_for(request.user, group)
    if membership is None or not membership.is_active or change is None:
        return redirect("group", slug=slug)
    if request.method == "POST":
        if actions.agree(request.user, group, number(request.POST.get("version", "")) or 0):
            messages.success(request, _("Thank you. You can write here again."))
            return redirect("group", slug=slug)
        messages.warning(request, _("The agreement was changed while you were reading. Please read it once more."))
        return redirect("group_agreement", slug=slug)
    context = {"group": group, "change": change, "agrees": membership.agrees, "nav": "groups"}
    return page(request, "groups/agreement.html", context)


@member
@require_POST
def wait(request: MemberRequest, slug: str) -> HttpResponse:
    """Wait for a place in a full group."""
    group = access.get_group(request.user, slug)
    try:
        waits = actions.wait(request.user, group)
    except TooMany:
        messages.warning(request, _("You have done this many times today. You can do it again tomorrow."))
        return redirect("group", slug=slug)
    if not waits:
        return redirect("group_join", slug=slug)
    messages.success(request, _("You are waiting now. When there is a place for you, you get a notice."))
    return redirect("group", slug=slug)


@member
@require_POST
def stop_waiting(request: MemberRequest, slug: str) -> HttpResponse:
    group = access.get_group(request.user, slug)
    actions.stop_waiting(request.user, group)
    messages.success(request, _("You are not waiting any more. Nobody is told."))
    return redirect("group", slug=slug)
