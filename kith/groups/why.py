"""Says in plain words what someone looked for, and why a group was found by it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from kith.core.languages import LANGUAGES
from kith.core.moments import clock
from kith.groups.about import About
from kith.groups.finding import Search, distance, falls_in, starts_here, where_said
from kith.groups.models import Format, Group, Weekday
from kith.people.audiences import AUDIENCES
from kith.people.models import Need

CODES: dict[str, dict] = {
    "needs": dict(Need.choices),
    "languages": LANGUAGES,
    "formats": dict(Format.choices),
    "audience": AUDIENCES,
}
PARTS = {
    "morning": later("in the morning"),
    "afternoon": later("in the afternoon"),
    "evening": later("in the evening"),
    "night": later("at night"),
}
STANDS_IN = {
    "name": later("“%(word)s” is in its name"),
    "purpose": later("“%(word)s” is in what it is for"),
    "who_for": later("“%(word)s” is in whom it is for"),
    "about": later("“%(word)s” is in what it says of itself"),
    "place_name": later("“%(word)s” is in where it meets"),
    "culture": later("“%(word)s” is in its culture or faith"),
}


def in_words(about: About) -> dict[str, list[str]]:
    """Facets as people read them."""
    language = get_language()
    return {name: [_word(language, name, code) for code in getattr(about, name)] for name in CODES} | {
        "culture": [code[:1].upper() + code[1:] for code in about.culture]
    }


@lru_cache(maxsize=1024)
def _word(language: str, name: str, code: str) -> str:
    return str(CODES[name].get(code, code))


def what_was_asked(search: Search) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each part of the question: the fields of the form it comes from, and how one says it."""
    if search.words:
        yield ("q",), _("“%(words)s”") % {"words": search.words}
    for field, name, code in (
        ("need", "needs", search.need),
        ("way", "formats", search.way),
        ("language", "languages", search.language),
    ):
        if code:
            yield (field,), str(CODES[name].get(code, code))
    if search.weekday:
        yield ("weekday",), str(Weekday(int(search.weekday)).label)
    if search.part:
        yield ("part",), str(PARTS[search.part])
    if search.near:
        yield ("near", "within"), _("near %(place)s") % {"place": search.near}
    if search.culture:
        yield ("culture",), search.culture


def reasons(search: Search, group: Group, about: About, words: dict[str, list[str]]) -> list[str]:
    """Why this group fits: one short line for each thing that was asked."""
    found = []
    if search.need:
        found.append(_("It gives: %(what)s") % {"what": CODES["needs"][search.need]})
    if search.way:
        found.append(str(CODES["formats"][search.way]))
    if search.language:
        found.append(_("People speak %(language)s") % {"language": CODES["languages"][search.language]})
    if search.culture:
        found.append(_belongs(search, words))
    found += _when(search, about) if search.asks_when else []
    found += _how_far(search, group)
    return found + [str(STANDS_IN[name]) % {"word": word} for word, name in where_said(group, search.words.split()[:8])]


def _belongs(search: Search, words: dict[str, list[str]]) -> str:
    asked = search.culture.casefold().split()
    fitting = [name for name in words["culture"] if any(word in name.casefold() for word in asked)]
    return _("Culture or faith: %(names)s") % {"names": ", ".join(fitting)}


def _when(search: Search, about: About) -> list[str]:
    zone = timezone.get_current_timezone()
    starts = [
        starts_here((time.weekday, time.week, time.starts, time.minutes, time.time_zone, time.once), zone)
        for time in about.meetings
    ]
    days = [
        _("Meets on a %(day)s at %(time)s") % {"day": date_format(start, "l"), "time": clock(start)}
        for start in starts
        if start and falls_in(start, search)
    ]
    return days[:2]


def _how_far(search: Search, group: Group) -> list[str]:
    km = distance(search, group)
    if km is None:
        return []
    if km < 1:
        return [_("Less than a kilometre from %(place)s") % {"place": search.near}]
    said = ngettext("About %(num)s kilometre from %(place)s", "About %(num)s kilometres from %(place)s", round(km))
    return [said % {"num": round(km), "place": search.near}]
