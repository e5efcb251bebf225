"""Which notices someone sees: their own, and none about people they do not meet."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.notices.kinds import kinds_in_groups
from kith.notices.models import Notice
from kith.people.access import blocked_by_others, blocked_with
from kith.people.apart import muted
from kith.people.models import Person

PAGE = 30


def on_a_break(person: Any) -> bool:
    """Whether the person went quiet for now: nothing is to reach them, and nothing is to be asked of them."""
    return bool(person.is_authenticated) and person.on_a_break


def not_on_a_break(column: str) -> Q:
    """A condition for queries: the person in that column ("person", "pk") is not on a break.

    For choosing whom to ask or tell, never for what others are shown: nobody is to see that someone is on a break.
    """
    standing = Q(break_ends__isnull=True) | Q(break_ends__gt=now())
    return ~Q(**{f"{column}__in": Person.objects.filter(standing, break_began__isnull=False).values("pk")})


def visible_notices(viewer: Person) -> QuerySet[Notice]:
    """The viewer's notices, newest first, without any from a name they muted or blocked.

    Nor about what someone who blocked them did in a group. What such a person wrote to or shared with them before stays, as
    far as its own rules let it: if it went at once, that would tell them of the block (decision 13).
    """
    by_others = Q(actor__person_id__in=blocked_by_others(viewer)) & Q(kind__in=kinds_in_groups())
    apart = Q(actor__is_main=True) & (Q(actor__person_id__in=blocked_with(viewer)) | by_others)
    met = Q(actor__isnull=True) | (~apart & ~Q(actor__in=muted(viewer)))
    return Notice.objects.filter(met, person=viewer).order_by("-at", "-id")


def get_notice(viewer: Person, notice_id: Any) -> Notice:
    return get_object_or_404(visible_notices(viewer).select_related("actor"), pk=notice_id)


def unread_count(viewer: Any) -> int:
    """How many are unread, counted up to 100; 0 for a visitor, and for someone on a break."""
    if not viewer.is_authenticated or on_a_break(viewer):
        return 0
    return len(UNREAD.rows(viewer.pk))


def _unread(viewer: int) -> QuerySet:
    return visible_notices(Person(pk=viewer)).filter(read_at__isnull=True).order_by().values_list("pk")[:100]


UNREAD = Prepared(_unread, int)


def notices_page(viewer: Person, before: int | None = None) -> tuple[list[Notice], int | None]:
    """Up to 30 notices older than notice `before`, and the id to go on from (None at the end)."""
    rows = visible_notices(viewer).select_related("actor")
    start = rows.filter(pk=before).first() if before else None
    if start:
        rows = rows.filter(Q(at__lt=start.at) | Q(at=start.at, pk__lt=start.pk))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
