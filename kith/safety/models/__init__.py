"""What keeps the place safe: openings, cases, what was done about them, who is there when."""

from kith.safety.models.acts import Act, Appeal, Swept
from kith.safety.models.cases import Case, CaseEvent, FirstLook, Report
from kith.safety.models.lines import BookOfHelp
from kith.safety.models.openings import MOST_HOURS, NAME_HOURS, WAITS, Opening, Silence
from kith.safety.models.watch import Debrief, HandOver, Mindful, Shift
from kith.safety.models.words import BlockedWord, HintOff, StewardHint

__all__ = [
    "MOST_HOURS",
    "NAME_HOURS",
    "WAITS",
    "Act",
    "Appeal",
    "BlockedWord",
    "BookOfHelp",
    "Case",
    "CaseEvent",
    "Debrief",
    "FirstLook",
    "HandOver",
    "HintOff",
    "Mindful",
    "Opening",
    "Report",
    "Shift",
    "Silence",
    "StewardHint",
    "Swept",
]
