"""What someone began to write: read by them alone, wherever they began it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.spaces.models import Draft, Space, Thread

UNDO_FOR = timedelta(hours=1)
MOST_SHOWN = 50


def my_draft(viewer: Any) -> Subquery:
    """A column of a query over threads: the id of what the viewer began to answer there."""
    return Subquery(Draft.objects.filter(person_id=viewer.pk or 0, thread=OuterRef("pk")).values("pk")[:1])


def my_drafts(viewer: Any) -> QuerySet[Draft]:
    """What the viewer began, the latest first; what they threw away within the hour is among it."""
    mine = Draft.objects.filter(person=viewer.pk).exclude(removed__lte=now() - UNDO_FOR)
    return mine.select_related("thread").order_by("-changed", "-id")


def list_drafts(viewer: Any) -> list[Draft]:
    prefetch_keys([viewer.pk])
    return list(my_drafts(viewer)[:MOST_SHOWN])


def get_draft(viewer: Any, draft_id: Any) -> Draft:
    """Raises Http404 for anyone else's."""
    return get_object_or_404(my_drafts(viewer), pk=draft_id)


def draft_for(viewer: Any, space: Space, thread: Thread | None) -> Draft | None:
    """What the viewer began in this place, if they did; for an answer, no query where `get_thread` found none."""
    if thread is not None and thread.draft is None:
        return None
    return my_drafts(viewer).filter(space=space, thread=thread).first()
