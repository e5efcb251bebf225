"""Writing to someone on one's map: letters between two people."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404

from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.notices.actions import mark_read, notify
from kith.people.access import are_connected, is_one_of_mine
from kith.people.models import Person
from kith.spaces.models import Letter, Membership, Space, pair_key


def _pair(one: Person, other: Person) -> Space:
    """The space of two people, made when the first of them writes; safe when both do at once."""
    space, fresh = Space.objects.get_or_create(
        pair=pair_key(one, other), defaults={"kind": Space.Kind.PAIR, "members": 2}
    )
    if fresh:
        both = [Membership(space=space, person=who, handle=who.signature, joined=now()) for who in (one, other)]
        Membership.objects.bulk_create(both)
    return space


@transaction.atomic
def write_to(actor: Person, person: Person, text: str, about: Any = "") -> Letter:
    """Write to someone on the actor's map. `about` is the id of a thing of theirs that this answers, if any.

    Where the other took the actor off their map or blocked them, the letter is kept for its writer alone: it never
    arrives, and nothing tells them (decision 13). Raises Http404 for someone who is not on the actor's map, TooMany.
    """
    if not is_one_of_mine(actor, person):
        raise Http404
    limit(actor, "letter", 30, 60)
    space = _pair(actor, person)
    arrives = are_connected(actor, person)
    letter = Letter.objects.create(
        space=space, person=actor, author=actor.signature, body=text, about=str(about)[:60], held=not arrives
    )
    Membership.objects.filter(space=space, person=actor).update(seen=letter.created)
    notify(actor.main_handle, [person.pk] if arrives else [], "answer" if about else "message", "pair", space.pk)
    announce(f"space:{space.pk}")
    return letter


@transaction.atomic
def saw_letters(actor: Person, space: Space) -> None:
    """Remember that the actor has read what was written to them until now."""
    Membership.objects.filter(space=space, person=actor).update(seen=now())
    mark_read(actor, "pair", space.pk)
