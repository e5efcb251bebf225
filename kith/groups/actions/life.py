"""The turns in a group's life: a break and coming back, closing with a goodbye, and opening again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from kith.core.clock import now
from kith.core.live import announce
from kith.groups import access
from kith.groups.actions.telling import keep_space_true, tell_members
from kith.groups.actions.waiting import forget_everyone_waiting, settle, take_turn
from kith.groups.models import Group, GroupInvitation, JoinRequest
from kith.notices.actions import drop
from kith.people.models import Person
from kith.spaces.access import can_post, get_membership
from kith.spaces.actions import put_aside, start_thread
from kith.spaces.models import Hope, Membership, Thread

State = Group.State


def _held(actor: Person, group: Group, *states: str) -> Group:
    """The group in its turn. Raises Http404 unless the actor may decide about its life and it is in one of these states."""
    if not access.can_set_roles(actor, group):
        raise Http404
    group = take_turn(group)
    if group.state not in states:
        raise Http404
    return group


def _keep(group: Group, *names: str) -> None:
    group.save(update_fields=list(names))
    keep_space_true(group)
    settle(group)
    announce(f"space:{group.space_id}")


@transaction.atomic
def pause(actor: Person, group: Group, words: str = "", resumes: date | None = None) -> None:
    """Nobody writes or comes in until it ends, on a day or by hand; places kept for those who wait are kept again then."""
    group = _held(actor, group, State.OPEN, State.PAUSED)
    if group.is_closing:
        raise Http404
    group.state, group.pause_words, group.resumes = State.PAUSED, words, resumes
    _keep(group, "state", "pause_words", "resumes")
    tell_members(actor, group, "paused")


@transaction.atomic
def resume(actor: Person | None, group: Group) -> None:
    """End the break. Without an actor, because its last day is over."""
    group = _held(actor, group, State.PAUSED) if actor else take_turn(group)
    if group.state != State.PAUSED:
        return
    group.state, group.pause_words, group.resumes = State.OPEN, "", None
    _keep(group, "state", "pause_words", "resumes")
    tell_members(actor, group, "back")


@transaction.atomic
def announce_closing(actor: Person, group: Group, closes: date, title: str, words: str) -> Thread | None:
    """Say on which day the group closes, and open a conversation to say goodbye in; None for a steward, who is not in it.

    From now on nobody new comes in. Called again, it changes the day. Raises Http404, TooMany, PermissionDenied.
    """
    group = _held(actor, group, State.OPEN, State.PAUSED)
    group.state, group.pause_words, group.resumes, group.closes = State.OPEN, "", None, closes
    forget_everyone_waiting(group)
    _turn_away(group)
    _keep(group, "state", "pause_words", "resumes", "closes")
    if group.goodbye is None and can_post(get_membership(actor, group.space), group.space):
        group.goodbye = start_thread(actor, group.space, title, words, Hope.HELLO)
        group.save(update_fields=["goodbye"])
    tell_members(actor, group, "closing")
    return group.goodbye


def _turn_away(group: Group) -> None:
    """Whoever asked or was invited cannot come in any more: their question is forgotten, unread words with it."""
    outside = (Membership.State.ASKED, Membership.State.INVITED)
    for held in Membership.objects.filter(space=group.space_id, state__in=outside):
        put_aside(held)
    for request in JoinRequest.objects.filter(group=group, decided__isnull=True):
        drop("join_request", "request", request.pk)
        request.delete()
    GroupInvitation.objects.filter(group=group).delete()
    drop("group_invitation", "group", group.pk)


@transaction.atomic
def call_off_closing(actor: Person, group: Group) -> None:
    """It goes on after all. The goodbye conversation stays: people wrote in it."""
    group = _held(actor, group, State.OPEN)
    if not group.is_closing:
        raise Http404
    group.closes, group.goodbye = None, None
    _keep(group, "closes", "goodbye")
    tell_members(actor, group, "goes_on")


@transaction.atomic
def close(group: Group) -> None:
    """Its last day is over: its own people go on reading it, and it is forgotten after some time. Nothing where that is not so."""
    group = take_turn(group)
    if not group.is_closing or group.closes >= timezone.localdate():  # type: ignore[operator]
        return
    group.state, group.closed = State.CLOSED, now()
    _keep(group, "state", "closed")
    tell_members(None, group, "closed")


@transaction.atomic
def reopen(actor: Person, group: Group) -> None:
    """Open a closed group again, as it was, before it is forgotten."""
    group = _held(actor, group, State.CLOSED)
    group.state, group.closed, group.closes, group.goodbye = State.OPEN, None, None, None
    _keep(group, "state", "closed", "closes", "goodbye")
    tell_members(actor, group, "reopened")
