"""Where each thing someone began to write belongs, as far as they may still read it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from kith.core.text import plain_words
from kith.groups.access import visible_groups
from kith.groups.models import Group
from kith.people.models import Person
from kith.spaces.access import my_memberships, visible_threads
from kith.spaces.drafts import list_drafts
from kith.spaces.models import Draft
from kith.spaces.quoting import own_words


@dataclass(frozen=True)
class Began:
    """One draft as its list shows it. `href` is empty where its writer may not write any more: then only the words are left."""

    id: UUID
    title: str
    words: str
    group: str
    answers: str
    href: str
    begun: datetime
    removed: bool


def list_began(viewer: Person) -> list[Began]:
    """Everything the viewer began, the latest first. Four queries."""
    drafts = list_drafts(viewer)
    inside = my_memberships(viewer).filter(space__in={draft.space_id for draft in drafts}).values("space")
    groups = {group.space_id: group for group in visible_groups(viewer).filter(space__in=inside)}
    titles = dict(
        visible_threads(viewer)
        .filter(pk__in=[draft.thread_id for draft in drafts if draft.thread_id], withdrawn__isnull=True)
        .values_list("pk", "title")
    )
    return [_began(draft, groups.get(draft.space_id), titles) for draft in drafts]


def _began(draft: Draft, group: Group | None, titles: dict[int, str]) -> Began:
    said = draft.words or {}
    return Began(
        draft.pk,
        said.get("title", ""),
        plain_words(own_words(said.get("body", "")), 200),
        group.name if group else "",
        titles.get(draft.thread_id or 0, "") if group else "",
        _place(draft, group),
        draft.begun,
        draft.removed is not None,
    )


def _place(draft: Draft, group: Group | None) -> str:
    if group is None or not group.space.writing:
        return ""
    if draft.thread_id is None:
        return reverse("thread_new", args=[group.slug])
    return reverse("thread", args=[group.slug, draft.thread_id]) + "#write"
