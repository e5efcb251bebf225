"""The tables of groups, by what they are about."""

from kith.groups.belonging import models as belonging  # noqa: F401 - for Django to find them
from kith.groups.models.calendar import Calendar
from kith.groups.models.coming import Agreed, Agreement, GroupInvitation, HandOverNote, JoinRequest, Waiting
from kith.groups.models.group import Facet, Format, Group
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
    "HandOverNote",
    "JoinRequest",
    "Meeting",
    "MeetingChange",
    "MeetingTime",
    "Reminded",
    "Reminder",
    "Seat",
    "Session",
    "SessionPost",
    "Waiting",
    "Weekday",
]
