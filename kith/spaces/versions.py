"""A post as it was before: for its author, and for those who keep the place safe. Others see only that it was changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from kith.core.crypto import prefetch_keys
from kith.people.models import Role
from kith.spaces.models import Post, PostVersion

KEEPERS = (Role.Kind.STEWARD, Role.Kind.MODERATOR)


def is_author(viewer: Any, post: Post) -> bool:
    return post.author is not None and post.author.person_id == viewer.pk


def earlier_words(viewer: Any, post: Post) -> list[PostVersion]:
    """Its versions, the latest first, of a post the viewer got through `access.get_post`. Raises Http404 for everyone else."""
    if not is_author(viewer, post) and not (viewer.pk and viewer.has_role(*KEEPERS)):
        raise Http404
    found = list(PostVersion.objects.filter(post=post).order_by("-until", "-id"))
    prefetch_keys({one.person_id for one in found})
    return found
