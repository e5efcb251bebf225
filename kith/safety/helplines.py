"""Reads the numbers on the help-now page from a file, so that they are there when the database is not."""

import json
import logging
import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

SHIPPED = Path(__file__).parent / "data" / "helplines.toml"
COPY, BEFORE, BY_HAND = "helplines.json", "helplines.before.json", "helplines.toml"
STALE_AFTER = timedelta(days=365)
DIALS = re.compile(r"\+?[0-9](?:[ -]?[0-9]){1,14}")
"""A number as people read it and a phone takes it: from 2 to 15 digits, in groups, with a plus before a country's own."""
MISTAKES = (OSError, ValueError, KeyError, TypeError, AttributeError)
log = logging.getLogger(__name__)


def digits(written: str) -> str:
    """What a phone dials for a number as written: its digits and a plus before them, so that the two cannot disagree."""
    return re.sub(r"[^0-9+]", "", written)


@dataclass(frozen=True)
class Number:
    """A number as people read it, and the digits a phone takes. Raises ValueError for what no phone can dial."""

    written: str

    def __post_init__(self) -> None:
        if not DIALS.fullmatch(self.written):
            raise ValueError("a number that no phone can dial")

    @property
    def dial(self) -> str:
        return digits(self.written)


@dataclass(frozen=True)
class Line:
    """One helpline. `checker` is the id of the person who checked it; it is never shown, and lets them be forgotten."""

    id: str
    country: str
    name: str
    call: tuple[Number, ...] = ()
    text: Number | None = None
    keyword: str = ""
    who: str = ""
    hours: str = ""
    languages: str = ""
    free: bool | None = None
    source_url: str = ""
    last_checked: date | None = None
    checked_by: str = ""
    checker: int | None = None

    def is_stale(self, today: date) -> bool:
        return self.last_checked is not None and today - self.last_checked > STALE_AFTER

    def is_due(self, today: date) -> bool:
        """Whether someone should look at it: nobody has, or that was long ago."""
        return self.last_checked is None or self.is_stale(today)

    def checked(self, day: date, by: str, checker: int) -> "Line":
        return replace(self, last_checked=day, checked_by=by, checker=checker)

    def unchecked(self) -> "Line":
        return replace(self, last_checked=None, checked_by="", checker=None)

    def without_checker(self) -> "Line":
        """Still checked on that day, by nobody in particular."""
        return replace(self, checked_by="", checker=None)


@dataclass(frozen=True)
class Book:
    """All countries, their emergency numbers and their lines; and the lines lately taken away, to put them back."""

    countries: dict[str, str]
    emergency: dict[str, tuple[Number, ...]]
    lines: tuple[Line, ...]
    removed: tuple[Line, ...] = field(default=())

    def of(self, country: str) -> list[Line]:
        return [line for line in self.lines if line.country == country]

    def find(self, line_id: str) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)


def _line(row: dict[str, Any]) -> Line:
    checked = row.get("last_checked") or ""
    if not isinstance(row.get("call", []), list):
        raise TypeError("call should be a list of numbers")
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
        checker=row.get("checker"),
    )


def _row(line: Line) -> dict[str, Any]:
    row = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    return row | {
        "call": [n.written for n in line.call],
        "text": line.text.written if line.text else "",
        "last_checked": line.last_checked.isoformat() if line.last_checked else "",
    }


def _book(data: dict[str, Any]) -> Book:
    emergency = {country: tuple(Number(n) for n in numbers) for country, numbers in data["emergency"].items()}
    kept = [tuple(_line(row) for row in data.get(name, [])) for name in ("lines", "removed")]
    return Book(dict(data["countries"]), emergency, *kept)


def parse(text: str) -> Book:
    """A book written by `as_text`. Raises ValueError, KeyError, TypeError or AttributeError for anything else."""
    data = json.loads(text)
    if not data["lines"] and not data["emergency"]:
        raise ValueError("no numbers at all")
    return _book(data)


def as_text(book: Book) -> str:
    """The whole book, the same for the same book."""
    data = {
        "countries": book.countries,
        "emergency": {country: [n.written for n in numbers] for country, numbers in book.emergency.items()},
        "lines": [_row(line) for line in book.lines],
        "removed": [_row(line) for line in book.removed],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> Book:
    """Raises one of MISTAKES when the file is not as it should be."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return parse(text)
    data = tomllib.loads(text)
    _ = data["lines"]
    return _book(data)


@lru_cache(maxsize=4)
def _read_once(path: Path, _changed: tuple[int, int]) -> Book:
    return read(path)


def candidates() -> list[Path]:
    """Where a community's own numbers may be, the newest first."""
    return [settings.KITH_DATA / name for name in (COPY, BEFORE, BY_HAND)]


def book() -> Book:
    """The community's own numbers where there is a sound file of them, else those we ship. Never fails."""
    for path in candidates():
        try:
            if path.is_file():
                stat = path.stat()
                return _read_once(path, (stat.st_mtime_ns, stat.st_ino))
        except MISTAKES as error:
            log.error("%s cannot be read (%s). Other numbers are shown instead.", path.name, type(error).__name__)
    return _read_once(SHIPPED, (0, 0))
