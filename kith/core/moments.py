"""Says when something was or will be, in few words. Lists do this for every row, so it is kept quick."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.html import avoid_wrapping
from django.utils.timesince import TIME_STRINGS

from kith.core.clock import now

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7 * 86400
SHORTEST_MONTH = 28 * DAY


def ago(moment: datetime | date | None) -> str:
    """ "3 days ago", in one unit only; "just now" within a minute; "today" for a date of today."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        at: Any = now()
        seconds = int((at - moment).total_seconds())
        if seconds < MINUTE:
            return translation.gettext("just now")
    else:
        at, seconds = timezone.localdate(), (timezone.localdate() - moment).days * DAY
        if seconds < 2 * DAY:
            return translation.gettext("yesterday") if seconds > 0 else translation.gettext("today")
    return _ago(translation.get_language(), *_biggest_unit(moment, at, seconds))


def around(moment: datetime | date | None) -> str:
    """The same, but nothing finer than an hour: two things said at nearly one time are not seen to be."""
    if isinstance(moment, datetime) and (now() - moment).total_seconds() < HOUR:
        return translation.gettext("within the hour")
    return ago(moment)


def to_minute(moment: datetime | date) -> str:
    """For a `datetime` attribute: no finer than people need."""
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def to_hour(moment: datetime | date) -> str:
    """For a `datetime` attribute beside `around`."""
    return to_minute(moment.replace(minute=0) if isinstance(moment, datetime) else moment)


def _biggest_unit(moment: Any, at: Any, seconds: int) -> tuple[str, int]:
    """The same as `django.utils.timesince` at depth 1: months and years are counted on the calendar."""
    if seconds >= SHORTEST_MONTH:
        if isinstance(at, datetime):
            at = at.astimezone(moment.tzinfo)
        months = (at.year - moment.year) * 12 + at.month - moment.month - (_in_month(moment) > _in_month(at))
        if months:
            return ("year", months // 12) if months >= 12 else ("month", months)
    for unit, length in (("week", WEEK), ("day", DAY), ("hour", HOUR)):
        if seconds >= length:
            return unit, seconds // length
    return "minute", seconds // MINUTE


def _in_month(moment: datetime | date) -> tuple:
    return (moment.day, moment.time()) if isinstance(moment, datetime) else (moment.day,)


@lru_cache(maxsize=2048)
def _ago(language: str, unit: str, count: int) -> str:
    """Kept by language: the words for an age are the same for everyone who reads it."""
    return translation.gettext("%(time)s ago") % {"time": avoid_wrapping(TIME_STRINGS[unit] % {"num": count})}


def local(moment: datetime | date) -> datetime | date:
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def day(moment: datetime | date | None) -> str:
    """ "Tuesday 3 March", with the year when it is not this one."""
    if moment is None:
        return ""
    moment = local(moment)
    near = moment.year == timezone.localdate().year
    return _day(translation.get_language(), moment.date() if isinstance(moment, datetime) else moment, near)


@lru_cache(maxsize=2048)
def _day(language: str, moment: date, near: bool) -> str:
    return formats.date_format(moment, "l j F" if near else "j F Y")


def clock(moment: Any) -> str:
    """ "19:00", of a moment or a time of day."""
    if not moment:
        return ""
    return (local(moment) if isinstance(moment, datetime) else moment).strftime("%H:%M")
