"""What stands around the thing of a case: a few words before and after, and never more than that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from kith.core.crypto import prefetch_keys
from kith.directory.models import Listing
from kith.groups.models import Group, SessionPost
from kith.resources.models import Resource
from kith.safety.access import keeps_safe
from kith.safety.cases.things import address_of, written_by
from kith.safety.models import Case
from kith.spaces.models import Post

FEW = 3
Thing = Case.Thing


@dataclass(frozen=True)
class Words:
    """Some words, under the name they were written under; `it` for those that the case is about."""

    name: str
    text: str
    at: datetime
    it: bool


@dataclass(frozen=True)
class Around:
    """What a moderator is shown on request: what it is part of, words before and after, and where to open it."""

    title: str
    words: list[Words]
    address: str
    opening: str
    """Where to ask who is behind the name, for those who may."""


def look_around(viewer: Any, case: Case) -> Around:
    """For a case that `access.get_case` gave the viewer."""
    if case.thing_kind == Thing.POST:
        return _post(viewer, case)
    if case.thing_kind == Thing.SAID:
        return _said(case)
    return _else(case)


def _nothing() -> Around:
    return Around("", [], "", "")


def _post(viewer: Any, case: Case) -> Around:
    """Posts that stand, beside the one it is about; what others took back is not looked at."""
    found = Post.objects.select_related("author", "thread__space__group").filter(pk=int(case.thing)).first()
    if found is None:
        return _nothing()
    there = Post.objects.filter(thread=found.thread_id, withdrawn__isnull=True).select_related("author")
    before = list(there.filter(pk__lt=found.pk).order_by("-pk")[:FEW])[::-1]
    after = list(there.filter(pk__gt=found.pk).order_by("pk")[:FEW])
    words = [Words(written_by(one.author), one.body, one.created, one is found) for one in (*before, found, *after)]
    address = address_of(found)
    other_name = found.author is not None and not found.author.is_main
    ask = keeps_safe(viewer) and other_name
    return Around(found.thread.title, words, address, address.replace(f"?after={found.pk - 1}", "") if ask else "")


def _said(case: Case) -> Around:
    found = SessionPost.objects.select_related("author", "session__group").filter(pk=UUID(case.thing)).first()
    if found is None:
        return _nothing()
    near = SessionPost.objects.filter(session=found.session_id, number__range=(found.number - FEW, found.number + FEW))
    rows = list(near.select_related("author").order_by("number"))
    prefetch_keys({row.person_id for row in rows})
    words = [Words(written_by(row.author), row.body, row.created, row.pk == found.pk) for row in rows]
    address = reverse("session", args=[found.session.group.slug, found.session.key])
    return Around(found.session.group.name, words, address, "")


def _else(case: Case) -> Around:
    """A letter stands alone: whoever received it reported that one and no other. Pages that have an address are named."""
    if case.thing_kind == Thing.GROUP and (group := Group.objects.filter(pk=case.thing).first()):
        return Around(group.name, [], reverse("group", args=[group.slug]), "")
    if case.thing_kind == Thing.LISTING and (listing := Listing.objects.filter(pk=case.thing).first()):
        return Around(listing.name, [], reverse("service", args=[listing.slug]), "")
    if case.thing_kind == Thing.RESOURCE and (resource := Resource.objects.filter(pk=case.thing).first()):
        return Around(resource.title, [], reverse("resource", args=[resource.code]), "")
    return _nothing()
