"""Everything people do where they talk: come in, write, answer, react, take back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now, this_minute
from kith.core.ids import short_code
from kith.core.limits import limit
from kith.core.live import announce
from kith.notices.actions import mark_read, notify
from kith.people.models import Handle, Person
from kith.people.resting import require_not_paused
from kith.spaces import access, naming, watching
from kith.spaces.actions.letters import saw_letters, write_to
from kith.spaces.counting import recount
from kith.spaces.models import (
    Membership,
    Post,
    PostVersion,
    Reaction,
    ReadMark,
    Space,
    Thread,
)
from kith.spaces.tasks import forget_post, time_to_change_ones_mind
from kith.spaces.topics import announce_list

__all__ = ["saw_letters", "write_to"]

ACTIVE, LEFT = Membership.State.ACTIVE, Membership.State.LEFT
POSTS_A_MINUTE = 10
REACTIONS_A_MINUTE = 60
UNNAMED_AN_HOUR = 6
CHANGES_A_MINUTE = 10


class Full(Exception):
    """There is no room for one more."""


@transaction.atomic
def enter(
    space: Space, person: Person, handle: Handle, role: str = Membership.Role.MEMBER, room: int | None = None
) -> Membership:
    """Make someone a member under this name, from any earlier state. Raises Full when `room` people are in already.

    The count is raised only where there is room, in the same statement, so two people cannot take the last place.
    """
    held = Membership.objects.filter(space=space, person=person).first()
    if held and held.is_active:
        return held
    free = Space.objects.filter(pk=space.pk) if room is None else Space.objects.filter(pk=space.pk, members__lt=room)
    if not free.update(members=F("members") + 1):
        raise Full
    values = {"handle": handle, "role": role, "state": ACTIVE, "joined": now(), "changed": now(), "agrees": True}
    values |= {"returned": bool(held and held.state == LEFT and held.joined)} | under_another_name(held, handle)
    return Membership.objects.update_or_create(space=space, person=person, defaults=values)[0]


def under_another_name(held: Membership | None, handle: Handle) -> dict[str, Any]:
    """What must not go along when someone takes another name: it would show that both are one person."""
    return {"line": "", "welcomes": False} if held and held.handle_id != handle.pk else {}


@transaction.atomic
def put_aside(membership: Membership, state: str = LEFT) -> bool:
    """Move someone out of a space (or never let them in); False when it was so already."""
    rows = Membership.objects.filter(pk=membership.pk).exclude(state=state)
    was_active = rows.filter(state=ACTIVE).update(state=state, changed=now())
    if was_active:
        Space.objects.filter(pk=membership.space_id, members__gt=0).update(members=F("members") - 1)
    return bool(was_active or rows.update(state=state, changed=now()))


def require_posting(actor: Person, space: Space) -> Membership:
    """The actor's membership. Raises Http404 for those outside, PermissionDenied where they may not write now.

    CannotPost is one of the latter, for whoever was asked to pause.
    """
    membership = access.get_membership(actor, space)
    if membership is None or not membership.is_active:
        raise Http404
    require_not_paused(actor)
    if not access.can_post(membership, space):
        raise PermissionDenied
    return membership


def _author(actor: Person, space: Space, unnamed: bool) -> Handle:
    """The name the actor writes under here; or a fresh handle for these words alone, which joins them to nothing else.

    Raises TooMany, Http404, PermissionDenied.
    """
    membership = require_posting(actor, space)
    limit(actor, "post", POSTS_A_MINUTE, 60)
    if not unnamed:
        return membership.handle
    if membership.must_be_named:
        raise PermissionDenied
    limit(actor, "unnamed", UNNAMED_AN_HOUR, 3600)
    return Handle.objects.create(person=actor, name="", name_key=short_code(40), kind=Handle.Kind.ONCE)


@transaction.atomic
def start_thread(
    actor: Person,
    space: Space,
    title: str,
    body: str,
    hope: str,
    unnamed: bool = False,
    note: str = "",
    readers: str = Thread.Readers.ALL,
) -> Thread:
    """Begin a conversation in a group, under one's name there or without it, for `readers` of that group from now on.

    Raises TooMany, Http404, PermissionDenied.
    """
    author, at = _author(actor, space, unnamed), this_minute()
    body, named = naming.found_in(actor, space, body)
    facts = {"space": space, "author": author, "readers": readers, "created": at, "last_post_at": at}
    thread = Thread.objects.create(title=title, hope=hope, note=note, **facts)
    post = Post.objects.create(thread=thread, author=author, body=body, note=note, opening=True, created=at)
    _saw(actor, thread, post.pk)
    record(Verb.POSTED, actor, kind="thread", thing=thread.pk)
    watching.look_at(actor, post)
    if not post.hold:
        _tell_of(post, named)
    announce_list(space.pk, readers)
    return thread


@transaction.atomic
def reply(actor: Person, thread: Thread, body: str, unnamed: bool = False, note: str = "") -> Post:
    """Answer in a thread; its author hears of it. Raises TooMany, Http404, PermissionDenied.

    The thread's row is changed first: it makes writers in one thread wait for each other, so posts are numbered in the
    order in which they can be seen, and a reading mark never skips one.
    """
    author, at = _author(actor, thread.space, unnamed), this_minute()
    body, named = naming.found_in(actor, thread.space, body)
    grown = Thread.objects.filter(pk=thread.pk, space__writing=True)
    if not grown.update(replies=F("replies") + 1, last_post_at=Greatest("last_post_at", at)):
        raise PermissionDenied
    post = Post.objects.create(thread=thread, author=author, body=body, note=note, created=at)
    _saw(actor, thread, post.pk)
    record(Verb.POSTED, actor, kind="post", thing=post.pk)
    watching.look_at(actor, post)
    if not post.hold:
        _tell_of(post, named)
    _tell(thread)
    return post


def tell_of(post: Post) -> None:
    """Tell whoever should hear of a post that nobody could see until now."""
    if post.author:
        _tell_of(post, naming.found_in(post.author.person, post.thread.space, post.body)[1])


def _tell_of(post: Post, named: list[int]) -> None:
    """Notices of a new post: to those who run the group, or whose conversation it is; and to whom it names. None twice."""
    thread, told = post.thread, set[int]()
    if post.opening and thread.readers == Thread.Readers.RUNNING:
        notify(post.author, access.who_runs(thread.space), "question", "thread", thread.pk)
    if not post.opening and thread.author and thread.withdrawn is None:
        told = {thread.author.person_id}
        notify(post.author, access.who_hears_of(thread, told), "reply", "thread", thread.pk)
    also = access.who_hears_of(thread, set(named) - told)
    notify(post.author, also, "named", "thread", thread.pk)


def _tell(thread: Thread) -> None:
    announce(f"thread:{thread.pk}")
    announce_list(thread.space_id, thread.readers)


def _saw(person: Person, thread: Thread, post_id: int) -> None:
    marks = ReadMark.objects.filter(person=person, thread=thread)
    if not marks.update(last_seen_post=Greatest("last_seen_post", post_id)):
        ReadMark.objects.bulk_create(
            [ReadMark(person=person, thread=thread, last_seen_post=post_id)], ignore_conflicts=True
        )


@transaction.atomic
def saw(actor: Person, thread: Thread, post_id: int) -> None:
    """Remember how far the actor has read, and that they know of the answers."""
    _saw(actor, thread, post_id)
    mark_read(actor, "thread", thread.pk)


@transaction.atomic
def edit_post(actor: Person, post: Post, body: str, note: str = "", title: str = "") -> None:
    """Change one's own words and their content note; readers see that they were changed.

    The title of a conversation is changed only with a first post that is held, which nobody has read.

    What the words were is kept a while (`spaces.versions`). Whoever is named for the first time hears of it; who was named
    in any earlier version does not again. Raises TooMany, Http404, PermissionDenied.
    """
    require_posting(actor, post.thread.space)
    limit(actor, "edit", CHANGES_A_MINUTE, 60)
    stands = Q(withdrawn__isnull=True) | Q(hold=Post.Hold.WAITING)
    held = Post.objects.select_for_update().filter(stands, pk=post.pk, author__person=actor)
    was = next(iter(held.values_list("body", "note", "hold")), None)
    if was is None:
        raise Http404
    earlier = [one.body for one in PostVersion.objects.filter(post=post)]
    body, named = naming.found_in(actor, post.thread.space, body, "\n".join([was[0], *earlier]))
    renamed = bool(title) and post.opening and bool(was[2]) and title != post.thread.title
    if (body, note) == was[:2] and not renamed:
        return
    if body != was[0]:
        PostVersion.objects.create(post=post, person=actor, body=was[0])
    Post.objects.filter(pk=post.pk).update(body=body, note=note, edited=now())
    if post.opening:
        Thread.objects.filter(pk=post.thread_id).update(note=note, **({"title": title} if renamed else {}))
    record(Verb.POST_EDITED, actor, kind="post", thing=post.pk)
    post = Post.objects.select_related("author__person", "thread__space").get(pk=post.pk)
    watching.look_at(actor, post)
    if not post.hold:
        notify(post.author, access.who_hears_of(post.thread, named), "named", "thread", post.thread_id)
    _tell(post.thread)


@transaction.atomic
def withdraw_post(actor: Person, post: Post) -> None:
    """Take back one's own words, also after leaving the group. They can be put back for some days, then they are forgotten."""
    if Post.objects.filter(pk=post.pk, author__person=actor, withdrawn__isnull=True).update(withdrawn=now()):
        recount([post.pk], -1, now())
        forget_post.enqueue(post.pk, run_at=now() + time_to_change_ones_mind())
        record(Verb.POST_WITHDRAWN, actor, kind="post", thing=post.pk)
        _tell(post.thread)


