"""Reads the numbers on the help-now page from a file, so that they are there when the database is not."""

import logging
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

SHIPPED = Path(__file__).parent / "data" / "helplines.toml"
STALE_AFTER = timedelta(days=365)
log = logging.getLogger(__name__)


def digits(written: str) -> str:
    """What a phone dials for a number as written: its digits and nothing else, so that the two cannot disagree."""
    return "".join(sign for sign in written if sign.isdigit())


@dataclass(frozen=True)
class Number:
    """A number as people read it, and the digits a phone takes."""

    written: str

    @property
    def dial(self) -> str:
        return digits(self.written)


@dataclass(frozen=True)
class Line:
    id: str
    country: str
    name: str
    call: tuple[Number, ...]
    text: Number | None
    keyword: str
    who: str
    hours: str
    languages: str
    free: bool | None
    source_url: str
    last_checked: date | None
    checked_by: str

    def is_stale(self, today: date) -> bool:
        return self.last_checked is not None and today - self.last_checked > STALE_AFTER


@dataclass(frozen=True)
class Book:
    """All countries, their emergency numbers and their lines."""

    countries: dict[str, str]
    emergency: dict[str, tuple[Number, ...]]
    lines: tuple[Line, ...]

    def of(self, country: str) -> list[Line]:
        return [line for line in self.lines if line.country == country]


def _line(row: dict[str, Any]) -> Line:
    checked = row.get("last_checked") or ""
    return Line(
        id=row["id"],
        country=row["country"],
        name=row["name"],
        call=tuple(Number(n) for n in row.get("call", [])),
        text=Number(row["text"]) if row.get("text") else None,
        keyword=row.get("keyword", ""),
        who=row.get("who", ""),
        hours=row.get("hours", ""),
        languages=row.get("languages", ""),
        free=row.get("free"),
        source_url=row.get("source_url", ""),
        last_checked=checked if isinstance(checked, date) else (date.fromisoformat(checked) if checked else None),
        checked_by=row.get("checked_by", ""),
    )


def read(path: Path) -> Book:
    """Raises OSError, ValueError (also for bad TOML), KeyError or TypeError when the file is not as it should be."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    emergency = {country: tuple(Number(n) for n in numbers) for country, numbers in data["emergency"].items()}
    return Book(dict(data["countries"]), emergency, tuple(_line(row) for row in data["lines"]))


@lru_cache(maxsize=2)
def _read_once(path: Path, _changed: float) -> Book:
    return read(path)


def book() -> Book:
    """The community's own file when there is a sound one, else the one we ship. Never fails."""
    own = settings.KITH_DATA / "helplines.toml"
    try:
        if own.is_file():
            return _read_once(own, own.stat().st_mtime)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        log.exception("The helplines file in the data folder cannot be read; showing the one that came with Kith.")
    return _read_once(SHIPPED, 0)
