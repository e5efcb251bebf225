"""Tells open pages that something changed: never what, so nothing can leak and a withdrawn grant holds at once.

A page asks for its topic with a ticket (`kith.core.tickets`), and fetches itself again through its own view when told to.
"""

import logging
from functools import partial

from django.conf import settings
from django.db import transaction

from kith.core import relay, streams
from kith.core.tickets import digest, mark

log = logging.getLogger(__name__)


def announce(topic: str) -> None:
    """Once this transaction is committed, tell every open page that listens to `topic`, in every process."""
    transaction.on_commit(partial(tell, "changed", digest(topic)), robust=True)


def hang_up(session_key: str | None) -> None:
    """End every open stream of a session that has been signed out."""
    if session_key:
        tell("ended", mark(session_key))


def tell(kind: str, value: str) -> None:
    """Pass a message on: to this process's streams when it serves them, else to those that do. Never raises."""
    try:
        if not streams.pass_on(kind, value) and settings.VALKEY_URL:
            relay.publish_from_outside(kind, value)
    except Exception as error:
        log.warning("An update could not be announced: %s", type(error).__name__)
