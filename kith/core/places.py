"""Finding the point on the ground that the name of a place stands for, for areas that know no places themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kith.core.geo import Point


class Named(NamedTuple):
    """A place as it is written, and where it is."""

    name: str
    point: Point


Finder = Callable[[str], Named | None]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Say how names of places are understood; the area that knows places calls it from its `ready()`."""
    if finder not in _finders:
        _finders.append(finder)


def find(name: str) -> Named | None:
    """What was most likely meant; None where nobody knows it."""
    return next((found for finder in _finders if (found := finder(name))), None)
