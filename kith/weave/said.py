"""Says an answer back in the words it was given in, for the page where one checks them."""

from typing import Any

from django.utils.translation import gettext as _

from kith.directory.vocabulary import languages as language_names
from kith.people.models import Need
from kith.weave import questions
from kith.weave.asked import from_answers

NEEDS = dict(Need.choices)


def lines(code: str, value: Any) -> list[str]:
    """An answer as short lines; none when nothing readable was said."""
    return _LINES[code](value) if isinstance(value, dict) and value else []


def _named(names: Any, codes: Any) -> list[str]:
    return [str(names[code]) for code in names if code in (codes or [])]


def _words(value: dict) -> list[str]:
    words = str(value.get("words") or "").strip()
    return [words] if words else []


def _hard(value: dict) -> list[str]:
    return _named({code: label for code, (label, _slugs) in questions.HARD.items()}, value.get("things")) + _words(
        value
    )


def _where(value: dict) -> list[str]:
    if value.get("unsaid"):
        return [_("You would rather not say")]
    said = [str(value["name"])] if value.get("name") else []
    if said and value.get("lat") is None:
        said.append(_("We do not know this place, so distances are left out"))
    return (
        said
        + _named({int(km): label for km, label in questions.REACH.items()}, [value.get("km")])
        + _named(questions.BY, value.get("by"))
    )


def _times(value: dict) -> list[str]:
    """One line for each day, so that a busy week stays readable."""
    slots = from_answers({"times": value}).slots
    parts = {
        day: [str(words).lower() for part, words in questions.PARTS.items() if f"{day}-{part}" in slots]
        for day in questions.DAYS
    }
    return [
        _("%(day)s: %(parts)s") % {"day": questions.DAYS[day], "parts": ", ".join(free)}
        for day, free in parts.items()
        if free
    ]


_LINES = {
    "hard": _hard,
    "missing": lambda value: _named(NEEDS, value.get("needs")),
    "where": _where,
    "languages": lambda value: [language_names().get(code, code) for code in value.get("codes") or []] + _words(value),
    "times": _times,
    "meeting": lambda value: _named(questions.FORMATS, value.get("formats")),
    "age": lambda value: _named(
        {code: label for code, (label, *_ages) in questions.BANDS.items()}, [value.get("band")]
    ),
    "culture": lambda value: _named(questions.BELONGS, value.get("choices")) + _words(value),
}
