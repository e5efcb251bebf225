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
from kith.groups.actions.keeping import bring_back, keep_post, let_go, let_go_of, put_away, read_all
from kith.groups.actions.pinning import pin, unpin
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
    "bring_back",
    "change_group",
    "come_back",
    "invite",
    "join",
    "keep_post",
    "leave",
    "let_go",
    "let_go_of",
    "make_group",
    "pin",
    "put_away",
    "read_all",
    "remove_meeting_time",
    "save_meeting_time",
    "set_agreement",
    "set_role",
    "unpin",
    "withdraw_invitation",
    "withdraw_request",
]
