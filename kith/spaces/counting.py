"""Keeps what a thread says of itself true to the posts that stand in it: how many answers, the latest, and whether its start is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from kith.spaces.models import Post, Thread


def recount(posts: Iterable[int], change: int, withdrawn: datetime | None) -> set[int]:
    """After posts were taken back (-1) at a moment, or put back (+1). Returns which threads changed. A few statements, however many."""
    found = Post.objects.filter(pk__in=list(posts))
    starts = set(found.filter(opening=True).values_list("thread", flat=True))
    Thread.objects.filter(pk__in=starts).update(withdrawn=withdrawn, **({"pinned": None} if withdrawn else {}))
    answers = Counter(found.filter(opening=False).values_list("thread", flat=True))
    for count in set(answers.values()):
        _change_answers([thread for thread, number in answers.items() if number == count], change * count)
    standing = Post.objects.filter(Q(withdrawn__isnull=True) | Q(opening=True), thread=OuterRef("pk"))
    latest = standing.order_by().values("thread").annotate(at=Max("created")).values("at")
    last = Greatest("created", Coalesce(Subquery(latest), "created"))
    Thread.objects.filter(pk__in=list(answers)).update(last_post_at=last)
    return starts | answers.keys()


def _change_answers(threads: list[int], change: int) -> None:
    Thread.objects.filter(pk__in=threads, replies__gte=-change).update(replies=F("replies") + change)
