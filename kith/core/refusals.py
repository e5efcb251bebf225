"""Notes in the record of acts that somebody was refused: a page for a role, a wrong code, too many tries, a form too old.

A refusal is often raised inside a transaction that is then undone. So it is remembered while the request runs and written
when the answer is ready. The same refusal is written once in ten minutes, so that nobody can fill the record by trying.

Not noted: opening by its address a thing that exists and is somebody else's. It looks up nothing that an address made up
would not, and so it can neither be told apart by its answer nor by its time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, NamedTuple

import redis
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from kith.core.audit import Outcome, Verb, record

GATHERED = 600
MOST = 5
log = logging.getLogger(__name__)


class Refusal(NamedTuple):
    """Why ("role", "code", "limit", "form"), at what (a name of ours, never what was typed), and how grave."""

    why: str
    at: str
    outcome: Outcome


_noted: ContextVar[list[Refusal] | None] = ContextVar("refusals", default=None)


def refused(why: str, at: str = "", outcome: Outcome = Outcome.REFUSED) -> None:
    """Remember a refusal for the end of this request; outside a request nothing is kept."""
    noted = _noted.get()
    if noted is not None and len(noted) < MOST:
        noted.append(Refusal(why, at, outcome))


def note_refusals(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Write down at the end of a request what was refused in it. It never costs anyone their answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        mark = _noted.set([])
        try:
            response = answer(request)
            if response.status_code == 429:
                refused("limit", getattr(request.resolver_match, "view_name", "") or "")
            for refusal in dict.fromkeys(_noted.get() or []):
                _write(request, refusal)
        finally:
            _noted.reset(mark)
        return response

    return middleware


def _write(request: HttpRequest, refusal: Refusal) -> None:
    user: Any = getattr(request, "user", None)
    who = user if user is not None and user.is_authenticated else None
    try:
        if cache.add(f"refused:{getattr(who, 'pk', '-')}:{refusal.why}:{refusal.at}", 1, GATHERED):
            record(Verb.REFUSED, who, who, "refusal", refusal.at[:40], refusal.why, outcome=refusal.outcome)
    except (DatabaseError, redis.RedisError, OSError) as error:
        log.warning("A refusal (%s) could not be noted: %s", refusal.why, type(error).__name__)
