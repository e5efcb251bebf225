"""Writes what a person chose to share, with whom and until when; ending it holds from the next request on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404

from kith.core.audit import AuditEvent, Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people import sharing_kinds
from kith.people.access import is_one_of_mine, my_ties, reached
from kith.people.choices import single_shares_with
from kith.people.models import EVERYTHING, Grant, Person, Tie
from kith.people.sharing_kinds import WORDS

WRITTEN = (Verb.CHECKED_IN, Verb.HARD_TIME_SAID)


def _tell(grant: Grant) -> None:
    """Open pages of everyone it reaches look again, and nobody else's: a page that stirs would tell them something."""
    announce(f"home:{grant.owner_id}")
    in_circle = my_ties(grant.owner).filter(circle=grant.circle, person__isnull=False)
    meant = [grant.grantee_id] if grant.grantee_id else in_circle.values_list("person_id", flat=True)
    for person_id in reached(grant.owner, meant):
        announce(f"home:{person_id}")


@transaction.atomic
def give(
    actor: Person,
    kind: str,
    level: str = WORDS,
    grantee: Person | None = None,
    circle: str = "",
    ends: datetime | None = None,
    purpose: str = "",
    thing: UUID = EVERYTHING,
) -> Grant:
    """Share a kind of thing (or only one thing of it) from now on with one person of the actor's map, or with a circle of it.

    Giving what is already given changes its level, end and purpose. Raises Http404 for someone who is not on the map,
    ValueError for a kind or level that no app registered. Whether it reaches them also depends on their side, silently.
    """
    sharing_kinds.require(kind, level)
    if grantee and not is_one_of_mine(actor, grantee):
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
    sharing_kinds.require(grant.kind, level)
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


def has_written(actor: Person, since: datetime) -> bool:
    """Whether the actor put down something of their own since then that can be shared. By the record of acts."""
    mine = AuditEvent.objects.filter(owner=actor.pk, verb__in=WRITTEN, at__gte=since)
    return mine.filter(actor=actor.pk).exists()


@transaction.atomic
def take_up_again(actor: Person, grant: Grant) -> Grant:
    """Undo an ending. Raises Http404 for someone whom the actor took off their map or blocked.

    What was written in between was written for nobody to read: then it begins anew, and reaches nothing from before.
    """
    if grant.grantee and not is_one_of_mine(actor, grant.grantee):
        raise Http404
    again = {"starts": now()} if grant.revoked and has_written(actor, grant.revoked) else {}
    Grant.objects.filter(pk=grant.pk, owner=actor).update(revoked=None, **again)
    record(Verb.GRANT_GIVEN, actor, owner=actor, kind=grant.kind, thing=grant.pk, note_code="undo")
    _tell(grant)
    return grant


@transaction.atomic
def end_single_shares(actor: Person, tie: Tie, kind: str) -> None:
    """Stop sharing every single thing of a kind that was shared one by one with the person of this tie."""
    for grant in single_shares_with(actor, tie, kind):
        end_grant(actor, grant)
