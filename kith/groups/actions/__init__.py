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
from kith.groups.actions.sessions import (
    be_here,
    begin_closing,
    come_in,
    go_on,
    go_out,
    open_session,
    pass_lead,
    say,
    take_back_words,
    types,
)

__all__ = [
    "answer_request",
    "appear_as",
    "ask_to_join",
    "be_here",
    "begin_closing",
    "call_off",
    "change_group",
    "come_back",
    "come_in",
    "end_calendar",
    "go_on",
    "go_out",
    "hold_as_meant",
    "invite",
    "join",
    "leave",
    "make_calendar",
    "make_group",
    "move",
    "name_meetings",
    "open_session",
    "pass_lead",
    "remind_me",
    "remove_meeting_time",
    "save_meeting_time",
    "say",
    "say_if_coming",
    "set_agreement",
    "set_role",
    "take_back_words",
    "types",
    "unsay_if_coming",
    "withdraw_invitation",
    "withdraw_request",
]
