"""Answering a poll, and taking the answer back: one press in the thread it stands in."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404

from kith.groups.views.pages import number
from kith.people.asking import MemberRequest
from kith.spaces.models import Poll, Thread
from kith.spaces.polls import actions
from kith.spaces.polls.access import get_poll


def _poll(request: MemberRequest, thread: Thread, value: str) -> Poll:
    poll_id = number(value)
    if poll_id is None:
        raise Http404
    return get_poll(request.user, thread, poll_id)


def choose(request: MemberRequest, thread: Thread, value: str) -> int:
    """Sent with nothing chosen, it changes nothing."""
    poll = _poll(request, thread, value)
    places = [number(place) for place in request.POST.getlist("choice")]
    if None in places:
        raise Http404
    if places:
        actions.answer_poll(request.user, poll, [place for place in places if place is not None])
    return poll.post_id


def unchoose(request: MemberRequest, thread: Thread, value: str) -> int:
    poll = _poll(request, thread, value)
    actions.take_answer_back(request.user, poll)
    return poll.post_id


ACTS: dict[str, Callable[[MemberRequest, Thread, str], int]] = {"choose": choose, "unchoose": unchoose}
