"""The community of the table, and everything each of its people can reach, made once for each file of tests."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from kith.core import crypto
from kith.core.logs import WithoutValues
from tests.promises import everywhere
from tests.promises.reading import Finder, Thing, client_for, pattern_of
from tests.promises.scene import Scene, build
from tests.promises.table import VIEWERS

TICKET = re.compile(r'data-live="([^"]+)"')
NOT_THERE = (404, 405)
ELSEWHERE = (
    "/accounts/login/",
    "/you/leaving/",
)  # where visitors and those who leave are sent, whatever they asked for


@dataclass
class Met:
    """What one viewer met everywhere they could go. `reached`: what the addresses that answered them name."""

    found: dict[str, dict[Thing, str]] = field(default_factory=dict)
    """By page: each thing with an address where it was."""
    reached: dict[Thing, str] = field(default_factory=dict)
    logged: list[tuple[str, Thing]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)

    def things(self) -> set[Thing]:
        return {thing for page in self.found.values() for thing in page} | set(self.reached)


@dataclass
class World:
    """The scene, and what every viewer met in it."""

    scene: Scene
    finder: Finder
    announced: list
    met: dict[str, Met] = field(default_factory=dict)


class Kept(logging.Handler):
    """Keeps every line that would have been logged, at the finest level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(WithoutValues("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        cache.clear()
        crypto.forget_keys()
        yield build()
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@contextmanager
def everything_logged() -> Iterator[Kept]:
    """What would be logged with the log set to its finest."""
    root = logging.getLogger()
    kept, level = Kept(), root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture(scope="module")
def world(scene):
    """Everyone goes everywhere, once."""
    made = World(scene, Finder(scene), [call[1] for call in connection.run_on_commit])
    with everything_logged() as kept:
        for viewer in VIEWERS:
            cache.clear()
            made.met[viewer] = go_everywhere(made, viewer, kept)
    return made


def go_everywhere(world: World, viewer: str, kept: Kept) -> Met:
    met = Met()
    for answer, named in everywhere.everything(world.scene, client_for(world.scene, viewer), viewer):
        page = met.found.setdefault(pattern_of(answer.address), {})
        for thing in world.finder.answer(answer):
            page.setdefault(thing, answer.address)
        if answer.status not in NOT_THERE and not answer.headers.get("Location", "").startswith(ELSEWHERE):
            met.reached.update(dict.fromkeys(named, answer.address))
        if answer.status >= 500 and answer.address != "/readyz":
            met.broken.append(answer.address)
        met.tickets.update(TICKET.findall(answer.text))
    met.logged = [(line, thing) for line in kept.lines for thing in logged(world.finder, line)]
    kept.lines.clear()
    return met


def logged(finder: Finder, line: str) -> set[Thing]:
    """What a line of the log gives away, beside the address that was asked for."""
    return finder.find(re.sub(r"/\S*", "", line))
