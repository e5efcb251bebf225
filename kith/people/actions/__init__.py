"""Everything people can do with their network, invitations, sharing and blocks."""

from kith.people.actions.blocking import block, block_name, mute, mute_words, unblock, unmute
from kith.people.actions.discreet import be_discreet, exit_is_explained
from kith.people.actions.invitations import accept_invitation, invite, withdraw_invitations
from kith.people.actions.naming import HasElsewhere, Taken, rename
from kith.people.actions.sessions import (
    choose_lock,
    end_other_sessions,
    end_session,
    lock,
    proved,
    refused,
    sign_out,
    still_here,
)
from kith.people.actions.sharing import change_grant, end_grant, end_single_shares, give, take_up_again
from kith.people.actions.snapshots import keep_snapshot, remove_snapshot
from kith.people.actions.ties import (
    add_tie,
    add_tie_for,
    change_tie,
    confirm_tie,
    in_touch_today,
    move_tie,
    remove_tie,
    remove_tie_for,
    restore_tie,
)

__all__ = [
    "HasElsewhere",
    "Taken",
    "accept_invitation",
    "add_tie",
    "add_tie_for",
    "be_discreet",
    "block",
    "block_name",
    "change_grant",
    "change_tie",
    "choose_lock",
    "confirm_tie",
    "end_grant",
    "end_other_sessions",
    "end_session",
    "end_single_shares",
    "exit_is_explained",
    "give",
    "in_touch_today",
    "invite",
    "keep_snapshot",
    "lock",
    "move_tie",
    "mute",
    "mute_words",
    "proved",
    "refused",
    "remove_snapshot",
    "remove_tie",
    "remove_tie_for",
    "rename",
    "restore_tie",
    "sign_out",
    "still_here",
    "take_up_again",
    "unblock",
    "unmute",
    "withdraw_invitations",
]
