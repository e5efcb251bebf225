"""Everything people can do with groups: making and changing them, coming in and leaving, running and closing them."""

from kith.groups.actions.agreeing import agree, set_agreement
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
from kith.groups.actions.keeping import bring_back, keep_post, let_go, let_go_of, put_away, read_all
from kith.groups.actions.life import announce_closing, call_off_closing, close, pause, reopen, resume
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
from kith.groups.actions.pinning import pin, unpin
from kith.groups.actions.room import leave_note, set_welcome, take_note_back
from kith.groups.actions.running import (
    change_group,
    make_group,
    set_role,
)
from kith.groups.actions.waiting import pass_on, stop_waiting, wait

__all__ = [
    "agree",
    "announce_closing",
    "answer_request",
    "appear_as",
    "ask_to_join",
    "call_off",
    "call_off_closing",
    "bring_back",
    "change_group",
    "close",
    "come_back",
    "end_calendar",
    "hold_as_meant",
    "invite",
    "join",
    "keep_post",
    "leave",
    "leave_note",
    "let_go",
    "let_go_of",
    "make_calendar",
    "make_group",
    "move",
    "name_meetings",
    "pass_on",
    "pause",
    "pin",
    "put_away",
    "read_all",
    "remind_me",
    "remove_meeting_time",
    "reopen",
    "resume",
    "save_meeting_time",
    "say_if_coming",
    "set_agreement",
    "set_role",
    "set_welcome",
    "stop_waiting",
    "take_note_back",
    "wait",
    "unsay_if_coming",
    "unpin",
    "withdraw_invitation",
    "withdraw_request",
]
