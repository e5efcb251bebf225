"""A text as plain words, one space between them, each knowing where it stood: what the rules read."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

BACK = "'’‘ʼ`´′＇ʹ‛"
FOLDED = {ord(sign): "'" for sign in BACK}
for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFF01, 0xFF5F)):
    base = unicodedata.normalize("NFKD", chr(number))[0]
    if base.isascii():
        FOLDED[number] = base.lower()

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
TOKEN = re.compile(r"([a-z0-9]+(?:'[a-z]+)*)|([.!?;…:]|\n\s*\n)|([,()—–\n]|--)|([\"“”«»„])")
MARKS = (None, None, ".", ",", '"')
BETWEEN = re.compile(r"[0-9@$!*](?<=[a-z].)(?=[a-z])")
HIDDEN = re.compile(r"(?<![a-z0-9@$!*])[a-z]{1,12}(?:[0-9@$!*]{1,3}[a-z]{1,12}){1,3}(?![a-z0-9])")
SIGNS = str.maketrans("013457@$!", "oieastasi")
LONG = tuple(letter * 3 for letter in "aeiouydghklmnprstw")
STRETCHED = re.compile(r"([a-z])\1\1+")
DOUBLE = {"kil": "kill", "fel": "feel", "pils": "pills", "ned": "need", "gona": "gonna", "ful": "full", "goodby": "goodbye"}


def lowered(text: str) -> str:
    """Small letters without accents, sign for sign: what stands at a place stands there still."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return low if low.isascii() else low.translate(FOLDED)


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


@dataclass(slots=True)
class Plain:
    text: str
    _at: list[int]
    _spans: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the plain words stood in what was written."""
        first = max(bisect_right(self._at, start) - 1, 0)
        last = max(bisect_right(self._at, end - 1) - 1, first)
        return self._spans[first][0], self._spans[last][1]


def plain(low: str, spelling: dict[str, str], odd: bool) -> Plain:
    parts, at, spans, here = [" . "], [0], [(0, 0)], 3
    for found in TOKEN.finditer(low):
        word = found[1]
        if word is None:
            said = MARKS[found.lastindex or 0] or ""
        else:
            said = spelling.get(word) or spelled(word, spelling, odd)
        parts += (said, " ")
        at.append(here)
        spans.append(found.span())
        here += len(said) + 1
    parts.append(". ")
    return Plain("".join(parts), at, spans)


def spelled(word: str, spelling: dict[str, str], odd: bool) -> str:
    if odd:
        word = shortened(word)
    bare = word.replace("'", "") if "'" in word else word
    return spelling.get(word) or spelling.get(bare) or bare


def words_in(low: str, spelling: dict[str, str], odd: bool) -> set[str]:
    """Every word that the plain text will hold, and maybe some more: the quick look before the careful one."""
    words = set(WORD.findall(low))
    if odd:
        words |= {shortened(word) for word in words}
    for word in words & spelling.keys():
        words.update(spelling[word].split())
    return words
