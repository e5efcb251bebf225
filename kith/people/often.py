"""What a member's home asks each time, worked out once. What may be seen is decided in access; this keeps the SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.people import access
from kith.people.models import Grant, Person, RemovedTie

MAP = Prepared(lambda viewer: access.my_map(Person(pk=viewer)), int)
HELD = Prepared(lambda viewer, at: access.shared_with_me(Person(pk=viewer), at)[:200], int, datetime)
REMOVED = Prepared(lambda viewer, since: access.recently_removed(Person(pk=viewer), since)[:3], int, datetime)


def my_map(viewer: Person) -> list[Any]:
    """The same as `access.my_map`."""
    return MAP.objects(viewer.pk)


def shared_with_me(viewer: Person) -> list[Grant]:
    """The same as `access.shared_with_me`, at most 200."""
    return HELD.objects(viewer.pk, now())


def recently_removed(viewer: Person) -> list[RemovedTie]:
    """The first three of `access.recently_removed`."""
    return REMOVED.objects(viewer.pk, now() - access.UNDO_REMOVAL)