@transaction.atomic
def restore_post(actor: Person, post: Post) -> None:
    """Put back what was taken back, as it was."""
    require_posting(actor, post.thread.space)
    if (
        Post.objects.filter(pk=post.pk, author__person=actor, withdrawn__isnull=False, hold="")
        .exclude(body="")
        .update(withdrawn=None)
    ):
        recount([post.pk], +1, None)
        record(Verb.POSTED, actor, kind="post", thing=post.pk, note_code="restored")
        _tell(post.thread)


@transaction.atomic
def give_reaction(actor: Person, post: Post, kind: str) -> None:
    """Say one of the warm words. Saying it twice is saying it once."""
    author = require_posting(actor, post.thread.space).handle
    if post.withdrawn or post.author is None or post.author.person_id == actor.pk:
        raise Http404
    limit(actor, "react", REACTIONS_A_MINUTE, 60)
    if not Reaction.objects.filter(post=post, author__person=actor, kind=kind).exists():  # also under an earlier name
        Reaction.objects.bulk_create([Reaction(post=post, author=author, kind=kind)], ignore_conflicts=True)
    announce(f"thread:{post.thread_id}")


@transaction.atomic
def take_reaction(actor: Person, post: Post, kind: str) -> None:
    """Take a warm word back."""
    if Reaction.objects.filter(post=post, author__person=actor, kind=kind).delete()[0]:
        announce(f"thread:{post.thread_id}")
