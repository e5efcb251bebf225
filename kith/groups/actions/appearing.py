"""The name someone has in a group: their main one, or another that nothing joins to it; and changing it later."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.groups import access
from kith.groups.belonging.models import ReachOut
from kith.groups.models import Coming, Group, Seat, Session
from kith.people.actions import HasElsewhere, Taken
from kith.people.models import Handle, Person, name_key
from kith.people.resting import require_not_paused
from kith.spaces.access import get_membership
from kith.spaces.actions import under_another_name
from kith.spaces.models import Membership
from kith.spaces.names import is_used_elsewhere

CHANGES_A_DAY = 5


def name_here(actor: Person, group: Group, name: str, colour: int | None = None) -> Handle:
    """The handle for this group: the main one, one used here before, or a fresh one that nothing joins to the main.

    Raises Taken, and HasElsewhere for a name the actor has in another group: it would join the two. A practitioner always
    has their main name. The colour is for a name of this group only; without a choice it is left to chance.
    """
    if access.must_use_main_name(actor):
        return actor.signature
    key = name_key(name)
    mine = Handle.objects.filter(person=actor, name_key=key).first()
    if mine is None:
        return _fresh(actor, name, key, colour)
    if mine.is_main:
        return mine
    if mine.kind == Handle.Kind.KEPT or is_used_elsewhere(mine, group.space):
        raise HasElsewhere
    mine.name, mine.colour = " ".join(name.split()), mine.colour if colour is None else colour
    mine.save(update_fields=["name", "colour"])
    return mine


def _fresh(actor: Person, name: str, key: str, colour: int | None) -> Handle:
    shown, colour = " ".join(name.split()), secrets.randbelow(8) if colour is None else colour
    try:
        with transaction.atomic():
            return Handle.objects.create(person=actor, name=shown, name_key=key, colour=colour)
    except IntegrityError as error:
        raise Taken from error


@transaction.atomic
def appear_as(actor: Person, group: Group, name: str, colour: int | None = None) -> Handle:
    """Go by another name here from now on. What was written stays under the name it was written by; nobody is told.

    Raises Http404 for those outside, CannotPost, Taken, HasElsewhere, TooMany.
    """
    require_not_paused(actor)
    held = get_membership(actor, group.space)
    if held is None or not held.is_active:
        raise Http404
    if name_key(name) != held.handle.name_key:
        limit(actor, "name_here", CHANGES_A_DAY, 86400)
    handle = name_here(actor, group, name, colour)
    if (
        Membership.objects.filter(pk=held.pk)
        .exclude(handle=handle)
        .update(handle=handle, **under_another_name(held, handle))
    ):
        leave_no_thread_between(group, held)
        record(Verb.NAME_CHANGED, actor, kind="group", thing=group.pk)
    return handle


def leave_no_thread_between(group: Group, held: Membership) -> None:
    """What shows the present name beside something said or seen under the one before would join both.

    That they come to a meeting, a seat or the lead in a session, and a hello that waits for them: the same row would bear two names.
    """
    Coming.objects.filter(person=held.person_id, time__group=group).delete()
    ReachOut.objects.filter(membership=held, ended__isnull=True).update(ended=now())
    leave_sessions(held)


def leave_sessions(held: Membership) -> None:
    """Nobody keeps a seat or the lead who is not in the group, or not under this name."""
    for seat in Seat.objects.filter(membership=held).select_related("session"):
        announce(f"session-here:{seat.session.key}")
        seat.delete()
    Session.objects.filter(lead=held).update(lead=None)
