"""Writes what a person chose to share, with whom and until when; ending it holds from the next request on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.access import are_connected, my_ties, single_shares_with
from kith.people.models import EVERYTHING, Grant, Person, Tie


def _tell(grant: Grant) -> None:
    """Open pages of everyone it reaches look again."""
    announce(f"home:{grant.owner_id}")
    if grant.grantee_id:
        announce(f"home:{grant.grantee_id}")
        return
    for person_id in (
        my_ties(grant.owner).filter(circle=grant.circle, person__isnull=False).values_list("person_id", flat=True)
    ):
        announce(f"home:{person_id}")


@transaction.atomic
def give(
    actor: Person,
    kind: str,
    level: str = Grant.Level.WORDS,
    grantee: Person | None = None,
    circle: str = "",
    ends: datetime | None = None,
    purpose: str = "",
    thing: UUID = EVERYTHING,
) -> Grant:
    """Share a kind of thing (or only one thing of it) from now on with one connected person, or with a circle of the actor's map.

    Giving what is already given changes its level, end and purpose. Raises Http404 for someone not connected.
    """
    if grantee and not are_connected(actor, grantee):
        raise Http404
    audience = {"grantee": grantee, "circle": "" if grantee else circle}
    standing = Grant.objects.filter(owner=actor, kind=kind, thing=thing, revoked__isnull=True, **audience).first()
    if standing and (standing.ends is None or standing.ends > now()):
        return change_grant(actor, standing, level, ends, purpose)
    if standing:
        Grant.objects.filter(pk=standing.pk).update(revoked=standing.ends)
    grant = Grant.objects.create(
        owner=actor, kind=kind, thing=thing, level=level, ends=ends, purpose=purpose, **audience
    )
    record(Verb.GRANT_GIVEN, actor, owner=actor, kind=kind, thing=grant.pk, note_code=level)
    _tell(grant)
    return grant


@transaction.atomic
def change_grant(actor: Person, grant: Grant, level: str, ends: datetime | None, purpose: str) -> Grant:
    """Change how much, until when and what for. Who and what stay: that would be another choice."""
    grant.level, grant.ends, grant.purpose = level, ends, purpose
    grant.save(update_fields=["level", "ends", "purpose"])
    record(Verb.GRANT_CHANGED, actor, owner=actor, kind=grant.kind, thing=grant.pk, note_code=level)
    _tell(grant)
    return grant


@transaction.atomic
def end_grant(actor: Person, grant: Grant) -> bool:
    """Stop sharing at once. Returns whether it was still being shared. Nobody is told."""
    ended = Grant.objects.filter(pk=grant.pk, owner=actor, revoked__isnull=True).update(revoked=now())
    if ended:
        record(Verb.GRANT_ENDED, actor, owner=actor, kind=grant.kind, thing=grant.pk)
        _tell(grant)
    return bool(ended)


@transaction.atomic
def take_up_again(actor: Person, grant: Grant) -> Grant:
    """Undo an ending. Raises Http404 when the two are no longer connected."""
    if grant.grantee and not are_connected(actor, grant.grantee):
        raise Http404
    Grant.objects.filter(pk=grant.pk, owner=actor).update(revoked=None)
    record(Verb.GRANT_GIVEN, actor, owner=actor, kind=grant.kind, thing=grant.pk, note_code="undo")
    _tell(grant)
    return grant


@transaction.atomic
def end_single_shares(actor: Person, tie: Tie, kind: str) -> None:
    """Stop sharing every single thing of a kind that was shared one by one with the person of this tie."""
    for grant in single_shares_with(actor, tie, kind):
        end_grant(actor, grant)
