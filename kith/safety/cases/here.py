"""Whether someone who keeps the place safe is there now: asked in this one place by everything about reports."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from kith.safety.watch import access as rota


class Here(NamedTuple):
    """`now` is None where this community has no rota. `until` and `next` are moments, for members to read."""

    now: bool | None
    until: datetime | None
    next: datetime | None


def who_is_here() -> Here:
    """From the rota, where there is one; never who it is."""
    if not rota.ahead():
        return Here(None, None, None)
    until = rota.here_until()
    return Here(until is not None, until, None if until else rota.next_from())


def nobody_is_here() -> bool:
    """Also where there is no rota: then nobody can be counted on."""
    return who_is_here().now is not True
