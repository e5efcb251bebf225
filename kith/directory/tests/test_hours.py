"""Open, closed and not known, over midnight and when the clocks change."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.directory import hours
from kith.directory.hours import DAY, WEEK, Interval, covers, interval, join, minute_of_week, state
from kith.directory.intake.hours_words import read_hours

LONDON, WATERBURY = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
MON, TUE, SAT, SUN = 0, 1, 5, 6


def at(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def test_no_hours_are_not_known_which_is_not_closed():
    assert state([], LONDON, at("2026-11-23 12:00")).word == hours.UNKNOWN


def test_open_until_closing_time_and_not_a_minute_longer():
    week = [interval(MON, time(9), time(17))]
    now = state(week, LONDON, at("2026-11-23 16:59"))
    assert (now.word, now.changes.hour) == (hours.OPEN, 17)
    assert state(week, LONDON, at("2026-11-23 17:00")).word == hours.CLOSED
    assert state(week, LONDON, at("2026-11-23 17:00")).changes == at("2026-11-30 09:00")


def test_open_past_midnight_and_past_the_end_of_the_week():
    week = [interval(SUN, time(22), time(2))]
    assert state(week, LONDON, at("2026-11-22 23:30")).word == hours.OPEN
    late = state(week, LONDON, at("2026-11-23 01:59"))
    assert (late.word, late.changes) == (hours.OPEN, at("2026-11-23 02:00"))
    assert state(week, LONDON, at("2026-11-23 02:00")).word == hours.CLOSED
    assert covers(week, 60) and not covers(week, 120)


def test_open_day_and_night_never_closes():
    assert state([Interval(0, WEEK)], LONDON, at("2026-11-22 03:00")).always
    assert state([interval(day, time(0), time(23, 59)) for day in range(7)], LONDON, at("2026-11-22 03:00")).always


def test_the_same_moment_is_judged_by_each_places_own_clock():
    moment = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    week = [interval(MON, time(9), time(12))]
    assert state(week, LONDON, moment).word == hours.CLOSED
    assert state(week, WATERBURY, moment).word == hours.OPEN


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("2026-03-29T08:30:00+00:00", "open"),
        ("2026-03-22T08:30:00+00:00", "closed"),
        ("2026-10-25T08:30:00+00:00", "closed"),
    ],
)
def test_nine_oclock_is_nine_oclock_on_both_sides_of_the_clock_change(moment, word):
    assert state([interval(SUN, time(9), time(10))], LONDON, datetime.fromisoformat(moment)).word == word


def test_closing_time_is_the_written_one_when_the_clocks_change_in_between():
    week = [interval(SAT, time(22), time(4))]
    assert state(week, LONDON, at("2026-10-24 23:00")).changes == at("2026-10-25 04:00")


@given(st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, DAY)), max_size=6), st.integers(0, WEEK - 1))
def test_joining_changes_nothing_about_when_it_is_open(pairs, minute):
    week = [Interval(start, start + size) for start, size in pairs]
    assert covers(week, minute) == covers(join(week), minute)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.lists(st.tuples(st.integers(0, WEEK - 1), st.integers(1, DAY)), min_size=1, max_size=5),
)
def test_what_the_page_says_is_what_the_search_finds(naive, pairs):
    moment, week = naive.replace(tzinfo=UTC), [Interval(start, start + size) for start, size in pairs]
    assert (state(week, WATERBURY, moment).word == hours.OPEN) == covers(week, minute_of_week(moment, WATERBURY))


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Mon-Fri 9:00-17:00", "weekly", 5),
        ("Mon-Fri 9am-5pm; Sat 10:00-12:30", "weekly", 6),
        ("24/7", "weekly", 1),
        ("Fri-Mon 10:00-16:00", "weekly", 4),
        ("Tue, Thu 10am to 2pm", "weekly", 2),
        ("daily 18:00-02:00", "weekly", 7),
        ("By appointment", "appointment", 0),
        ("", "", 0),
        ("9-5", "", 0),
        ("Mon 9-5", "", 0),
        ("ring us", "", 0),
        ("first Monday of the month 10:00-12:00", "", 0),
    ],
)
def test_written_hours_are_read_only_where_they_can_mean_one_thing(text, kind, count):
    read, openings, note = read_hours(text)
    assert (read, len(openings)) == (kind, count)
    assert bool(note) == (read != "weekly" and text != "")
