"""Putting pictures with words as they are written, taking one back, and putting it back again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.drawing import Drawn
from kith.core.live import announce
from kith.people.models import Person
from kith.spaces.actions import require_posting
from kith.spaces.models import Post, Thread
from kith.spaces.pictures.models import Picture

A_POST = 4


@dataclass(frozen=True)
class Given:
    """A picture someone chose, drawn anew, and what it shows."""

    drawn: Drawn
    alt: str


@transaction.atomic
def put_with(actor: Person, post: Post, given: Sequence[Given]) -> None:
    """Put pictures with a post the actor is just writing. It is not asked here whether they may: whoever writes the post asks."""
    if not given:
        return
    rows = [
        Picture(
            post=post,
            person=actor,
            place=place,
            width=one.drawn.width,
            height=one.drawn.height,
            alt=one.alt,
            drawn=one.drawn.data,
        )
        for place, one in enumerate(given[:A_POST])
    ]
    Picture.objects.bulk_create(rows)
    Thread.objects.filter(pk=post.thread_id).update(has_pictures=True)
    record(Verb.PICTURES_ADDED, actor, kind="post", thing=post.pk)


@transaction.atomic
def take_away(actor: Person, picture: Picture) -> None:
    """Take one picture of one's own back; the words stay. It can be put back as long as words can, then it is forgotten."""
    if Picture.objects.filter(pk=picture.pk, person=actor, withdrawn__isnull=True).update(withdrawn=now()):
        record(Verb.PICTURE_REMOVED, actor, kind="post", thing=picture.post_id)
        announce(f"thread:{picture.post.thread_id}")


@transaction.atomic
def put_back(actor: Person, picture: Picture) -> None:
    """Put a picture back where it was. Raises Http404, PermissionDenied where nobody may write now."""
    require_posting(actor, picture.post.thread.space)
    if Picture.objects.filter(pk=picture.pk, person=actor, withdrawn__isnull=False).update(withdrawn=None):
        record(Verb.PICTURE_RESTORED, actor, kind="post", thing=picture.post_id)
        announce(f"thread:{picture.post.thread_id}")
