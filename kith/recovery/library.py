"""Reads the starter strategies people may borrow: our own words, kept in a data file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "strategies.toml"


@dataclass(frozen=True)
class Starter:
    code: str
    name: str
    how: str
    when: str
    kind: str


@lru_cache(maxsize=1)
def starters() -> tuple[Starter, ...]:
    """All starter strategies, in the order of the file. Each has a code that never changes."""
    return tuple(Starter(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["strategies"])


def starter(code: str) -> Starter | None:
    return next((s for s in starters() if s.code == code), None)
