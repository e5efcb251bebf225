"""What people do with their own set of what helps, and with what others share of theirs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from kith.core.clock import now
from kith.core.limits import limit
from kith.people.models import Person
from kith.recovery.access import STRATEGIES, readers
from kith.recovery.actions.check_ins import match_grants
from kith.recovery.library import Idea
from kith.recovery.models import Strategy
from kith.recovery.tasks import UNDO_FOR, forget_removed


@transaction.atomic
def add_strategy(actor: Person, name: str, how: str = "", when: str = "", borrowed: str = "") -> Strategy:
    limit(actor, "strategy", 40, 60)
    return Strategy.objects.create(person=actor, name=name, how=how, when=when, borrowed=borrowed)


@transaction.atomic
def borrow(actor: Person, idea: Idea) -> Strategy:
    """Copy an idea of the library into the actor's own set; borrowing it twice keeps one."""
    held = _held(actor, idea.code)
    return held or add_strategy(actor, idea.name, idea.how, idea.when, idea.code)


@transaction.atomic
def borrow_from(actor: Person, theirs: Strategy) -> Strategy:
    """Copy what someone shares with the actor into the actor's own set, once. They are not told."""
    held = _held(actor, str(theirs.pk))
    return held or add_strategy(actor, theirs.name, theirs.how, theirs.when, str(theirs.pk))


def _held(actor: Person, borrowed: str) -> Strategy | None:
    return Strategy.objects.filter(person=actor, borrowed=borrowed, removed__isnull=True).first()


@transaction.atomic
def change_strategy(actor: Person, strategy: Strategy, name: str, how: str, when: str) -> None:
    strategy.name, strategy.how, strategy.when = name, how, when
    strategy.save(update_fields=["name", "how", "when"])


@transaction.atomic
def share_strategy(actor: Person, strategy: Strategy, share: Collection[Any]) -> None:
    """Let exactly these ties read this one strategy; those with a standing grant read it anyway."""
    people_now = readers(actor, STRATEGIES, strategy.pk)
    match_grants(actor, people_now, {str(tie) for tie in share}, STRATEGIES, strategy.pk)


@transaction.atomic
def remove_strategy(actor: Person, strategy: Strategy) -> None:
    strategy.removed = now()
    strategy.save(update_fields=["removed"])
    forget_removed.enqueue(
        "strategy",
        str(strategy.pk),
        key=f"strategy:{strategy.pk}:{strategy.removed.timestamp()}",
        run_at=now() + UNDO_FOR,
    )


@transaction.atomic
def take_back_strategy(actor: Person, strategy: Strategy) -> None:
    strategy.removed = None
    strategy.save(update_fields=["removed"])
