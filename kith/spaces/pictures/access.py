"""Who sees a picture: whoever may read the post it stands with, asked each time anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.crypto import prefetch_keys
from kith.core.prepared import Prepared
from kith.people.models import Person
from kith.spaces.access import visible_posts
from kith.spaces.models import Thread
from kith.spaces.pictures.models import Picture

MOST_OF_ONE = 500
"""So many may one person have standing in all groups together."""


def visible_pictures(viewer: Any, thread: Thread) -> QuerySet[Picture]:
    """Those with posts the viewer may read. Someone who is leaving takes theirs along, also where their words stay."""
    there = Q(withdrawn__isnull=True) | Q(person_id=viewer.pk or 0)
    return Picture.objects.filter(there, post__in=visible_posts(viewer, thread), post__author__isnull=False)


def _shown(viewer: int, thread: int, first: int, last: int) -> QuerySet[Picture]:
    found = visible_pictures(Person(pk=viewer), Thread(pk=thread)).filter(post__gte=first, post__lte=last)
    return found.order_by("post", "place").defer("drawn")


SHOWN = Prepared(_shown, int, int, int, int)


def pictures_with(viewer: Any, thread: Thread, posts: Sequence[Any]) -> dict[int, list[Picture]]:
    """The pictures of some posts (in the order of their ids), by post, with what they show. Two queries; none for most threads."""
    if not thread.has_pictures or not posts:
        return {}
    rows = SHOWN.objects(viewer.pk or 0, thread.pk, posts[0].id, posts[-1].id)
    prefetch_keys(row.person_id for row in rows)
    found: dict[int, list[Picture]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append(row)
    return found


def get_picture(viewer: Any, thread: Thread, picture_id: UUID) -> Picture:
    """Raises Http404, also where the key of whoever sent it is gone."""
    found = get_object_or_404(visible_pictures(viewer, thread), pk=picture_id)
    if not found.drawn:
        raise Http404
    return found


def get_my_picture(viewer: Any, thread: Thread, picture_id: UUID) -> Picture:
    """One the viewer sent. Raises Http404 for anyone else's."""
    mine = visible_pictures(viewer, thread).filter(person_id=viewer.pk or 0)
    return get_object_or_404(mine.select_related("post__thread__space").defer("drawn"), pk=picture_id)


def room_for_more(viewer: Person) -> int:
    """How many more the viewer may have standing."""
    return max(0, MOST_OF_ONE - Picture.objects.filter(person=viewer).count())
