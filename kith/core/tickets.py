"""Tickets for live updates: what a page may listen to, and for whom, without naming either.

A ticket is a signed string that works only with the session it was made for. Lines and tickets end after half an hour: then a
page fetches itself through its own view, and so the right to listen lasts little longer than the right to read.
"""

from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "kith.live"
AGE = 30 * 60
NOBODY = "-"


def ticket(person: Any, topic: str) -> str:
    """A string that lets this person's present session (or, for None, any visitor) listen to `topic` for half an hour."""
    bound = "" if person is None else getattr(person, "session_mark", NOBODY)
    return signing.TimestampSigner(salt=SALT).sign(f"{bound}.{digest(topic)}")


def read_ticket(text: str, session_mark: str) -> str | None:
    """The digest a ticket is for; None when it is forged, too old, or was made for another session."""
    try:
        bound, _, wanted = signing.TimestampSigner(salt=SALT).unsign(text[:200], max_age=AGE).partition(".")
    except signing.BadSignature:
        return None
    return wanted if bound in ("", session_mark) else None


def mark(session_key: str | None) -> str:
    """What stands for a session in tickets: it cannot be turned back into the session's key."""
    return salted_hmac(SALT + ".session", session_key).hexdigest()[:20] if session_key else NOBODY + NOBODY


def digest(topic: str) -> str:
    """What stands for a topic in tickets and between processes."""
    return salted_hmac(SALT + ".topic", topic).hexdigest()[:24]
