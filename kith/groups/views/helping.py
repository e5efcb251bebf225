"""Where in a conversation help stands beside someone's own new words, for them alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime
from markupsafe import Markup

from kith.core.beside import beside_words
from kith.spaces.models import Thread
from kith.spaces.polls.access import words_of_poll
from kith.spaces.reading import Shown

LATELY = timedelta(days=3)
NOWHERE = (0, Markup())


def help_at(request: Any, thread: Thread, posts: Sequence[Shown]) -> tuple[int, Markup]:
    """Under which post, and what; under the last one only, so that a page does not repeat itself. Nothing is kept."""
    for post in reversed(posts):
        if post.mine and not post.gone and _day(post) >= localdate() - LATELY:
            around = (thread.title, words_of_poll(thread)) if post.opening else ()
            if found := beside_words(request, *around, post.body):
                return post.id, found
    return NOWHERE


def _day(post: Shown) -> Any:
    return localtime(post.created).date() if isinstance(post.created, datetime) else post.created
