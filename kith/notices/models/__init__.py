"""What we tell people, how each wants to be told, what is on its way, and the devices it may go to."""

from kith.notices.models.device import Device
from kith.notices.models.notice import Notice
from kith.notices.models.outgoing import Channel, Outgoing
from kith.notices.models.wishes import AtNight, FamilyWish, GroupWish, Wishes

__all__ = ["AtNight", "Channel", "Device", "FamilyWish", "GroupWish", "Notice", "Outgoing", "Wishes"]
