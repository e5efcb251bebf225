"""What the steward settles to keep the place safe: numbers, blocked words, and holding it close while a raid lasts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.http import Http404

from kith.core import settled
from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.people import doors
from kith.people.models import Person
from kith.safety.models import BlockedWord


def _require(actor: Person) -> None:
    if not actor.has_role("steward"):
        raise Http404


def settle(actor: Person, chosen: Mapping[str, int]) -> list[str]:
    """Settle the numbers; returns those that changed."""
    _require(actor)
    return settled.settle(actor, chosen)


@transaction.atomic
def block_words(actor: Person, row: BlockedWord) -> None:
    _require(actor)
    row.save()
    record(Verb.WORDS_RULE_CHANGED, actor, kind="blocked", thing=row.pk, note_code=row.does)


@transaction.atomic
def unblock_words(actor: Person, rule: int) -> None:
    """Take a rule about words away. Posts it held stay held until a moderator reads them."""
    _require(actor)
    if not BlockedWord.objects.filter(pk=rule).delete()[0]:
        raise Http404
    record(Verb.WORDS_RULE_CHANGED, actor, kind="blocked", thing=rule, note_code="removed")


@transaction.atomic
def hold_close(actor: Person, hours: int) -> None:
    """While a raid lasts: joining by invitation, a minute between posts, and a moderator reads newcomers' posts first.

    A moderator may do it too: it cannot wait for a steward. It ends by itself.
    """
    if not actor.has_role("steward", "moderator"):
        raise Http404
    until = int((now() + timedelta(hours=hours)).timestamp())
    settled.settle(actor, {doors.RAID_UNTIL.name: until})


@transaction.atomic
def hold_close_no_more(actor: Person) -> None:
    if not actor.has_role("steward", "moderator"):
        raise Http404
    settled.settle(actor, {doors.RAID_UNTIL.name: 0})
