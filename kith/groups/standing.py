"""Where someone stands with a group: the one thing they could do next."""

from __future__ import annotations

from typing import Any

from kith.core import retention
from kith.groups import access
from kith.groups.models import Group
from kith.spaces.models import Membership

State = Group.State


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
    place = access.my_place(viewer, group)
    if place:
        return {"step": "offered" if place.offered else "waiting", "place": place}
    return {"step": _way_in(group, membership), "place": None}


def _way_in(group: Group, membership: Membership | None) -> str:
    if access.can_walk_in(group, membership):
        if group.is_full:
            return "wait"
        return "invited" if membership and membership.state == Membership.State.INVITED else "join"
    return "ask" if group.joining == Group.Joining.REQUEST else "by_invitation"


def days_until_forgotten() -> int:
    """How long a closed group is kept, as the steward settled it."""
    return retention.days("closed_groups")
