"""The one line that tells members whether someone is here who keeps the place safe."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from kith.core import moments
from kith.safety.watch.access import here_until, next_from


def line() -> str:
    """Never who; "" while the steward keeps no rota."""
    until = here_until()
    if until:
        return _("Someone who keeps this place safe is here until %(time)s.") % {"time": _when(until)}
    start = next_from()
    if start:
        return _("Nobody who keeps this place safe is here just now; someone is from %(time)s.") % {
            "time": _when(start)
        }
    return ""


def _when(moment: datetime) -> str:
    """ "22:00" for today, with the day for later; in the reader's own time zone."""
    clock = moments.clock(localtime(moment))
    return clock if localtime(moment).date() == localdate() else f"{moments.day(moment)}, {clock}"
