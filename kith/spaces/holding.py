"""Holding a post: its author sees it and is told why, nobody else does, by any way there is; until it is let through."""

from __future__ import annotations

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.models import Person
from kith.spaces import actions, held
from kith.spaces.counting import recount
from kith.spaces.models import Post
from kith.spaces.tasks import forget_held
from kith.spaces.topics import announce_list

WAITING, HIDDEN = Post.Hold.WAITING, Post.Hold.HIDDEN


@transaction.atomic
def hold(actor: Person | None, post: Post, why: str = WAITING) -> bool:
    """Let nobody but its author see a post. `actor` is None where a rule the steward settled does it.

    False when it was so already, or its author took it back: that is stronger.
    """
    found = Post.objects.filter(pk=post.pk)
    if not found.filter(withdrawn__isnull=True).update(hold=why, withdrawn=now()):
        return bool(found.exclude(hold="").exclude(hold=why).update(hold=why))
    recount([post.pk], -1, now())
    record(Verb.POST_HELD, actor, owner=post.author and post.author.person, kind="post", thing=post.pk, note_code=why)
    _tell(post)
    return True


@transaction.atomic
def let_through(actor: Person | None, post: Post) -> bool:
    """Show a held post to its readers again; whoever should have heard of it hears now. False when it was not held."""
    if not Post.objects.filter(pk=post.pk).exclude(hold="").exclude(body="").update(hold="", withdrawn=None):
        return False
    post.refresh_from_db()
    recount([post.pk], +1, None)
    owner = post.author and post.author.person
    record(Verb.POST_LET_THROUGH, actor, owner=owner, kind="post", thing=post.pk)
    actions.tell_of(post)
    _tell(post)
    return True


@transaction.atomic
def take_away(actor: Person, post: Post) -> None:
    """Take back one's own held words for good: there is nothing to put back afterwards. Nothing for a post not held."""
    if forget_held(post.pk, actor):
        record(Verb.POST_WITHDRAWN, actor, kind="post", thing=post.pk, note_code="held")
        held.gone(actor, post)
        announce(f"thread:{post.thread_id}")


def _tell(post: Post) -> None:
    announce(f"thread:{post.thread_id}")
    announce_list(post.thread.space_id, post.thread.readers)
