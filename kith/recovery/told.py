"""How notices about shared check-ins read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.access import connected
from kith.people.models import Person
from kith.recovery.access import others_check_ins


def shared(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while the check-in is still shared; afterwards the notice says nothing and goes away."""
    rows: list[Any] = list(others_check_ins(viewer).filter(pk__in=[UUID(n.thing_id) for n in notices]))
    own = {tie.person_id: tie.name for tie in connected(viewer).filter(confirmed__isnull=False)} if rows else {}
    names = {row.pk: own.get(row.person_id) or row.handle_name for row in rows}
    return {
        n.pk: Told(
            _("%(name)s shared how they are with you.") % {"name": names[UUID(n.thing_id)]},
            reverse("check-in-one", args=[n.thing_id]),
        )
        for n in notices
        if UUID(n.thing_id) in names
    }


def register_all() -> None:
    register("check_in", shared)
