"""One's part in a group, saying hello there, and missing people who asked for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access, actions
from kith.groups.belonging import access as belonging
from kith.groups.belonging.forms import HelloForm, MissedForm, PartForm
from kith.groups.belonging.pace import in_words
from kith.groups.models import Group
from kith.groups.unanswered import unanswered
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces.forms import say_when
from kith.spaces.models import Membership


def context_of(group: Group, membership: Membership | None, standing: list[Membership]) -> dict[str, Any]:
    """What a group's page says about belonging, from rows it has anyway. Who welcomes is shown to those inside alone."""
    inside = bool(membership and membership.is_active)
    mine = membership.pk if membership else None
    return {
        "facilitators": [one for one in standing if one.runs_it],
        "welcomers": [one for one in standing if inside and one.welcomes and one.pk != mine],
        "pace": in_words(group.answer_minutes),
        "minds": bool(membership and membership.minds_others),
    }


def came(request: Any, group: Group, membership: Membership | None, threads: list[Any]) -> dict[str, Any]:
    """A newcomer is shown how to say hello; someone who was away is welcomed back. It asks the database nothing."""
    if membership is None or not membership.is_active:
        return {"newcomer": False, "back": False}
    actions.was_here(request.user, membership)
    newcomer = group.space.writing and belonging.is_new_here(membership, threads)
    return {"newcomer": newcomer, "back": not newcomer and belonging.was_away(membership, threads)}


def _inside(request: MemberRequest, slug: str) -> tuple[Group, Membership | None]:
    group = access.get_group(request.user, slug)
    membership = spaces.get_membership(request.user, group.space)
    return group, membership if membership and membership.is_active else None


@member
@once
def part(request: MemberRequest, slug: str) -> HttpResponse:
    group, held = _inside(request, slug)
    if held is None:
        return redirect("group", slug=slug)
    names = ("line", "welcomes", "answers_a_week", "missed_after")
    form = PartForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    if request.method == "POST" and form.is_valid():
        actions.set_part(request.user, group, **form.cleaned_data)
        messages.success(request, _("Kept. You can change it at any time."))
        return redirect("group", slug=slug)
    asked = bool(held.welcome_asked and not held.welcomes)
    context = {"group": group, "held": held, "form": form, "asked": asked, "nav": "groups"}
    return page(request, "groups/part.html", context, status=422 if form.errors else 200)


@member
@once
def hello(request: MemberRequest, slug: str) -> HttpResponse:
    group, held = _inside(request, slug)
    if held is None or not spaces.can_post(held, group.space):
        return redirect("group", slug=slug)
    if "not_now" in request.POST:
        actions.rather_not(request.user, group)
        return redirect("group", slug=slug)
    form = HelloForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            thread = actions.say_hello(request.user, group, form.said())
            messages.success(request, _("You have said hello. Take your time; you can read without writing, too."))
            return redirect("thread", slug=slug, thread_id=thread.pk)
        except TooMany as error:
            say_when(form, error)
    _held, standing = spaces.mine_and_running(request.user, group.space)
    context = context_of(group, held, standing) | {
        "group": group,
        "held": held,
        "form": form,
        "readers": access.readers(request.user, group),
        "nav": "groups",
    }
    return page(request, "groups/hello.html", context, status=422 if form.errors else 200)


@member
@require_POST
def ask_to_welcome(request: MemberRequest, slug: str) -> HttpResponse:
    name = request.POST.get("member", "")
    actions.ask_to_welcome(request.user, access.get_group(request.user, slug), name)
    messages.success(request, _("They are asked. If they say yes, you see it here. If not, that is fine too."))
    return redirect("group_members", slug=slug)


@member
@once
def missed(request: MemberRequest, slug: str) -> HttpResponse:
    """Who waits for an answer, and who is quiet and asked to be missed, for those who run the group or welcome there."""
    group, held = _inside(request, slug)
    if held is None or not held.minds_others:
        raise Http404
    found = belonging.quiet_members(request.user, group)
    chosen = request.POST.get("who") or request.GET.get("who", "")
    if chosen:
        return _say_hello_to(request, group, held, chosen)
    context = {
        "group": group,
        "waiting": unanswered(request.user, group),
        "rows": [(one, belonging.weeks_quiet(one, now())) for one in found],
        "nav": "groups",
    }
    return page(request, "groups/missed.html", context)


def _say_hello_to(request: MemberRequest, group: Group, held: Membership, chosen: str) -> HttpResponse:
    one = belonging.get_quiet(request.user, group, chosen)
    form = MissedForm(request.POST or None, name=str(one.membership.handle))
    if request.method == "POST" and form.is_valid():
        if actions.say_we_miss_you(request.user, group, one, form.cleaned_data["words"]):
            messages.success(request, _("Your hello is on its way. They need not answer."))
        else:
            messages.info(request, _("Someone else has just said hello to them."))
        return redirect("group_missed", slug=group.slug)
    context = {"group": group, "held": held, "one": one, "form": form, "nav": "groups"}
    return page(request, "groups/miss.html", context, status=422 if form.errors else 200)


@member
@once
def hello_to_me(request: MemberRequest, slug: str) -> HttpResponse:
    """The hello someone wrote to the viewer because they asked to be missed, and two ways to answer it."""
    group = access.get_group(request.user, slug)
    one = belonging.hello_to(request.user, group).first()
    if one is None:
        return redirect("group", slug=slug)
    if request.method == "POST":
        answer = "stop" if "stop" in request.POST else "fine"
        actions.answer_hello(request.user, one, answer)
        said = _("Nobody here will write to you again because you are quiet.")
        messages.success(request, said if answer == "stop" else _("They are told that you are all right."))
        return redirect("group", slug=slug)
    prefetch_keys([one.writer_id] if one.writer_id else [])
    return page(request, "groups/hello_to_me.html", {"group": group, "one": one, "nav": "groups"})
