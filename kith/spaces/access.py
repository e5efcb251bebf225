"""Who may read and write where people talk. Group pages decide who knows of a group; this decides what is read in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.ids import is_id
from kith.core.prepared import Prepared, filled
from kith.people.access import not_blocked
from kith.people.apart import hidden
from kith.people.models import Person, Role, Tie
from kith.spaces.models import Letter, Membership, Post, Reaction, ReadMark, Space, Thread, pair_key

A_PAGE = 20
LABELLED = (Role.Kind.PRACTITIONER, Role.Kind.PEER_SUPPORTER, Role.Kind.FACILITATOR)


def names_met(viewer: Any, handle: str) -> Q:
    """Leaves out the main names of people blocked either way, and each name the viewer blocked.

    A block of a person reaches no other name of theirs: its silence would tell whose it is (decision 7).
    """
    if not viewer.pk:
        return Q()
    met = Q(**{f"{handle}__is_main": False}) | not_blocked(viewer, f"{handle}__person_id")
    return met & ~Q(**{f"{handle}__in": hidden(viewer)})


def by_names_met(viewer: Any) -> Q:
    """The same for what someone wrote; what someone who left wrote stays."""
    return Q(author__isnull=True) | names_met(viewer, "author") if viewer.pk else Q()


def my_memberships(viewer: Any) -> QuerySet[Membership]:
    """The spaces the viewer is in now."""
    return Membership.objects.filter(person_id=viewer.pk or 0, state=Membership.State.ACTIVE)


def get_membership(viewer: Any, space: Space) -> Membership | None:
    """The viewer's membership of a space in any state, with their name there and `must_be_named`."""
    if not viewer.pk:
        return None
    return _know_name(viewer, next(iter(MEMBERSHIP.objects(viewer.pk, space.pk)), None))


def _membership(viewer: int, space: int) -> QuerySet[Membership]:
    works = Role.objects.filter(person=viewer, kind=Role.Kind.PRACTITIONER)
    mine = Membership.objects.filter(person=viewer, space=space).select_related("handle")
    return mine.annotate(must_be_named=Exists(works))  # type: ignore[no-redef]  # declared on the model


MEMBERSHIP = Prepared(_membership, int, int)


def _know_name(viewer: Any, held: Membership | None) -> Membership | None:
    """Spare the page one more query for the viewer's own name, when it is the name they have here; note if they may not post."""
    if held:
        held.is_paused = viewer.is_paused
    if held and held.handle.is_main:
        viewer.main_handle = held.handle
    return held


def mine_and_running(viewer: Any, space: Space) -> tuple[Membership | None, list[Membership]]:
    """The viewer's own membership in any state, and those who run the space or welcome there, facilitators first. One query."""
    rows = MINE_AND_RUNNING.objects(viewer.pk or 0, space.pk)
    held = next((row for row in rows if row.person_id == viewer.pk), None)
    running = [row for row in rows if row.minds_others]
    return _know_name(viewer, held), sorted(
        running, key=lambda row: (row.role != Membership.Role.FACILITATOR, row.handle.name_key)
    )


def _mine_and_running(viewer: int, space: int) -> QuerySet[Membership]:
    active = Q(state=Membership.State.ACTIVE)
    runs = (Q(role__in=Membership.RUNNING) | Q(welcomes=True)) & active & names_met(Person(pk=viewer), "handle")
    return Membership.objects.filter(Q(person=viewer) | runs, space=space).select_related("handle")


MINE_AND_RUNNING = Prepared(_mine_and_running, int, int)


def can_read_space(viewer: Any, space: str) -> Q:
    """A condition on `space` (a column name): a group anyone may read, or one the viewer is in."""
    mine = Q(Exists(my_memberships(viewer).filter(space=OuterRef(f"{space}_id"))))
    return Q(**{f"{space}__kind": Space.Kind.GROUP}) & (Q(**{f"{space}__reading": Space.Reading.ANYONE}) | mine)


def visible_threads(viewer: Any) -> QuerySet[Thread]:
    """Conversations the viewer may read. One whose start was taken back stays while there are answers to it."""
    there = Q(withdrawn__isnull=True) | Q(replies__gt=0) | Q(author__person_id=viewer.pk or 0)
    return Thread.objects.filter(
        can_read_space(viewer, "space"), is_for(viewer, "readers", "space_id", "author"), there, by_names_met(viewer)
    )


def is_for(viewer: Any, readers: str, space: str, author: str) -> Q:
    """A condition on columns of a thread in a group the viewer may read: its author let people like the viewer read it."""
    everyone = Q(**{readers: Thread.Readers.ALL})
    if not viewer.pk:
        return everyone
    mine = my_memberships(viewer).filter(space=OuterRef(space))
    members = Q(Exists(mine), **{readers: Thread.Readers.MEMBERS})
    running = Q(Exists(mine.filter(role__in=Membership.RUNNING))) | Q(**{f"{author}__person_id": viewer.pk})
    return everyone | members | (Q(**{readers: Thread.Readers.RUNNING}) & running)


def heard_threads(viewer: Any) -> QuerySet[Thread]:
    """What the viewer may read and has not put away for now: the conversations of their lists and notices."""
    return visible_threads(viewer).exclude(Exists(_away(viewer)))


def _away(viewer: Any) -> QuerySet[ReadMark]:
    return ReadMark.objects.filter(person_id=viewer.pk or 0, thread=OuterRef("pk"), not_now__isnull=False)


