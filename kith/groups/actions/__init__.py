"""Everything people can do with groups: making and changing them, coming in and leaving, running and closing them."""

from kith.groups.actions.agreeing import agree, set_agreement
from kith.groups.actions.answering import not_now, reply, take_offer
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
from kith.groups.actions.missing import answer_hello, say_we_miss_you
from kith.groups.actions.part import ask_to_welcome, rather_not, say_hello, set_part, was_here
from kith.groups.actions.pinning import pin, unpin
from kith.groups.actions.room import leave_note, set_welcome, take_note_back
from kith.groups.actions.running import (
    change_group,
    make_group,
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
from kith.groups.actions.thanking import keep_thanks, remove_thanks, say_thanks
from kith.groups.actions.waiting import pass_on, stop_waiting, wait

__all__ = [
    "agree",
    "announce_closing",
    "answer_hello",
    "answer_request",
    "appear_as",
    "ask_to_join",
    "ask_to_welcome",
    "be_here",
    "begin_closing",
    "bring_back",
    "call_off",
    "call_off_closing",
    "change_group",
    "close",
    "come_back",
    "come_in",
    "end_calendar",
    "go_on",
    "go_out",
    "hold_as_meant",
    "invite",
    "join",
    "keep_post",
    "keep_thanks",
    "leave",
    "leave_note",
    "let_go",
    "let_go_of",
    "make_calendar",
    "make_group",
    "move",
    "name_meetings",
    "not_now",
    "open_session",
    "pass_lead",
    "pass_on",
    "pause",
    "pin",
    "put_away",
    "rather_not",
    "read_all",
    "remind_me",
    "remove_meeting_time",
    "remove_thanks",
    "reopen",
    "reply",
    "resume",
    "save_meeting_time",
    "say",
    "say_hello",
    "say_if_coming",
    "say_thanks",
    "say_we_miss_you",
    "set_agreement",
    "set_part",
    "set_role",
    "set_welcome",
    "stop_waiting",
    "take_back_words",
    "take_note_back",
    "take_offer",
    "types",
    "unpin",
    "unsay_if_coming",
    "wait",
    "was_here",
    "withdraw_invitation",
    "withdraw_request",
]
