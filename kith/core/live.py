"""Tells open pages that something changed: never what, so nothing can leak and a withdrawn grant holds at once.

A page asks for its topic with a ticket: a signed string that names neither the topic nor the person, works only with the
session it was made for, and ends after twelve hours. The page then fetches itself again through its own view.
"""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

log = logging.getLogger(__name__)
SALT = "kith.live"
AGE = 12 * 3600
NOBODY = "-"


def announce(topic: str) -> None:
    """Once this transaction is committed, tell every open page that listens to `topic`, in every process."""
    transaction.on_commit(partial(tell, "changed", digest(topic)), robust=True)


def ticket(person: Any, topic: str) -> str:
    """A string that lets this person's present session (or, for None, any visitor) listen to `topic` for twelve hours."""
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


def hang_up(session_key: str | None) -> None:
    """End every open stream of a session that has been signed out."""
    tell("ended", mark(session_key))


def tell(kind: str, value: str) -> None:
    """Pass a message on: to this process's streams when it serves them, else to those that do. Never raises."""
    from kith.core import relay, streams

    try:
        if not streams.pass_on(kind, value) and settings.VALKEY_URL:
            relay.publish_from_outside(kind, value)
    except Exception as error:
        log.warning("An update could not be announced: %s", type(error).__name__)
