"""Carries words from a page of one's own to another, where nothing is shared before one presses send there.

They lie sealed in the session, one at a time, for an hour at most. Nothing of it is in an address, and no table holds it.
"""

from __future__ import annotations

import base64
import json
import time

from django.contrib.sessions.backends.base import SessionBase

from kith.core import crypto
from kith.people.models import Person

CARRIED = "carried"
LASTS = 3600


def carry(session: SessionBase, person: Person, title: str, body: str) -> None:
    """Hold these words for the next page that takes them; they replace what was carried before."""
    said = json.dumps({"title": title, "body": body})
    sealed = crypto.seal(crypto.make_key(person.pk), said.encode(), _bound_to(person))
    session[CARRIED] = {"until": time.time() + LASTS, "sealed": base64.b64encode(sealed).decode()}


def carried(session: SessionBase, person: Person) -> dict[str, str]:
    """What is being carried: `title` and `body`. Empty when there is nothing, it is another's, or its hour is over."""
    held = session.get(CARRIED)
    if not held or held["until"] < time.time():
        return {}
    try:
        opened = crypto.unseal(crypto.key_for(person.pk), base64.b64decode(held["sealed"]), _bound_to(person))
    except (crypto.WrongKeyError, crypto.ErasedError):
        return {}
    said: dict[str, str] = json.loads(opened)
    return said


def put_down(session: SessionBase) -> None:
    session.pop(CARRIED, None)


def _bound_to(person: Person) -> str:
    return f"session.{CARRIED}:{person.pk}"
