"""Answering where nobody has: writing the answer, taking one on, or saying not now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.groups.belonging.models import Offer
from kith.groups.belonging.tasks import ask_in_group, end_offer
from kith.people.models import Person
from kith.spaces import enclosing
from kith.spaces.models import Post, Thread
from kith.spaces.pictures.actions import Given

TIME_TO_ANSWER = timedelta(days=1)


@transaction.atomic
def reply(actor: Person, thread: Thread, body: str, given: Sequence[Given] = (), **more: Any) -> Post:
    """Answer in a group's thread, with pictures; whoever was asked to need not any more. Raises what `spaces.reply` raises."""
    post = enclosing.reply(actor, thread, given, body=body, **more)
    waiting = Offer.objects.filter(post__thread=thread, ended__isnull=True).exclude(post__author=post.author_id)
    for offer in waiting:
        end_offer(offer, Offer.How.ANSWERED)
    return post


@transaction.atomic
def take_offer(actor: Person, offer: Offer) -> None:
    """Say that one will answer: for a day from now nobody else is asked."""
    mine = Offer.objects.filter(pk=offer.pk, person=actor, ended__isnull=True)
    if mine.update(taken=now(), until=now() + TIME_TO_ANSWER):
        record(Verb.OFFER_ANSWERED, actor, kind="offer", thing=offer.pk, note_code="taken")


@transaction.atomic
def not_now(actor: Person, offer: Offer) -> None:
    """Pass it on, without a reason. Nobody is told who was asked before them."""
    if offer.person_id == actor.pk and end_offer(offer, Offer.How.NOT_NOW):
        record(Verb.OFFER_ANSWERED, actor, kind="offer", thing=offer.pk, note_code="not_now")
        ask_in_group.enqueue(offer.group_id)
