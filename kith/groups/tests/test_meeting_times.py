"""Meetings keep the hour of the wall clock, through summer and winter and the odd hours between."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.groups.models import MeetingChange, MeetingTime
from kith.groups.models.meeting import AHEAD

LONDON = "Europe/London"
ZONES = [LONDON, "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]


def meeting_time(weekday, week, starts, minutes, zone, near=(), once=None):
    made = MeetingTime(weekday=weekday, week=week, starts=starts, minutes=minutes, time_zone=zone, once=once)
    made.near = {change.day: change for change in near}
    return made


def next_start(weekday, week, starts, minutes, zone, now):
    return next(meeting_time(weekday, week, starts, minutes, zone).meetings(now)).starts


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
    zone=st.sampled_from(ZONES),
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


def changed(day, kind, ahead, starts):
    """Nothing, a date that is called off, or one that is moved by some days to another hour."""
    if kind == "off":
        return MeetingChange(day=day, cancelled=True)
    return MeetingChange(day=day, on=day + timedelta(days=ahead), starts=starts)


@given(
    weekday=st.integers(0, 6),
    week=st.integers(0, 5),
    starts=st.times(),
    zone=st.sampled_from(ZONES),
    # weeks in which clocks change somewhere, and others
    now=st.datetimes(datetime(2026, 2, 20), datetime(2026, 11, 20), timezones=st.just(UTC)),
    changes=st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["off", "moved"]), st.integers(-5, 20), st.times()), max_size=6
    ),
    once=st.none() | st.integers(0, 50),
)
def test_with_single_dates_otherwise_it_is_what_someone_with_a_paper_calendar_would_say(
    weekday, week, starts, zone, now, changes, once
):
    today = now.astimezone(ZoneInfo(zone)).date()
    only = today + timedelta(days=once) if once is not None else None
    near = [changed(today + timedelta(days=days), kind, ahead, at) for days, kind, ahead, at in changes]
    time_ = meeting_time(weekday, week, starts, 60, zone, near, only)
    soon = now + timedelta(days=55)

    found = [(one.day, one.starts, one.cancelled) for one in time_.meetings(now) if one.starts < soon]

    # turn every page of the calendar, one day after the other
    expected = []
    for number in range(-30, 90):
        day = today + timedelta(days=number)
        if only is None:
            numbers = [day.day <= 7, 8 <= day.day <= 14, 15 <= day.day <= 21, 22 <= day.day <= 28]
            last = (day + timedelta(days=7)).month != day.month
            falls = day.weekday() == weekday and (week == 0 or [None, *numbers, last][week])
        else:
            falls = day == only
        if not falls:
            continue
        change = time_.near.get(day)
        wall = datetime.combine(day, starts, ZoneInfo(zone))
        if change and change.on:
            wall = datetime.combine(change.on, change.starts, ZoneInfo(zone))
        start = wall.astimezone(UTC)
        if start + timedelta(minutes=60) > now and start < soon:
            expected.append((day, start, bool(change and change.cancelled)))
    assert sorted(found) == sorted(expected)
    assert [start for _day, start, _off in found] == sorted(start for _day, start, _off in found)


def test_a_moved_meeting_says_the_wall_clock_of_the_group_on_either_side_of_the_change():
    """The last Sunday of October: before it London is an hour ahead of UTC, after it is not."""
    off = MeetingChange(day=datetime(2026, 10, 21).date(), on=datetime(2026, 10, 26).date(), starts=time(18, 30))
    one = next(meeting_time(2, 0, time(18, 30), 60, LONDON, [off]).meetings(at("2026-10-20T00:00")))
    assert one.moved and (one.starts, one.meant) == (at("2026-10-26T18:30"), at("2026-10-21T17:30"))
    assert (one.there.hour, one.there.minute, one.city) == (18, 30, "London")


def test_every_kind_of_time_comes_within_what_is_worked_out():
    for week in range(6):
        rule = meeting_time(0, week, time(9), 60, LONDON)
        assert len(list(rule.meetings(at("2026-01-01T00:00")))) >= AHEAD.days // 31 - 1
