"""Puts slips of the finger right, from the words that the search index knows."""

from collections.abc import Iterable, Sequence

from django.db import connection

from kith.core.search import telling_words


def did_you_mean(text: str) -> str:
    """The same question with each unknown word put right by at most two letters; "" when there is nothing to offer.

    Two queries.
    """
    asked = telling_words(text)
    known = _known(asked)
    doubtful = [word for word in asked if word not in known and len(word) > 3]
    alike = _alike(doubtful) if doubtful else []
    better = [(closest(word, _same_start(word, alike)) or word) if word in doubtful else word for word in asked]
    return " ".join(better) if better != asked else ""


def _same_start(word: str, candidates: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return [pair for pair in candidates if pair[0][0] == word[0]]


def closest(word: str, candidates: Iterable[tuple[str, int]]) -> str:
    """Of (word, uses) pairs the nearest by letters put in, left out, changed or swapped; then the most used."""
    most = 1 if len(word) < 6 else 2
    found = [(edits(word, other, most), -uses, other) for other, uses in candidates if other != word]
    near = [item for item in found if item[0] <= most]
    return min(near)[2] if near else ""


def edits(a: str, b: str, most: int) -> int:
    """How many single-letter slips turn one word into the other (optimal string alignment); `most` + 1 for "more"."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before, row = [], list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _known(asked: Sequence[str]) -> set[str]:
    marks = ",".join(["%s"] * len(asked)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM core_search_word WHERE word IN ({marks})", list(asked))  # noqa: S608
        return {word for (word,) in cursor.fetchall()}


def _alike(doubtful: Sequence[str]) -> list[tuple[str, int]]:
    starts = sorted({word[0] for word in doubtful})
    marks = ",".join(["%s"] * len(starts))
    sizes = [len(word) for word in doubtful]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT word, uses FROM core_search_word WHERE substr(word, 1, 1) IN ({marks}) AND length(word) BETWEEN %s AND %s",  # noqa: S608
            [*starts, min(sizes) - 2, max(sizes) + 2],
        )
        return cursor.fetchall()
