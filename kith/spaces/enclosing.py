"""Writing with pictures or a poll: the words and what stands with them are written in one step, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from kith.people.models import Person
from kith.spaces import actions, watching
from kith.spaces.models import Post, Space, Thread
from kith.spaces.pictures import actions as pictures
from kith.spaces.pictures.actions import Given
from kith.spaces.polls import actions as polls
from kith.spaces.polls.actions import Asked


@transaction.atomic
def start_thread(
    actor: Person, space: Space, given: Sequence[Given] = (), asked: Asked | None = None, **said: Any
) -> Thread:
    """Begin a conversation (`actions.start_thread`), with pictures and a poll."""
    thread = actions.start_thread(actor, space, **said)
    if given or asked:
        post = Post.objects.select_related("author__person", "thread__space").get(thread=thread, opening=True)
        pictures.put_with(actor, post, given)
        polls.put_with(actor, post, asked)
        if asked:
            post.thread.refresh_from_db(fields=["has_poll"])
            watching.look_at(actor, post)  # again, now with what stands with the words
    return thread


@transaction.atomic
def reply(actor: Person, thread: Thread, given: Sequence[Given] = (), **said: Any) -> Post:
    """Answer (`actions.reply`), with pictures."""
    post = actions.reply(actor, thread, **said)
    pictures.put_with(actor, post, given)
    return post
