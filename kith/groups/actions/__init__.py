"""Everything people can do with groups: making and changing them, coming in and leaving, running them."""

from kith.groups.actions.appearing import appear_as
from kith.groups.actions.calendars import end_calendar, make_calendar, name_meetings
from kith.groups.actions.joining import (
    answer_request,
    ask_to_join,
    come_back,
    invite,
    join,
    leave,
    withdraw_invitation,
    withdraw_request,
)
from kith.groups.actions.meetings import (
    call_off,
    hold_as_meant,
    move,
    remind_me,
    remove_meeting_time,
    save_meeting_time,
    say_if_coming,
    unsay_if_coming,
)
from kith.groups.actions.running import (
    change_group,
    make_group,
    set_agreement,
    set_role,
)

__all__ = [
    "answer_request",
    "appear_as",
    "ask_to_join",
    "call_off",
    "change_group",
    "come_back",
    "end_calendar",
    "hold_as_meant",
    "invite",
    "join",
    "leave",
    "make_calendar",
    "make_group",
    "move",
    "name_meetings",
    "remind_me",
    "remove_meeting_time",
    "save_meeting_time",
    "say_if_coming",
    "set_agreement",
    "set_role",
    "unsay_if_coming",
    "withdraw_invitation",
    "withdraw_request",
]
