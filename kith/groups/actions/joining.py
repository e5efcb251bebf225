"""Coming into a group and leaving it: the agreement first, a name to be known by, and a way back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups import access
from kith.groups.actions.appearing import name_here
from kith.groups.models import Agreed, Facet, Group, GroupInvitation, JoinRequest
from kith.notices.actions import drop, notify
from kith.people.access import are_connected, get_my_person, person_of
from kith.people.actions import add_tie_for, remove_tie_for
from kith.people.models import Handle, Person, Tie
from kith.spaces.access import get_membership
from kith.spaces.actions import enter, put_aside
from kith.spaces.models import Membership
from kith.spaces.topics import announce_list

State = Membership.State


def can_walk_in(group: Group, membership: Membership | None) -> bool:
    """No answer is needed: the group is open, or someone who runs it invited this person within the last month."""
    invited = membership and membership.state == State.INVITED and membership.changed > now() - access.INVITED_FOR
    return group.joining == Group.Joining.OPEN or bool(invited)


@transaction.atomic
def join(actor: Person, group: Group, name: str, colour: int | None = None) -> Membership:
    """Agree to the agreement and come in. Raises Full, Taken, HasElsewhere, Http404 where one cannot simply walk in."""
    if group.state != Group.State.OPEN or not can_walk_in(group, get_membership(actor, group.space)):
        raise Http404
    return _let_in(actor, group, name_here(actor, group, name, colour))


def _let_in(person: Person, group: Group, handle: Handle) -> Membership:
    membership = enter(group.space, person, handle, room=group.size_limit)
    _agree(person, group)
    _put_on_map(person, group)
    record(Verb.GROUP_JOINED, person, kind="group", thing=group.pk)
    announce_list(group.space_id)
    return membership


def _agree(person: Person, group: Group) -> None:
    agreement = access.current_agreement(group)
    if agreement:
        Agreed.objects.get_or_create(agreement=agreement, person=person)


def _put_on_map(person: Person, group: Group) -> None:
    needs = Facet.objects.filter(group=group, kind=Facet.Kind.NEED).values_list("code", flat=True)
    add_tie_for(person, "group", group.pk, group.name, kind="group", gives=list(needs))


@transaction.atomic
def ask_to_join(actor: Person, group: Group, name: str, answer: str, colour: int | None = None) -> JoinRequest:
    """Ask those who run the group. They hear of it; the answer arrives as a notice. Asking twice is asking once."""
    waiting = JoinRequest.objects.filter(group=group, person=actor, decided__isnull=True).first()
    if waiting:
        return waiting
    if group.state != Group.State.OPEN or group.joining != Group.Joining.REQUEST:
        raise Http404
    limit(actor, "ask_to_join", 10, 3600)
    handle = name_here(actor, group, name, colour)
    values = {"handle": handle, "state": State.ASKED, "joined": None, "changed": now()}
    membership = Membership.objects.update_or_create(space=group.space, person=actor, defaults=values)[0]
    request = JoinRequest.objects.create(group=group, membership=membership, person=actor, answer=answer)
    _agree(actor, group)
    record(Verb.GROUP_ASKED, actor, kind="group", thing=group.pk)
    notify(handle, _who_runs(group), "join_request", "request", request.pk)
    return request


def _who_runs(group: Group) -> list[int]:
    running = Membership.objects.filter(space=group.space_id, state=State.ACTIVE).exclude(role=Membership.Role.MEMBER)
    return list(running.values_list("person", flat=True))


@transaction.atomic
def answer_request(actor: Person, group: Group, request: JoinRequest, accepted: bool) -> bool:
    """Let someone in, or say not now; False when it was answered or taken back in the meantime. Raises Full, Http404."""
    if not access.can_answer_requests(actor, group):
        raise Http404
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
    mine = get_membership(actor, group.space)
    if mine is None or not mine.runs_it or not mine.handle.is_main:
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
    person = person_of(_on_map(actor, tie_id))
    invitations = GroupInvitation.objects.filter(group=group, person=person)
    if not invitations.filter(inviter=actor).delete()[0] or invitations.exists():
        return
    held = get_membership(person, group.space)
    if held and held.state == State.INVITED:
        put_aside(held)
        drop("group_invitation", "group", group.pk, person)


def _on_map(actor: Person, tie_id: object) -> Tie:
    try:
        return get_my_person(actor, tie_id)
    except ValidationError as error:
        raise Http404 from error


@transaction.atomic
def leave(actor: Person, group: Group) -> bool:
    """Leave without a reason and without anyone being told. False when nobody else runs the group: then someone must first."""
    membership = get_membership(actor, group.space)
    if membership is None or membership.state in (State.LEFT, State.ASKED):
        raise Http404
    if membership.runs_it and set(_who_runs(group)) == {actor.pk} and group.space.members > 1:
        return False
    put_aside(membership)
    remove_tie_for(actor, "group", group.pk)
    record(Verb.GROUP_LEFT, actor, kind="group", thing=group.pk)
    announce_list(group.space_id)
    return True


@transaction.atomic
def come_back(actor: Person, group: Group) -> Membership:
    """Undo leaving, within the hour, under the same name and with the same role. Raises Full, Http404."""
    held = get_membership(actor, group.space)
    if held is None or held.state != State.LEFT or held.joined is None or held.changed < now() - access.BACK_WITHIN:
        raise Http404
    role = held.role
    membership = _let_in(actor, group, held.handle)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    return membership
