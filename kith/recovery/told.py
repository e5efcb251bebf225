"""How notices about shared check-ins, hard times and the library read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.access import my_people
from kith.people.models import Person
from kith.recovery import hard_times
from kith.recovery.access import others_check_ins
from kith.recovery.access.library import my_entries
from kith.recovery.sharing import HARD_TIME
from kith.recovery.tasks import ANSWERED


def brief(notice: Notice) -> str:
    """For mail: by the name they go by here, and never what it was."""
    return _("%(name)s shared something with you.") % {"name": notice.actor} if notice.actor else ""


def shared(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Only while the check-in is still shared; afterwards the notice says nothing and goes away."""
    rows: list[Any] = list(others_check_ins(viewer).filter(pk__in=[UUID(n.thing_id) for n in notices]))
    own = {tie.person_id: tie.name for tie in my_people(viewer).filter(confirmed__isnull=False)} if rows else {}
    names = {row.pk: own.get(row.person_id) or row.handle_name for row in rows}
    return {
        n.pk: Told(
            _("%(name)s shared how they are with you.") % {"name": names[UUID(n.thing_id)]},
            reverse("check-in-one", args=[n.thing_id]),
            brief(n),
        )
        for n in notices
        if UUID(n.thing_id) in names
    }


def hard_time(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Discreet: the words on the page say what it is. Only while it stands and is shared."""
    rows: list[Any] = list(hard_times.others(viewer).filter(pk__in=[UUID(n.thing_id) for n in notices]))
    own = {tie.person_id: tie.name for tie in my_people(viewer).filter(confirmed__isnull=False)} if rows else {}
    names = {str(row.pk): own.get(row.person_id) or row.handle_name for row in rows}
    return {
        n.pk: Told(
            _("%(name)s shared something with you.") % {"name": names[str(n.thing_id)]},
            reverse("hard-time-of", args=[n.thing_id]),
            brief(n),
        )
        for n in notices
        if str(n.thing_id) in names
    }


def answered(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """Discreet: what came of it stands on the page. Only while the viewer's own entry is there."""
    numbers = [int(n.thing_id) for n in notices if n.thing_id.isdecimal()]
    there = {str(pk) for pk in my_entries(viewer).filter(pk__in=numbers).values_list("pk", flat=True)}
    return {
        n.pk: Told(_("Someone read what you offered to the library."), reverse("offered-one", args=[n.thing_id]))
        for n in notices
        if n.thing_id in there
    }


def register_all() -> None:
    register("check_in", shared, family=Family.CLOSE)
    register(HARD_TIME, hard_time, family=Family.CLOSE, at_night=True)
    register(ANSWERED, answered, family=Family.COMMUNITY)
