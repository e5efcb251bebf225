"""Who may see whom, and what of one another: the only place that decides about ties, blocks and grants."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.people.models import EVERYTHING, Block, Grant, Handle, Invitation, Person, RemovedTie, Snapshot, Tie, TieKind

UNDO_SHARING = timedelta(minutes=10)
UNDO_REMOVAL = timedelta(hours=1)
PERSON_KINDS = (TieKind.FAMILY, TieKind.PEER, TieKind.PROFESSIONAL, TieKind.FAITH)


def blocked_with(viewer: Any) -> QuerySet[Block, Any]:
    """Ids of everyone the viewer blocked, as a subquery; add `blocked_by_others` for the other direction."""
    return Block.objects.filter(blocker_id=viewer.pk or 0).values("blocked_id")


def blocked_by_others(viewer: Any) -> QuerySet[Block, Any]:
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
    """The viewer's ties to people who have an account, accepted the tie and are not blocked either way.

    Each with `here_as`, the name the account goes by here.
    """
    found = my_ties(viewer).filter(_tied_back(), not_blocked(viewer), person__is_active=True)
    return found.annotate(here_as=main_handle_of("name")).select_related("person")


def my_map(viewer: Person) -> QuerySet[Tie]:
    """The viewer's own ties in the order they were added, each with `is_connected`."""
    here = _tied_back() & Exists(Person.objects.filter(pk=OuterRef("person_id"), is_active=True))
    return (
        my_ties(viewer)
        .annotate(is_connected=Case(When(not_blocked(viewer) & Q(here), then=True), default=False))
        .order_by("id")
    )


def my_list(viewer: Person) -> QuerySet[Tie]:
    """The same as `my_map`, each with `here_as`."""
    return my_map(viewer).annotate(here_as=main_handle_of("name"))


def get_connected(viewer: Person, tie_id: Any) -> Tie:
    return get_object_or_404(connected(viewer), pk=tie_id)


def person_of(tie: Tie) -> Person:
    """Whom a tie stands for. Raises Http404 for a private note."""
    if tie.person is None:
        raise Http404
    return tie.person


def are_connected(one: Person, other: Person) -> bool:
    """Both put the other on their map, and neither blocked the other."""
    return connected(one).filter(person=other).exists()


def visible_grants(viewer: Person, at: datetime | None = None) -> QuerySet[Grant]:
    """Choices in force that reach the viewer: named, or as someone the owner placed in a circle they share with.

    A grant only holds while the two are connected and neither has blocked the other, so ending a tie or blocking takes
    effect with the very next request. A circle holds only whom the owner confirmed. `reaches_from` is the moment before
    which things were not made for the viewer.
    """
    on_viewers_map = Tie.objects.filter(owner_id=viewer.pk, person__isnull=False).values("person_id")
    return (
        _meant_for(viewer, at)
        .filter(not_blocked(viewer, "owner_id"), owner__in=on_viewers_map, owner__is_active=True)
        .exclude(owner_id=viewer.pk)
    )


def _meant_for(viewer: Person, at: datetime | None) -> QuerySet[Grant]:
    """The owner's side of `visible_grants`: choices in force for the viewer, whom the owner keeps on their map."""
    owners_tie = Tie.objects.filter(owner_id=OuterRef("owner_id"), person_id=viewer.pk)
    in_circle = Q(circle=OuterRef("circle"), circle__gt="", confirmed__isnull=False)  # such a choice names nobody
    reached = owners_tie.filter(Q(person=OuterRef("grantee_id")) | in_circle)
    from_then = Greatest("starts", Subquery(reached.values("confirmed")[:1]))
    meant = Grant.objects.in_force(at).filter(Exists(reached))
    return meant.alias(reaches_from=Case(When(grantee__isnull=True, then=from_then), default="starts"))


def granted(viewer: Person, kind: str, owner: str, thing: str = "", made: str = "", at: datetime | None = None) -> Q:
    """A condition for a query over things: a grant of this kind reaches the viewer.

    `owner`, `thing` and `made` name the outer query's columns for the thing's owner id, its own id (to match a grant of
    that one thing) and when it was made (a grant of all reaches back only to its start, or to when the owner confirmed).
    """
    everything = Q(thing=EVERYTHING)
    if made:
        everything &= Q(reaches_from__lte=OuterRef(made))
    if thing:
        everything |= Q(thing=OuterRef(thing))
    # By owner first, which spares looking through everyone's things; then what is asked of the choice itself.
    sharers = visible_grants(viewer, at).filter(kind=kind).values("owner_id")
    meant = _meant_for(viewer, at).filter(everything, kind=kind, owner_id=OuterRef(owner))
    return Q(Exists(meant), **{f"{owner}__in": sharers})


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


