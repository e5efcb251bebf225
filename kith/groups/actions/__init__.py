"""Everything people can do with groups: making and changing them, coming in and leaving, running them."""

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
from kith.groups.actions.running import (
    change_group,
    make_group,
    remove_meeting_time,
    save_meeting_time,
    set_agreement,
    set_role,
)

__all__ = [
    "answer_request",
    "appear_as",
    "ask_to_join",
    "change_group",
    "come_back",
    "invite",
    "join",
    "leave",
    "make_group",
    "remove_meeting_time",
    "save_meeting_time",
    "set_agreement",
    "set_role",
    "withdraw_invitation",
    "withdraw_request",
]
