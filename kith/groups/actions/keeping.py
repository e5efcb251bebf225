"""What a reader does for themselves alone: keep a post, put a thread away for now, call everything in a group read. Nobody is told."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from kith.core.clock import this_minute
from kith.core.limits import limit
from kith.people.models import Person
from kith.spaces.access import visible_threads
from kith.spaces.models import Bookmark, Post, ReadMark, Space, Thread

A_MINUTE = 60


@transaction.atomic
def keep_post(actor: Person, post: Post) -> None:
    """Keep a post the actor may read. Keeping it twice is keeping it once. Raises TooMany."""
    limit(actor, "keep", A_MINUTE, 60)
    Bookmark.objects.bulk_create([Bookmark(person=actor, post=post, at=this_minute())], ignore_conflicts=True)


@transaction.atomic
def let_go(actor: Person, post_id: int) -> None:
    """Keep a post no longer."""
    Bookmark.objects.filter(person=actor, post=post_id).delete()


@transaction.atomic
def let_go_of(actor: Person, bookmark: Bookmark) -> None:
    """The same by the bookmark, also where the post is gone."""
    Bookmark.objects.filter(person=actor, pk=bookmark.pk).delete()


@transaction.atomic
def put_away(actor: Person, thread: Thread) -> None:
    """Take a thread out of the actor's own lists and notices until they bring it back. Raises TooMany."""
    limit(actor, "keep", A_MINUTE, 60)
    marks = ReadMark.objects.filter(person=actor, thread=thread)
    if not marks.update(not_now=this_minute()):
        ReadMark.objects.bulk_create([ReadMark(person=actor, thread=thread)], ignore_conflicts=True)
        marks.update(not_now=this_minute())


@transaction.atomic
def bring_back(actor: Person, thread: Thread) -> None:
    ReadMark.objects.filter(person=actor, thread=thread).update(not_now=None)


@transaction.atomic
def read_all(actor: Person, space: Space) -> None:
    """Call everything the actor may read in a group read, thread by thread.

    A thread's posts are numbered in the order in which they can be seen, so what is written meanwhile stays new.
    """
    threads = visible_threads(actor).filter(space=space)
    newest = Post.objects.filter(thread=OuterRef("thread")).order_by("-pk").values("pk")[:1]
    marked = ReadMark.objects.filter(person=actor, thread__in=threads.values("pk"))
    marked.update(last_seen_post=Greatest("last_seen_post", Coalesce(Subquery(newest), 0)))
    fresh = threads.exclude(Exists(ReadMark.objects.filter(person=actor, thread=OuterRef("pk"))))
    last = Post.objects.filter(thread=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = fresh.annotate(last=Coalesce(Subquery(last), 0)).values_list("pk", "last")
    ReadMark.objects.bulk_create(
        [ReadMark(person=actor, thread_id=thread, last_seen_post=post) for thread, post in rows],
        ignore_conflicts=True,
        batch_size=300,
    )
