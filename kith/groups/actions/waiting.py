"""Waiting for a place in a full group: the next in line has a place kept for them, and nobody gets it twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups import standing
from kith.groups.models import Group, Waiting
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.people.resting import require_not_paused
from kith.spaces.access import get_membership
from kith.spaces.models import Membership

KEPT_FOR = timedelta(days=3)
STARTS_A_DAY = 20


def take_turn(group: Group) -> Group:
    """The group as it is now, held so that nobody else changes who is in it or waits until this transaction ends.

    Call it before anything that fills or frees a place: those who come and go in one group then do so one after the other.
    """
    return Group.objects.select_for_update().get(pk=group.pk)


def room_for(group: Group, person: Person) -> int | None:
    """How many people there may be when this one comes in: the places kept for others are not free. None for no limit."""
    if group.size_limit is None:
        return None
    mine = Waiting.objects.filter(group=group, person=person, offered__isnull=False).exists()
    return group.size_limit - group.held + mine


@transaction.atomic
def wait(actor: Person, group: Group) -> bool:
    """Wait for a place, without anyone seeing it. False when there is room after all. Raises Http404, TooMany.

    Where people ask to join, their question is what waits: here wait only those who need no answer.
    """
    require_not_paused(actor)
    group = take_turn(group)
    held = get_membership(actor, group.space)
    inside = held and held.state in (Membership.State.ACTIVE, Membership.State.ASKED)
    if inside or group.state != Group.State.OPEN or group.is_closing or not standing.can_walk_in(group, held):
        raise Http404
    if not group.is_full:
        return False
    limit(actor, "wait_for_place", STARTS_A_DAY, 86400)
    if Waiting.objects.get_or_create(group=group, person=actor)[1]:
        record(Verb.GROUP_WAITED, actor, kind="group", thing=group.pk)
    return True


@transaction.atomic
def stop_waiting(actor: Person, group: Group) -> None:
    """Leave the list, or say no to the place; it goes to the next. Nobody is told."""
    group = take_turn(group)
    if forget_waiting(group, actor):
        record(Verb.GROUP_WAIT_ENDED, actor, kind="group", thing=group.pk)
        settle(group)


def forget_waiting(group: Group, person: Person) -> bool:
    """They wait no more, because they came in or do not want to. Call `settle` after it."""
    drop("place_offered", "group", group.pk, person)
    return bool(Waiting.objects.filter(group=group, person=person).delete()[0])


def forget_everyone_waiting(group: Group) -> None:
    """The group takes nobody in any more."""
    Waiting.objects.filter(group=group).delete()
    drop("place_offered", "group", group.pk)
    _count(group)


def settle(group: Group) -> None:
    """Keep as many places for those who wait as are free, the longest wait first; take back what is too many, the newest first.

    Call it, in the turn of the group, after whatever changed who is in it, how many it holds, or who waits.
    """
    _count(group)
    waiting = Waiting.objects.filter(group=group)
    free = _free(group, waiting.count())
    if free > 0:
        _offer(group, free)
    for row in waiting.filter(offered__isnull=False).order_by("-since", "-id")[: max(0, -free)]:
        Waiting.objects.filter(pk=row.pk).update(offered=None, ends=None)
        drop("place_offered", "group", group.pk, row.person)
    _count(group)


def _free(group: Group, waiting: int) -> int:
    """Places that are neither taken nor kept; below zero when more are kept than there are."""
    if group.state != Group.State.OPEN:
        return -group.held
    if group.size_limit is None:
        return waiting
    space = type(group.space).objects.get(pk=group.space_id)
    return max(group.size_limit - space.members - group.held, -group.held)


def _offer(group: Group, free: int) -> None:
    still_here = Waiting.objects.filter(group=group, offered__isnull=True, person__is_active=True)
    chosen = list(still_here.order_by("since", "id")[:free])
    at = now()
    Waiting.objects.filter(pk__in=[row.pk for row in chosen]).update(offered=at, ends=at + KEPT_FOR)
    notify(None, [row.person_id for row in chosen], "place_offered", "group", group.pk)


def _count(group: Group) -> None:
    group.held = Waiting.objects.filter(group=group, offered__isnull=False).count()
    Group.objects.filter(pk=group.pk).update(held=group.held)


@transaction.atomic
def pass_on(group: Group) -> None:
    """Places nobody took in time go to the next. Those they were kept for are told, and can wait again."""
    group = take_turn(group)
    late = list(Waiting.objects.filter(group=group, ends__lt=now()))
    for row in late:
        forget_waiting(group, row.person)
        record(Verb.GROUP_WAIT_ENDED, None, owner=row.person, kind="group", thing=group.pk, note_code="late")
    notify(None, [row.person_id for row in late], "place_passed", "group", group.pk)
    settle(group)
