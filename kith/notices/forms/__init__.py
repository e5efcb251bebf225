"""What people fill in about how they want to be told."""

from kith.notices.forms.breaks import BreakForm
from kith.notices.forms.device import DeviceForm
from kith.notices.forms.hours import HoursForm
from kith.notices.forms.ways import WaysForm

__all__ = ["BreakForm", "DeviceForm", "HoursForm", "WaysForm"]
