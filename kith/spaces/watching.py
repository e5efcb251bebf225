"""What looks at words as they are written. Those who keep the place safe register themselves here, from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kith.people.models import Person
from kith.spaces.models import Post, Space


class Line(NamedTuple):
    """A line of what was written, and what in it is meant."""

    before: str
    marked: str
    after: str


class Advice(NamedTuple):
    """Something said to a writer before their words are sent. `stops`: they cannot be sent as they are at all.

    `holds`: sent as they are, somebody reads them first. `lines`: where in the words it is.
    """

    code: str
    text: str
    stops: bool = False
    holds: bool = False
    lines: tuple[Line, ...] = ()


class Wording(NamedTuple):
    """A wording for which there may be a kinder one: never said about how people describe themselves."""

    code: str
    words: str
    why: str
    instead: str


Before = Callable[[Person, Space, str], list[Advice]]
After = Callable[[Person, Post], None]
Wordings = Callable[[Person, str, bool], list[Wording]]
Off = Callable[[Person, str], None]
_before: list[Before] = []
_after: list[After] = []
_wordings: list[tuple[Wordings, Off]] = []


def register(
    *, before: Before | None = None, after: After | None = None, wordings: tuple[Wordings, Off] | None = None
) -> None:
    """Call it from an app's `ready()`. `before` gets the writer, where they write and their words, and keeps nothing.

    `after` gets a post in the step that wrote or changed it, before anybody could have seen it: it may hold it.
    `wordings` are hints on language, and how someone says that they do not want one of them.
    """
    if wordings and wordings not in _wordings:
        _wordings.append(wordings)
    if before and before not in _before:
        _before.append(before)
    if after and after not in _after:
        _after.append(after)


def advise(actor: Person, space: Space, *words: str) -> list[Advice]:
    """What to say before these words are sent; nothing is stored."""
    text = "\n".join(word for word in words if word)
    return [one for look in _before for one in look(actor, space, text)]


def hints_for(actor: Person, text: str, answer: bool = False) -> list[Wording]:
    """Hints on the language of words that are being written; `answer`: to somebody else."""
    return [one for find, _off in _wordings for one in find(actor, text, answer)]


def no_more_of(actor: Person, code: str) -> None:
    """The actor does not want to see this hint again."""
    for _find, off in _wordings:
        off(actor, code)


def look_at(actor: Person, post: Post) -> None:
    """Let each of them look at a post that was just written or changed; then `post.hold` is what they left it at."""
    for look in _after:
        look(actor, post)
    if _after:
        post.refresh_from_db(fields=["hold", "withdrawn"])
