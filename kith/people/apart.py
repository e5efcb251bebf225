"""Whom and which names someone chose not to meet or read: their own lists, and the conditions other areas use."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kith.people.access import my_blocks, one_marked
from kith.people.models import Block, Mute, Person


def muted(viewer: Any) -> QuerySet[Mute, Any]:
    """Ids of the names the viewer does not want to read, as a subquery; blocked ones among them."""
    return Mute.objects.filter(person_id=viewer.pk or 0).values("handle")


def hidden(viewer: Any) -> QuerySet[Mute, Any]:
    """Ids of the names the viewer blocked."""
    return Mute.objects.filter(person_id=viewer.pk or 0, hidden=True).values("handle")


def is_muted(viewer: Any, name: str) -> Exists:
    """A column: the viewer muted the name in this column of the outer query."""
    return Exists(Mute.objects.filter(person_id=viewer.pk or 0, handle=OuterRef(name)))


def not_muted_by(reader: str, name: int) -> Q:
    """A condition on people: they did not mute this name. `reader` is the column with the person's id."""
    return ~Q(**{f"{reader}__in": Mute.objects.filter(handle=name).values("person")})


def my_mutes(viewer: Person) -> QuerySet[Mute]:
    """The names the viewer muted or blocked, each with `name`."""
    return Mute.objects.filter(person=viewer).select_related("handle").annotate(name=F("handle__name")).order_by("name")


def get_mute(viewer: Person, mark: str) -> Mute:
    """One of the viewer's, by the mark in an address."""
    return one_marked(my_mutes(viewer), mark)


def blocked_from_map(viewer: Person) -> QuerySet[Block]:
    """People the viewer blocked and not by a name they met in a group: those stand among `my_mutes`."""
    by_name = Mute.objects.filter(person=viewer, hidden=True, handle__is_main=True)
    return my_blocks(viewer).exclude(blocked__in=by_name.values("handle__person"))
