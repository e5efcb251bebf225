"""The kinds of thing one can share. Each app that owns one says here what it is called; nothing is imported from above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

NETWORK = "network"
TAP, WORDS = "tap", "words"


@dataclass(frozen=True)
class Level:
    """How much of a kind is shared. All words are lazy translations."""

    code: str
    choice: Any
    """To choose it: "How I am, with my words"."""
    hint: Any
    """What that is, in a line."""
    mine: Any
    """In "Ben sees …": "your check-ins, with your words"."""
    theirs: Any
    """In "Ana shares with you: …": "check-ins, with their words"."""


@dataclass(frozen=True)
class Kind:
    """One kind of thing, as `Grant.kind` holds it."""

    code: str
    name: Any
    """In "Ben does not see …" and "Ben looked at …": "your check-ins"."""
    levels: tuple[Level, ...]
    """The narrowest first."""
    place: int
    """Where it stands among the others."""
    one: Any = ""
    """In "Ben sees …", for one thing shared by itself."""
    several: Callable[[int], Any] | None = None
    """A sentence with %(who)s for so many things shared one by one."""
    looked: Any = ""
    """In "Ben looked at …", where `name` does not fit."""
    also: tuple[str, ...] = field(default=())
    """Other codes under which looking at it is on record."""

    def level(self, code: str) -> Level:
        return next((level for level in self.levels if level.code == code), self.levels[-1])


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Declare a kind of thing that can be shared; call it from an app's `ready()`."""
    _kinds[kind.code] = kind


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.place)


def get(code: str) -> Kind:
    """Raises ValueError for a kind that no app registered."""
    if code not in _kinds:
        raise ValueError(f"No app registered things of kind {code!r} to share.")
    return _kinds[code]


def looked_at(code: str) -> Kind | None:
    """The kind that was looked at, by its code or one it also goes by in the record."""
    return next((kind for kind in _kinds.values() if code == kind.code or code in kind.also), None)


def require(kind: str, level: str) -> None:
    """Raises ValueError for a kind or a level that no app registered."""
    if level not in {one.code for one in get(kind).levels}:
        raise ValueError(f"Things of kind {kind!r} are not shared at level {level!r}.")


def register_network() -> None:
    """The one kind that is people's own."""
    map_without_notes = Level(
        code=WORDS,
        choice=_("My network map"),
        hint=_("Names, kinds and circles. Never your notes, and never what each one gives you."),
        mine=_("your network map, without your notes"),
        theirs=_("network map"),
    )
    register(Kind(code=NETWORK, name=_("your network map"), levels=(map_without_notes,), place=30))
