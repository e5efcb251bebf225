"""The tables of groups, by what they are about."""

from kith.groups.models.calendar import Calendar
from kith.groups.models.group import (
    Agreed,
    Agreement,
    Facet,
    Format,
    Group,
    GroupInvitation,
    JoinRequest,
)
from kith.groups.models.meeting import Coming, Meeting, MeetingChange, MeetingTime, Reminded, Reminder, Weekday
from kith.groups.models.session import Seat, Session, SessionPost

__all__ = [
    "Agreed",
    "Agreement",
    "Calendar",
    "Coming",
    "Facet",
    "Format",
    "Group",
    "GroupInvitation",
    "JoinRequest",
    "Meeting",
    "MeetingChange",
    "MeetingTime",
    "Reminded",
    "Reminder",
    "Seat",
    "Session",
    "SessionPost",
    "Weekday",
]
