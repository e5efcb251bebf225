"""What a look at words means here: what is said before they are sent, and where in them it stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kith.core.screening import Findings, Kind, Match
from kith.spaces.watching import Advice, Line

DETAIL = (Kind.METHOD, Kind.NUMBERS)
"""What somebody reads first when it is sent as it is."""
AROUND = 60
MOST_LINES = 5


def advice(found: Findings, text: str) -> list[Advice]:
    """Offers to take something out. None at all to someone who may be in danger: nothing may stand in their way."""
    if found.danger:
        return []
    said = {Kind.METHOD: _method, Kind.NUMBERS: _numbers, Kind.CONTACT: _contact}
    return [
        Advice(kind.value, say(), holds=kind in DETAIL, lines=lines(text, found.of(kind)))
        for kind, say in said.items()
        if found.of(kind)
    ]


def _method() -> str:
    return _(
        "This tells how. For someone who reads it in a bad hour, that can be dangerous. You can say as much as you like "
        "about how it feels, and leave out how, with what and where. A moderator reads it first if you send it as it is."
    )


def _numbers() -> str:
    return _(
        "These are numbers about weight or food. People who fight with eating measure themselves by them. Your story is "
        "as true without them. A moderator reads it first if you send it as it is."
    )


def _contact() -> str:
    return _(
        "This looks like a way to find you or someone else outside. Whoever reads here can see it, and copy it. "
        "You can take it out, or send it as it is."
    )


def lines(text: str, matches: Iterable[Match]) -> tuple[Line, ...]:
    """The line each match stands in, shortened around it; matches that overlap are one."""
    return tuple(_line(text, start, end) for start, end in _joined(matches))[:MOST_LINES]


def _joined(matches: Iterable[Match]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for one in sorted(matches, key=lambda match: match.start):
        if found and one.start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], one.end)
        else:
            found.append((one.start, one.end))
    return found


def _line(text: str, start: int, end: int) -> Line:
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    after = text.find("\n", end)
    last = min(len(text) if after < 0 else after, end + AROUND)
    return Line(text[first:start], text[start:end], text[end:last])
