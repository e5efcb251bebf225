"""Keeps what a thread says of itself true to the posts that stand in it: how many answers, the latest, and whether its start is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Max, Q
from django.db.models.functions import Greatest

from kith.spaces.models import Post, Thread


def recount(posts: Iterable[int], change: int, withdrawn: datetime | None) -> set[int]:
    """After posts were taken back (-1) at a moment, or put back (+1). Returns which threads changed."""
    found = Post.objects.filter(pk__in=list(posts))
    starts = set(found.filter(opening=True).values_list("thread", flat=True))
    Thread.objects.filter(pk__in=starts).update(withdrawn=withdrawn, **({"pinned": None} if withdrawn else {}))
    answers = Counter(found.filter(opening=False).values_list("thread", flat=True))
    for thread, count in answers.items():
        _recount_answers(thread, change * count)
    return starts | answers.keys()


def _recount_answers(thread: int, change: int) -> None:
    row = Thread.objects.filter(pk=thread)
    row.filter(replies__gte=-change).update(replies=F("replies") + change)
    standing = Post.objects.filter(Q(withdrawn__isnull=True) | Q(opening=True), thread=thread)
    latest = standing.aggregate(at=Max("created"))["at"]
    if latest:
        row.update(last_post_at=Greatest("created", latest))
