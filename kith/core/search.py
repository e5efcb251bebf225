"""Finding things by their words: one small index, the same on SQLite (FTS5) and PostgreSQL (full text).

It knows no domain. A document is a kind and a number, words of three weights, and tokens: exact marks such as the
place cells of `kith.core.geo`, kept with the words because one index lookup for both is the fastest exact way. The
index only narrows down; whoever asks lets the database, and the viewer's rights, decide.

Words are made alike here (case, accents, plurals), so both engines give the same answer.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

LONGEST_WORD = 40
MOST_WORDS = 4000  # of one document; the rest of an enormous text adds nothing to finding it
MOST_GROUPS = 12  # of one question
PREFIX_FROM = 5  # letters: "counsel" finds counselling, but "men" does not find mental
WEIGHTS = {"strong": "A", "middle": "B", "weak": "C"}
# Words that carry nothing in a question asked in plain English.
SILENT = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "at",
        "be",
        "by",
        "can",
        "do",
        "for",
        "from",
        "get",
        "have",
        "help",
        "how",
        "i",
        "im",
        "in",
        "is",
        "it",
        "me",
        "my",
        "near",
        "need",
        "of",
        "on",
        "or",
        "some",
        "someone",
        "something",
        "that",
        "the",
        "there",
        "to",
        "want",
        "we",
        "what",
        "where",
        "who",
        "with",
        "you",
        "your",
        "please",
        "looking",
        "find",
    ]
)


@dataclass(frozen=True)
class Document:
    """What is known of one thing, for finding it. `ref` is its number among its `kind`."""

    kind: str
    ref: int
    strong: str = ""
    middle: str = ""
    weak: str = ""
    tokens: Sequence[str] = ()


@dataclass(frozen=True)
class Query:
    """Each group must match by one of its members. `words` are made-alike words, `tokens` exact marks.

    A member of a word group that starts with "=" is a token, so a word can also be met by a category.
    """

    words: tuple[tuple[str, ...], ...] = ()
    tokens: tuple[tuple[str, ...], ...] = ()
    prefix_from: int = PREFIX_FROM

    def __bool__(self) -> bool:
        return bool(self.words or self.tokens)

    def wider(self) -> "Query":
        """The same question, taking each word as the beginning of a word."""
        return replace(self, prefix_from=3)

    @property
    def wider_differs(self) -> bool:
        """False when every word is long enough to be taken as a beginning already."""
        return any(3 <= len(word) < self.prefix_from for group in self.words for word in group if word[0] != "=")


def words(text: str) -> list[str]:
    """The words of a text made alike: lower case, without accents, apostrophes or plain plurals."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return [_singular(word[:LONGEST_WORD]) for word in re.findall(r"[^\W_]+", bare)]


def telling_words(text: str) -> list[str]:
    """The words of a question without those that carry nothing, unless nothing would be left."""
    every = words(text)[:MOST_GROUPS]
    return [word for word in every if word not in SILENT] or every


def token(text: str) -> str:
    """A mark that both engines take as one word."""
    return "".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


# Keeping the index


@transaction.atomic
def put(documents: Iterable[Document], for_anyone: bool = True) -> None:
    """Add documents, or replace those with the same kind and number.

    Words of what not everyone may read (`for_anyone` false) are never offered to others as "Did you mean".
    """
    batch = list(documents)
    if not batch:
        return
    for kind in {document.kind for document in batch}:
        drop(kind, [document.ref for document in batch if document.kind == kind])
    parts = [(document, {name: words(getattr(document, name))[:MOST_WORDS] for name in WEIGHTS}) for document in batch]
    (_put_postgres if _is_postgres() else _put_sqlite)(parts)
    if for_anyone:
        _count_words(Counter(word for _, kinds in parts for found in kinds.values() for word in set(found)))


def drop(kind: str, refs: Sequence[int]) -> None:
    """Take documents out of the index; unknown numbers are no error."""
    with connection.cursor() as cursor:
        for start in range(0, len(refs), 500):
            some = list(refs[start : start + 500])
            marks = ",".join(["%s"] * len(some))
            where = f"kind = %s AND ref IN ({marks})"  # noqa: S608 - only placeholders are put in
            if not _is_postgres():
                cursor.execute(
                    f"DELETE FROM core_search_index WHERE rowid IN (SELECT id FROM core_search_doc WHERE {where})",  # noqa: S608
                    [kind, *some],
                )
            cursor.execute(f"DELETE FROM core_search_doc WHERE {where}", [kind, *some])  # noqa: S608


