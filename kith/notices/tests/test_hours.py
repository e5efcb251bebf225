"""Quiet hours and the hour of the summary are right on every clock, also in the nights when clocks change."""

import zoneinfo
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.notices.hours import end_of_quiet, is_quiet, next_digest

LONDON = zoneinfo.ZoneInfo("Europe/London")
NIGHT = (time(21), time(8))
ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "UTC"]
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
o_clock = st.builds(time, st.integers(0, 23))
zones = st.sampled_from(ZONES).map(zoneinfo.ZoneInfo)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (utc(2026, 1, 10, 22), utc(2026, 1, 11, 8)),
        (utc(2026, 1, 10, 12), None),
        (utc(2026, 1, 11, 8), None),
        (utc(2026, 1, 11, 7, 59), utc(2026, 1, 11, 8)),
        # the night to 29 March has one hour less, the night to 25 October one more: it is eight on the wall in both
        (utc(2026, 3, 28, 22), utc(2026, 3, 29, 7)),
        (utc(2026, 10, 24, 21), utc(2026, 10, 25, 8)),
    ],
)
def test_a_night_ends_when_the_clock_on_the_wall_says_so(moment, ends):
    assert end_of_quiet(moment, LONDON, *NIGHT) == ends


def test_an_hour_that_is_skipped_or_comes_twice_is_no_trap():
    assert end_of_quiet(utc(2026, 3, 29, 0, 30), LONDON, time(0), time(1)) == utc(2026, 3, 29, 1)
    twice = utc(2026, 10, 25, 1, 10)  # ten past one, the second time
    assert end_of_quiet(twice, LONDON, time(0), time(1, 30)) == utc(2026, 10, 25, 1, 30)
    assert next_digest(utc(2026, 3, 28, 12), LONDON, 1, None) == utc(2026, 3, 29, 1)


def test_the_same_hour_twice_is_never_quiet():
    assert not is_quiet(time(3), time(8), time(8))


@given(moments, zones, o_clock, o_clock)
def test_quiet_hours_end_later_within_a_day_and_then_it_is_not_quiet(moment, zone, begin, end):
    ends = end_of_quiet(moment, zone, begin, end)
    assert (ends is not None) == is_quiet(moment.astimezone(zone).time(), begin, end)
    if ends:
        assert moment < ends <= moment + timedelta(hours=26)
        assert end_of_quiet(ends, zone, begin, end) is None or begin <= ends.astimezone(zone).time()


@given(moments, zones, st.integers(0, 23), st.none() | st.integers(0, 6))
def test_the_summary_comes_once_a_day_or_week_at_its_hour(moment, zone, hour, weekday):
    due = next_digest(moment, zone, hour, weekday)
    there = due.astimezone(zone)
    assert moment < due <= moment + timedelta(days=8 if weekday is not None else 2)
    assert weekday is None or there.weekday() == weekday
    skipped = there.replace(fold=0).utcoffset() != (due - timedelta(hours=1)).astimezone(zone).utcoffset()
    assert there.hour == hour or skipped
    following = next_digest(due, zone, hour, weekday)
    assert following - due >= timedelta(hours=22)
