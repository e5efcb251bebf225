"""Quoting someone in a conversation: their words stand in an answer only as long as they stand where they were written.

A quote is kept as plain text that begins with `> Ben (#57):`, so it can be shortened in any box. What it shows is decided each
time it is read: under the name that post has for this reader, and only words that post still holds. Taken back, changed,
muted, blocked or erased, it says that they are not here any more; when they are forgotten, they go out of the answers too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kith.core.prepared import Prepared, filled
from kith.core.text import as_words
from kith.people.apart import is_muted
from kith.people.models import Handle, Person
from kith.people.names import GONE, SOMEONE
from kith.spaces.access import visible_posts
from kith.spaces.models import Draft, Post, PostVersion, Thread

SIGN = "(#"
FIRST = re.compile(r" {0,3}> ?([^\n]{0,80}?)\(#(\d{1,18})\):[ \t]*$")
LINE = re.compile(r" {0,3}> ?")
EMPTIED = "> …"
A_FEW = 20
MOST_POSTS = 1000
"""How many posts one text may quote; a post that is not too long cannot hold more."""
MOST_QUOTED = 3000
"""How many letters of a long post are quoted; the rest would only be in the way."""


@dataclass
class Quote:
    """A quote as it was written: of which post, and its lines."""

    first: str
    post: int
    lines: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    """The same lines with the signs before them, as they were typed."""

    def says(self) -> list[str]:
        return [" ".join(line.split()) for line in self.lines if line.strip()]


class Source(NamedTuple):
    """A post that may be quoted to this reader: whose it is to them, and what it says."""

    name: str
    body: str


def pieces(text: str) -> Iterator[str | Quote]:
    """The text in order: lines, and quotes of posts."""
    quote: Quote | None = None
    for line in text.split("\n"):
        first, inside = FIRST.match(line), LINE.match(line)
        if quote and (first or not inside):
            yield quote
            quote = None
        if first:
            quote = Quote(line, int(first[2]))
        elif quote and inside:
            quote.lines.append(line[inside.end() :])
            quote.typed.append(line)
        else:
            yield line
    if quote:
        yield quote


def quoted_in(texts: Iterable[str]) -> set[int]:
    """Which posts are quoted in these; quick for words without any."""
    return {one.post for text in texts if SIGN in text for one in pieces(text) if isinstance(one, Quote)}


def own_words(text: str) -> str:
    """What a post says itself, without what it quotes."""
    return "\n".join(one for one in pieces(text) if isinstance(one, str)).strip() if SIGN in text else text


def without_quoted(text: str, posts: set[int] | None = None) -> str:
    """The text with the words of quotes (of these posts) taken out; that something was quoted stays."""
    if SIGN not in text:
        return text
    return "\n".join(
        one if isinstance(one, str) else EMPTIED if posts is None or one.post in posts else as_typed(one)
        for one in pieces(text)
    )


def as_typed(quote: Quote) -> str:
    return "\n".join([quote.first, *quote.typed])


def begin(viewer: Any, thread: Thread, post_id: int | None) -> str:
    """What stands in the box when someone answers to a post: its own words as a quote. "" for one the viewer cannot quote."""
    source = sources(viewer, thread, {post_id}).get(post_id) if post_id else None
    words = own_words(source.body)[:MOST_QUOTED].strip() if source else ""
    if source is None or not words:
        return ""
    return "\n".join([f"> {source.name} (#{post_id}):", *(f"> {line}".rstrip() for line in words.split("\n")), "", ""])


def sources(viewer: Any, thread: Thread, posts: set[int]) -> dict[int, Source]:
    """Those of these posts that stand for this reader: visible, not taken back, not under a name they muted. One query."""
    ids = [number for number in posts if number < 2**62][:MOST_POSTS]
    if not ids:
        return {}
    some = (viewer.pk or 0, thread.pk)
    rows = SOURCES.rows(*some, *filled(ids, A_FEW)) if len(ids) <= A_FEW else list(_sources(*some, *ids))
    return {pk: Source(_name(name, kind), body) for pk, name, kind, body in rows if body}


def _name(name: str | None, kind: str | None) -> str:
    return name or str(SOMEONE if kind == Handle.Kind.ONCE else GONE)


def _sources(viewer: int, thread: int, *posts: int) -> QuerySet:
    someone = Person(pk=viewer)
    found = visible_posts(someone, Thread(pk=thread)).filter(pk__in=posts, withdrawn__isnull=True)
    return found.exclude(is_muted(someone, "author")).values_list("pk", "author__name", "author__kind", "body")


SOURCES = Prepared(_sources, int, int, *[int] * A_FEW)


def stands(quote: Quote, source: Source | None) -> bool:
    """Whether each line of it is still among the words of the post it is from."""
    if source is None:
        return False
    words = " ".join(own_words(source.body).split())
    return all(line in words for line in quote.says())


def as_read(viewer: Any, thread: Thread, texts: list[str]) -> list[str]:
    """The texts as Markdown for this reader, each quote under its writer's name, or a sentence that it is not here."""
    posts = quoted_in(texts)
    if not posts:
        return texts
    found = sources(viewer, thread, posts)
    return ["\n".join(_shown(one, found) for one in pieces(text)) if SIGN in text else text for text in texts]


def _shown(one: str | Quote, found: dict[int, Source]) -> str:
    if isinstance(one, str):
        return one
    source = found.get(one.post)
    if source is None or not stands(one, source):
        return f"> *{_('The words that were quoted here are not here any more.')}*"
    said = as_words(_("%(name)s wrote:") % {"name": source.name})
    return "\n".join([f"> **{said}**", *(f"> {line}".rstrip() for line in one.lines)])


def to_write_on(viewer: Any, thread: Thread, text: str) -> str:
    """The text for its writer's box, without quoted words that do not stand any more."""
    posts = quoted_in([text])
    found = sources(viewer, thread, posts) if posts else {}
    gone = {one.post for one in pieces(text) if isinstance(one, Quote) and not stands(one, found.get(one.post))}
    return without_quoted(text, gone) if gone else text


@transaction.atomic
def let_go(posts: Iterable[int]) -> None:
    """Take the words of posts that are forgotten out of every answer, earlier version and draft that quotes them.

    Each row is held while it is written anew, so that a change its writer makes at the same moment is not undone.
    """
    gone = set(posts)
    threads = Post.objects.filter(pk__in=gone).values("thread")
    for post in _held(Post.objects.filter(thread__in=threads, body__contains=SIGN).only("body")):
        _rewrite(post, "body", gone)
    for version in _held(PostVersion.objects.filter(post__thread__in=threads)):
        _rewrite(version, "body", gone)
    for draft in _held(Draft.objects.filter(thread__in=threads)):
        words = draft.words or {}
        fresh = without_quoted(words.get("body", ""), gone)
        if fresh != words.get("body", ""):
            draft.words = words | {"body": fresh}
            draft.save(update_fields=["words"])


def _held(rows: QuerySet) -> QuerySet:
    return rows.select_for_update(of=("self",)).order_by("pk")


def _rewrite(row: Post | PostVersion, name: str, gone: set[int]) -> None:
    fresh = without_quoted(getattr(row, name), gone)
    if fresh != getattr(row, name):
        setattr(row, name, fresh)
        row.save(update_fields=[name])
