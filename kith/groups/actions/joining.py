"""Coming into a group and leaving it: the agreement first, a name to be known by, and a way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups import access, standing
from kith.groups.actions.agreeing import has_agreed, keep_agreement
from kith.groups.actions.appearing import leave_no_thread_between, leave_sessions, name_here
from kith.groups.actions.waiting import forget_waiting, room_for, settle, take_turn
from kith.groups.models import Facet, Group, GroupInvitation, JoinRequest
from kith.notices.actions import drop, notify
from kith.people.access import are_connected, get_my_person, person_of
from kith.people.actions import add_tie_for, remove_tie_for
from kith.people.models import Handle, Person, Tie
from kith.people.resting import require_not_paused
from kith.spaces.access import get_membership
from kith.spaces.actions import enter, put_aside, under_another_name
from kith.spaces.models import Membership
from kith.spaces.topics import announce_list

State = Membership.State


class Resting(Exception):
    """The group takes a break or comes to its end: nobody comes in."""


@transaction.atomic
def join(actor: Person, group: Group, name: str, colour: int | None = None, version: int | None = None) -> Membership:
    """Agree to the agreement and come in. Raises Full, Taken, HasElsewhere, Http404 where one cannot simply walk in.

    `version` is of the words they read; Reworded when these are not the newest.
    """
    require_not_paused(actor)
    group = take_turn(group)
    held = get_membership(actor, group.space)
    if held and held.is_active:
        return held
    if group.state != Group.State.OPEN or group.is_closing:
        raise Http404
    if not standing.can_walk_in(group, held) and not standing.has_a_place_kept(actor, group):
        raise Http404
    keep_agreement(actor, group, version)
    return _let_in(actor, group, name_here(actor, group, name, colour))


def _let_in(person: Person, group: Group, handle: Handle) -> Membership:
    """Make them a member, in the turn of the group. Whoever has not said yes to the newest agreement is asked inside."""
    _come_as(group, get_membership(person, group.space), handle)
    membership = enter(group.space, person, handle, room=room_for(group, person))
    Membership.objects.filter(pk=membership.pk).update(agrees=has_agreed(person, group))
    if forget_waiting(group, person):
        settle(group)
    _put_on_map(person, group)
    record(Verb.GROUP_JOINED, person, kind="group", thing=group.pk)
    announce_list(group.space_id)
    return membership


def _come_as(group: Group, held: Membership | None, handle: Handle) -> dict[str, Any]:
    """Come (back) under this name: what of an earlier one must not go along, is let go of, as fields or at once."""
    if held and held.handle_id != handle.pk:
        leave_no_thread_between(group, held)
    return under_another_name(held, handle)


def _put_on_map(person: Person, group: Group) -> None:
    needs = Facet.objects.filter(group=group, kind=Facet.Kind.NEED).values_list("code", flat=True)
    add_tie_for(person, "group", group.pk, group.name, kind="group", gives=list(needs))


@transaction.atomic
def ask_to_join(
    actor: Person, group: Group, name: str, answer: str, colour: int | None = None, version: int | None = None
) -> JoinRequest:
    """Ask those who run the group. They hear of it; the answer arrives as a notice. Asking twice is asking once.

    Raises Taken, HasElsewhere, TooMany, Http404, and Reworded as `join` does.
    """
    require_not_paused(actor)
    waiting = JoinRequest.objects.filter(group=group, person=actor, decided__isnull=True).first()
    if waiting:
        return waiting
    group = take_turn(group)
    held = get_membership(actor, group.space)
    if (held and held.is_active) or not _takes_requests(group):
        raise Http404
    limit(actor, "ask_to_join", 10, 3600)
    handle = name_here(actor, group, name, colour)
    values = {"handle": handle, "state": State.ASKED, "joined": None, "changed": now()}
    values |= _come_as(group, held, handle)
    membership = Membership.objects.update_or_create(space=group.space, person=actor, defaults=values)[0]
    request = JoinRequest.objects.create(group=group, membership=membership, person=actor, answer=answer)
    keep_agreement(actor, group, version)
    record(Verb.GROUP_ASKED, actor, kind="group", thing=group.pk)
    notify(handle, _who_runs(group), "join_request", "request", request.pk)
    return request


def _takes_requests(group: Group) -> bool:
    return group.state == Group.State.OPEN and not group.is_closing and group.joining == Group.Joining.REQUEST


def _who_runs(group: Group) -> list[int]:
    running = Membership.objects.filter(space=group.space_id, state=State.ACTIVE).exclude(role=Membership.Role.MEMBER)
    return list(running.values_list("person", flat=True))


@transaction.atomic
def answer_request(actor: Person, group: Group, request: JoinRequest, accepted: bool) -> bool:
    """Let someone in, or say not now; False when it was answered or taken back in the meantime.

    Raises Full, Http404, and Resting where nobody comes in just now: their question waits.
    """
    group = take_turn(group)
    if not access.can_answer_requests(actor, group):
        raise Http404
    if accepted and (group.state != Group.State.OPEN or group.is_closing):
        raise Resting
    still_open = JoinRequest.objects.filter(pk=request.pk, decided__isnull=True)
    if not still_open.update(decided=now(), accepted=accepted):
        return False
    if accepted:
        _let_in(request.person, group, request.membership.handle)
    else:
        put_aside(request.membership)
    mine = get_membership(actor, group.space)
    record(
        Verb.REQUEST_ANSWERED,
        actor,
        owner=request.person,
        kind="group",
        thing=group.pk,
        note_code="yes" if accepted else "no",
    )
    drop("join_request", "request", request.pk)
    notify(mine.handle if mine else None, [request.person_id], "request_answered", "request", request.pk)
    return True


@transaction.atomic
def withdraw_request(actor: Person, group: Group) -> None:
    """Take back one's own question before it is answered; it is forgotten, and those who run the group hear nothing more."""
    request = JoinRequest.objects.filter(group=group, person=actor, decided__isnull=True).first()
    if request:
        put_aside(request.membership)
        drop("join_request", "request", request.pk)
        request.delete()


