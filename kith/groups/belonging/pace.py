"""How long answers usually take: the middle of the last ones, and how that is said in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST = 5
"""From so many answered conversations, begun under so many of them different names (`FEWEST_NAMES`), it is said at all."""
FEWEST_NAMES = 3
HOUR, DAY = 60, 1440


def middle(waits: Sequence[timedelta], names: int) -> int | None:
    """The middle wait in whole minutes; None while there are too few to say anything about a group and not a person."""
    if len(waits) < FEWEST or names < FEWEST_NAMES:
        return None
    return int(median(wait.total_seconds() for wait in waits) // 60)


def in_words(minutes: int | None) -> str:
    """ "Usually answered within 3 hours"; "" when it is not known."""
    if minutes is None:
        return ""
    if minutes < DAY - HOUR:
        number = minutes // HOUR + 1
        return ngettext("Usually answered within %(num)s hour", "Usually answered within %(num)s hours", number) % {
            "num": number
        }
    number = minutes // DAY + 1
    if number > 7:
        return _("It can take more than a week until someone answers")
    return ngettext("Usually answered within %(num)s day", "Usually answered within %(num)s days", number) % {
        "num": number
    }
