"""Puts a few threads above the others in a group, and lets them down again: for those who run it."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.models import Person
from kith.spaces.access import get_membership
from kith.spaces.actions import Full
from kith.spaces.lists import PINS
from kith.spaces.models import Space, Thread
from kith.spaces.topics import announce_list


@transaction.atomic
def pin(actor: Person, thread: Thread) -> None:
    """Raises Http404 for those who do not run the group, Full when as many are pinned as a list bears."""
    _require_running(actor, thread)
    space = Space.objects.select_for_update().get(pk=thread.space_id)
    if Thread.objects.filter(space=space, pinned__isnull=False).exclude(pk=thread.pk).count() >= PINS:
        raise Full
    if Thread.objects.filter(pk=thread.pk, pinned__isnull=True, withdrawn__isnull=True).update(pinned=now()):
        _changed(actor, thread, Verb.THREAD_PINNED)


@transaction.atomic
def unpin(actor: Person, thread: Thread) -> None:
    """Let it stand among the others again. Raises Http404 for those who do not run the group."""
    _require_running(actor, thread)
    Space.objects.select_for_update().get(pk=thread.space_id)
    if Thread.objects.filter(pk=thread.pk, pinned__isnull=False).update(pinned=None):
        _changed(actor, thread, Verb.THREAD_UNPINNED)


def _require_running(actor: Person, thread: Thread) -> None:
    membership = get_membership(actor, thread.space)
    if membership is None or not membership.runs_it:
        raise Http404


def _changed(actor: Person, thread: Thread, verb: Verb) -> None:
    pinned = Thread.objects.filter(space=thread.space_id, pinned__isnull=False)
    Space.objects.filter(pk=thread.space_id).update(pins=pinned.count())
    record(verb, actor, kind="thread", thing=thread.pk)
    announce(f"thread:{thread.pk}")
    announce_list(thread.space_id, thread.readers)
