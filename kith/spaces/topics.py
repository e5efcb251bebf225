"""What open lists of a group's conversations listen to: one topic for each circle of readers, so that none stirs for what it may not show."""

from __future__ import annotations

from kith.core.live import announce
from kith.spaces.models import Membership, Space, Thread

CIRCLES = (Thread.Readers.ALL, Thread.Readers.MEMBERS, Thread.Readers.RUNNING)
"""From the widest to the closest. Whoever is in a closer one reads what the wider ones read."""


def list_topic(space_id: int, circle: str = Thread.Readers.ALL) -> str:
    return f"space:{space_id}" if circle == Thread.Readers.ALL else f"space:{space_id}:{circle}"


def my_list_topic(space: Space, membership: Membership | None) -> str:
    """What the list of someone with this membership listens to."""
    if membership is None or not membership.is_active:
        return list_topic(space.pk)
    return list_topic(space.pk, Thread.Readers.RUNNING if membership.runs_it else Thread.Readers.MEMBERS)


def announce_list(space_id: int, readers: str = Thread.Readers.ALL) -> None:
    """Tell open lists of a group's conversations that one of these readers' changed."""
    for circle in CIRCLES[CIRCLES.index(Thread.Readers(readers)) :]:
        announce(list_topic(space_id, circle))