def _put_sqlite(parts: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_search_doc")
        first = cursor.fetchone()[0] + 1
        cursor.executemany(
            "INSERT INTO core_search_doc (id, kind, ref) VALUES (%s, %s, %s)",
            [(first + n, document.kind, document.ref) for n, (document, _) in enumerate(parts)],
        )
        cursor.executemany(
            "INSERT INTO core_search_index (rowid, strong, middle, weak, tokens) VALUES (%s, %s, %s, %s, %s)",
            [
                (first + n, *(" ".join(kinds[name]) for name in WEIGHTS), " ".join(map(token, document.tokens)))
                for n, (document, kinds) in enumerate(parts)
            ],
        )


def _put_postgres(parts: list) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core_search_doc (kind, ref, vector) VALUES (%s, %s, %s::tsvector)",
            [(document.kind, document.ref, _vector(document, kinds)) for document, kinds in parts],
        )


def _vector(document: Document, kinds: dict[str, list[str]]) -> str:
    places: dict[str, list[str]] = {token(mark): ["1D"] for mark in document.tokens}
    place = 1
    for name, weight in WEIGHTS.items():
        for word in kinds[name]:
            place += 1
            places.setdefault(word, [])
            if len(places[word]) < 40:
                places[word].append(f"{min(place, 16000)}{weight}")
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items() if word)


def _count_words(counts: Counter) -> None:
    """Remember which words exist, for "Did you mean". Counts only order suggestions, so they need not be exact."""
    rows = [(word, uses) for word, uses in sorted(counts.items()) if len(word) > 3 and not word.isdigit()]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO core_search_word (word, uses) VALUES (%s, %s) "
            "ON CONFLICT (word) DO UPDATE SET uses = core_search_word.uses + excluded.uses",
            rows,
        )


# Asking


def matching(kind: str, query: Query) -> RawSQL:
    """The numbers that match, to stand in a filter: `Thing.objects.filter(pk__in=matching("thing", query))`."""
    if _is_postgres():
        sql = "SELECT ref FROM core_search_doc WHERE kind = %s AND vector @@ %s::tsquery"
        return RawSQL(sql, [kind, _tsquery(query)])  # noqa: S611 - the text is fixed, values are parameters
    # On SQLite a cross join keeps the order written: the word index first. The planner's own choice took seconds.
    sql = (
        "SELECT d.ref FROM core_search_index CROSS JOIN core_search_doc d ON d.id = core_search_index.rowid "
        "WHERE core_search_index MATCH %s AND d.kind = %s"
    )
    return RawSQL(sql, [_fts5(query), kind])  # noqa: S611


def ranked(kind: str, query: Query, limit: int) -> list[int]:
    """The numbers that match, most telling first: a word in `strong` counts ten times one in `weak`."""
    if _is_postgres():
        sql = (
            "SELECT ref FROM core_search_doc, CAST(%s AS tsquery) q WHERE vector @@ q AND kind = %s "
            "ORDER BY ts_rank('{0, 0.1, 0.4, 1}', vector, q) DESC, ref LIMIT %s"
        )
        expression = _tsquery(query)
    else:
        sql = (
            "SELECT d.ref FROM core_search_index CROSS JOIN core_search_doc d ON d.id = core_search_index.rowid "
            "WHERE core_search_index MATCH %s AND d.kind = %s "
            "ORDER BY bm25(core_search_index, 10, 4, 1, 0), d.ref LIMIT %s"
        )
        expression = _fts5(query)
    with connection.cursor() as cursor:
        cursor.execute(sql, [expression, kind, limit])
        return [ref for (ref,) in cursor.fetchall()]


def _fts5(query: Query) -> str:
    parts = []
    for group in query.words:
        texts = [f'"{w}"{"*" if len(w) >= query.prefix_from else ""}' for w in group if w[0] != "="]
        marks = [f'"{token(w)}"' for w in group if w[0] == "="]
        sides = [f"{{strong middle weak}} : ({' OR '.join(texts)})"] if texts else []
        sides += [f"tokens : ({' OR '.join(marks)})"] if marks else []
        parts.append(f"({' OR '.join(sides)})")
    parts += [f"(tokens : ({' OR '.join(f'{chr(34)}{token(t)}{chr(34)}' for t in group)}))" for group in query.tokens]
    return " AND ".join(parts)


def _tsquery(query: Query) -> str:
    parts = []
    for group in query.words:
        texts = [f"'{w}':{'*' if len(w) >= query.prefix_from else ''}ABC" for w in group if w[0] != "="]
        marks = [f"'{token(w)}':D" for w in group if w[0] == "="]
        parts.append(f"({' | '.join(texts + marks)})")
    parts += [f"({' | '.join(f'{chr(39)}{token(t)}{chr(39)}:D' for t in group)})" for group in query.tokens]
    return " & ".join(parts)


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"
