"""The list of people someone may write to: when the last words were, and whether there are new ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Prefetch, Q

from kith.people.access import my_people, person_of
from kith.people.models import Handle, Person, Tie
from kith.spaces.access import reached_letters
from kith.spaces.models import Space, pair_key


@dataclass(frozen=True)
class Conversation:
    """Someone the viewer may write to, when the last message was, and whether there is one to read."""

    tie: Tie
    colour: int
    latest: datetime | None
    unread: bool

    def place_in_line(self) -> tuple:
        return self.latest is None, -(self.latest.timestamp() if self.latest else 0), self.tie.name.casefold()


def conversations(viewer: Person) -> list[Conversation]:
    """Everyone the viewer may write to; the latest words first."""
    ties = list(my_people(viewer).prefetch_related(Prefetch("person__handles", Handle.objects.filter(is_main=True))))
    pairs = {pair_key(viewer, person_of(tie)): tie for tie in ties}
    seen_by_me = Q(letters__person=viewer) | Q(letters__held=False)
    mine = Space.objects.filter(pair__in=pairs, memberships__person=viewer)
    rows = mine.annotate(latest=Max("letters__created", filter=seen_by_me))
    states = {pair: (at, seen) for pair, at, seen in rows.values_list("pair", "latest", "memberships__seen")}
    theirs = dict(
        reached_letters(viewer)
        .filter(space__pair__in=pairs)
        .exclude(person=viewer)
        .values_list("space__pair")
        .annotate(at=Max("created"))
    )
    found = []
    for pair, tie in pairs.items():
        latest, seen = states.get(pair, (None, None))
        colour = next((handle.colour for handle in person_of(tie).handles.all()), 0)
        found.append(
            Conversation(tie, colour, latest, bool(theirs.get(pair) and (seen is None or theirs[pair] > seen)))
        )
    return sorted(found, key=Conversation.place_in_line)
