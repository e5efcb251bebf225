"""Reads the ideas Kith comes with, our own words kept in a data file, and says what any idea of the library is."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kith.core.search import telling_words, words
from kith.recovery.models import Fits

FILE = Path(__file__).parent / "data" / "strategies.toml"
OUR_LANGUAGE = "en"
BANDS = (5, 10, 24)


@dataclass(frozen=True)
class Idea:
    """One thing to borrow. Those from members say who looked at it (`reviewed_as`), when, and by when it is read again.

    `helped` is the lowest number of different people it helped, one of `BANDS`, or 0 for not known.
    """

    code: str
    name: str
    how: str
    when: str
    kind: str = ""
    fits: tuple[str, ...] = ()
    language: str = OUR_LANGUAGE
    reviewed: datetime | None = None
    reviewed_as: str = ""
    check_by: date | None = None
    is_overdue: bool = False
    helped: int = 0

    @property
    def fit_words(self) -> list[str]:
        return [str(Fits(code).label) for code in self.fits]


@lru_cache(maxsize=1)
def starters() -> tuple[Idea, ...]:
    """All ideas Kith comes with, in the order of the file. Each has a code that never changes."""
    rows: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["strategies"]
    return tuple(Idea(**{**row, "fits": tuple(row["fits"])}) for row in rows)


def starter(code: str) -> Idea | None:
    return next((s for s in starters() if s.code == code), None)


def fitting(ideas: Iterable[Idea], q: str, fits: str, language: str) -> list[Idea]:
    """Those that hold the beginning of every word asked for, and fit the situation and the language."""
    wanted = telling_words(q)
    return [
        idea
        for idea in ideas
        if (not fits or fits in idea.fits)
        and (not language or language == idea.language)
        and all(_says(idea, word) for word in wanted)
    ]


def _says(idea: Idea, word: str) -> bool:
    text = " ".join([idea.name, idea.how, idea.when, *idea.fit_words])
    return any(one == word or (len(word) > 2 and one.startswith(word)) for one in words(text))


def band(people: int) -> int:
    """The highest of the round numbers that is not above `people`; 0 below the lowest."""
    return max((number for number in BANDS if number <= people), default=0)


def helped_words(number: int) -> str:
    """Said in words, and only roughly: "It has helped five people or more"."""
    return {
        5: _("It has helped five people or more."),
        10: _("It has helped ten people or more."),
        24: _("It has helped dozens of people."),
    }.get(number, "")
