"""Every write about notices: telling people, letting them read, and how they want to be told."""

from kith.notices.actions.breaks import come_back, take_a_break
from kith.notices.actions.choosing import choose_hours, choose_ways, stop_mail
from kith.notices.actions.devices import tell_no_more, tell_this_device
from kith.notices.actions.telling import drop, mark_read, notify, open_notice, read_out

__all__ = [
    "choose_hours",
    "choose_ways",
    "come_back",
    "drop",
    "mark_read",
    "notify",
    "open_notice",
    "read_out",
    "stop_mail",
    "take_a_break",
    "tell_no_more",
    "tell_this_device",
]
