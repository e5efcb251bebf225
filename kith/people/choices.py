"""What a person shares, and what they stopped sharing a moment ago: the owner's own view, for the pages that change it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.people.access import my_grants
from kith.people.models import EVERYTHING, Grant, Person, Tie

UNDO_SHARING = timedelta(minutes=10)


def my_choices(viewer: Person) -> tuple[list[Grant], list[Grant]]:
    """Kinds of thing the viewer shares now, newest first, and those they ended just now and have not given again.

    Single things shared one by one are not among them. One query, because both stand on one page.
    """
    lately = Q(revoked__gt=now() - UNDO_SHARING)
    found = Grant.objects.filter(Q(pk__in=my_grants(viewer).values("pk")) | lately, owner=viewer, thing=EVERYTHING)
    grants = list(found.select_related("grantee").order_by("-starts", "kind"))
    standing = [grant for grant in grants if grant.revoked is None]
    again = {(grant.kind, grant.grantee_id, grant.circle) for grant in standing}
    return standing, [g for g in grants if g.revoked and (g.kind, g.grantee_id, g.circle) not in again]


def my_single_shares(viewer: Person) -> QuerySet[Grant, dict[str, Any]]:
    """How many single things of each kind the viewer shares with whom."""
    return (
        my_grants(viewer)
        .exclude(thing=EVERYTHING)
        .order_by()
        .values("grantee_id", "kind")
        .annotate(count=Count("id"))
        .order_by("grantee_id", "kind")
    )


def single_shares_with(viewer: Person, tie: Tie, kind: str) -> QuerySet[Grant]:
    return my_grants(viewer).exclude(thing=EVERYTHING).filter(grantee=tie.person_id, kind=kind)


def given_to(viewer: Person, tie: Tie) -> QuerySet[Grant]:
    """What the viewer shares now with the person of one tie, by name or through its circle."""
    by_circle = Q(circle=tie.circle) if tie.confirmed else Q(pk=None)
    return my_grants(viewer).filter(thing=EVERYTHING).filter(Q(grantee=tie.person_id) | by_circle)


def just_ended(viewer: Person) -> QuerySet[Grant]:
    """Choices the viewer ended within the last minutes and can still take up again."""
    recent = Grant.objects.filter(owner=viewer, revoked__gt=now() - UNDO_SHARING)
    again = Grant.objects.filter(
        owner_id=OuterRef("owner_id"),
        kind=OuterRef("kind"),
        thing=OuterRef("thing"),
        circle=OuterRef("circle"),
        revoked__isnull=True,
    ).filter(Q(grantee=OuterRef("grantee")) | Q(grantee__isnull=True, circle__gt=""))
    return recent.filter(~Exists(again)).order_by("-revoked")


def get_just_ended(viewer: Person, grant_id: Any) -> Grant:
    return get_object_or_404(just_ended(viewer), pk=grant_id)
