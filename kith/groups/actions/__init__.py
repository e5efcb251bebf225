"""Everything people can do with groups: making and changing them, coming in and leaving, running and closing them."""

from kith.groups.actions.agreeing import agree, set_agreement
from kith.groups.actions.appearing import appear_as
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
from kith.groups.actions.life import announce_closing, call_off_closing, close, pause, reopen, resume
from kith.groups.actions.room import leave_note, set_welcome, take_note_back
from kith.groups.actions.running import (
    change_group,
    make_group,
    remove_meeting_time,
    save_meeting_time,
    set_role,
)
from kith.groups.actions.waiting import pass_on, stop_waiting, wait

__all__ = [
    "agree",
    "announce_closing",
    "answer_request",
    "appear_as",
    "ask_to_join",
    "call_off_closing",
    "change_group",
    "close",
    "come_back",
    "invite",
    "join",
    "leave",
    "leave_note",
    "make_group",
    "pass_on",
    "pause",
    "remove_meeting_time",
    "reopen",
    "resume",
    "save_meeting_time",
    "set_agreement",
    "set_role",
    "set_welcome",
    "stop_waiting",
    "take_note_back",
    "wait",
    "withdraw_invitation",
    "withdraw_request",
]
