"""Keeping what someone began to write, throwing it away and bringing it back. Nothing of it is in the record of acts: typing is no act."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from kith.core.clock import now
from kith.core.limits import limit
from kith.people.models import Person
from kith.spaces.actions import require_posting
from kith.spaces.drafts import UNDO_FOR
from kith.spaces.models import Draft, Space, Thread

KEPT_AN_HOUR = 1200


class KeptElsewhere(Exception):
    """Other words were kept for the same place meanwhile, in another window; `draft` holds them."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__()
        self.draft = draft


def _mine(actor: Person, space: Space, thread: Thread | None) -> Any:
    return Draft.objects.filter(person=actor, space=space, thread=thread)


@transaction.atomic
def keep(actor: Person, space: Space, thread: Thread | None, words: dict[str, Any], turn: int) -> Draft | None:
    """Keep words for later in place of those of `turn`; None when there are none to keep.

    An emptied box throws away what was kept, which can be undone. Raises KeptElsewhere when other words stand there than
    the writer's window knows of, and TooMany, Http404, PermissionDenied.
    """
    require_posting(actor, space)
    limit(actor, "draft", KEPT_AN_HOUR, 3600)
    held = _mine(actor, space, thread).select_for_update().first()
    asked = [text for name, text in (words.get("poll") or {}).items() if name != "several"]
    empty = not any(str(text or "").strip() for text in (words.get("title"), words.get("body"), *asked))
    if held and held.removed is None and held.turn != turn:
        raise KeptElsewhere(held)
    if empty:
        if held:
            throw_away(actor, held)
        return None
    return _again(held, words) if held else _first(actor, space, thread, words)


def _again(held: Draft, words: dict[str, Any]) -> Draft:
    if held.removed:
        held.begun, held.removed = now(), None
    held.words, held.changed, held.turn = words, now(), held.turn + 1
    held.save()
    return held


def _first(actor: Person, space: Space, thread: Thread | None, words: dict[str, Any]) -> Draft:
    try:
        with transaction.atomic():
            return Draft.objects.create(person=actor, space=space, thread=thread, words=words)
    except IntegrityError as error:  # another window was quicker by a moment
        raise KeptElsewhere(_mine(actor, space, thread).first()) from error


@transaction.atomic
def throw_away(actor: Person, draft: Draft) -> None:
    """It can be put back for an hour, or until something else is begun in its place."""
    Draft.objects.filter(pk=draft.pk, person=actor, removed__isnull=True).update(removed=now())


@transaction.atomic
def put_back(actor: Person, draft: Draft) -> bool:
    """False when it is too late."""
    mine = Draft.objects.filter(pk=draft.pk, person=actor, removed__gt=now() - UNDO_FOR)
    return bool(mine.update(removed=None))


@transaction.atomic
def sent(actor: Person, space: Space, thread: Thread | None, turn: int, body: str, title: str | None = None) -> None:
    """Forget what was kept, now that it is sent; words that another window began in the same place stay.

    What is the beginning of what was sent was kept on the way to it, unless it has a poll, or a title other than `title`.
    """
    for held in _mine(actor, space, thread):
        if held.turn == turn or _is_beginning(held.words or {}, body, title):
            held.delete()


def _is_beginning(words: dict[str, Any], body: str, title: str | None) -> bool:
    """A `title` of None is one that is not known: then any will do."""
    said = words.get("body", "").strip()
    other = title is not None and words.get("title", "").strip() != title.strip()
    return bool(said) and body.startswith(said) and not words.get("poll") and not other
