"""The directory's words as data: categories, situations, languages and synonyms, read once from `data/`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kith.core.search import SILENT, Query, token, words

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Kind:
    """A category as the data file has it."""

    slug: str
    name: str
    parent: str | None
    needs: tuple[str, ...]
    open_eligibility: tuple[str, ...]
    words: tuple[str, ...]


def _read(name: str) -> dict:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def categories() -> dict[str, Kind]:
    """Every category by slug, parents before their children."""
    return {
        row["slug"]: Kind(**{**row, **{name: tuple(row[name]) for name in ("needs", "open_eligibility", "words")}})
        for row in _read("categories.json")["categories"]
    }


@cache
def situations() -> dict[str, str]:
    """Who a service may be for: code to plain name."""
    return {row["code"]: row["name"] for row in _read("categories.json")["situations"]}


@cache
def situation_of_open_eligibility() -> dict[str, str]:
    rows = _read("categories.json")["situations"]
    return {name: row["code"] for row in rows for name in (*row["open_eligibility"], row["name"].lower())}


@cache
def languages() -> dict[str, str]:
    """Language names by ISO 639 code (two letters where there are two, else three), in order of name."""
    return _read("languages.json")


@cache
def language_codes() -> dict[str, str]:
    """Codes by what people call the language, for reading other people's tables."""
    codes = {name.lower(): code for code, name in languages().items()}
    codes |= {code: code for code in languages()}
    others = {
        "persian": "fa",
        "farsi": "fa",
        "mandarin chinese": "cmn",
        "bsl": "bfi",
        "asl": "ase",
        "castilian": "es",
        "filipino": "tl",
    }
    three = {
        "eng": "en",
        "spa": "es",
        "fra": "fr",
        "fre": "fr",
        "zho": "zh",
        "chi": "zh",
        "ara": "ar",
        "pol": "pl",
        "urd": "ur",
        "por": "pt",
    }
    return codes | others | three


@cache
def with_children(slug: str) -> tuple[str, ...]:
    """The category and everything below it."""
    return (slug, *(s for child in categories().values() if child.parent == slug for s in with_children(child.slug)))


@cache
def with_parents(slug: str) -> tuple[str, ...]:
    """The category and everything above it."""
    kind = categories().get(slug)
    return () if kind is None else (slug, *(with_parents(kind.parent) if kind.parent else ()))


@cache
def for_needs(needs: frozenset[str]) -> tuple[str, ...]:
    """Categories that can meet any of these needs."""
    return tuple(slug for slug, kind in categories().items() if needs.intersection(kind.needs))


@cache
def category_of_open_eligibility() -> dict[str, str]:
    """Our category for an Open Eligibility id; the most particular one wins."""
    found: dict[str, str] = {}
    for slug, kind in categories().items():
        found.update(dict.fromkeys(kind.open_eligibility, slug))
    return found


@cache
def phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """What people say, made alike, to the categories they may mean."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for slug, kind in categories().items():
        for said in (kind.name, *kind.words):
            key = tuple(words(said))
            found[key] = (*found.get(key, ()), slug)
    return found


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """For each word the others that mean the same."""
    found: dict[str, tuple[str, ...]] = {}
    for group in _read("synonyms.json")["groups"]:
        alike = tuple(dict.fromkeys(word for said in group for word in words(said)))
        found.update(dict.fromkeys(alike, alike))
    return found


def category_token(slug: str) -> str:
    return "cat" + token(slug)


def guess_category(text: str) -> str:
    """The category whose words the text uses, the longest phrase first; "" when none does."""
    said = words(text)
    for size in range(min(4, len(said)), 0, -1):
        for start in range(len(said) - size + 1):
            if slugs := phrases().get(tuple(said[start : start + size])):
                return slugs[0]
    return ""


def as_query(text: str) -> Query:
    """What was typed, as a question to the index: phrases become categories, and words bring their synonyms."""
    said, groups, at = words(text)[:12], [], 0
    while at < len(said):
        size, slugs = _phrase_at(said, at)
        if size > 1 or said[at] not in SILENT:
            groups.append(_group(said[at : at + size], slugs))
        at += size
    return Query(words=tuple(groups or [(word,) for word in said[:1]]))


def _phrase_at(said: list[str], at: int) -> tuple[int, tuple[str, ...]]:
    for size in range(min(4, len(said) - at), 0, -1):
        if slugs := phrases().get(tuple(said[at : at + size])):
            return size, slugs
    return 1, ()


def _group(part: list[str], slugs: tuple[str, ...]) -> tuple[str, ...]:
    plain = synonyms().get(part[0], (part[0],)) if len(part) == 1 else ()
    return (*plain, *("=" + category_token(slug) for slug in slugs))
