"""Hints on language while someone writes: the shipped ones, as the steward changed them, without those someone does not want."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from kith.core.hints import Hint, Matcher
from kith.people.models import Person
from kith.safety.models import HintOff, StewardHint
from kith.safety.words.failing import looked
from kith.safety.words.shipped import shipped
from kith.spaces.watching import Wording

MOST = 3  # more at once would be a lesson


class Whole(NamedTuple):
    """A hint as it stands here. `own`: added by the steward; `changed`: a shipped one with the steward's words."""

    hint: Hint
    why: str
    instead: str
    source: str
    is_on: bool
    own: bool
    changed: bool

    @property
    def code(self) -> str:
        return self.hint.code


def every_hint() -> list[Whole]:
    """Also those that are switched off. One query."""
    held = {row.code: row for row in StewardHint.objects.order_by("code")}
    first = [
        _whole(one.hint, one.why, one.instead, one.source, held.pop(code, None)) for code, one in shipped().items()
    ]
    return first + [_whole(Hint(code, ()), "", "", "", row) for code, row in held.items()]


def _whole(hint: Hint, why: str, instead: str, source: str, row: StewardHint | None) -> Whole:
    if row is None:
        return Whole(hint, why, instead, source, True, False, False)
    words = tuple(line.strip() for line in row.words.splitlines() if line.strip())
    changed = bool(words or row.why or row.instead or row.source)
    hint = replace(hint, wordings=words or hint.wordings)
    said = (row.why or why, row.instead or instead, row.source or source)
    return Whole(hint, *said, row.is_on, hint.code not in shipped(), changed)


@lru_cache(maxsize=4)
def _matcher(hints: tuple[Hint, ...]) -> Matcher:
    return Matcher(hints)


def hints_for(actor: Person, text: str, answer: bool) -> list[Wording]:
    """A few at most; none to someone who may be in danger: how they say it does not matter then."""
    found_in_words = looked(text)
    if not text.strip() or (found_in_words and found_in_words.danger):
        return []
    off = set(HintOff.objects.filter(person=actor).values_list("code", flat=True))
    if "" in off:
        return []
    every = {one.code: one for one in every_hint() if one.is_on and one.code not in off}
    found = _matcher(tuple(one.hint for one in every.values())).find(text, answer)[:MOST]
    return [Wording(one.code, text[one.start : one.end], every[one.code].why, every[one.code].instead) for one in found]
