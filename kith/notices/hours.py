"""Quiet hours and the hour of the summary, on the clock of the person they are for, in summer and in winter."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings

KNOWN = zoneinfo.available_timezones()


def zone_of(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that name; the installation's own for a name that is no zone."""
    return zoneinfo.ZoneInfo(name if name in KNOWN else settings.TIME_ZONE)


def at(day: date, hour: time, zone: zoneinfo.ZoneInfo) -> datetime:
    """That hour of that day, in UTC. An hour a clock skips in spring is the moment after; of one that comes twice, the first."""
    return datetime.combine(day, hour, zone).astimezone(UTC)


def is_quiet(clock: time, begin: time, end: time) -> bool:
    """Whether a clock's time lies in [begin, end), which may span midnight. The same time twice means never."""
    if begin <= end:
        return begin <= clock < end
    return clock >= begin or clock < end


def end_of_quiet(moment: datetime, zone: zoneinfo.ZoneInfo, begin: time, end: time) -> datetime | None:
    """When the quiet hours that hold this moment end; None when it is not quiet.

    They are quiet by what the clock on the wall shows, so a night with a change is an hour shorter or longer.
    """
    there = moment.astimezone(zone)
    if not is_quiet(there.time(), begin, end):
        return None
    days = (there.date(), there.date() + timedelta(days=1))
    return next(ends for day in days for hour in (end, end.replace(fold=1)) if (ends := at(day, hour, zone)) > moment)


def next_digest(moment: datetime, zone: zoneinfo.ZoneInfo, hour: int, weekday: int | None) -> datetime:
    """The first such hour after this moment, on any day or on one day of the week (0 is Monday)."""
    today = moment.astimezone(zone).date()
    days = [today + timedelta(days=more) for more in range(9)]
    fitting = [day for day in days if weekday is None or day.weekday() == weekday]
    return next(found for day in fitting if (found := at(day, time(hour), zone)) > moment)
