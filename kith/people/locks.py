"""When a session locks or ends by itself, worked out from a few numbers in the session."""

import time
from typing import Any

SINCE, SEEN, AFTER, LOCKED = "since", "seen", "lock_after", "locked"
CHOICES = (5, 15, 30)
"""Minutes of quiet after which a member may choose to have a device lock."""
ENTRUSTED_AFTER = 15
DAY = 24 * 3600
LONGEST, LONGEST_ENTRUSTED = 14 * DAY, DAY // 2

Session = Any  # anything that answers like Django's session


def begin(session: Session, after: int | None = None) -> None:
    """Someone signed in: the clock starts, and the device's choice of before holds again."""
    session[SINCE] = session[SEEN] = int(time.time())
    session.pop(LOCKED, None)
    if after in CHOICES:
        session[AFTER] = after


def minutes(session: Session, entrusted: bool) -> int | None:
    """After how many quiet minutes this session locks; None for never, which only members can choose."""
    chosen = session.get(AFTER)
    return min(chosen or ENTRUSTED_AFTER, ENTRUSTED_AFTER) if entrusted else chosen


def is_over(session: Session, entrusted: bool) -> bool:
    return time.time() - session.get(SINCE, time.time()) > (LONGEST_ENTRUSTED if entrusted else LONGEST)


def is_locked(session: Session, entrusted: bool) -> bool:
    after = minutes(session, entrusted)
    return bool(session.get(LOCKED)) or (after is not None and _quiet(session) > after * 60)


def is_stale(session: Session, entrusted: bool) -> bool:
    """Time to note that they were here: once a minute where a lock counts on it, else once an hour."""
    return SINCE not in session or _quiet(session) >= (60 if minutes(session, entrusted) else 3600)


def _quiet(session: Session) -> float:
    return time.time() - session.get(SEEN, time.time())
