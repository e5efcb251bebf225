"""While someone writes: how it will look, and whom they could name."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from kith.core.limits import TooMany, limit
from kith.core.pages import member, page
from kith.groups import access
from kith.groups.conversations import get_thread
from kith.groups.views.offers import hints, hints_away
from kith.groups.views.typed import typed
from kith.people.asking import MemberRequest
from kith.spaces import access as spaces
from kith.spaces import naming, quoting
from kith.spaces.models import Space, Thread

LOOKS_A_MINUTE = 60
NAMES_A_MINUTE = 90


@member
@require_POST
def look_at_thread(request: MemberRequest, slug: str) -> HttpResponse:
    return _look(request, access.get_group(request.user, slug).space, None)


@member
@require_POST
def look_at_answer(request: MemberRequest, slug: str, thread_id: int) -> HttpResponse:
    thread, _mark = get_thread(request.user, slug, thread_id)
    return _look(request, thread.space, thread)


def _look(request: MemberRequest, space: Space, thread: Thread | None) -> HttpResponse:
    """What was typed as the group would read it. Nothing of it is kept."""
    _only_writers(request, space)
    try:
        limit(request.user, "look", LOOKS_A_MINUTE, 60)
    except TooMany:
        return HttpResponse(status=429)
    return page(
        request, "groups/look.html", {"words": how_it_looks(request, space, thread), "hints": hints(request, thread)}
    )


def _only_writers(request: MemberRequest, space: Space) -> None:
    if not spaces.can_post(spaces.get_membership(request.user, space), space):
        raise Http404


def how_it_looks(request: MemberRequest, space: Space, thread: Thread | None, form: Any = None) -> str:
    """As Markdown: with the names that were found, and with quotes as they stand. A form gets its hints on language."""
    if form is not None:
        form.hints, form.hints_away = hints(request, thread), hints_away(request)
    words, _named = naming.found_in(request.user, space, typed(request)["body"])
    return quoting.as_read(request.user, thread, [words])[0] if thread else words


@member
def names(request: MemberRequest, slug: str) -> HttpResponse:
    """A few people in the group whose name begins so; for those who write there."""
    group = access.get_group(request.user, slug)
    _only_writers(request, group.space)
    try:
        limit(request.user, "names", NAMES_A_MINUTE, 60)
    except TooMany:
        return HttpResponse(status=429)
    found = naming.names_like(request.user, group.space, request.GET.get("q", "")[:40].replace("\0", ""))
    return page(request, "groups/named.html", {"names": found})
