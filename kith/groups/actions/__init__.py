"""Everything people can do with groups: making and changing them, coming in and leaving, running them."""

from kith.groups.actions.answering import not_now, reply, take_offer
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
from kith.groups.actions.missing import answer_hello, say_we_miss_you
from kith.groups.actions.part import ask_to_welcome, rather_not, say_hello, set_part, was_here
from kith.groups.actions.running import (
    change_group,
    make_group,
    remove_meeting_time,
    save_meeting_time,
    set_agreement,
    set_role,
)
from kith.groups.actions.thanking import keep_thanks, remove_thanks, say_thanks

__all__ = [
    "answer_hello",
    "answer_request",
    "appear_as",
    "ask_to_join",
    "ask_to_welcome",
    "change_group",
    "come_back",
    "invite",
    "join",
    "keep_thanks",
    "leave",
    "make_group",
    "not_now",
    "rather_not",
    "remove_meeting_time",
    "remove_thanks",
    "reply",
    "save_meeting_time",
    "say_hello",
    "say_thanks",
    "say_we_miss_you",
    "set_agreement",
    "set_part",
    "set_role",
    "take_offer",
    "was_here",
    "withdraw_invitation",
    "withdraw_request",
]
