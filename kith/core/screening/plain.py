"""A text as plain words, one space between them, each knowing where it stood: what the rules read."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from itertools import accumulate

BACK = "'’‘ʼ`´′＇ʹ‛"
FOLDED = {ord(sign): "'" for sign in BACK}
for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F)):
    base = unicodedata.normalize("NFKD", chr(number))[0]
    if base.isascii():
        FOLDED[number] = base.lower()

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.!?;…:,()—–\n\"“”«»„]|--")
MARKS = {**dict.fromkeys(".!?;…:", "."), **dict.fromkeys((*",()—–\n", "--"), ","), **dict.fromkeys('"“”«»„', '"')}
GAP = re.compile(r"\n\s*\n")
BETWEEN = re.compile(r"[0-9@$!*](?<=[a-z].)(?=[a-z])")
HIDDEN = re.compile(r"(?<![a-z0-9@$!*])[a-z]{1,12}(?:[0-9@$!*]{1,3}[a-z]{1,12}){1,3}(?![a-z0-9])")
SIGNS = str.maketrans("013457@$!", "oieastasi")
LONG = tuple(letter * 3 for letter in "aeiouydlmrst")
STRETCHED = re.compile(r"([a-z])\1\1+")
DOUBLE = {
    "kil": "kill",
    "fel": "feel",
    "pils": "pills",
    "ned": "need",
    "gona": "gonna",
    "ful": "full",
    "goodby": "goodbye",
}


def lowered(text: str) -> str:
    """Small letters without accents, sign for sign: what stands at a place stands there still."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    if not low.isascii():
        low = low.translate(FOLDED)
    return GAP.sub(lambda gap: "." + " " * (len(gap[0]) - 1), low) if "\n" in low else low


def has_odd_spelling(low: str) -> bool:
    return bool(BETWEEN.search(low)) or any(letters in low for letters in LONG)


def unhidden(low: str, words: tuple[str, ...]) -> str:
    """The words behind figures and signs, letter for letter, where they are among those that people hide."""

    def seen(found: re.Match[str]) -> str:
        guess = found[0].translate(SIGNS)
        for word in words:
            if len(word) == len(guess) and all(a in (b, "*") for a, b in zip(guess, word, strict=True)):
                return word
        return found[0]

    return HIDDEN.sub(seen, low)


def shortened(word: str) -> str:
    """A word said long ("dieeee", "soooo") as it is usually written."""
    short = STRETCHED.sub(r"\1", word)
    return DOUBLE.get(short, short)


class Writing:
    """How a language is written: from what was typed to plain words."""

    def __init__(self, spelling: Mapping[str, str], disguised: tuple[str, ...]) -> None:
        self.spelling = {**spelling, **MARKS}
        self.spelled = frozenset(spelling)
        self.meant = {typed: frozenset(said.split()) for typed, said in spelling.items()}
        self.disguised = disguised

    def typed(self, low: str, odd: bool) -> list[str]:
        """The words and marks of a text one by one, without their stretched letters."""
        found = TOKEN.findall(low)
        return [shortened(word) for word in found] if odd else found

    def words(self, typed: list[str]) -> Set[str]:
        """Every word that the plain text will hold, and maybe some more: the quick look before the careful one."""
        words = set(typed)
        return words.union(*[self.meant[word] for word in words & self.spelled])

    def plain(self, low: str, typed: list[str]) -> "Plain":
        said = self.spelling.get
        parts = [said(word, word) for word in typed]
        return Plain(f" . {' '.join(parts)} . ", low, parts)


@dataclass(slots=True)
class Plain:
    text: str
    _low: str
    _parts: list[str]
    _at: list[int] = field(default_factory=list)
    _spans: list[tuple[int, int]] = field(default_factory=list)

    def sentences(self) -> list[tuple[int, int, frozenset[str]]]:
        """Where each sentence begins (with the mark before it) and ends (with the mark behind it), and its words."""
        found, start = [], 0
        while (end := self.text.find(" . ", start + 1)) >= 0:
            found.append((start, end + 3, frozenset(self.text[start:end].split())))
            start = end
        return found

    def begins_with_writer(self, start: int) -> bool:
        return self._low[start : start + 1] == "i" and self._low[start + 1 : start + 2] in " 'm"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the plain words stood in what was written."""
        if not self._at:
            self._at = list(accumulate((len(part) + 1 for part in self._parts), initial=3))
            self._spans = [token.span() for token in TOKEN.finditer(self._low)]
        first = max(bisect_right(self._at, start) - 1, 0)
        last = min(max(bisect_right(self._at, end - 1) - 1, first), len(self._spans) - 1)
        return self._spans[min(first, last)][0], self._spans[last][1]