def who_hears_of(thread: Thread, people: Iterable[int]) -> list[int]:
    """Those of these people who did not put the thread away for now."""
    away = ReadMark.objects.filter(thread=thread, person__in=(ids := list(people)), not_now__isnull=False)
    return sorted(set(ids) - set(away.values_list("person", flat=True)))


def who_runs(space: Space) -> list[int]:
    """Ids of those who run a space now."""
    running = Membership.objects.filter(space=space, state=Membership.State.ACTIVE, role__in=Membership.RUNNING)
    return list(running.values_list("person", flat=True))


def my_mark(viewer: Any) -> Coalesce:
    """How far the viewer has read, as a column of a query over threads; 0 for not at all."""
    mark = ReadMark.objects.filter(person_id=viewer.pk or 0, thread=OuterRef("pk")).values("last_seen_post")
    return Coalesce(Subquery(mark), 0)


def is_put_away(viewer: Any) -> Exists:
    """Whether the viewer put the thread away, as a column of a query over threads."""
    return Exists(_away(viewer))


def visible_posts(viewer: Any, thread: Thread) -> QuerySet[Post]:
    """The posts of a thread the viewer may read: not those taken back (but one's own), nor by people they do not meet."""
    return readable(viewer).filter(thread=thread)


def readable(viewer: Any) -> QuerySet[Post]:
    """The same for whichever thread: only for posts of threads the viewer may read."""
    there = Q(withdrawn__isnull=True) | Q(author__person_id=viewer.pk or 0)
    return Post.objects.filter(there, by_names_met(viewer))


def get_post(viewer: Any, thread: Thread, post_id: Any) -> Post:
    return get_object_or_404(visible_posts(viewer, thread).select_related("author", "thread"), pk=post_id)


def get_my_post(viewer: Any, thread: Thread, post_id: Any) -> Post:
    """A post the viewer wrote. Raises Http404 for anyone else's."""
    return get_object_or_404(
        visible_posts(viewer, thread).select_related("author", "thread"), pk=post_id, author__person_id=viewer.pk or 0
    )


def visible_reactions(viewer: Any, thread: Thread) -> QuerySet[Reaction]:
    """The warm words given in a thread by people the viewer meets."""
    return Reaction.objects.filter(names_met(viewer, "author"), post__thread=thread)


def visible_members(viewer: Any, space: Space) -> QuerySet[Membership]:
    """Who is in a space, by the name each chose there. Those who run it come first, then by name: never by time."""
    mine = Q(person_id=viewer.pk or 0)
    return (
        Membership.objects.filter(mine | names_met(viewer, "handle"), space=space, state=Membership.State.ACTIVE)
        .select_related("handle")
        .order_by("handle__name_key")
    )


def members_met(viewer: Any, space: Space) -> int:
    """How many people the viewer meets in a space: as many as `visible_members` lists, themselves among them."""
    return space.members - (len(UNMET.rows(viewer.pk, space.pk)) if viewer.pk else 0)


def _unmet(viewer: int, space: int) -> QuerySet:
    active = Membership.objects.filter(space=space, state=Membership.State.ACTIVE)
    return active.exclude(names_met(Person(pk=viewer), "handle")).values_list("id")


UNMET = Prepared(_unmet, int, int)


def labels(people: Iterable[int]) -> dict[int, Role]:
    """What professionals and trained peers are, by person id: everyone may know it wherever they act under their main name."""
    ids = set(people)
    if not ids:
        return {}
    rows = LABELS.objects(*filled(ids, A_PAGE)) if len(ids) <= A_PAGE else list(_labels(*ids))
    found: dict[int, Role] = {}
    for row in sorted(rows, key=lambda row: LABELLED.index(row.kind)):
        found.setdefault(row.person_id, row)
    return found


def _labels(*people: int) -> QuerySet[Role]:
    return Role.objects.filter(person__in=people, kind__in=LABELLED)


LABELS = Prepared(_labels, *[int] * A_PAGE)


def can_post(membership: Membership | None, space: Space) -> bool:
    """Someone who is in a space that takes words now, agrees to what its members agree to, and may post."""
    may = membership and membership.is_active and membership.agrees and not membership.is_paused
    return bool(may and space.writing)


def my_side(viewer: Person, other: Person) -> Membership | None:
    """The viewer's side of the two people's own space, if they have written yet; `people.access.my_people` says if they may."""
    return Membership.objects.filter(space__pair=pair_key(viewer, other), person=viewer).select_related("space").first()


def visible_letters(viewer: Person, tie: Tie) -> QuerySet[Letter]:
    """What the viewer and the person of this tie wrote to each other, newest first, as far as it reached them."""
    if tie.owner_id != viewer.pk or tie.person is None:
        raise Http404
    return reached_letters(viewer).filter(space__pair=pair_key(viewer, tie.person)).order_by("-created", "-id")


def reached_letters(viewer: Person) -> QuerySet[Letter]:
    """Without what others wrote while the viewer kept them off the map or blocked: that never arrives."""
    return Letter.objects.filter(Q(person=viewer) | Q(held=False))


def letters_before(viewer: Person, tie: Tie, letter_id: str) -> QuerySet[Letter]:
    """The messages before one of them; all for an id that is none of theirs. With their authors."""
    letters = visible_letters(viewer, tie).select_related("author")
    start = letters.filter(pk=letter_id).first() if is_id(letter_id) else None
    return (
        letters.filter(Q(created__lt=start.created) | Q(created=start.created, pk__lt=start.pk)) if start else letters
    )
