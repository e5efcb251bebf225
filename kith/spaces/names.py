"""Where each name of a person's stands: for themselves alone, and to keep two groups from being joined by one name."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kith.people.access import my_handles
from kith.people.models import Handle, Person
from kith.spaces.models import Membership, Post, Reaction, Space


def is_used_elsewhere(handle: Handle, space: Space) -> bool:
    """Whether a name of the person's own is, or was, theirs in another space than this."""
    said = Post.objects.filter(author=handle).exclude(thread__space=space)
    warm = Reaction.objects.filter(author=handle).exclude(post__thread__space=space)
    return Membership.objects.filter(handle=handle).exclude(space=space).exists() or said.exists() or warm.exists()


def my_names(viewer: Person) -> list[tuple[Handle, set[int], set[int]]]:
    """Each name of the viewer's, the main one first, with the spaces where they go by it now, and where only their words do.

    Three queries. What they wrote without a name is not among them.
    """
    handles = list(my_handles(viewer))
    now: dict[Any, set[int]] = defaultdict(set)
    said: dict[Any, set[int]] = defaultdict(set)
    inside = Membership.objects.filter(person=viewer, state=Membership.State.ACTIVE, space__kind=Space.Kind.GROUP)
    for handle, space in inside.values_list("handle", "space"):
        now[handle].add(space)
    posts = Post.objects.filter(author__in=[handle.pk for handle in handles])
    for handle, space in posts.values_list("author", "thread__space").distinct():
        said[handle].add(space)
    return [(handle, now[handle.pk], said[handle.pk] - now[handle.pk]) for handle in handles]
