"""Opening hours as people keep them: weekly, in local time, past midnight if need be, and never guessed.

A week is counted in minutes from Monday 00:00 local time. An interval may end after Sunday midnight.
No hours written down means *not known*, which is not the same as closed.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 24 * 60
WEEK = 7 * DAY
OPEN, CLOSED, UNKNOWN, APPOINTMENT = "open", "closed", "unknown", "appointment"


class Interval(NamedTuple):
    """Open from `start` (inclusive) to `end` (exclusive), in minutes of the local week."""

    start: int
    end: int


class State(NamedTuple):
    """Whether a place is open, and when that next changes (aware local time), where known."""

    word: str
    changes: datetime | None = None
    always: bool = False


def interval(weekday: int, opens: time, closes: time) -> Interval:
    """One opening on one weekday (Monday is 0). Closing at or before opening means after midnight.

    00:00 to 23:59 or 24:00 is the whole day, the usual way to write 24 hours.
    """
    start = weekday * DAY + opens.hour * 60 + opens.minute
    end = weekday * DAY + closes.hour * 60 + closes.minute
    if closes >= time(23, 59):
        end = (weekday + 1) * DAY
    elif end <= start:
        end += DAY
    return Interval(start, end)


def minute_of_week(moment: datetime, zone: ZoneInfo) -> int:
    """The local minute of the week at a moment: daylight saving is the zone's affair, so this is exact."""
    local = moment.astimezone(zone)
    return local.weekday() * DAY + local.hour * 60 + local.minute


def join(intervals: Iterable[Interval]) -> list[Interval]:
    """Intervals in order, with those that touch or overlap made one, round the end of the week too."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Interval(start, end))
    return joined


def state(intervals: Iterable[Interval], zone: ZoneInfo, moment: datetime) -> State:
    """Open or closed at a moment, and until when. With no intervals the answer is that we do not know."""
    week = join(intervals)
    if not week:
        return State(UNKNOWN)
    # Three copies of the week make the turn of the week an ordinary place.
    turns = join(Interval(s + shift, e + shift) for shift in (-WEEK, 0, WEEK) for s, e in week)
    now = minute_of_week(moment, zone)
    for start, end in turns:
        if start <= now < end:
            return _open(now, end, zone, moment)
        if start > now:
            return State(CLOSED, _wall(start - now, zone, moment))
    return State(CLOSED)


def _open(now: int, end: int, zone: ZoneInfo, moment: datetime) -> State:
    if end - now >= WEEK:
        return State(OPEN, None, always=True)
    return State(OPEN, _wall(end - now, zone, moment))


def _wall(minutes: int, zone: ZoneInfo, moment: datetime) -> datetime:
    """The wall clock this many written minutes ahead: 17:00 stays 17:00 though the clocks change in between."""
    local = moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    return (local + timedelta(minutes=minutes)).replace(tzinfo=zone)


def covers(intervals: Iterable[Interval], minute: int) -> bool:
    """True when the minute of the week falls inside one of them, counting those that run past Sunday."""
    return any(start <= minute < end or start <= minute + WEEK < end for start, end in intervals)


def by_day(intervals: Iterable[Interval]) -> list[tuple[int, list[tuple[time, time]]]]:
    """For each weekday the openings that begin on it, as clock times, for people to read."""
    days: list[tuple[int, list[tuple[time, time]]]] = [(day, []) for day in range(7)]
    for start, end in split_days(intervals):
        days[start // DAY % 7][1].append((_clock(start), _clock(end)))
    return days


def split_days(intervals: Iterable[Interval]) -> list[Interval]:
    """Round-the-clock stretches cut at midnight, so that each day can be read alone; short nights stay whole."""
    pieces: list[Interval] = []
    for start, end in sorted(intervals):
        while end - start > DAY:
            midnight = (start // DAY + 1) * DAY
            pieces.append(Interval(start, midnight))
            start = midnight
        pieces.append(Interval(start, end))
    return pieces


def _clock(minute: int) -> time:
    return time(minute % DAY // 60, minute % 60)
