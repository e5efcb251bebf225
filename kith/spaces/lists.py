"""A group's list of conversations: which ones a reader meets, in what order, and how much of each is new to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kith.core.prepared import Prepared
from kith.people.apart import is_muted, muted
from kith.people.models import Handle, Person
from kith.people.muted_words import folds_for
from kith.spaces.access import A_PAGE, by_names_met, heard_threads, is_put_away, my_mark, readable
from kith.spaces.models import Post, ReadMark, Space, Thread

PINS = 3
MOST_NEW = 100
"""No more new posts than this are counted in one thread, however long it is."""
ONCE = Q(author__kind=Handle.Kind.ONCE)
LOOKED_THROUGH = 60
"""How many of a group's latest conversations are looked through for anything new."""


class Counted(Subquery):
    """How many rows a query has, as a column; unlike `Count` it stops where the query does."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) subquery)"
    output_field = IntegerField()


def said_by_others(viewer: Any) -> QuerySet[Post]:
    """What may be new to the viewer: readable, not theirs, by no name they muted; neither taken back nor without its words."""
    by_others = Q(author__isnull=True) | ~Q(author__person_id=viewer.pk) & ~Q(author__in=muted(viewer))
    return readable(viewer).filter(by_others).exclude(body="")


def _new_in_thread(viewer: Any) -> QuerySet[Post]:
    """The same after the last post they have seen, for a column of a query over threads."""
    mark = ReadMark.objects.filter(person_id=viewer.pk, thread=OuterRef(OuterRef("pk"))).values("last_seen_post")
    return said_by_others(viewer).filter(thread=OuterRef("pk"), pk__gt=Coalesce(Subquery(mark), 0))


def unread(viewer: Any) -> Any:
    """How many posts of it are new to the viewer, as a column of a query over threads; for a visitor, none."""
    if not viewer.pk:
        return Value(0)
    return Counted(_new_in_thread(viewer).values("pk")[:MOST_NEW])


def has_news(viewer: Any, space: str) -> Exists:
    """Whether anything is new to the viewer in a space (a column of the outer query), in its latest conversations."""
    latest = Thread.objects.filter(space=OuterRef(OuterRef(space))).order_by("-last_post_at", "-id")[:LOOKED_THROUGH]
    found = heard_threads(viewer).filter(space=OuterRef(space), pk__in=latest.values("pk"))
    return Exists(found.filter(Exists(_new_in_thread(viewer))))


def facts_of(viewer: Any) -> dict[str, Any]:
    """What a thread is to one viewer, as columns of a query over threads: what is new, if they put it away, what they saw."""
    return {"unread": unread(viewer), "away": is_put_away(viewer), "mark": my_mark(viewer)}


def _listed(viewer: Any, space: Space) -> QuerySet[Thread]:
    """The conversations of one group, each with `unread`, `unseen`, `mark` (0 for never opened), `nameless` and `muted`."""
    found = heard_threads(viewer).filter(space=space).select_related("author")
    facts = {"unread": unread(viewer), "unseen": _unseen(viewer), "mark": my_mark(viewer), "nameless": _ends_nameless()}
    return found.annotate(**facts, muted=is_muted(viewer, "author"))


def threads_in(viewer: Any, space: Space) -> QuerySet[Thread]:
    """All but the pinned ones, the one with the latest words first."""
    return _listed(viewer, space).filter(pinned__isnull=True).order_by("-last_post_at", "-id")


def first_threads(viewer: Any, space: Space) -> list[Thread]:
    """The first page of `threads_in`, and one more to know whether there are more. It takes no time to work out."""
    return (FIRST_THREADS if viewer.pk else FIRST_FOR_VISITORS).objects(space.pk, viewer.pk)


def pinned_threads(viewer: Any, space: Space) -> list[Thread]:
    """What those who run the group put above the others, the latest first."""
    return (PINNED if viewer.pk else PINNED_FOR_VISITORS).objects(space.pk, viewer.pk) if space.pins else []


def _first_threads(space: int, viewer: int | None = None) -> QuerySet[Thread]:
    return threads_in(Person(pk=viewer), Space(pk=space))[: A_PAGE + 1]


def _pinned(space: int, viewer: int | None = None) -> QuerySet[Thread]:
    return _listed(Person(pk=viewer), Space(pk=space)).filter(pinned__isnull=False).order_by("-pinned")[:PINS]


FIRST_THREADS, FIRST_FOR_VISITORS = Prepared(_first_threads, int, int), Prepared(_first_threads, int)
PINNED, PINNED_FOR_VISITORS = Prepared(_pinned, int, int), Prepared(_pinned, int)


def fold_titles(viewer: Any, threads: Iterable[Any]) -> None:
    """Give each thread `fold`: why its title is folded for this viewer; empty when it is not, as for their own."""
    folds = folds_for(viewer)
    for thread in threads:
        thread.fold = "" if _is_by(viewer, thread) or thread.withdrawn else folds.reason(thread.title, thread.note)


def name_threads(viewer: Any, threads: Iterable[Any]) -> None:
    """Give each thread `called`, its title as far as the viewer may read it, and `stands`: why others do not see its start.

    The second is for its author alone. To others a start that is held and one that was taken back read alike: it is not here
    now (decision 19). One query, and only where such a start is the viewer's own.
    """
    threads = list(threads)
    own = [one.pk for one in threads if one.withdrawn and one.title != Thread.FORGOTTEN and _is_by(viewer, one)]
    holds = dict(Post.objects.filter(thread__in=own, opening=True).values_list("thread", "hold")) if own else {}
    for one in threads:
        one.called, one.stands = one.title, ""
        if one.pk in holds:
            one.stands = str(Post.Hold(holds[one.pk]).label) if holds[one.pk] else _("You took it back")
        elif one.withdrawn:
            one.called = _("A conversation whose start is not here now")


def _is_by(viewer: Any, thread: Any) -> bool:
    return bool(viewer.pk) and thread.author is not None and thread.author.person_id == viewer.pk


def threads_before(threads: QuerySet[Thread], last: int | None) -> QuerySet[Thread]:
    """The part of the list after this conversation; all of it for one that is not in the list.

    Its moment is looked up here and never stands in an address: of words without a name it would tell the second.
    """
    at = threads.filter(pk=last or 0).values_list("last_post_at", flat=True).first()
    return threads.filter(Q(last_post_at__lt=at) | Q(last_post_at=at, pk__lt=last)) if at else threads


def _ends_nameless() -> Exists:
    """Whether the latest words in it carry no name, as a column: of those nobody is shown more than the day."""
    once = Post.objects.filter(ONCE, thread=OuterRef("pk"), withdrawn__isnull=True)
    return Exists(once.filter(created=OuterRef("last_post_at")))


def _unseen(viewer: Any) -> Any:
    """How many answers in it the viewer does not see because of a block, as a column; for a visitor, none."""
    if not viewer.pk:
        return Value(0)
    answers = Post.objects.filter(withdrawn__isnull=True, opening=False, thread=OuterRef("pk"))
    return Counted(answers.exclude(by_names_met(viewer)).values("pk"))


def count_what_is_seen(viewer: Any, threads: Iterable[Any]) -> None:
    """Make each thread's `replies`, `last_post_at` and `nameless` leave out posts the viewer does not see because of a block."""
    some = [thread for thread in threads if thread.unseen]
    if not some:
        return
    answers = Post.objects.filter(thread__in=some, withdrawn__isnull=True, opening=False)
    seen = (
        answers.filter(by_names_met(viewer))
        .values("thread")
        .annotate(at=Max("created"), once=Max("created", filter=ONCE))
    )
    latest = {row["thread"]: (row["at"], row["at"] == row["once"]) for row in seen}
    for thread in some:
        thread.replies -= thread.unseen
        thread.last_post_at, thread.nameless = latest.get(thread.pk, (thread.created, False))
