"""What someone would rather not read unasked: their own words and kinds of content note, and whether a text holds one.

The list is sealed and known to nobody else. What holds one of them is folded for this reader alone, with the word that did it,
and one press opens it. Whole words only, whatever their case and accents, with the commonest endings of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST, LONGEST = 60, 40
TOPICS: dict[str, tuple[Any, Any]] = {
    "self_harm": (gettext_lazy("Self-harm"), gettext_lazy("self-harm, cutting, hurting myself")),
    "suicide": (gettext_lazy("Suicide"), gettext_lazy("suicide, suicidal")),
    "food": (gettext_lazy("Food and weight"), gettext_lazy("food, weight, eating, diet, calorie")),
    "loss": (gettext_lazy("Loss and grief"), gettext_lazy("loss, grief, death, dying, funeral")),
    "violence": (gettext_lazy("Violence"), gettext_lazy("violence, violent, assault")),
    "abuse": (gettext_lazy("Abuse"), gettext_lazy("abuse, abusive, rape")),
    "drink": (gettext_lazy("Alcohol and drugs"), gettext_lazy("alcohol, drug, drink, drinking")),
    "hospital": (gettext_lazy("Hospital and force"), gettext_lazy("hospital, ward, restraint, sectioned")),
    "medicine": (gettext_lazy("Medicines"), gettext_lazy("medicine, medication, side effect")),
}
"""Kinds of content note: what each is called, and the words by which a note is known to be of that kind."""

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7a3]")
BETWEEN = re.compile(r"[\s_‐-―-]+")


def plain(text: str) -> str:
    """Without case and accents, so that what is the same word to a reader is the same text."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def pattern(word: str) -> str:
    """A pattern for one word (or a few that belong together) in a plain text; empty where there is nothing to look for."""
    parts = [part for part in BETWEEN.split(plain(word)) if part]
    if not parts:
        return ""
    *first, last = parts
    whole = r"[\s_‐-―-]*".join([*map(re.escape, first), _endings(last)])
    return whole if UNSPACED.search(word) else rf"(?<!\w){whole}(?!\w)"


def _endings(word: str) -> str:
    """The word with the commonest endings of English and its neighbours: cut, cuts, cutting; binge, binging."""
    if len(word) < 3 or not word.isalpha():
        return re.escape(word)
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("ie"):
        return rf"{re.escape(word[:-2])}(?:ie(?:'s|s|d|r|rs)?|ying)"
    stem, end = re.escape(word[:-1]), re.escape(word[-1])
    more = rf"{end}{end}(?:ed|er|ing)"
    if word.endswith("e"):
        more = "ing|ings"
    elif word.endswith("y"):
        more = "ies|ied"
    short = len(word) == 3
    return rf"{stem}(?:{end}(?:{'s|es' if short else 's|es|d|ed|e|en|n|er|ers|ing'})?|{more})"


def _finder(words: Iterable[tuple[str, str]]) -> tuple[re.Pattern[str] | None, list[str]]:
    """One pattern for many words, and what each of its groups is called: [(word, called), …]."""
    found = [(made, called) for word, called in words if (made := pattern(word))]
    if not found:
        return None, []
    return re.compile("|".join(f"({made})" for made, _called in found)), [called for _made, called in found]


class Folds:
    """What one reader asked to have folded, ready to look through many texts."""

    def __init__(self, words: Iterable[str], topics: Iterable[str]) -> None:
        own = [(word, word) for word in words]
        kinds = [(word, str(TOPICS[code][0])) for code in topics if code in TOPICS for word in _known_by(code)]
        self.text, self.text_names = _finder(own)
        self.note, self.note_names = _finder([*own, *kinds])

    def why(self, text: str, note: str = "") -> str:
        """The word (or kind of note) for which this is folded; empty when it is not."""
        found = self.note.search(plain(note)) if self.note and note else None
        if found and found.lastindex:
            return self.note_names[found.lastindex - 1]
        found = self.text.search(plain(text)) if self.text else None
        return self.text_names[found.lastindex - 1] if found and found.lastindex else ""

    def reason(self, text: str, note: str = "") -> str:
        """The same in a sentence."""
        why = self.why(text, note)
        return _("Folded because you asked: %(word)s") % {"word": why} if why else ""


def _known_by(code: str) -> list[str]:
    return str(TOPICS[code][1]).split(", ")


NOTHING = Folds((), ())


def my_words(viewer: Any) -> dict[str, list[str]]:
    """The viewer's own list: {"words": […], "topics": […]}."""
    row = getattr(viewer, "folds", None)
    return (row and row.words) or {"words": [], "topics": []}


def folds_for(viewer: Any) -> Folds:
    """What the viewer asked to have folded: made once for each person of a request, and nothing for most."""
    if getattr(viewer, "folds", None) is None:
        return NOTHING
    made = viewer.__dict__.get("_folds_ready")
    if made is None:
        held = my_words(viewer)
        made = viewer.__dict__["_folds_ready"] = Folds(held["words"], held["topics"])
    return made
