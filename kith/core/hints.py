"""Finds wordings for which there is a kinder one: whole words with their endings, never in quotes, never about oneself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

WORDS, OTHERS = "words", "others"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTED = re.compile(r"^\s*>.*$|[\"“„«][^\"“”„«»\n]{1,400}[\"”“»]|\]\([^)\s]*\)|https?://\S+", re.MULTILINE)
STOP = re.compile(r"[.!?…]+(?=\s|$)|\n")
ME = frozenset(
    [
        "i",
        "i'm",
        "im",
        "i've",
        "ive",
        "i'd",
        "i'll",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "we're",
        "we've",
        "us",
        "our",
        "ours",
        "ourselves",
        "fellow",
        "here",
    ]
)  # "addict here": "here" is how one speaks of oneself without "I"
THEM = frozenset(
    [
        "he",
        "she",
        "they",
        "he's",
        "she's",
        "they're",
        "him",
        "her",
        "them",
        "his",
        "their",
        "these",
        "those",
        "people",
        "who's",
    ]
)
YOU = frozenset(["you", "you're", "your", "you've"])
ANYBODY = frozenset(
    ["when", "if", "once", "because", "whenever", "being", "as", "like"]
)  # "when you are one, you lie": mostly of oneself
KIN = frozenset(
    [
        "mum",
        "mom",
        "mother",
        "dad",
        "father",
        "parents",
        "son",
        "daughter",
        "brother",
        "sister",
        "friend",
        "friends",
        "wife",
        "husband",
        "partner",
        "boyfriend",
        "girlfriend",
        "uncle",
        "aunt",
        "cousin",
        "neighbour",
        "neighbor",
        "boss",
        "ex",
        "flatmate",
        "roommate",
        "colleague",
        "nephew",
        "niece",
        "grandad",
        "gran",
        "nan",
        "child",
        "kid",
    ]
)
VOWELS = "aeiou"


@dataclass(frozen=True)
class Hint:
    """Wordings, one a line: `/` between words that may stand in one place, `~` behind one that has other endings."""

    code: str
    wordings: tuple[str, ...]
    about: str = WORDS
    answers: bool = False  # only in answers to others
    least: int = 1  # how often, for what is only much of a good thing


class Found(NamedTuple):
    code: str
    start: int
    end: int


class Token(NamedTuple):
    word: str
    start: int
    end: int
    sentence: int


def endings(word: str) -> set[str]:
    """A word with the endings it may have."""
    stem = word[:-1] if word.endswith("e") else word
    twice = word + word[-1] if len(word) > 2 and word[-2] in VOWELS and word[-1] not in "aeiouwxys" else word
    found = {word, word + "s", word + "es", word + "ed", word + "ing", stem + "ed", stem + "ing", twice + "ed"}
    found |= {twice + "ing", word[:-1] + "ies", word[:-1] + "ied"} if word.endswith("y") else {twice + "ing"}
    return found


def _forms(part: str) -> frozenset[str]:
    found: set[str] = set()
    for one in part.lower().split("/"):
        found |= endings(one[:-1]) if one.endswith("~") and len(one) > 2 else {one.rstrip("~")}
    return frozenset(found - {""})


def _tokens(text: str) -> list[Token]:
    """The words of a text outside its quotes, each with the number of its sentence."""
    bare = QUOTED.sub(lambda found: " " * len(found[0]), text.replace("’", "'"))
    ends = [found.end() for found in STOP.finditer(bare)]
    tokens, sentence = [], 0
    for found in WORD.finditer(bare):
        while sentence < len(ends) and ends[sentence] <= found.start():
            sentence += 1
        tokens.append(Token(found[0].lower(), *found.span(), sentence))
    return tokens


class Matcher:
    """Many hints, made ready: a text is gone through once, however many there are."""

    def __init__(self, hints: Iterable[Hint]) -> None:
        self.by_first: dict[str, list[tuple[Hint, tuple[frozenset[str], ...]]]] = {}
        for hint in hints:
            for wording in hint.wordings:
                parts = tuple(filter(None, map(_forms, wording.split())))
                for first in parts[0] if parts else ():
                    self.by_first.setdefault(first, []).append((hint, parts))

    def find(self, text: str, answer: bool = False) -> list[Found]:
        """The first place for each hint, in the order they stand."""
        tokens, seen = _tokens(text), dict[str, list[Found]]()
        least = dict[str, int]()
        for place, token in enumerate(tokens):
            for hint, parts in self.by_first.get(token.word, ()):
                if (answer or not hint.answers) and _stands(tokens, place, parts) and _fits(hint, tokens, place, parts):
                    least[hint.code] = hint.least
                    last = tokens[place + len(parts) - 1]
                    seen.setdefault(hint.code, []).append(Found(hint.code, token.start, last.end))
        return sorted((all_[0] for code, all_ in seen.items() if len(all_) >= least[code]), key=lambda one: one.start)


def _stands(tokens: list[Token], place: int, parts: tuple[frozenset[str], ...]) -> bool:
    there = tokens[place : place + len(parts)]
    same = len(there) == len(parts) and there[-1].sentence == there[0].sentence
    return same and all(token.word in part for token, part in zip(there, parts, strict=True))


def _fits(hint: Hint, tokens: list[Token], place: int, parts: tuple[frozenset[str], ...]) -> bool:
    """Whether it is about others, or at least not about the writer: when in doubt, nothing is said."""
    sentence = tokens[place].sentence
    around = [
        one for one in range(max(0, place - 60), min(len(tokens), place + 60)) if tokens[one].sentence == sentence
    ]
    inside = range(place, place + len(parts))
    before = [tokens[one].word for one in around if one < place]
    outside = [tokens[one].word for one in around if one not in inside]
    if hint.answers:
        return not ME & set(before)
    if hint.about == WORDS:
        return not ME & set(outside)
    kin = any(a in ("my", "our") and b in KIN for a, b in zip(before, before[1:], strict=False))
    if (ME - {"my", "our"} if kin else ME) & set(outside) or _is_a_name(tokens, inside.stop):
        return False
    return kin or _of_others(before, outside) or _generic([tokens[one].word for one in inside], before)


def _is_a_name(tokens: list[Token], after: int) -> bool:
    """Alcoholics Anonymous, and its like."""
    return after < len(tokens) and tokens[after].word == "anonymous"


def _of_others(before: list[str], outside: list[str]) -> bool:
    near = set(before[-8:])
    return bool(THEM & near) or bool(YOU & near and not ANYBODY & set(outside))


def _generic(said: list[str], before: list[str]) -> bool:
    """“Addicts never change”: many at once, at the start of what is said. Or a wording that names a whole group."""
    return said[0] == "the" or (said[0].endswith("s") and len(before) <= 1)
