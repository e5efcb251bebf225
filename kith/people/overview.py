"""Puts the owner's sharing choices in order for one page: each person and each circle, what they see, and what they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kith.people import sentences, sharing_kinds
from kith.people.models import Circle, Grant


@dataclass
class Line:
    """One thing someone sees, as a sentence, with what the owner can do about it."""

    text: str
    grant: Grant | None = None
    singles: Mapping[str, Any] | None = None

    @property
    def by_circle(self) -> bool:
        """Given to the circle: it is changed there."""
        return bool(self.grant and self.grant.circle)


@dataclass
class Reader:
    """One person of the owner's map, or everyone in one of its circles."""

    name: str
    tie: Any = None
    circle: str = ""
    people: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    not_seen: str = ""


def of_people(
    ties: Sequence[Any], grants: Sequence[Grant], singles: Iterable[Mapping[str, Any]]
) -> tuple[list[Reader], list[Any]]:
    """Everyone who sees something, by name; and the ties of those who see nothing."""
    alone: dict[Any, list[Mapping[str, Any]]] = defaultdict(list)
    for share in singles:
        alone[share["grantee_id"]].append(share)
    readers = [_of_one(tie, grants, alone.get(tie.person_id, [])) for tie in ties]
    seeing = [reader for reader in readers if reader.lines]
    nothing = [reader.tie for reader in readers if not reader.lines]
    return sorted(seeing, key=lambda reader: reader.name.casefold()), nothing


def _of_one(tie: Any, grants: Sequence[Grant], singles: Sequence[Mapping[str, Any]]) -> Reader:
    names = {tie.person_id: tie.name}
    own = [grant for grant in grants if grant.grantee_id == tie.person_id]
    circle = [grant for grant in grants if grant.circle and grant.circle == tie.circle and tie.confirmed]
    own, circle = (sorted(some, key=lambda grant: sharing_kinds.get(grant.kind).place) for some in (own, circle))
    lines = [Line(sentences.i_share(grant, names), grant) for grant in own]
    lines += [Line(sentences.one_by_one(share, names), singles=share) for share in singles]
    lines += [Line(sentences.through_circle(grant, tie.name), grant) for grant in circle]
    left = sentences.not_seen(tie.name, [grant.kind for grant in own + circle])
    return Reader(tie.name, tie, lines=lines, not_seen=left)


def of_circles(ties: Sequence[Any], grants: Sequence[Grant]) -> list[Reader]:
    """Every circle something is shared with, and who stands in it today."""
    found = []
    for circle in Circle:
        given = [grant for grant in grants if grant.circle == circle.value]
        lines = [Line(sentences.i_share(grant, {}), grant) for grant in given]
        people = sorted((t.name for t in ties if t.circle == circle.value and t.confirmed), key=str.casefold)
        if lines:
            found.append(Reader(str(circle.label), circle=circle.value, people=people, lines=lines))
    return found
