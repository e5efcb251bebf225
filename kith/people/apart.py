"""Whom and which names someone chose not to meet or read: their own lists, and the conditions other areas use."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from kith.people.access import my_blocks
from kith.people.models import Block, Mute, Person


def muted(viewer: Any) -> QuerySet[Mute, Any]:
    """Ids of the names the viewer does not want to read, as a subquery; blocked ones among them."""
    return Mute.objects.filter(person_id=viewer.pk or 0).values("handle")


def hidden(viewer: Any) -> QuerySet[Mute, Any]:
    """Ids of the names the viewer blocked."""
    return Mute.objects.filter(person_id=viewer.pk or 0, hidden=True).values("handle")


def not_muted_by(reader: str, name: int) -> Q:
    """A condition on people: they did not mute this name. `reader` is the column with the person's id."""
    return ~Q(**{f"{reader}__in": Mute.objects.filter(handle=name).values("person")})


def my_mutes(viewer: Person) -> QuerySet[Mute]:
    """The names the viewer muted or blocked, each with `name`."""
    return Mute.objects.filter(person=viewer).select_related("handle").annotate(name=F("handle__name")).order_by("name")


def get_mute(viewer: Person, mute_id: Any) -> Mute:
    return get_object_or_404(my_mutes(viewer), pk=mute_id)


def blocked_from_map(viewer: Person) -> QuerySet[Block]:
    """People the viewer blocked and not by a name they met in a group: those stand among `my_mutes`."""
    by_name = Mute.objects.filter(person=viewer, hidden=True, handle__is_main=True)
    return my_blocks(viewer).exclude(blocked__in=by_name.values("handle__person"))