@transaction.atomic
def invite(actor: Person, group: Group, tie_id: object) -> None:
    """Invite someone on the actor's map. They may now see the group, and join it without asking.

    Someone who took the actor off their own map or blocked them is told nothing. Nor is whoever is in the group already or
    has asked to be, under whatever name, and nothing here shows it. It comes from someone they know, so the actor must
    be here under their main name. Raises Http404, TooMany.
    """
    require_not_paused(actor)
    mine = get_membership(actor, group.space)
    if mine is None or not access.can_invite(group, mine) or not mine.handle.is_main:
        raise Http404
    limit(actor, "invite_to_group", 30, 86400)
    person = person_of(_on_map(actor, tie_id))
    GroupInvitation.objects.update_or_create(group=group, inviter=actor, person=person, defaults={"at": now()})
    held = get_membership(person, group.space)
    if (held and held.state in (State.ACTIVE, State.ASKED)) or not are_connected(actor, person):
        return
    values = {
        "handle": held.handle if held else person.signature,
        "state": State.INVITED,
        "joined": None,
        "changed": now(),
    }
    Membership.objects.update_or_create(space=group.space, person=person, defaults=values)
    notify(mine.handle, [person.pk], "group_invitation", "group", group.pk)


@transaction.atomic
def withdraw_invitation(actor: Person, group: Group, tie_id: object) -> None:
    """Take one's invitation back: it opens nothing any more, unless someone else invited them too. Nobody is told."""
    person, group = person_of(_on_map(actor, tie_id)), take_turn(group)
    invitations = GroupInvitation.objects.filter(group=group, person=person)
    if not invitations.filter(inviter=actor).delete()[0] or invitations.exists():
        return
    held = get_membership(person, group.space)
    if held and held.state == State.INVITED:
        put_aside(held)
        if group.joining != Group.Joining.OPEN or group.visibility == Group.Visibility.HIDDEN:
            forget_waiting(group, person)
            settle(group)
        drop("group_invitation", "group", group.pk, person)


def _on_map(actor: Person, tie_id: object) -> Tie:
    try:
        return get_my_person(actor, tie_id)
    except ValidationError as error:
        raise Http404 from error


@transaction.atomic
def leave(actor: Person, group: Group) -> bool:
    """Leave without a reason and without anyone being told. False when nobody else runs the group: then someone must first."""
    group = take_turn(group)
    membership = get_membership(actor, group.space)
    if membership is None or membership.state in (State.LEFT, State.ASKED):
        raise Http404
    if membership.runs_it and set(_who_runs(group)) == {actor.pk} and group.space.members > 1:
        return False
    put_aside(membership)
    leave_sessions(membership)
    settle(group)
    remove_tie_for(actor, "group", group.pk)
    record(Verb.GROUP_LEFT, actor, kind="group", thing=group.pk)
    announce_list(group.space_id)
    return True


@transaction.atomic
def come_back(actor: Person, group: Group) -> Membership:
    """Undo leaving, within the hour, under the same name and with the same role; in a break too, as it undoes a press.

    Raises Full; Http404, also when the group closed meanwhile.
    """
    require_not_paused(actor)
    group = take_turn(group)
    held = get_membership(actor, group.space)
    if held is None or held.state != State.LEFT or held.joined is None or held.changed < now() - access.BACK_WITHIN:
        raise Http404
    if group.state == Group.State.CLOSED:
        raise Http404
    role = held.role
    membership = _let_in(actor, group, held.handle)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    return membership
