"""Noting that a strategy was tried, saying more about it, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kith.core.clock import now
from kith.core.limits import limit
from kith.people.models import Person
from kith.recovery.access.tries import my_occasions
from kith.recovery.models import Occasion, Strategy, StrategyTry, TryNote
from kith.recovery.tasks import UNDO_FOR, forget_removed, forget_unused_occasions


@dataclass(frozen=True)
class More:
    """What someone may say about one try; each part can be left out. `before` and `after` are in the order of Mood."""

    before: int | None = None
    after: int | None = None
    occasion: str = ""
    note: str = ""
    at: datetime | None = None


@transaction.atomic
def log_try(actor: Person, strategy: Strategy, helped: int, more: More | None = None) -> StrategyTry:
    """Note that the strategy was tried, just now or when `more` says, and whether it helped (2 helped, 1 a bit, 0 not)."""
    limit(actor, "try", 40, 60)
    made = StrategyTry.objects.create(strategy=strategy, helped=helped)
    if more:
        _say(actor, made, more)
    return made


@transaction.atomic
def change_try(actor: Person, made: StrategyTry, helped: int, more: More) -> None:
    made.helped = helped
    _say(actor, made, more)


def _say(actor: Person, made: StrategyTry, more: More) -> None:
    made.before, made.after, made.at = more.before, more.after, more.at or made.at
    made.occasion = _occasion(actor, more.occasion)
    made.save(update_fields=["helped", "before", "after", "at", "occasion"])
    TryNote.objects.filter(about=made).delete()
    if more.note:
        TryNote.objects.create(person=actor, about=made, words=more.note)
    forget_unused_occasions([actor.pk])


def _occasion(actor: Person, words: str) -> Occasion | None:
    """The one with these words, however their letters are written; a new one when there is none."""
    if not words:
        return None
    known = (one for one in my_occasions(actor) if one.words.casefold() == words.casefold())
    return next(known, None) or Occasion.objects.create(person=actor, words=words)


@transaction.atomic
def remove_try(actor: Person, made: StrategyTry) -> None:
    """It counts no more. It can be taken back for an hour, then it is deleted with its words."""
    made.removed = now()
    made.save(update_fields=["removed"])
    key = f"try:{made.pk}:{made.removed.timestamp()}"
    forget_removed.enqueue("try", str(made.pk), key=key, run_at=now() + UNDO_FOR)


@transaction.atomic
def take_back_try(actor: Person, made: StrategyTry) -> None:
    """Undo a removal: the try counts as before."""
    made.removed = None
    made.save(update_fields=["removed"])
