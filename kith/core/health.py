"""Says whether this process can do its work: the database, the jobs and the live updates, each by name."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from kith.core import jobs, streams
from kith.core.postgres import patience

QUICKLY = 2.0


def readiness() -> dict[str, str]:
    """ "ok", or what is wrong, for each part; never raises and never takes longer than a few seconds."""
    with patience.at_most(QUICKLY):
        return {name: _answer(part) for name, part in PARTS.items()}


def _answer(part: Callable[[], str]) -> str:
    try:
        return part()
    except Exception as error:
        return f"away ({type(error).__name__})"


def database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def runners() -> str:
    return "ok" if jobs.runner_seen(timedelta(seconds=60)) else "no runner of jobs was seen in the last minute"


def live_updates() -> str:
    if streams.hub is None:
        return "ok" if not settings.VALKEY_URL else "this process serves no streams"
    relay = streams.hub.relay
    return "ok" if relay is None or relay.connected else "not connected to Valkey"


def shared_cache() -> str:
    cache.get("health")
    return "ok"


PARTS = {"database": database, "jobs": runners, "live": live_updates, "cache": shared_cache}
