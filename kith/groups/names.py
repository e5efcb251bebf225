"""Which of one's names stands in which group: for the viewer themselves and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from kith.groups.access import visible_groups
from kith.groups.models import Group
from kith.people.models import Handle, Person
from kith.spaces.names import my_names


@dataclass(frozen=True)
class NameOfMine:
    """A name, the groups where the viewer goes by it now, and those where only words from before bear it."""

    handle: Handle
    now: list[Group]
    before: list[Group]
    unseen: bool
    """Whether it also stands on words in a group the viewer may not know of any more."""


def names_and_groups(viewer: Person) -> list[NameOfMine]:
    """Every name of the viewer's. Four queries, however many there are."""
    names = my_names(viewer)
    spaces = {space for _handle, now, before in names for space in now | before}
    known = {group.space_id: group for group in visible_groups(viewer).filter(space__in=spaces).order_by("name")}
    return [
        NameOfMine(
            handle,
            [group for space, group in known.items() if space in now],
            [group for space, group in known.items() if space in before],
            not before <= known.keys(),
        )
        for handle, now, before in names
    ]
