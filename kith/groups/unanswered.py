"""Posts that nobody has answered yet: which they are, who sees that, and before whom each was laid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localtime

from kith.core.clock import now
from kith.core.ids import is_id
from kith.groups.belonging.models import Offer
from kith.groups.belonging.turns import WAIT, hours
from kith.groups.models import Group
from kith.people.apart import muted
from kith.people.models import Handle, Person
from kith.people.names import SOMEONE
from kith.spaces.access import by_names_met, heard_threads
from kith.spaces.models import Post

LOOKS_BACK = timedelta(days=14)
"""A post older than this is not brought up again."""
A_LIST = 50
QUESTION_MARKS = ("?", "؟", "？", "՞", "፧")


def without_answer() -> QuerySet[Post]:
    """Posts after which nobody else wrote in their conversation: its start, or a question further down.

    Someone else is another name. Who stands behind two names is not asked, or the answer would tell that they are one.
    """
    later = Post.objects.filter(thread=OuterRef("thread"), pk__gt=OuterRef("pk"), withdrawn__isnull=True)
    asks = Q(opening=True)
    for mark in QUESTION_MARKS:
        asks |= Q(body__contains=mark)
    standing = Post.objects.filter(withdrawn__isnull=True, author__isnull=False, thread__withdrawn__isnull=True)
    return standing.filter(asks, ~Exists(later.exclude(author=OuterRef("author"))), thread__space__writing=True)


def unanswered_in(space: int, at: datetime, wait: timedelta) -> QuerySet[Post]:
    """Those of one space that have waited so long by now, the longest wait first. It reads the index of its threads."""
    lately = without_answer().filter(thread__space=space, thread__last_post_at__gt=at - LOOKS_BACK)
    return lately.filter(created__lte=at - wait, created__gt=at - LOOKS_BACK).order_by("pk")


def first_of_each(posts: Iterable[Post]) -> list[Post]:
    """One post a conversation: the first that waits there."""
    first: dict[int, Post] = {}
    for post in posts:
        first.setdefault(post.thread_id, post)
    return list(first.values())


def as_met_by(viewer: Any, posts: QuerySet[Post]) -> QuerySet[Post]:
    """Those of posts the viewer may read, by names they meet and have not muted; not their own."""
    met = posts.filter(by_names_met(viewer), Exists(heard_threads(viewer).filter(pk=OuterRef("thread"))))
    return met.exclude(author__in=muted(viewer)).exclude(author__person_id=viewer.pk or 0)


@dataclass(frozen=True)
class Waiting:
    """A post that waits, as one reader sees it. `since` is only a day for words without a name."""

    group: Group
    title: str
    hope: str
    name: str
    href: str
    since: datetime | date
    question: bool
    offer: Offer | None = None


def _waiting(post: Post, group: Group, offer: Offer | None = None) -> Waiting:
    unnamed = post.author is not None and post.author.kind == Handle.Kind.ONCE
    return Waiting(
        group,
        post.thread.title,
        str(post.thread.get_hope_display()),
        str(post.author or SOMEONE),
        reverse("thread", args=[group.slug, post.thread_id]) + f"?after={post.pk - 1}#p{post.pk}",
        localtime(post.created).date() if unnamed else post.created,
        not post.opening,
        offer,
    )


def unanswered(viewer: Person, group: Group) -> list[Waiting]:
    """What waits in a group for an answer by someone else than the viewer, as far as they may read it. Two queries."""
    (wait,) = hours(WAIT)
    posts = as_met_by(viewer, unanswered_in(group.space_id, now(), wait)).select_related("thread", "author")
    return [_waiting(post, group) for post in first_of_each(posts[:A_LIST])]


def my_offers(viewer: Person) -> QuerySet[Offer]:
    """What was laid before the viewer and stands."""
    return Offer.objects.filter(person=viewer, ended__isnull=True, until__gt=now())


def get_offer(viewer: Person, offer_id: Any) -> Offer:
    return get_object_or_404(my_offers(viewer).select_related("post"), pk=offer_id if is_id(offer_id) else None)


def waiting_for(viewer: Person) -> list[Waiting]:
    """What was laid before the viewer and still waits, as far as they may read it. What they took on comes first."""
    offers = {offer.post_id: offer for offer in my_offers(viewer).select_related("group")}
    posts = as_met_by(viewer, without_answer().filter(pk__in=list(offers)))
    rows = [
        _waiting(post, offers[post.pk].group, offers[post.pk])
        for post in posts.select_related("thread", "author").order_by("pk")
    ]
    return sorted(rows, key=lambda row: row.offer is None or row.offer.taken is None)


def first_answers(space: int, since: datetime, count: int) -> QuerySet:
    """(author, begun, first answer by another name) of the latest conversations of a space that had one."""
    answers = Post.objects.filter(thread=OuterRef("thread"), opening=False, withdrawn__isnull=True)
    by_others = answers.exclude(author=OuterRef("author")).order_by("pk").values("created")[:1]
    openings = Post.objects.filter(opening=True, author__isnull=False, thread__space=space, thread__replies__gt=0)
    lately = openings.filter(thread__last_post_at__gt=since, created__gt=since).annotate(answered=by_others)
    return (
        lately.filter(answered__gte=F("created")).order_by("-pk").values_list("author", "created", "answered")[:count]
    )
