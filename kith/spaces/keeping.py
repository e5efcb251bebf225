"""What a reader keeps for themselves alone: posts they want to find again, and threads they put away for now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kith.core.text import plain_words
from kith.people.apart import is_muted
from kith.people.models import Person
from kith.people.muted_words import folds_for
from kith.spaces.access import readable, visible_threads
from kith.spaces.models import Bookmark, Post, ReadMark, Thread
from kith.spaces.quoting import own_words


def kept_by(viewer: Person) -> QuerySet[Bookmark]:
    """The viewer's bookmarks, the latest first; also of what is not there for them any more."""
    return Bookmark.objects.filter(person=viewer).order_by("-at", "-id")


def with_posts(viewer: Person, kept: list[Any]) -> list[Any]:
    """Give each bookmark `there` and `thread`, as far as the viewer may read them now (else None), `words` and `fold`. One query.

    What a post quotes is another's: it is read in the thread, where it is asked whether it still stands, and not here.
    """
    threads = visible_threads(viewer).filter(pk=OuterRef("thread"))
    found = readable(viewer).filter(Exists(threads), pk__in=[one.post_id for one in kept], withdrawn__isnull=True)
    found = found.exclude(body="").annotate(muted=is_muted(viewer, "author"))  # type: ignore[no-redef]  # not of the model
    shown = {post.pk: post for post in found.select_related("thread__space__group", "thread__author", "author")}
    folds = folds_for(viewer)
    for one in kept:
        there = shown.get(one.post_id)
        one.there, one.thread = there, there.thread if there else None
        mine = there is not None and there.author is not None and there.author.person_id == viewer.pk
        one.fold = _why_folded(folds, there) if there and not mine else ""
        one.words = plain_words(own_words(there.body)) if there else ""
    return kept


def _why_folded(folds: Any, post: Any) -> str:
    if post.muted:
        return _("You muted this name. Show their words")
    return str(folds.reason(f"{post.thread.title}\n{own_words(post.body)}", post.note or post.thread.note))


def get_bookmark(viewer: Person, bookmark_id: UUID) -> Bookmark:
    return get_object_or_404(kept_by(viewer), pk=bookmark_id)


def my_put_away(viewer: Person) -> QuerySet[Any]:
    """Threads the viewer put away and may still read, the latest first, each with `since`."""
    away = ReadMark.objects.filter(person=viewer, not_now__isnull=False)
    since = away.filter(thread=OuterRef("pk")).values("not_now")[:1]
    found = visible_threads(viewer).filter(pk__in=away.values("thread")).annotate(since=Subquery(since))
    return found.select_related("space__group", "author").order_by(F("since").desc(), "-id")


def get_put_away(viewer: Person, thread_id: Any) -> Thread:
    """A thread the viewer put away. Raises Http404 for any other."""
    found = my_put_away(viewer).filter(pk=thread_id).first()
    if found is None:
        raise Http404
    return found


def just_put_away(viewer: Any, thread_id: int | None) -> Thread | None:
    """The thread an address says the viewer just put away, if they did: so that one press brings it back."""
    return my_put_away(viewer).filter(pk=thread_id).first() if viewer.pk and thread_id else None


def get_readable_post(viewer: Person, post_id: int) -> Post:
    """A post in any thread the viewer may read. Raises Http404."""
    there = Exists(visible_threads(viewer).filter(pk=OuterRef("thread")))
    return get_object_or_404(readable(viewer).filter(there, withdrawn__isnull=True), pk=post_id)
