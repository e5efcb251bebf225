"""The groups someone may write in, for choosing where to."""

from __future__ import annotations

from dataclasses import dataclass

from kith.groups.models import Group
from kith.people.models import Person
from kith.spaces.access import can_post, my_memberships
from kith.spaces.models import Space


@dataclass(frozen=True)
class Place:
    """A group, and the name one writes under there."""

    group: Group
    name: str


def groups_i_write_in(viewer: Person) -> list[Place]:
    """By the name of the group. Paused and closed ones are left out."""
    if viewer.is_paused:
        return []
    held = my_memberships(viewer).filter(space__kind=Space.Kind.GROUP).select_related("handle", "space__group")
    places = [Place(one.space.group, one.handle.name) for one in held if can_post(one, one.space)]
    return sorted(places, key=lambda place: place.group.name.casefold())
