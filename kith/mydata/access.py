"""A person's own copies and their own wish to be erased; nobody else's, ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import key_for, unseal
from kith.mydata.models import Export, Leaving
from kith.people.models import Person, Role

DOWNLOAD_FOR = timedelta(days=7)
CHANGE_OF_MIND = timedelta(days=14)


def my_exports(viewer: Person) -> QuerySet[Export]:
    """Copies that can still be taken or are being made, newest first, without their contents."""
    mine = Export.objects.filter(person=viewer, asked__gt=now() - 2 * DOWNLOAD_FOR).order_by("-asked").defer("sealed")
    return mine.exclude(ready__lte=now() - DOWNLOAD_FOR)


def get_ready_export(viewer: Person, export_id: Any) -> Export:
    """Raises Http404 for another's, for one still being made, and for one whose seven days are over."""
    return get_object_or_404(my_exports(viewer).defer(None).filter(ready__isnull=False), pk=export_id)


def opened(viewer: Person, export: Export) -> bytes:
    """The file itself. Only its owner's key opens it."""
    if export.person_id != viewer.pk:
        raise Http404
    return unseal(key_for(viewer.pk), bytes(export.sealed), seal_of(export))


def seal_of(export: Export) -> str:
    return f"mydata.export:{export.pk}:{export.person_id}"


def my_leaving(viewer: Person) -> Leaving | None:
    return Leaving.objects.filter(person=viewer).first()


def is_only_steward(viewer: Person) -> bool:
    if not viewer.has_role(Role.Kind.STEWARD):
        return False
    return not Role.objects.filter(kind=Role.Kind.STEWARD, person__is_active=True).exclude(person=viewer).exists()
