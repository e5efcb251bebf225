"""What someone began to write in a group and did not send: kept while they type or when they ask, listed, thrown away, put back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany
from kith.core.once import once
from kith.core.pages import member, page
from kith.groups import access
from kith.groups.began import list_began
from kith.groups.conversations import get_thread
from kith.groups.views.offers import hints
from kith.groups.views.pages import number
from kith.groups.views.typed import is_too_long, too_long, typed
from kith.people.asking import MemberRequest
from kith.spaces import quoting
from kith.spaces.actions import drafts as actions
from kith.spaces.drafts import draft_for, get_draft
from kith.spaces.models import Draft, Space, Thread

TURN = "X-Kith-Turn"


def known_turn(request: HttpRequest) -> int:
    return number(request.POST.get("turn", "")) or 0


def begin_with(viewer: Any, space: Space, thread: Thread | None, fresh: dict[str, Any]) -> dict[str, Any]:
    """What a form in this place begins with: what its writer began there, if they did; `draft` says so."""
    draft = draft_for(viewer, space, thread)
    if draft is None or draft.removed:
        return fresh | {"draft": draft}
    words = draft.words or {}
    body = words.get("body", "")
    body = quoting.to_write_on(viewer, thread, body) if thread else body
    return fresh | words | {"body": body, "turn": draft.turn, "draft": draft}


def keep(request: HttpRequest, space: Space, thread: Thread | None, form: forms.Form) -> bool:
    """Keep for later what was typed; False with a sentence on the form when it cannot be."""
    words = typed(request)
    if is_too_long(words):
        messages.warning(request, too_long())
        return False
    try:
        actions.keep(request.user, space, thread, words, known_turn(request))  # type: ignore[arg-type]
    except actions.KeptElsewhere as error:
        form.initial["turn"] = error.draft.turn if error.draft else 0
        messages.warning(request, written_elsewhere())
        return False
    except TooMany:
        messages.warning(request, _("You have kept words very often just now. Please try again in an hour."))
        return False
    messages.success(request, _("Kept for later. Only you see it. It is in your drafts too."))
    return True


def written_elsewhere() -> str:
    return _(
        "You wrote something else here in another window, and it is kept. Your words are still in the box. "
        "Keep or send them, and they take its place."
    )


@member
@require_POST
def keep_thread(request: MemberRequest, slug: str) -> HttpResponse:
    return _kept(request, access.get_group(request.user, slug).space, None)


@member
@require_POST
def keep_answer(request: MemberRequest, slug: str, thread_id: int) -> HttpResponse:
    thread, _mark = get_thread(request.user, slug, thread_id)
    return _kept(request, thread.space, thread)


def _kept(request: MemberRequest, space: Space, thread: Thread | None) -> HttpResponse:
    """For open pages, which keep what is typed every few seconds: which keeping this is, or that another window was here.

    Hints on its language go along, so that a page need not ask for them.
    """
    words = typed(request)
    if is_too_long(words):
        return HttpResponse(too_long(), status=413, content_type="text/plain")
    try:
        draft = actions.keep(request.user, space, thread, words, known_turn(request))
    except actions.KeptElsewhere as error:
        turn = error.draft.turn if error.draft else 0
        return HttpResponse(written_elsewhere(), status=409, content_type="text/plain", headers={TURN: str(turn)})
    except (TooMany, PermissionDenied):
        return HttpResponse(status=429)
    said = hints(request, thread)
    answer = page(request, "groups/hints.html", {"hints": said}) if said else HttpResponse(status=204)
    answer[TURN] = str(draft.turn if draft else 0)
    return answer


@member
def began(request: MemberRequest) -> HttpResponse:
    """Everything one began and did not send."""
    return page(request, "groups/began.html", {"drafts": list_began(request.user), "nav": "you"})


@member
@once
@require_POST
def throw_away(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft(request.user, draft_id)
    actions.throw_away(request.user, draft)
    messages.success(request, _("Thrown away. You can put it back for an hour."))
    return redirect(_back(request, draft))


@member
@once
@require_POST
def put_back(request: MemberRequest, draft_id: UUID) -> HttpResponse:
    draft = get_draft(request.user, draft_id)
    if actions.put_back(request.user, draft):
        messages.success(request, _("It is back."))
    return redirect(_back(request, draft))


def _back(request: MemberRequest, draft: Draft) -> str:
    """To where it is being written, when the button stood there; else to the list."""
    if "here" not in request.POST:
        return reverse("drafts")
    return next((one.href for one in list_began(request.user) if one.id == draft.pk and one.href), reverse("drafts"))
