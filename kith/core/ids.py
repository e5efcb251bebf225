"""Makes identifiers: time-ordered for rows, unguessable for addresses that must be secret."""

import os
import secrets
import threading
import time
import uuid

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


_ticking = threading.Lock()
_last_tick = 0
A_LITTLE = 10_000 * 4096  # ten seconds: what a clock is corrected by while it runs


def new_id() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): rows made together lie together in the index.

    Of two made in one process the later is the greater, even within a millisecond and when the clock is set back a little:
    the 12 bits after the milliseconds are parts of one (section 6.2, method 3). A clock set back by more than `A_LITTLE` is
    followed: ids say when rows were made, and some are compared with the time. 62 bits are random.
    """
    milliseconds, part = divmod(_tick(), 4096)
    chance = int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | part << 64 | 0x2 << 62 | chance)


def _tick() -> int:
    """The time in 4096ths of a millisecond, later than the last unless the clock was set back far."""
    global _last_tick  # noqa: PLW0603 - the process has one clock
    with _ticking:
        tick = time.time_ns() * 4096 // 1_000_000
        _last_tick = tick if tick < _last_tick - A_LITTLE else max(_last_tick + 1, tick)
        return _last_tick


def short_code(length: int = 10) -> str:
    """An unguessable string without look-alike letters; ten are about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def is_id(text: object) -> bool:
    """Whether this could be one of our ids at all; what came with an address or a form need not be."""
    try:
        return bool(uuid.UUID(str(text)))
    except ValueError:
        return False
