"""Calendars: valid by RFC 5545, secret, ended at once, and saying no more than their owner chose."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.test import Client

from kith.groups import actions, ics
from kith.groups.actions.meetings import Instead
from kith.groups.coming import next_meetings
from kith.groups.models import Calendar, MeetingTime
from kith.people.models import Person

NASTY = "Tea, cake; & a \\ walk – " + "日本語のとても長い名前 " * 12


def address(person):
    return f"/calendar/{actions.make_calendar(person)}.ics"


def fetch(where, client=None):
    return (client or Client()).get(where)


def events(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_the_feed_holds_the_meetings_of_ones_groups_as_plain_appointments(club, weekly, cast):
    response = fetch(address(cast.ana))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response)
    assert found[0]["DTSTART"].dt == datetime(2026, 3, 25, 18, 30, tzinfo=UTC)
    assert found[1]["DTSTART"].dt == datetime(2026, 4, 1, 17, 30, tzinfo=UTC)  # the clocks went forward on the 29th
    assert {str(one["SUMMARY"]) for one in found} == {"Appointment"}
    text = response.content.decode()
    for private in (
        "The club",
        club.slug,
        "blue door",
        "Ana",
        "Cleo",
        "kith.groups",
        "Kind",
        "DESCRIPTION",
        "LOCATION",
    ):
        assert private not in text
    assert len(found) == 13


def test_names_and_places_stand_there_when_one_wants_that(club, weekly, cast):
    where = address(cast.ana)
    actions.name_meetings(cast.ana, named=True)
    one = events(fetch(where))[0]
    assert (str(one["SUMMARY"]), str(one["LOCATION"])) == ("The club", "The blue door")
    assert "DESCRIPTION" not in one and "ATTENDEE" not in one and "ORGANIZER" not in one


def test_what_is_moved_called_off_or_not_for_one_this_time_is_so_in_the_feed(club, weekly, cast):
    first, second, third, *_rest = next_meetings(club)
    where = address(cast.ana)
    before = {str(one["UID"]): one for one in events(fetch(where))}
    actions.call_off(cast.cleo, club, first)
    actions.move(cast.cleo, club, second, Instead(date(2026, 4, 2), time(10), 30))
    actions.say_if_coming(cast.ana, club, third, comes=False)
    after = {str(one["UID"]): one for one in events(fetch(where))}
    assert [uid for uid in before if uid not in after] == [ics.uid(cast.ana.pk, one.key) for one in (first, third)]
    moved = after[ics.uid(cast.ana.pk, second.key)]
    assert (moved["DTSTART"].dt, moved["SEQUENCE"]) == (datetime(2026, 4, 2, 9, tzinfo=UTC), 1)


def test_the_number_of_a_date_in_a_calendar_never_falls(club, weekly, cast):
    first, where = next_meetings(club)[0], address(cast.ana)
    numbers = []
    for act in (
        lambda: actions.move(cast.cleo, club, first, Instead(date(2026, 3, 26), time(10), 30)),
        lambda: actions.move(cast.cleo, club, first, Instead(date(2026, 3, 27), time(10), 30)),
        lambda: actions.hold_as_meant(cast.cleo, club, first),
        lambda: actions.move(cast.cleo, club, first, Instead(date(2026, 3, 26), time(10), 30)),
        lambda: actions.save_meeting_time(cast.cleo, club, MeetingTime.objects.get()),
    ):
        act()
        numbers.append(events(fetch(where))[0]["SEQUENCE"])
    assert numbers == sorted(set(numbers))


def test_words_that_need_their_joiners_keep_them():
    assert ics.plain("می\u200cخواهم\x07 👩\u200d👧") == "می\u200cخواهم  👩\u200d👧"


def test_whoever_leaves_a_group_has_it_no_more_at_the_next_fetch(club, weekly, cast):
    where = address(cast.ana)
    assert events(fetch(where))
    actions.leave(cast.ana, club)
    assert events(fetch(where)) == []


# ---- secret ----


def test_the_address_is_shown_once_and_only_a_fingerprint_is_kept(cast, by):
    client = by("ana")
    html = client.post("/you/calendar/", {"act": "make"}).content.decode()
    secret = html.partition("/calendar/")[2].partition(".ics")[0]
    assert len(secret) == 32  # 192 bits
    kept = Calendar.objects.get()
    assert secret not in str(kept.__dict__) and len(kept.secret_hash) == 64
    assert secret not in client.get("/you/calendar/").content.decode()
    assert fetch(f"/calendar/{secret}.ics").status_code == 200


def test_a_new_address_ends_the_old_one_and_ending_it_ends_both(cast, by):
    old = address(cast.ana)
    new = address(cast.ana)
    assert (fetch(old).status_code, fetch(new).status_code) == (404, 200)
    assert by("ana").post("/you/calendar/", {"act": "end"}).status_code == 302
    assert fetch(new).status_code == 404
    assert not Calendar.objects.exists()


def test_the_feed_never_looks_who_is_signed_in_and_leaves_no_trace(cast, by):
    where = address(cast.ana)
    for client in (by("ben"), Client()):
        response = fetch(where, client)
        assert response.status_code == 200 and not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex"


def test_a_wrong_address_is_nothing_and_guessing_is_stopped(cast):
    codes = [fetch(f"/calendar/guess-{number}.ics").status_code for number in range(62)]
    assert codes[0] == 404 and codes[-1] == 429 and set(codes) == {404, 429}


def test_fetching_without_end_is_stopped(cast):
    where = address(cast.ana)
    codes = [fetch(where).status_code for _time in range(62)]
    assert codes[0] == 200 and codes[-1] == 429


def test_the_feed_of_someone_who_is_leaving_for_good_is_empty_at_once(cast):
    where = address(cast.ana)
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert fetch(where).status_code == 404


def test_making_an_address_asks_who_is_there(cast):
    from django.conf import settings

    client = Client()
    client.force_login(cast.ana, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = client.post("/you/calendar/", {"act": "make"})
    assert response.status_code == 302 and "/you/again/" in response["Location"]
    assert not Calendar.objects.exists()


def test_two_peoples_calendars_cannot_be_matched_by_what_meetings_are_called(club, weekly, cast):
    mine, theirs = ({str(one["UID"]) for one in events(fetch(address(who)))} for who in (cast.ana, cast.ben))
    assert len(mine) == len(theirs) == 13 and not mine & theirs


# ---- one meeting ----


def test_one_meeting_is_saved_plainly_or_by_name(club, weekly, cast, by):
    first = next_meetings(club)[0]
    where = f"/groups/{club.slug}/meetings/on/{first.key}/calendar.ics"
    plain, named = (by("ana").get(where + query) for query in ("", "?named=1"))
    assert [str(one["SUMMARY"]) for one in events(plain) + events(named)] == ["Appointment", "The club"]
    assert "attachment" in plain["Content-Disposition"] and "club" not in plain["Content-Disposition"]
    assert by("stranger").get(where).status_code == by("grace").get(where).status_code == 404
    actions.call_off(cast.cleo, club, first)
    assert by("ana").get(where).status_code == 404


# ---- RFC 5545, also what the library does not look for ----


@pytest.fixture
def written(club, weekly, cast):
    club.name = NASTY[:80]
    club.save()
    weekly.place_or_link = NASTY[:300]
    weekly.save()
    where = address(cast.ana)
    actions.name_meetings(cast.ana, named=True)
    return fetch(where).content


def test_names_with_commas_semicolons_and_many_bytes_come_back_as_they_were(written):
    one = icalendar.Calendar.from_ical(written).walk("VEVENT")[0]
    assert (str(one["SUMMARY"]), str(one["LOCATION"])) == (NASTY[:80], NASTY[:300])


def test_lines_end_as_they_must_and_none_is_longer_than_75_bytes(written):
    assert written.endswith(b"\r\n") and b"\n" not in written.replace(b"\r\n", b"")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)  # it was folded
    for line in lines:
        line.decode()  # never in the middle of a letter


def test_what_must_be_there_is_there_once(written):
    calendar = icalendar.Calendar.from_ical(written)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//Kith//Meetings//EN")
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        assert one.errors == [] and one["CLASS"] == "PRIVATE"
        assert one["DTSTAMP"].dt.tzinfo is not None
        assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(minutes=60)
        assert "TZID" not in one["DTSTART"].params  # in UTC, so no VTIMEZONE can be missing or out of date
    assert written.count(b"BEGIN:VEVENT") == written.count(b"END:VEVENT") == len(found)
    assert b"RRULE" not in written


def test_letters_that_no_calendar_may_hold_are_left_out(cast):
    entry = ics.Entry("x", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC), "a\x00b\x0bc\r\nd")
    written = ics.written("Meetings", [entry])
    assert str(icalendar.Calendar.from_ical(written).walk("VEVENT")[0]["SUMMARY"]) == "a b c  d"


def test_a_meeting_in_the_hour_that_comes_twice_is_one_moment(club, cast, clock):
    clock.at = datetime(2026, 10, 20, tzinfo=UTC)
    at = MeetingTime(weekday=6, starts=time(1, 30), minutes=30, time_zone="Europe/London")
    actions.save_meeting_time(cast.cleo, club, at)
    starts = [one["DTSTART"].dt for one in events(fetch(address(cast.ana)))]
    assert starts[:2] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 11, 1, 1, 30, tzinfo=UTC)]
