"""A hello to someone who asked to be missed, and their answer to it."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.groups.belonging.access import minds_others, today
from kith.groups.belonging.models import ReachOut
from kith.groups.models import Group
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.people.resting import require_not_paused
from kith.spaces.models import Membership


@transaction.atomic
def say_we_miss_you(actor: Person, group: Group, reach_out: ReachOut, words: str) -> bool:
    """Write a few kind words, under one's name in the group. False when somebody said hello in the meantime. Raises Http404."""
    require_not_paused(actor)
    mine = minds_others(actor, group)
    if mine is None or not words.strip():
        raise Http404
    held = ReachOut.objects.select_for_update().filter(pk=reach_out.pk, said__isnull=True, ended__isnull=True).first()
    if held is None:
        return False
    held.writer, held.written_as, held.words, held.said = actor, mine.handle, words, now()
    held.save()
    person = Membership.objects.values_list("person", flat=True).get(pk=held.membership_id)
    record(Verb.REACHED_OUT, actor, kind="reach_out", thing=held.pk)
    drop("quiet_member", "reach_out", held.pk)
    notify(mine.handle, [person], "missed_you", "reach_out", held.pk)
    return True


@transaction.atomic
def answer_hello(actor: Person, reach_out: ReachOut, answer: str) -> None:
    """Say that one is all right, or that one does not wish to be missed any more: that ends the wish. Raises Http404."""
    held = ReachOut.objects.filter(pk=reach_out.pk, membership__person=actor, ended__isnull=True).select_related(
        "membership"
    )
    one = held.first()
    if one is None:
        raise Http404
    held.update(answer=ReachOut.Answer(answer), ended=now())
    membership = Membership.objects.filter(pk=one.membership_id)
    if answer == ReachOut.Answer.STOP:
        membership.update(missed_after=0, seen=None)
    else:
        membership.update(seen=today())
        notify(one.membership.handle, [one.writer_id] if one.writer_id else [], "all_right", "reach_out", one.pk)
    drop("missed_you", "reach_out", one.pk, actor)
    record(Verb.REACHED_OUT, actor, kind="reach_out", thing=one.pk, note_code=answer)
