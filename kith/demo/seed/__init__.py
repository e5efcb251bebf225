"""Makes a believable community of any size, the same for the same seed: for trying Kith at scale, and for measuring it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random

from django.db import transaction

from kith.core.clock import now
from kith.core.postgres.statistics import look_anew
from kith.demo.seed.members import make_members, make_networks
from kith.demo.seed.places import make_listings
from kith.demo.seed.size import Size
from kith.demo.seed.talk import make_groups, make_threads

Say = Callable[[str], object]


def seed_community(size: Size, say: Say = print, at: datetime | None = None) -> None:
    """Make all of it, or nothing when it is stopped half-way. Dates lead up to `at` (now)."""
    at = at or now()
    random = Random(size.seed)  # noqa: S311 - repeatable on purpose
    with transaction.atomic():
        with _timed(say, "members", size.members):
            members = make_members(random, size.members, at)
        with _timed(say, "groups", size.groups):
            circles = make_groups(random, size.groups, members, at)
        with _timed(say, "posts", size.posts):
            make_threads(random, size, circles, at, _progress(say, size.posts))
        with _timed(say, "networks", size.members):
            make_networks(random, members, circles, at)
        with _timed(say, "listings", size.listings):
            make_listings(random, size, _progress(say, size.listings))
    look_anew()


@contextmanager
def _timed(say: Say, what: str, count: int) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds = max(time.perf_counter() - began, 0.001)
    if count:
        say(f"  {count:>9,} {what} in {seconds:.1f} s ({count / seconds:,.0f} a second)")


def _progress(say: Say, whole: int) -> Callable[[int], None]:
    """Say how far it has come, ten times at most."""
    told = {"part": 0}

    def tell(done: int) -> None:
        part = done * 10 // whole if whole else 10
        if whole >= 20_000 and told["part"] < part < 10:
            told["part"] = part
            say(f"  {done:>9,} of {whole:,}")

    return tell
