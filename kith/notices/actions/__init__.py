"""Every write about notices: telling people, letting them read, and how they want to be told."""

from kith.notices.actions.breaks import come_back, take_a_break
from kith.notices.actions.telling import drop, mark_read, notify, open_notice, read_out

__all__ = ["come_back", "drop", "mark_read", "notify", "open_notice", "read_out", "take_a_break"]
