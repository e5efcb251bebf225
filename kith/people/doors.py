"""Whether anyone may join, or only whoever was invited: as the steward settled it, or while a raid lasts."""

from __future__ import annotations

from datetime import UTC, datetime

from kith.core import settled
from kith.core.clock import now

INVITE_ONLY = settled.declare("people.invite_only", 0, 0, 1)
"""1 while only people who were invited can join."""
RAID_UNTIL = settled.declare("people.raid_until", 0, 0, 2**31 - 1)
"""Until which moment, in seconds since 1970, this place is held close; 0 for not."""


def held_close_until() -> datetime | None:
    """Until when this place is held close because of a raid; None while it is not."""
    until = settled.values(RAID_UNTIL.name)[RAID_UNTIL.name]
    return datetime.fromtimestamp(until, UTC) if until > now().timestamp() else None


def is_by_invitation() -> bool:
    """Whether joining needs an invitation just now. One query."""
    found = settled.values(INVITE_ONLY.name, RAID_UNTIL.name)
    return bool(found[INVITE_ONLY.name]) or found[RAID_UNTIL.name] > now().timestamp()
