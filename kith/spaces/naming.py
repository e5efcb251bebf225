"""Naming someone in a group: `@name` in what is written, found among those who are there as the writer meets them.

A name that was found is kept as `@“Ben”` and shown marked; it leads nowhere. Any other stays as it was typed and names nobody,
also where someone typed these very marks, which are shown like a name. What is quoted is another's words: it names nobody again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from kith.core.text import NAMED
from kith.people.access import my_handles
from kith.people.models import Handle
from kith.people.names import LONGEST, name_key
from kith.spaces.access import by_names_met, visible_members, visible_threads
from kith.spaces.models import Membership, Post, Space
from kith.spaces.quoting import Quote, as_typed, own_words, pieces

MOST_NAMED = 10
MOST_SIGNS = 40
"""How many @ of one text are looked at; more than that is not a conversation."""
SHOWN = 6
SIGN = re.compile(r'(?<![\w@])@(?:["“„«”](?P<whole>[^"“”„«»\n]{1,40})["”“»]|(?=\w))')
Members = dict[str, Membership]


def members_by_name(viewer: Any, space: Space) -> Members:
    """Those in a space whom the viewer meets there, by what makes their name the same as another."""
    return {one.handle.name_key: one for one in visible_members(viewer, space)}


def found_in(viewer: Any, space: Space, text: str, before: str = "") -> tuple[str, list[int]]:
    """The text with each name that was found marked as one, and the ids of those newly named: ten people at most.

    Quotes stay as they are: what they say is another's. A name that stood marked in `before` stays so, and names nobody
    again. No query for words without an @.
    """
    if "@" not in own_words(text):
        return text, []
    said = {name_key(name) for name in NAMED.findall(own_words(before))}
    marking = Marking(members_by_name(viewer, space), said)
    lines = [as_typed(one) if isinstance(one, Quote) else marking.marked(one) for one in pieces(text)]
    return "\n".join(lines), list(marking.told)[:MOST_NAMED]


class Marking:
    """One text being looked through, line by line, for those who are there."""

    def __init__(self, members: Members, said: set[str]) -> None:
        self.members, self.said = members, said
        self.told: dict[int, None] = {}
        self.signs = 0

    def marked(self, line: str) -> str:
        parts, done = [], 0
        for sign in SIGN.finditer(line):
            self.signs += 1
            if self.signs > MOST_SIGNS:
                break
            name, end = self._named(line, sign)
            if sign.start() < done or not name:
                continue
            self._tell(name_key(name))
            parts += [line[done : sign.start()], f"@“{name}”"]
            done = end
        return "".join([*parts, line[done:]])

    def _named(self, line: str, sign: re.Match[str]) -> tuple[str, int]:
        return _whole(sign, self.members, self.said) if sign["whole"] else _longest(line, sign.end(), self.members)

    def _tell(self, key: str) -> None:
        if key in self.members and key not in self.said:
            self.told[self.members[key].person_id] = None


def _whole(sign: re.Match[str], members: Members, said: set[str]) -> tuple[str, int]:
    """What stands between the quotation marks, as its owner writes it; "" for nobody here."""
    key = name_key(sign["whole"])
    if key in members:
        return members[key].handle.name, sign.end()
    return (sign["whole"] if key in said else ""), sign.end()


def _longest(text: str, start: int, members: Members) -> tuple[str, int]:
    """The longest name that begins here and ends where a word ends; and where that is."""
    rest = text[start : start + LONGEST + 1].split("\n", 1)[0]
    for end in range(min(len(rest), LONGEST), 1, -1):
        ends_a_word = end == len(rest) or not (rest[end].isalnum() and rest[end - 1].isalnum())
        if ends_a_word and (found := members.get(name_key(rest[:end]))) and not rest[end - 1].isspace():
            return found.handle.name, start + end
    return "", start


def names_like(viewer: Any, space: Space, typed: str) -> list[str]:
    """A few names of others in a space that have a word beginning with what was typed."""
    key = name_key(typed)
    others = (one.handle.name for one in visible_members(viewer, space) if one.person_id != viewer.pk)
    return [name for name in others if f" {name_key(name)}".find(f" {key}") >= 0][:SHOWN]


def words_naming(viewer: Any, threads: Iterable[str]) -> QuerySet[Post]:
    """Posts by others in these threads, as far as the viewer reads them, in which someone is named. With their thread."""
    there = visible_threads(viewer).filter(pk__in=list(threads))
    posts = Post.objects.filter(by_names_met(viewer), thread__in=there, withdrawn__isnull=True, body__contains="@“")
    return posts.exclude(author__person_id=viewer.pk).order_by("pk")


def my_keys(viewer: Any) -> set[str]:
    """What each of the viewer's own names is the same as."""
    return set(Handle.objects.filter(pk__in=my_handles(viewer)).values_list("name_key", flat=True))


def names_one_of(keys: set[str], text: str) -> bool:
    """Whether what a post says itself names someone by one of these."""
    return any(name_key(name) in keys for name in NAMED.findall(own_words(text)))
