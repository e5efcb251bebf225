"""Asking in a poll, answering, taking an answer back; and bringing the numbers up to date without saying who chose what.

Numbers that changed with each answer would tell what each person chose to whoever looked before and after. So what is shown
stays as it is until the answers of at least three people differ from it, and then takes up all of them at once (decision 16).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.crypto import prefetch_keys
from kith.core.limits import limit
from kith.core.live import announce
from kith.people.models import Person
from kith.spaces.actions import require_posting
from kith.spaces.models import Post, Thread
from kith.spaces.polls.access import FEWEST
from kith.spaces.polls.models import Poll, PollAnswer, PollChoice, today

ANSWERS_A_MINUTE = 20


@dataclass(frozen=True)
class Asked:
    """A question with its choices, as someone wrote it."""

    question: str
    choices: tuple[str, ...]
    several: bool = False
    closes: date | None = None


@transaction.atomic
def put_with(actor: Person, post: Post, asked: Asked | None) -> None:
    """Put a poll with the opening post the actor is just writing; whoever writes the post asks whether they may."""
    if asked is None:
        return
    poll = Poll.objects.create(post=post, question=asked.question, several=asked.several, closes=asked.closes)
    PollChoice.objects.bulk_create(
        [PollChoice(poll=poll, place=place, words=words) for place, words in enumerate(asked.choices)]
    )
    Thread.objects.filter(pk=post.thread_id).update(has_poll=True)
    record(Verb.POLL_MADE, actor, kind="poll", thing=poll.pk)


@transaction.atomic
def answer_poll(actor: Person, poll: Poll, places: Iterable[int]) -> None:
    """Choose, or choose anew. Raises Http404 for choices there are not, PermissionDenied where nobody may answer now, TooMany."""
    _take_turn(actor, poll)
    chosen = sorted(set(places))
    known = set(PollChoice.objects.filter(poll=poll).values_list("place", flat=True))
    if not chosen or not known.issuperset(chosen) or (len(chosen) > 1 and not poll.several):
        raise Http404
    held = PollAnswer.objects.filter(poll=poll, person=actor).first() or PollAnswer(poll=poll, person=actor)
    held.chosen, held.stands, held.changed = chosen, True, chosen != held.counted
    held.save()
    record(Verb.POLL_ANSWERED, actor, kind="poll", thing=poll.pk)
    _bring_up_to_date(poll)


@transaction.atomic
def take_answer_back(actor: Person, poll: Poll) -> None:
    """It counts no more; one that is in the numbers goes out of them with the next change of three. Doing it twice is doing it once."""
    _take_turn(actor, poll)
    held = PollAnswer.objects.filter(poll=poll, person=actor, stands=True).first()
    if held is None:
        return
    if held.counted is None:
        held.delete()
    else:
        held.chosen, held.stands, held.changed = None, False, True
        held.save()
    record(Verb.POLL_ANSWERED, actor, kind="poll", thing=poll.pk, note_code="taken_back")
    _bring_up_to_date(poll)


def _take_turn(actor: Person, poll: Poll) -> None:
    """Let those who answer one poll wait for each other: its row is written first, as it is while it is open."""
    require_posting(actor, poll.post.thread.space)
    limit(actor, "poll", ANSWERS_A_MINUTE, 60)
    is_open = Q(closes__isnull=True) | Q(closes__gte=today())
    standing = Poll.objects.filter(is_open, pk=poll.pk, post__withdrawn__isnull=True)
    if not standing.update(several=F("several")):
        raise PermissionDenied


def _bring_up_to_date(poll: Poll) -> None:
    """Take up all answers that differ from the numbers, when they are of three people or more.

    Where fewer than three stand then, the numbers are hidden; they are taken up again from where they were.
    """
    changed = list(PollAnswer.objects.filter(poll=poll, changed=True))
    if len(changed) < FEWEST:
        return
    if PollAnswer.objects.filter(poll=poll, stands=True).count() >= FEWEST:
        _take_up(poll, changed)
    elif not Poll.objects.filter(pk=poll.pk, shows=True).update(shows=False):
        return
    announce(f"thread:{poll.post.thread_id}")


def _take_up(poll: Poll, changed: list[PollAnswer]) -> None:
    prefetch_keys(row.person_id for row in changed)
    more: Counter[int] = Counter()
    people = 0
    for row in changed:
        more.update(row.chosen or [])
        more.subtract(row.counted or [])
        people += int(bool(row.chosen)) - int(bool(row.counted))
        row.counted, row.changed = row.chosen, False
        if row.stands:
            row.save()
        else:
            row.delete()
    for place, change in more.items():
        PollChoice.objects.filter(poll=poll, place=place).update(counted=F("counted") + change)
    Poll.objects.filter(pk=poll.pk).update(people=F("people") + people, shows=True)
