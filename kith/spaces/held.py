"""What the author of a held post is told beside it. Those who keep the place safe say it here, from above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from kith.people.models import Person
from kith.spaces.models import Post


class Why(NamedTuple):
    """Why a post is held, which of its words it is about, and where its author reads more."""

    reason: str
    lines: str
    href: str


Explain = Callable[[Person, list[int]], dict[int, Why]]
Gone = Callable[[Person, int], None]
_explain: list[Explain] = []
_gone: list[Gone] = []


def register(explain: Explain, gone: Gone) -> None:
    """Call it from an app's `ready()`. `explain` gets an author and their held posts; `gone` hears that one was taken away for good."""
    if explain not in _explain:
        _explain.append(explain)
        _gone.append(gone)


def explain(viewer: Any, posts: Iterable[Any]) -> None:
    """Put `why` on those of these shown posts that are held. No query where none is."""
    mine = [post for post in posts if post.held and post.mine]
    if not mine:
        return
    found = {number: why for ask in _explain for number, why in ask(viewer, [post.id for post in mine]).items()}
    for post in mine:
        post.why = found.get(post.id)


def gone(actor: Person, post: Post) -> None:
    for hear in _gone:
        hear(actor, post.pk)
