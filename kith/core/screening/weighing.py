"""How heavy the words of a text are: a table learned from our own texts, added up over a stretch of sentences.

Single words, and two and three that follow each other, each have a weight. What is added up is one stretch of at most `STRETCH`
words, so that a long text is not heavier for its length. Above `looking.MAYBE` it may be danger; `Language.heavy` says from where on the
weight alone is enough. Nothing is kept, and nobody outside this package meets the number.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

SENTENCE, STRETCH = 40, 60  # words; a text without full stops is cut
BEGIN, END, STOP = "^", "$", "."
Branch = dict[str, Any]  # by word: its weight, and the branch of what follows it
NOTHING: Branch = {}
NO_NODE: tuple[float, Branch] = (0.0, NOTHING)


class Table:
    """Weights of words and of what follows them, as a tree, and which words are read as which."""

    def __init__(
        self, path: Path, spelling: Mapping[str, str], alike: Mapping[str, str], filling: frozenset[str]
    ) -> None:
        self.path = path
        self.read_as: dict[str, tuple[str, ...]] = {word: (name,) for word, name in alike.items()}
        self.read_as |= dict.fromkeys(filling, ())
        self.read_as |= {
            typed: tuple(alike.get(word, word) for word in meant.split() if word not in filling)
            for typed, meant in spelling.items()
        }

    @cached_property
    def rows(self) -> dict[str, float]:
        with self.path.open(encoding="utf-8", newline="") as file:
            return {row["words"]: float(row["weight"]) for row in csv.DictReader(file)}

    @cached_property
    def base(self) -> float:
        return self.rows[""]

    @cached_property
    def root(self) -> Branch:
        weights: Branch = {}
        for words, weight in self.rows.items():
            branch, node = weights, None
            for word in words.split():
                if node is not None and node[1] is NOTHING:
                    node[1] = branch = {}
                node = branch.setdefault(word, [0.0, NOTHING])
                branch = node[1]
            if node is not None:
                node[0] = weight
        return weights

    def sentences(self, typed: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """The words of each sentence as the table reads them, long ones in pieces, and which sentence it is."""
        read_as = self.read_as.get
        words = [word for one in typed for word in read_as(one, (one,))]
        number, begin = 0, 0
        while begin < len(words):
            try:
                end = words.index(STOP, begin)
            except ValueError:
                end = len(words)
            for at in range(begin, end, SENTENCE):
                yield number, words[at : min(at + SENTENCE, end)]
            number, begin = number + 1, end + 1

    def weight(self, words: list[str]) -> float:
        """Of one sentence: its words, and the twos and threes in it, its begin and end among them."""
        root, total = self.root, 0.0
        after_one, after_two = root.get(BEGIN, NO_NODE)[1], NOTHING
        for word in [*words, END]:
            two, one, alone = after_two.get(word), after_one.get(word), root.get(word)
            after_two = after_one = NOTHING
            if two:
                total += two[0]
            if one:
                total += one[0]
                after_two = one[1]
            if alone:
                total += alone[0]
                after_one = alone[1]
        return total

    def heaviest(self, typed: list[str]) -> tuple[float, int, int]:
        """The heaviest stretch: its weight, and the numbers of its first and last sentence."""
        parts = [(number, len(words), self.weight(words)) for number, words in self.sentences(typed)]
        best = (self.base, 0, -1)
        for place, (first, _, _) in enumerate(parts):
            long, total = 0, self.base
            for number, count, weight in parts[place:]:
                if long and long + count > STRETCH:
                    break
                long, total = long + count, total + weight
                if total > best[0] or best[2] < 0:
                    best = (total, first, number)
        return best


def place(plain: str, first: int, last: int) -> tuple[int, int]:
    """Where sentences stand in plain text, which begins with a stop, by their numbers."""
    stops = [found.start() for found in re.finditer(r"\.", plain)]
    return stops[first] + 2, stops[last + 1]
