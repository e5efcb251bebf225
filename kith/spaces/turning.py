"""Where a page of a long thread begins, so that it shows one post and stays as it is when others come or go."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from kith.core.prepared import Prepared
from kith.people.models import Person
from kith.spaces.access import visible_posts
from kith.spaces.lists import said_by_others
from kith.spaces.models import Thread
from kith.spaces.reading import END, PAGE

MOST_ABOVE = 10


def _above(viewer: int, thread: int, post: int) -> QuerySet:
    posts = visible_posts(Person(pk=viewer), Thread(pk=thread)).filter(pk__lt=post)
    return posts.order_by("-pk").values_list("pk")[: MOST_ABOVE + 1]


ABOVE = Prepared(_above, int, int, int)


def page_with(viewer: Any, thread: Thread, post_id: int, above: int = 3) -> int | None:
    """The post after which a page should begin to show `post_id` and up to `above` posts before it; None for the start.

    Such a page is open at its end, so that answers which come while it is open appear on it.
    """
    if thread.replies < PAGE:
        return None
    before = ABOVE.rows(viewer.pk or 0, thread.pk, post_id)
    return before[above][0] if len(before) > above else None


def latest(viewer: Any, thread: Thread) -> tuple[int | None, int | None]:
    """The last post the viewer may read, and where a page begins that ends with it, open for what comes next."""
    found = [pk for (pk,) in ABOVE.rows(viewer.pk or 0, thread.pk, END)]
    return (found[0] if found else None), (found[MOST_ABOVE] if len(found) > MOST_ABOVE else None)


def first_unread(viewer: Any, thread: Thread, mark: int) -> int | None:
    """The first post after `mark` that is new to the viewer; None when nothing is."""
    new = said_by_others(viewer).filter(thread=thread, pk__gt=mark)
    return new.order_by("pk").values_list("pk", flat=True).first()
