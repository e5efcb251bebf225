"""What those who run a group do in their own room: a welcome for whoever joins, and notes to hand over."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups import access
from kith.groups.models import Group, HandOverNote
from kith.people.models import Person
from kith.spaces.access import get_membership
from kith.spaces.models import Membership

NOTES_AN_HOUR = 30


def _who_runs_it(actor: Person, group: Group) -> Membership:
    membership = get_membership(actor, group.space)
    if membership is None or not access.can_answer_requests(actor, group, membership):
        raise Http404
    return membership


@transaction.atomic
def set_welcome(actor: Person, group: Group, words: str) -> None:
    """What each person who joins reads once. Empty for none."""
    _who_runs_it(actor, group)
    if Group.objects.filter(pk=group.pk).exclude(welcome=words).update(welcome=words):
        record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk, note_code="welcome")


@transaction.atomic
def leave_note(actor: Person, group: Group, words: str) -> HandOverNote:
    """Tell the others who run the group something. Raises Http404, TooMany."""
    membership = _who_runs_it(actor, group)
    limit(actor, "hand_over", NOTES_AN_HOUR, 3600)
    note = HandOverNote.objects.create(group=group, person=actor, author=membership.handle, words=words)
    record(Verb.GROUP_CHANGED, actor, kind="group", thing=group.pk, note_code="hand_over")
    return note


@transaction.atomic
def take_note_back(actor: Person, group: Group, note_id: Any, back: bool = True) -> None:
    """Take one's own note back, or put it back. The others no longer read it. Raises Http404."""
    _who_runs_it(actor, group)
    try:
        note = get_object_or_404(HandOverNote.objects.filter(group=group, person=actor), pk=note_id)
    except ValidationError as error:
        raise Http404 from error
    HandOverNote.objects.filter(pk=note.pk).update(taken_back=now() if back else None)
