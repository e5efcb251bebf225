"""The kinds of notice. Each app that can cause one says here how it reads; nothing is imported from above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kith.notices.families import Family
from kith.notices.models import Notice
from kith.people.models import Person


class Told(NamedTuple):
    """What one notice says now, and where it leads. `brief` is what may stand in a mail: who and where, no one's words."""

    text: str
    href: str
    brief: str = ""


Teller = Callable[[Person, Sequence[Notice]], dict[int, Told]]
_tellers: dict[str, Teller] = {}
_in_groups: set[str] = set()
_families: dict[str, Family] = {}
_at_night: set[str] = set()


def register(
    kind: str, teller: Teller, in_group: bool = False, *, family: Family | None = None, at_night: bool = False
) -> None:
    """Declare how notices of `kind` read; call it from an app's `ready()`. `in_group` for what happens among many.

    The teller gets the reader and their notices of this kind, all at once, and answers by notice id. It must look
    through its access functions, and leave out what the reader may not see (any more). `family` is what people choose
    by; `at_night` marks a kind that may reach someone in quiet hours, from those they named for it.
    """
    _tellers[kind] = teller
    if in_group:
        _in_groups.add(kind)
    if family:
        _families[kind] = family
    if at_night:
        _at_night.add(kind)


def kinds_in_groups() -> list[str]:
    return sorted(_in_groups)


def is_known(kind: str) -> bool:
    return kind in _tellers


def family_of(kind: str) -> Family:
    """The family of a kind; one that was not said counts as news of the community, which stays in the house."""
    return _families.get(kind, Family.COMMUNITY)


def kinds_of(family: Family) -> list[str]:
    return sorted(kind for kind, one in _families.items() if one == family)


def may_come_at_night(kind: str) -> bool:
    return kind in _at_night


def families_at_night() -> set[Family]:
    """The families with a kind that may reach someone in quiet hours."""
    return {family_of(kind) for kind in _at_night}


def without_family() -> list[str]:
    """Kinds that nobody put into a family: a test wants none."""
    return sorted(_tellers.keys() - _families.keys())


def tell(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """The words of many notices, by id; those that say nothing (any more) are left out."""
    told: dict[int, Told] = {}
    for kind in {notice.kind for notice in notices} & _tellers.keys():
        told |= _tellers[kind](viewer, [notice for notice in notices if notice.kind == kind])
    return told


class Places(NamedTuple):
    """How the area that has groups names them: which group each of these things is in, and the groups of a person."""

    groups_of: Callable[[str, Sequence[str]], dict[str, int]]
    mine: Callable[[Person], list[tuple[int, str]]]


def _nowhere(kind: str, ids: Sequence[str]) -> dict[str, int]:
    return {}


def _none(person: Any) -> list[tuple[int, str]]:
    return []


_places = Places(_nowhere, _none)


def register_places(places: Places) -> None:
    """Declare the groups people can settle notices for; call it from the area that has them."""
    global _places
    _places = places


def places() -> Places:
    return _places
