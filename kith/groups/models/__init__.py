"""Everything that is kept about groups."""

from kith.groups.models.coming import Agreed, Agreement, GroupInvitation, HandOverNote, JoinRequest, Waiting
from kith.groups.models.group import (
    Facet,
    Format,
    Group,
    MeetingTime,
    Weekday,
    is_in_week,
    next_start,
)

__all__ = [
    "Agreed",
    "Agreement",
    "Facet",
    "Format",
    "Group",
    "GroupInvitation",
    "HandOverNote",
    "JoinRequest",
    "MeetingTime",
    "Waiting",
    "Weekday",
    "is_in_week",
    "next_start",
]
