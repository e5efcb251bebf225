"""Meetings keep the hour of the wall clock, through summer and winter and the odd hours between."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.groups.models import next_start

LONDON = "Europe/London"


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-25T12:00", "2026-03-25T18:30"),  # winter: London is UTC
        ("2026-03-25T19:00", "2026-03-25T18:30"),  # it is on now
        ("2026-03-25T19:30", "2026-04-01T17:30"),  # over at its very end; the next is in summer time
        ("2026-10-21T18:31", "2026-10-28T18:30"),  # the clocks go back on the 25th
    ],
)
def test_a_weekly_meeting_keeps_its_hour_when_the_clocks_change(now, expected):
    assert next_start(2, 0, time(18, 30), 60, LONDON, at(now)) == at(expected)


def test_an_hour_that_spring_leaves_out_comes_an_hour_on():
    assert next_start(6, 0, time(1, 30), 60, LONDON, at("2026-03-28T12:00")) == at("2026-03-29T01:30")


def test_of_an_hour_that_autumn_has_twice_the_first_counts():
    assert next_start(6, 0, time(1, 30), 30, LONDON, at("2026-10-24T12:00")) == at("2026-10-25T00:30")


@pytest.mark.parametrize(("week", "expected"), [(1, 4), (2, 11), (3, 18), (4, 25), (5, 25)])
def test_a_meeting_in_one_week_of_the_month(week, expected):
    assert next_start(4, week, time(14, 30), 90, LONDON, at("2026-12-01T00:00")).day == expected


@given(
    weekday=st.integers(0, 6),
    week=st.integers(0, 5),
    starts=st.times(),
    minutes=st.integers(5, 720),
    zone=st.sampled_from(
        [LONDON, "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]
    ),
    now=st.datetimes(datetime(2011, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),
)
def test_the_next_meeting_is_never_over_and_never_skips_one(weekday, week, starts, minutes, zone, now):
    start = next_start(weekday, week, starts, minutes, zone, now)
    assert start + timedelta(minutes=minutes) > now
    assert start - now < timedelta(days=64)
    if week == 0:
        assert start - now <= timedelta(days=8 if zone != "Pacific/Apia" else 15)
    local = start.astimezone(ZoneInfo(zone))
    again = local.replace(tzinfo=None)
    assert local.weekday() == weekday or abs(again - datetime.combine(again.date(), starts)) > timedelta(hours=20)
