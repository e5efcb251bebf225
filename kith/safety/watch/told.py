"""How notices about the rota and buddies read."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.notices.families import Family
from kith.notices.kinds import Told, register
from kith.notices.models import Notice
from kith.people.models import Person
from kith.safety.access import keeps_safe
from kith.safety.models import Shift
from kith.safety.watch.access import asks_me


def shift_offered(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    """While it can still be taken over."""
    if not keeps_safe(viewer):
        return {}
    ids = [notice.thing_id for notice in notices]
    free = {
        str(pk) for pk in Shift.objects.filter(pk__in=ids, offered=True, ends__gt=now()).values_list("pk", flat=True)
    }
    said = Told(_("A shift can be taken over."), reverse("rota"))
    return {notice.pk: said for notice in notices if notice.thing_id in free}


def buddy_asked(viewer: Person, notices: Sequence[Notice]) -> dict[int, Told]:
    asking = {str(pk) for pk, _name in asks_me(viewer)}
    said = Told(_("Someone asks you to be their buddy."), reverse("care"))
    return {notice.pk: said for notice in notices if notice.thing_id in asking}


def register_all() -> None:
    register("shift_offered", shift_offered, family=Family.SAFETY)
    register("buddy_asked", buddy_asked, family=Family.SAFETY)
