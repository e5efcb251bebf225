"""Who may see whom, and what of one another: the only place that decides about ties, blocks and grants."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from kith.people.models import EVERYTHING, Block, Grant, Handle, Invitation, Person, Snapshot, Tie


def blocked_with(viewer: Any) -> QuerySet[Block, dict[str, Any]]:
    """Ids of everyone the viewer blocked, as a subquery; add `blocked_by_others` for the other direction."""
    return Block.objects.filter(blocker_id=viewer.pk or 0).values("blocked_id")


def blocked_by_others(viewer: Any) -> QuerySet[Block, dict[str, Any]]:
    return Block.objects.filter(blocked_id=viewer.pk or 0).values("blocker_id")


def not_blocked(viewer: Any, field: str = "person_id") -> Q:
    """A condition that leaves out people the viewer blocked or who blocked the viewer."""
    return ~Q(**{f"{field}__in": blocked_with(viewer)}) & ~Q(**{f"{field}__in": blocked_by_others(viewer)})


def are_blocked(one: Person, other: Person) -> bool:
    """Whether either of the two blocked the other."""
    return Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one)).exists()


def my_ties(viewer: Person) -> QuerySet[Tie]:
    """The viewer's own network; nobody else's ties are ever listed."""
    return Tie.objects.filter(owner=viewer)


def get_tie(viewer: Person, tie_id: Any) -> Tie:
    return get_object_or_404(my_ties(viewer), pk=tie_id)


def _tied_back() -> Exists:
    return Exists(Tie.objects.filter(owner_id=OuterRef("person_id"), person_id=OuterRef("owner_id")))


def connected(viewer: Person) -> QuerySet[Tie]:
    """The viewer's ties to people who have an account, accepted the tie and are not blocked either way."""
    return my_ties(viewer).filter(_tied_back(), not_blocked(viewer), person__is_active=True).select_related("person")


def get_connected(viewer: Person, tie_id: Any) -> Tie:
    return get_object_or_404(connected(viewer), pk=tie_id)


def are_connected(one: Person, other: Person) -> bool:
    """Both put the other on their map, and neither blocked the other."""
    return connected(one).filter(person=other).exists()


def visible_grants(viewer: Person) -> QuerySet[Grant]:
    """Choices in force that reach the viewer: named, or as someone the owner placed in a circle they share with.

    A grant only holds while the two are connected and neither has blocked the other, so ending a tie or blocking takes
    effect with the very next request.
    """
    owners_tie = Tie.objects.filter(owner_id=OuterRef("owner_id"), person_id=viewer.pk)
    viewers_tie = Tie.objects.filter(owner_id=viewer.pk, person_id=OuterRef("owner_id"))
    named = Q(grantee_id=viewer.pk) & Exists(owners_tie)
    by_circle = Q(grantee__isnull=True) & Exists(owners_tie.filter(circle=OuterRef("circle")))
    return (
        Grant.objects.in_force()
        .filter(named | by_circle, Exists(viewers_tie), not_blocked(viewer, "owner_id"), owner__is_active=True)
        .exclude(owner_id=viewer.pk)
    )


def granted(viewer: Person, kind: str, owner: str, thing: str = "", made: str = "") -> Exists:
    """A condition for a query over things: a grant of this kind reaches the viewer.

    `owner`, `thing` and `made` name the outer query's columns for the thing's owner id, its own id (to match a grant of
    that one thing) and when it was made (a grant of all reaches back only to its start).
    """
    reach = visible_grants(viewer).filter(kind=kind, owner_id=OuterRef(owner))
    everything = Q(thing=EVERYTHING)
    if made:
        everything &= Q(starts__lte=OuterRef(made))
    if thing:
        everything |= Q(thing=OuterRef(thing))
    return Exists(reach.filter(everything))


def level_granted(viewer: Person, kind: str, owner: str) -> Subquery:
    """The widest level that reaches the viewer, as a column: "words" before "tap"."""
    return Subquery(visible_grants(viewer).filter(kind=kind, owner_id=OuterRef(owner)).order_by("-level").values("level")[:1])


def sharing_with_me(viewer: Person) -> QuerySet[Person]:
    """People who share something with the viewer now."""
    return Person.objects.filter(pk__in=visible_grants(viewer).values("owner_id"))


def my_grants(viewer: Person) -> QuerySet[Grant]:
    """What the viewer shares now, newest first."""
    return Grant.objects.in_force().filter(owner=viewer).select_related("grantee").order_by("-starts")


def get_grant(viewer: Person, grant_id: Any) -> Grant:
    return get_object_or_404(Grant.objects.filter(owner=viewer), pk=grant_id)


def my_invitations(viewer: Person) -> QuerySet[Invitation]:
    return Invitation.objects.filter(owner=viewer, used__isnull=True, withdrawn__isnull=True)


def get_invitation(viewer: Person, invitation_id: Any) -> Invitation:
    return get_object_or_404(Invitation.objects.filter(owner=viewer), pk=invitation_id)


def my_snapshots(viewer: Person) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(owner=viewer).order_by("-taken")


def get_snapshot(viewer: Person, snapshot_id: Any) -> Snapshot:
    return get_object_or_404(my_snapshots(viewer), pk=snapshot_id)


def my_handles(viewer: Person) -> QuerySet[Handle]:
    return Handle.objects.filter(person=viewer).order_by("-is_main", F("name"))
