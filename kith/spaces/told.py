"""How notices about messages read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.access import my_people
from kith.people.models import Person


def _from_someone(viewer: Person, notices: Sequence[Notice], text: str) -> dict[int, Told]:
    """Only while the viewer keeps them on the map; afterwards there is nothing to open."""
    ties = {
        tie.person_id: tie
        for tie in my_people(viewer).filter(person__in=[one.actor.person_id for one in notices if one.actor])
    }
    found = {}
    for notice in notices:
        actor = notice.actor
        if actor and (tie := ties.get(actor.person_id)):
            found[notice.pk] = Told(
                text % {"name": tie.name if tie.confirmed else actor.name},
                reverse("conversation", args=[tie.pk]) + "#newest",
                text % {"name": actor.name},
            )
    return found


def message(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _from_someone(viewer, notices, _("%(name)s wrote to you."))


def answer(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    return _from_someone(viewer, notices, _("%(name)s answered something you shared."))


def register_all() -> None:
    register("message", message, family=Family.CLOSE)
    register("answer", answer, family=Family.CLOSE)
