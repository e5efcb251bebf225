"""Invites one person on the map to be connected, by a link that works once and ends."""

import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.people.access import are_blocked, are_connected, can_invite, tie_to
from kith.people.models import Circle, Invitation, Person, Tie, TieKind
from kith.people.signals import connected

LASTS = timedelta(days=7)


def token_hash(token: str) -> str:
    """What is kept of a link. The link itself is shown once and never stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(actor: Person, tie: Tie) -> str:
    """A fresh secret for an invitation link, good for seven days; an earlier link for the same tie stops working.

    Raises Http404 for a tie that nobody can be invited from, and TooMany after 20 in a day.
    """
    if not can_invite(actor, tie):
        raise Http404
    limit(actor, "invite", count=20, seconds=86400)
    withdraw_invitations(actor, tie)
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(owner=actor, tie=tie, token_hash=token_hash(token), expires=now() + LASTS)
    record(Verb.INVITED, actor, owner=actor, thing=tie.pk)
    return token


@transaction.atomic
def withdraw_invitations(actor: Person, tie: Tie) -> int:
    """Make every open link from this tie stop working; returns how many there were."""
    count = Invitation.objects.filter(owner=actor, tie=tie, used__isnull=True, withdrawn__isnull=True).update(
        withdrawn=now()
    )
    if count:
        record(Verb.INVITATION_WITHDRAWN, actor, owner=actor, thing=tie.pk)
    return count


@transaction.atomic
def accept_invitation(
    actor: Person, invitation: Invitation, kind: str = TieKind.FAMILY, circle: str = Circle.MIDDLE
) -> Tie:
    """Connect the two: the inviter's tie gains the actor, and the actor's map gains the inviter, as the actor chose.

    The actor stands in none of the inviter's circles until the inviter confirms who took the place. Nothing else is
    shared by it. Returns the actor's tie. Raises Http404 when it was used in the meantime, or cannot be.
    """
    owner = invitation.owner
    if actor.pk == owner.pk or are_blocked(actor, owner):
        raise Http404
    still_open = Invitation.objects.filter(
        pk=invitation.pk, used__isnull=True, withdrawn__isnull=True, expires__gt=now()
    )
    if not still_open.update(used=now()):
        raise Http404
    already = are_connected(actor, owner)
    _name_on_their_map(owner, invitation.tie, actor)
    mine = tie_to(actor, owner) or _new_tie(actor, owner, kind, circle)
    if not already:
        Tie.objects.filter(owner=owner, person=actor).update(confirmed=None)
        Tie.objects.filter(pk=mine.pk).update(confirmed=now())
    record(Verb.CONNECTED, actor, owner=owner, thing=invitation.tie_id)
    connected.send(Invitation, inviter=owner, invited=actor, tie=tie_to(owner, actor))
    announce(f"home:{owner.pk}")
    announce(f"home:{actor.pk}")
    return mine


def _name_on_their_map(owner: Person, tie: Tie, actor: Person) -> None:
    """The tie the link was made from becomes theirs, unless they are on the map already or it stands for someone else."""
    if tie_to(owner, actor):
        return
    if tie.person_id is not None:
        _new_tie(owner, actor, tie.kind, tie.circle)
        return
    tie.person = actor
    tie.save(update_fields=["person"])


def _new_tie(actor: Person, owner: Person, kind: str, circle: str) -> Tie:
    try:
        with transaction.atomic():
            return Tie.objects.create(owner=actor, person=owner, kind=kind, circle=circle, name=owner.name)
    except IntegrityError:
        return Tie.objects.get(owner=actor, person=owner)
