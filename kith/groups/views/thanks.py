"""Saying thank you in words, and one's own thanks: to read, put away, and print as a record."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.belonging import access as belonging
from kith.groups.belonging.forms import RecordForm, ThanksForm
from kith.groups.belonging.models import Thanks
from kith.groups.met import get_name
from kith.groups.models import Group
from kith.groups.views.threads import get_seen
from kith.people.asking import MemberRequest
from kith.people.models import Handle
from kith.spaces import access as spaces
from kith.spaces.forms import say_when
from kith.spaces.models import Post


@member
@once
def say(request: MemberRequest, slug: str) -> HttpResponse:
    """Thank someone by the name they have in the group."""
    group = access.get_group(request.user, slug)
    to = get_name(request.user, group, request.GET.get("name", ""))
    return _say(request, group, to, None, reverse("group_members", args=[slug]))


@member
@once
def for_post(request: MemberRequest, slug: str, thread_id: int, post_id: int) -> HttpResponse:
    """Thank whoever wrote a post, also one without a name."""
    seen = get_seen(request.user, slug, thread_id)
    post = spaces.get_post(request.user, seen.thread, post_id)
    if post.author is None or post.withdrawn or post.author.person_id == request.user.pk:
        raise Http404
    return _say(request, seen.group, post.author, post, f"{seen.address}?after={post.pk - 1}#p{post.pk}")


def _say(request: MemberRequest, group: Group, to: Handle, post: Post | None, back: str) -> HttpResponse:
    held = spaces.get_membership(request.user, group.space)
    if held is None or not held.is_active:
        return redirect("group", slug=group.slug)
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_thanks(request.user, group, to, form.cleaned_data["words"], post)
            messages.success(request, _("Your thanks are on their way. Only they read them."))
            return redirect(back)
        except TooMany as error:
            say_when(form, error)
    context = {"group": group, "to": to, "held": held, "back": back, "form": form, "nav": "groups"}
    return page(request, "groups/thank.html", context, status=422 if form.errors else 200)


@member
@once
def thanks(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        return _keep(request)
    rows = list(belonging.my_thanks(request.user)[:200])
    removed = list(belonging.removed_thanks(request.user)[:20])
    prefetch_keys({one.giver_id for one in [*rows, *removed]})
    context = {
        "kept": [one for one in rows if one.state != Thanks.State.AWAY],
        "away": [one for one in rows if one.state == Thanks.State.AWAY],
        "removed": removed,
        "groups": belonging.known_names(request.user, {one.group_id for one in rows}),
        "nav": "you",
    }
    return page(request, "groups/thanks.html", context)


def _keep(request: MemberRequest) -> HttpResponse:
    for state in (Thanks.State.KEPT, Thanks.State.AWAY):
        if state in request.POST:
            actions.keep_thanks(request.user, belonging.get_thanks(request.user, request.POST[state]), state)
            return redirect("thanks")
    actions.remove_thanks(request.user, belonging.get_thanks(request.user, request.POST.get("remove", "")))
    messages.success(request, _("Removed. You can put it back within the hour."))
    return redirect("thanks")


@member
def record(request: MemberRequest) -> HttpResponse:
    """One's own record of contribution: first the choice of what stands on it, then the page to print. Nothing of it is kept."""
    lines = {str(one.pk): _line(one, group) for one, group in belonging.my_lines(request.user)}
    found = {str(one.pk): one for one in belonging.my_thanks(request.user)[:200]}
    prefetch_keys({one.giver_id for one in found.values()})
    form = RecordForm(
        request.POST or None,
        initial={"name": request.user.name},
        lines=list(lines.items()),
        thanks=[(pk, Truncator(one.words).chars(120)) for pk, one in found.items()],
    )
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        context = {
            "name": said["name"],
            "lines": [lines[pk] for pk in said.get("lines", [])],
            "thanks": [found[pk] for pk in said.get("thanks", [])],
            "now_is": now(),
            "nav": "you",
        }
        return page(request, "groups/record.html", context)
    context = {"form": form, "empty": not (lines or found), "nav": "you"}
    return page(request, "groups/record_form.html", context, status=422 if form.errors else 200)


def _line(membership: Any, group: Group) -> str:
    parts = [str(membership.get_role_display())] if membership.runs_it else []
    parts += [_("Welcomes newcomers")] if membership.welcomes else []
    return " · ".join(
        [f"{group.name}: {', '.join(parts)}" if parts else group.name, *([membership.line] if membership.line else [])]
    )
