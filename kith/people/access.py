"""Who may see whom, and what of one another: the only place that decides about ties, blocks and grants."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Greatest
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.people.models import EVERYTHING, Block, Grant, Handle, Invitation, Person, RemovedTie, Snapshot, Tie, TieKind
from kith.people.sharing_kinds import NETWORK

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


def my_people(viewer: Person) -> QuerySet[Tie]:
    """The viewer's ties to accounts, as the viewer left them: for pages. What the other did since makes no difference.

    So nobody can tell from a page that they were taken off a map or blocked (decision 13). What flows between two
    people asks `connected`. Each tie has `here_as`, the name the account goes by here.
    """
    found = my_ties(viewer).filter(~Q(person__in=blocked_with(viewer)), person__is_active=True)
    return found.annotate(here_as=main_handle_of("name")).select_related("person")


def get_my_person(viewer: Person, tie_id: Any) -> Tie:
    return get_object_or_404(my_people(viewer), pk=tie_id)


def is_one_of_mine(viewer: Person, other: Person) -> bool:
    """The viewer keeps this person on their map; whether the other does too is not said."""
    return my_people(viewer).filter(person=other).exists()


def connected(viewer: Person) -> QuerySet[Tie]:
    """Those of `my_people` who keep the viewer on their map too and did not block them: for what flows, never for pages."""
    return my_people(viewer).filter(_tied_back(), not_blocked(viewer))


def my_map(viewer: Person) -> QuerySet[Tie]:
    """The viewer's own ties in the order they were added, each with `is_connected`, as `my_people` means it."""
    here = Exists(Person.objects.filter(pk=OuterRef("person_id"), is_active=True))
    mine = ~Q(person__in=blocked_with(viewer)) & Q(here)
    return my_ties(viewer).annotate(is_connected=Case(When(mine, then=True), default=False)).order_by("id")


def my_list(viewer: Person) -> QuerySet[Tie]:
    """The same as `my_map`, each with `here_as`."""
    return my_map(viewer).annotate(here_as=main_handle_of("name"))


def person_of(tie: Tie) -> Person:
    """Whom a tie stands for. Raises Http404 for a private note."""
    if tie.person is None:
        raise Http404
    return tie.person


def are_connected(one: Person, other: Person) -> bool:
    """Both put the other on their map, and neither blocked the other."""
    return connected(one).filter(person=other).exists()


def reached(viewer: Person, people: Iterable[int]) -> list[int]:
    """Those of these people (ids) whom something from the viewer reaches."""
    return list(connected(viewer).filter(person__in=list(people)).values_list("person_id", flat=True))


def shares_with(owner: Person, other: Person) -> bool:
    """Something of the owner's reaches the other now."""
    return visible_grants(other).filter(owner=owner).exists()


def through_their_eyes(owner: Person, tie: Tie) -> Person:
    """The person of a tie as a viewer of the owner's things alone: for looking at one's own sharing as they see it.

    Whether that person keeps the owner on their own map is left out, so that the look tells nothing about them.
    """
    reader = copy(person_of(tie))
    reader.looks_only_at = owner.pk  # type: ignore[attr-defined]
    return reader


def visible_grants(viewer: Person, at: datetime | None = None) -> QuerySet[Grant]:
    """Choices in force that reach the viewer: named, or as someone the owner placed in a circle they share with.

    A grant only holds while each has the other on their map and neither blocked the other, so ending a tie or blocking
    takes effect with the very next request. A circle holds only whom the owner confirmed. `reaches_from` is the moment before
    which things were not made for the viewer.
    """
    only = getattr(viewer, "looks_only_at", None)
    on_viewers_map = Tie.objects.filter(owner_id=viewer.pk, person__isnull=False).values("person_id")
    their_side = Q(owner_id=only) if only else Q(owner__in=on_viewers_map) & not_blocked(viewer, "owner_id")
    return _meant_for(viewer, at).filter(their_side, owner__is_active=True).exclude(owner_id=viewer.pk)


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
    return Grant.objects.in_force().filter(owner=viewer).select_related("grantee").order_by("-starts", "kind")


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
    """The viewer's names, the main one first. What they wrote without a name is listed nowhere."""
    return Handle.objects.filter(person=viewer).exclude(kind=Handle.Kind.ONCE).order_by("-is_main", F("name"))


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
    """A person on the viewer's own map who is only a note there."""
    if tie.owner_id != viewer.pk or tie.target_kind or tie.kind not in PERSON_KINDS:
        return False
    return tie.person_id is None or not my_people(viewer).filter(pk=tie.pk).exists()


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


def get_live_grant(viewer: Person, grant_id: Any) -> Grant:
    """A choice of the viewer's that has not been ended."""
    return get_object_or_404(Grant.objects.filter(owner=viewer, revoked__isnull=True), pk=grant_id)


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


def get_block(viewer: Person, mark: str) -> Block:
    """One of the viewer's, by the mark in an address."""
    return one_marked(my_blocks(viewer), mark)


def one_marked(rows: Iterable[Any], mark: str) -> Any:
    """The row with this mark. Raises Http404."""
    found = next((row for row in rows if row.mark == mark), None)
    if found is None:
        raise Http404
    return found


def network_shared(viewer: Person, owner: Person) -> QuerySet[Tie]:
    """The owner's map. Raises Http404 unless they share it with the viewer now.

    Only names, kinds and circles are for showing: the notes stay their owner's.
    """
    if not visible_grants(viewer).filter(kind=NETWORK, owner=owner).exists():
        raise Http404
    return Tie.objects.filter(owner=owner).defer("note", "gives").order_by("id")
