"""The kinds of notice. Each app that can cause one says here how it reads; nothing is imported from above."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kith.notices.models import Notice
from kith.people.models import Person


class Told(NamedTuple):
    """What one notice says now, and where it leads."""

    text: str
    href: str


Teller = Callable[[Person, Sequence[Notice]], dict[int, Told]]
_tellers: dict[str, Teller] = {}
_in_groups: set[str] = set()


def register(kind: str, teller: Teller, in_group: bool = False) -> None:
    """Declare how notices of `kind` read; call it from an app's `ready()`. `in_group` for what happens among many.

    The teller gets the reader and their notices of this kind, all at once, and answers by notice id. It must look
    through its access functions, and leave out what the reader may not see (any more).
    """
    _tellers[kind] = teller
    if in_group:
        _in_groups.add(kind)


def kinds_in_groups() -> list[str]:
    return sorted(_in_groups)


def is_known(kind: str) -> bool:
    return kind in _tellers


def tell(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """The words of many notices, by id; those that say nothing (any more) are left out."""
    told: dict[int, Told] = {}
    for kind in {notice.kind for notice in notices} & _tellers.keys():
        told |= _tellers[kind](viewer, [notice for notice in notices if notice.kind == kind])
    return told