def main_handle_of(column: str, person: str = "person_id") -> Subquery:
    """A column with the main handle's "name" or "colour" of the person the outer row names."""
    return Subquery(Handle.objects.filter(person_id=OuterRef(person), is_main=True).values(column)[:1])


def tie_to(viewer: Person, other: Person) -> Tie | None:
    """The viewer's own tie to this person, connected or not."""
    return my_ties(viewer).filter(person=other).first()


def recently_removed(viewer: Person, since: datetime | None = None) -> QuerySet[RemovedTie]:
    """What the viewer took off their map within the last hour and can put back."""
    return RemovedTie.objects.filter(owner=viewer, removed__gt=since or now() - UNDO_REMOVAL).order_by("-removed")


def get_removed_tie(viewer: Person, removed_id: Any) -> RemovedTie:
    return get_object_or_404(recently_removed(viewer), pk=removed_id)


def can_invite(viewer: Person, tie: Tie) -> bool:
    """A person on the viewer's own map with whom they are not connected."""
    if tie.owner_id != viewer.pk or tie.target_kind or tie.kind not in PERSON_KINDS:
        return False
    return tie.person_id is None or not connected(viewer).filter(pk=tie.pk).exists()


def waiting_invitation(viewer: Person, tie: Tie) -> Invitation | None:
    """The viewer's invitation from this tie that could still be accepted."""
    return my_invitations(viewer).filter(tie=tie, expires__gt=now()).order_by("-created").first()


def find_invitation(viewer: Any, token_hash: str) -> Invitation:
    """The open invitation behind a link.

    Raises Http404 whatever the reason it cannot be used: never made, used, withdrawn, run out, its maker gone or blocked
    either way. A visitor may only learn that it is open.
    """
    live = Invitation.objects.filter(
        used__isnull=True, withdrawn__isnull=True, expires__gt=now(), owner__is_active=True
    )
    return get_object_or_404(
        live.filter(not_blocked(viewer, "owner_id")).select_related("owner", "tie"), token_hash=token_hash
    )


def my_choices(viewer: Person) -> tuple[list[Grant], list[Grant]]:
    """Kinds of thing the viewer shares now, newest first, and those they ended just now and have not given again.

    Single things shared one by one are not among them. One query, because both stand on one page.
    """
    lately = Q(revoked__gt=now() - UNDO_SHARING)
    found = Grant.objects.filter(Q(pk__in=my_grants(viewer).values("pk")) | lately, owner=viewer, thing=EVERYTHING)
    grants = list(found.select_related("grantee").order_by("-starts"))
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


def get_live_grant(viewer: Person, grant_id: Any) -> Grant:
    """A choice of the viewer's that has not been ended."""
    return get_object_or_404(Grant.objects.filter(owner=viewer, revoked__isnull=True), pk=grant_id)


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


def shared_with_me(viewer: Person, at: datetime | None = None) -> QuerySet[Grant]:
    """What others chose to share with the viewer now, with the name they are known by here."""
    return (
        visible_grants(viewer, at).annotate(from_name=main_handle_of("name", "owner_id")).order_by("from_name", "kind")
    )


def shared_from(viewer: Person, tie: Tie) -> QuerySet[Grant]:
    """What the person of one tie chose to share with the viewer now."""
    return shared_with_me(viewer).filter(owner=tie.person_id)


def my_blocks(viewer: Person) -> QuerySet[Block]:
    """People the viewer blocked, with the name they go by."""
    return Block.objects.filter(blocker=viewer).annotate(name=main_handle_of("name", "blocked_id")).order_by("-since")


def get_block(viewer: Person, block_id: Any) -> Block:
    return get_object_or_404(my_blocks(viewer), pk=block_id)


def network_shared(viewer: Person, tie: Tie) -> QuerySet[Tie]:
    """The map of the person this tie connects to. Raises Http404 unless they share it with the viewer now.

    Only names, kinds and circles are for showing: the notes stay their owner's.
    """
    if not visible_grants(viewer).filter(kind=Grant.Kind.NETWORK, owner_id=tie.person_id).exists():
        raise Http404
    return Tie.objects.filter(owner_id=tie.person_id).defer("note", "gives").order_by("id")
