"""What looks at words as they are written. Those who keep the place safe register themselves here, from above."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kith.people.models import Person
from kith.spaces.models import Post, Space


class Advice(NamedTuple):
    """Something said to a writer before their words are sent. `stops`: they cannot be sent as they are at all."""

    code: str
    text: str
    stops: bool = False


Before = Callable[[Person, Space, str], list[Advice]]
After = Callable[[Person, Post], None]
_before: list[Before] = []
_after: list[After] = []


def register(*, before: Before | None = None, after: After | None = None) -> None:
    """Call it from an app's `ready()`. `before` gets the writer, where they write and their words, and keeps nothing.

    `after` gets a post in the step that wrote or changed it, before anybody could have seen it: it may hold it.
    """
    if before and before not in _before:
        _before.append(before)
    if after and after not in _after:
        _after.append(after)


def advise(actor: Person, space: Space, *words: str) -> list[Advice]:
    """What to say before these words are sent; nothing is stored."""
    text = "\n".join(word for word in words if word)
    return [one for look in _before for one in look(actor, space, text)]


def look_at(actor: Person, post: Post) -> None:
    """Let each of them look at a post that was just written or changed; then `post.hold` is what they left it at."""
    for look in _after:
        look(actor, post)
    if _after:
        post.refresh_from_db(fields=["hold", "withdrawn"])
