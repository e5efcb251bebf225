"""How long this thread waits for PostgreSQL, and whether it is known to be away."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kith.core.breaker import Breaker

COMMAND = 0.0  # seconds; nought is as long as it takes
PAGE = 4.5
PAGE_STATEMENT_MS = 3500  # the server gives up first, so that one slow query does not look like a lost server

seconds: ContextVar[float] = ContextVar("seconds", default=COMMAND)
breaker = Breaker()
statement_ms = 0  # set once, by the process that serves pages


@contextmanager
def at_most(limit: float) -> Iterator[None]:
    """Within this block, no wait for the database is longer than `limit` seconds."""
    before = seconds.set(limit)
    try:
        yield
    finally:
        seconds.reset(before)
