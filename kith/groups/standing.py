"""Where someone stands with a group: whether they can come in, whether they wait, and the one thing they could do next."""

from __future__ import annotations

from typing import Any

from kith.core import retention
from kith.core.clock import now
from kith.groups import access
from kith.groups.models import Group, GroupInvitation, Waiting
from kith.people.models import Person
from kith.spaces.models import Membership

State = Group.State


def can_walk_in(group: Group, membership: Membership | None) -> bool:
    """No answer is needed: the group is open, or someone who runs it invited this person within the last month."""
    if group.joining == Group.Joining.OPEN:
        return True
    if (
        membership is None
        or membership.state != Membership.State.INVITED
        or membership.changed < now() - access.INVITED_FOR
    ):
        return False
    if group.joining == Group.Joining.REQUEST and group.visibility == Group.Visibility.HIDDEN:
        return _is_invited_by_those_who_run_it(group, membership)
    return True


def my_place(viewer: Any, group: Group) -> Waiting | None:
    """The viewer's own place on the waiting list; nobody else is shown it."""
    if not viewer.pk or group.size_limit is None:
        return None
    return Waiting.objects.filter(group=group, person=viewer).first()


def has_a_place_kept(viewer: Person, group: Group) -> bool:
    return Waiting.objects.filter(group=group, person=viewer, offered__isnull=False).exists()


def _is_invited_by_those_who_run_it(group: Group, membership: Membership) -> bool:
    running = Membership.objects.filter(
        space=group.space_id, state=Membership.State.ACTIVE, role__in=Membership.RUNNING
    )
    lately = GroupInvitation.objects.filter(group=group, person=membership.person_id, at__gt=now() - access.INVITED_FOR)
    return lately.filter(inviter__in=running.values("person")).exists()


def next_step(viewer: Any, group: Group, membership: Membership | None) -> dict[str, Any]:
    """`step` says what the page offers the viewer first, and `place` where they wait. At most one query, for full groups.

    Steps: inside, agree (the agreement changed), asked, waiting, offered (a place is kept), invited, join, ask, wait (it is
    full), by_invitation; and paused, closing, closed, where nobody can come in.
    """
    if membership and membership.is_active:
        return {"step": "inside" if membership.agrees or group.state == State.CLOSED else "agree", "place": None}
    if group.state != State.OPEN or group.is_closing:
        return {"step": group.state if group.state != State.OPEN else "closing", "place": None}
    if membership and membership.state == Membership.State.ASKED:
        return {"step": "asked", "place": None}
    place = my_place(viewer, group)
    if place:
        return {"step": "offered" if place.offered else "waiting", "place": place}
    return {"step": _way_in(group, membership), "place": None}


def _way_in(group: Group, membership: Membership | None) -> str:
    if can_walk_in(group, membership):
        if group.is_full:
            return "wait"
        return "invited" if membership and membership.state == Membership.State.INVITED else "join"
    return "ask" if group.joining == Group.Joining.REQUEST else "by_invitation"


def days_until_forgotten() -> int:
    """How long a closed group is kept, as the steward settled it."""
    return retention.days("closed_groups")
