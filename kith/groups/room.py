"""The room of those who run a group: its sections in order. Each is a short function and a template, so more are easily added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from kith.core.clock import now
from kith.groups import access
from kith.groups.models import Group, GroupInvitation, HandOverNote, Waiting
from kith.people.models import Person
from kith.spaces.access import names_met, visible_members
from kith.spaces.lists import PINS, pinned_threads
from kith.spaces.models import Membership

NOTES_SHOWN = 30


@dataclass(frozen=True)
class Section:
    """`words` gives what the template (`groups/room/<name>.html`) shows, or None to leave the section out."""

    name: str
    words: Callable[[Person, Group, Membership], dict[str, Any] | None]


def who_waits(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """Questions to join, how many wait for a place, and invitations not yet taken up: numbers, and where to answer.

    An invitation counts as taken up once its person is here under their main name: the number must not tell of another.
    """
    places = list(Waiting.objects.filter(group=group).values_list("offered", flat=True))
    known = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE, handle__is_main=True)
    out = GroupInvitation.objects.filter(group=group, inviter=viewer, at__gt=now() - access.INVITED_FOR)
    return {
        "asked": access.open_requests(viewer, group).count() if group.joining == Group.Joining.REQUEST else 0,
        "waiting": len(places),
        "held": sum(offered is not None for offered in places),
        "mine_out": out.exclude(person__in=known.values("person")).count(),
        "takes_requests": group.joining == Group.Joining.REQUEST,
    }


def alone(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """Who waits for an answer and who is missed: on a page of their own, which those who welcome see too. Only the way there."""
    return {}


def people(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """How many are in it, who runs it, and how many have said yes to the newest agreement; never who has not."""
    inside = list(visible_members(viewer, group.space).only("person", "role", "agrees", "state", "space", "handle"))
    return {
        "members": len(inside),
        "agree": sum(one.agrees for one in inside),
        "agreement": access.current_agreement(group),
        "running": [one for one in inside if one.role != Membership.Role.MEMBER],
        "me": membership,
    }


def meetings(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """The next meetings of the coming month."""
    at = now()
    coming = access.about_groups([group])[group.pk].coming(at)
    return {"coming": [one for one in coming if one.starts < at + timedelta(days=31)]}


def welcome(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    return {"words": group.welcome}


def notes(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """The newest on top. What its writer took back only they see, to put it back."""
    there = Q(taken_back__isnull=True) | Q(person=viewer)
    found = HandOverNote.objects.filter(there, Q(person=viewer) | names_met(viewer, "author"), group=group)
    return {"notes": list(found.select_related("author", "person").order_by("-at", "-pk")[:NOTES_SHOWN])}


def pinned(viewer: Person, group: Group, membership: Membership) -> dict[str, Any]:
    """What stands above the other conversations now."""
    return {"threads": pinned_threads(viewer, group.space), "most": PINS}


SECTIONS = [
    Section("waits", who_waits),
    Section("alone", alone),
    Section("notes", notes),
    Section("pinned", pinned),
    Section("people", people),
    Section("meetings", meetings),
    Section("welcome", welcome),
]


def sections(viewer: Person, group: Group, membership: Membership) -> list[tuple[str, dict[str, Any]]]:
    """The name of each section that has something to say, with its words. At most ten queries in all."""
    found = [(section.name, section.words(viewer, group, membership)) for section in SECTIONS]
    return [(name, words) for name, words in found if words is not None]
