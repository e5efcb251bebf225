"""Makes identifiers: time-ordered for rows, unguessable for addresses that must be secret."""

import os
import secrets
import time
import uuid

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562, section 5.7): rows made together lie together in the index."""
    milliseconds = time.time_ns() // 1_000_000
    value = int.from_bytes(milliseconds.to_bytes(6, "big") + os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    return uuid.UUID(int=value & ~(0x3 << 62) | (0x2 << 62))


def short_code(length: int = 10) -> str:
    """An unguessable string without look-alike letters; ten are about 49 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def is_id(text: object) -> bool:
    """Whether this could be one of our ids at all; what came with an address or a form need not be."""
    try:
        return bool(uuid.UUID(str(text)))
    except ValueError:
        return False
