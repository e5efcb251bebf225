"""Single meetings: moved, called off, added; who says they come and who sees it; and reminders that come once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.http import Http404

from kith.groups import actions, reminding
from kith.groups.coming import gatherings, meetings_for, next_meetings
from kith.groups.models import Coming, Group, MeetingChange, MeetingTime, Reminded
from kith.notices.access import visible_notices
from kith.notices.kinds import tell
from kith.people import actions as people
from kith.people.models import Block
from kith.spaces import actions as spaces
from kith.spaces.models import Membership


def fresh(group):
    return next_meetings(group, 8)


def words(person):
    notices = list(visible_notices(person))
    return [told.text for told in tell(person, notices).values()]


def instead(meeting, on, starts=time(19), place="", reason=""):
    from kith.groups.actions.meetings import Instead

    return Instead(on, starts, meeting.minutes, place, reason)


def test_one_meeting_is_called_off_and_all_others_stay(club, weekly, cast):
    first, second, *_ = fresh(club)
    actions.call_off(cast.cleo, club, first, "The hall is closed")
    after = fresh(club)
    assert [(one.day, one.cancelled) for one in after[:2]] == [(first.day, True), (second.day, False)]
    assert [row.meeting.cancelled for row in gatherings(cast.ana)] == [True, False]


def test_a_meeting_moved_over_the_change_of_clocks_keeps_the_groups_own_hour(club, weekly, cast):
    first = fresh(club)[0]
    assert first.starts == datetime(2026, 3, 25, 18, 30, tzinfo=UTC)
    actions.move(cast.cleo, club, first, instead(first, date(2026, 3, 30), time(18, 30), "The red door"))
    moved = next(one for one in fresh(club) if one.moved)
    assert moved.starts == datetime(2026, 3, 30, 17, 30, tzinfo=UTC)
    assert moved.where == "The red door" and moved.key == first.key


def test_it_can_be_held_as_it_was_meant_after_all(club, weekly, cast):
    first = fresh(club)[0]
    actions.call_off(cast.cleo, club, first)
    actions.hold_as_meant(cast.cleo, club, fresh(club)[0])
    assert not fresh(club)[0].cancelled and not MeetingChange.objects.exists()


def test_a_single_date_stands_beside_the_regular_ones(club, weekly, cast):
    actions.save_meeting_time(
        cast.cleo, club, MeetingTime(once=date(2026, 3, 27), starts=time(11), minutes=30, time_zone="Europe/London")
    )
    assert [one.day for one in fresh(club)[:3]] == [date(2026, 3, 25), date(2026, 3, 27), date(2026, 4, 1)]


def test_a_change_of_the_regular_time_lets_go_of_what_was_said_of_days_it_has_no_more(club, weekly, cast):
    first = fresh(club)[0]
    actions.call_off(cast.cleo, club, first)
    weekly.starts = time(21)
    actions.save_meeting_time(cast.cleo, club, weekly)
    assert MeetingChange.objects.get().until == datetime(2026, 3, 25, 22, tzinfo=UTC)
    weekly.weekday = 4
    actions.save_meeting_time(cast.cleo, club, weekly)
    assert not MeetingChange.objects.exists()
    assert not any(one.cancelled for one in fresh(club))


@pytest.mark.parametrize("who", ["ana", "stranger"])
def test_only_those_who_run_the_group_change_a_meeting(who, club, weekly, cast, by):
    first, someone = fresh(club)[0], getattr(cast, who)
    for act in (
        lambda: actions.call_off(someone, club, first),
        lambda: actions.move(someone, club, first, instead(first, first.day)),
        lambda: actions.hold_as_meant(someone, club, first),
        lambda: actions.save_meeting_time(someone, club, weekly),
        lambda: actions.remove_meeting_time(someone, club, weekly),
    ):
        with pytest.raises(Http404):
            act()
    page = f"/groups/{club.slug}/meetings/on/{first.key}/change/"
    assert by(who).get(page).status_code == 404
    assert by(who).post(page, {"act": "off", "why": ""}).status_code == 404
    assert by(who).get(f"/groups/{club.slug}/meetings/once/").status_code == 404


# ---- on the pages ----


def test_those_who_run_it_call_off_a_meeting_in_two_steps(club, weekly, cast, by):
    client, first = by("cleo"), fresh(club)[0]
    link = f"/groups/{club.slug}/meetings/on/{first.key}/change/"
    assert link in client.get(f"/groups/{club.slug}/meetings/").content.decode()
    assert client.post(link, {"act": "off", "why": "Snow"}).status_code == 302
    for page in (f"/groups/{club.slug}/", f"/groups/{club.slug}/meetings/"):
        html = by("ana").get(page).content.decode()
        assert "Called off" in html and "Snow" in html, page
    outside = by("stranger").get(f"/groups/{club.slug}/").content.decode()
    assert "Called off" in outside and "Snow" not in outside and "The blue door" not in outside
    assert "Called off" in by("stranger").get("/gatherings/").content.decode()


def test_a_meeting_cannot_be_moved_into_the_past_nor_years_away(club, weekly, cast, by):
    link = f"/groups/{club.slug}/meetings/on/{fresh(club)[0].key}/change/"
    for day in ("2026-03-20", "2027-03-20", "0001-01-01", "9999-12-31"):
        said = {"act": "move", "on": day, "starts": "19:00", "minutes": "60"}
        assert by("cleo").post(link, said).status_code == 422, day
    assert not MeetingChange.objects.exists()


def test_the_readers_own_clock_and_the_groups_are_both_told_where_they_differ(club, weekly, cast, by):
    cast.ana.time_zone = "America/New_York"
    cast.ana.save()
    html = by("ana").get(f"/groups/{club.slug}/meetings/").content.decode()
    assert "14:30" in html and "In London it is then Wednesday 25 March, 18:30." in html
    cast.ben.time_zone = "Europe/Lisbon"  # the same hour, by another name
    cast.ben.save()
    assert "it is then" not in by("ben").get(f"/groups/{club.slug}/meetings/").content.decode()


@pytest.mark.parametrize("key", ["0-20260325", "x-20260325", "{pk}-20260326", "{pk}-20260318", "{pk}-00010101", "{pk}"])
def test_what_is_no_coming_meeting_is_not_there(key, club, weekly, cast, by):
    assert by("ana").get(f"/groups/{club.slug}/meetings/on/{key.format(pk=weekly.pk)}/").status_code == 404


def test_a_meeting_of_another_group_is_not_found_under_this_one(club, weekly, make_group, cast, by):
    other = make_group("Another", members=[cast.ana])
    assert by("ana").get(f"/groups/{other.slug}/meetings/on/{fresh(club)[0].key}/").status_code == 404


def test_a_group_on_a_break_shows_no_meetings(club, weekly, cast, by):
    key = fresh(club)[0].key
    Group.objects.filter(pk=club.pk).update(state="paused")
    assert by("ana").get(f"/groups/{club.slug}/meetings/on/{key}/").status_code == 404
    assert key not in by("ana").get(f"/groups/{club.slug}/meetings/").content.decode()
    assert gatherings(cast.ana) == []


# ---- who comes ----


def comes(by, who, group, meeting, answer):
    page = f"/groups/{group.slug}/meetings/on/{meeting.key}/coming/"
    return by(who).post(page, {"answer": answer}).status_code


def seen(by, who, group):
    return by(who).get(f"/groups/{group.slug}/meetings/").content.decode()


def test_who_comes_is_seen_by_the_name_they_have_there_and_only_inside(club, weekly, cast, by):
    spaces.put_aside(Membership.objects.get(space=club.space, person=cast.ben))
    actions.join(cast.ben, club, "Night Owl")
    first = fresh(club)[0]
    assert comes(by, "ben", club, first, "yes") == 302
    html = seen(by, "ana", club)
    assert "They say they come: Night Owl" in html
    assert "They say they come: Night Owl" in seen(by, "cleo", club)
    assert comes(by, "stranger", club, first, "yes") == 404
    assert by("stranger").get(f"/groups/{club.slug}/meetings/").status_code == 404
    assert "Night Owl" not in by("grace").get(f"/groups/{club.slug}/meetings/").content.decode()


def test_one_can_tell_only_those_who_run_the_group(club, weekly, cast, by):
    comes(by, "ben", club, fresh(club)[0], "quietly")
    assert "Ben" not in seen(by, "ana", club)
    assert "told only those who run the group: Ben" in seen(by, "cleo", club)
    assert "Only those who run the group know." in seen(by, "ben", club)


def test_not_this_time_is_told_to_nobody_and_can_be_taken_back(club, weekly, cast, by):
    first = fresh(club)[0]
    comes(by, "ben", club, first, "no")
    assert "Ben" not in seen(by, "cleo", club)
    assert "not this time" in seen(by, "ben", club)
    comes(by, "ben", club, first, "back")
    assert not Coming.objects.exists()
    assert "not this time" not in seen(by, "ben", club)


def test_someone_blocked_or_gone_is_not_among_those_who_come(club, weekly, cast, by):
    comes(by, "ben", club, fresh(club)[0], "yes")
    assert "They say they come" in seen(by, "ana", club)
    people.block(cast.ana, cast.ben)
    assert "They say they come" not in seen(by, "ana", club)
    people.unblock(cast.ana, Block.objects.get())
    actions.leave(cast.ben, club)
    assert "They say they come" not in seen(by, "ana", club)


def test_those_who_come_are_told_when_it_is_called_off_and_nobody_else(club, weekly, cast, by):
    first = fresh(club)[0]
    comes(by, "ben", club, first, "yes")
    comes(by, "ana", club, first, "no")
    actions.remind_me(cast.ana, club, day_before=True, hour_before=False)
    actions.call_off(cast.cleo, club, first, "Snow on the road")
    assert words(cast.ben) == ["The club does not meet on Wednesday 25 March."]
    assert words(cast.ana) == words(cast.cleo) == []
    actions.move(cast.cleo, club, fresh(club)[0], instead(first, date(2026, 3, 26)))
    assert words(cast.ben) == [
        "The club meets at another time: Thursday 26 March, 19:00. Not: Wednesday 25 March, 18:30."
    ]
    assert visible_notices(cast.ben).count() == 1
    actions.leave(cast.ben, club)
    assert words(cast.ben) == []


def test_what_one_said_of_a_meeting_moved_by_weeks_is_still_there_when_its_first_day_is_long_over(
    clock, club, weekly, cast, by
):
    first = fresh(club)[0]
    comes(by, "ben", club, first, "yes")
    comes(by, "ana", club, first, "no")
    actions.move(cast.cleo, club, first, instead(first, date(2026, 4, 13)))
    clock.at = datetime(2026, 4, 10, 12, tzinfo=UTC)
    assert "They say they come: Ben" in seen(by, "cleo", club)
    assert "not this time" in seen(by, "ana", club)
    assert first.key not in [one.key for _group, one in meetings_for(cast.ana)]
    assert first.key in [one.key for _group, one in meetings_for(cast.ben)]


def test_those_who_come_are_told_when_the_regular_time_is_another_and_what_they_said_of_other_days_goes(
    club, weekly, cast, by
):
    comes(by, "ben", club, fresh(club)[0], "yes")
    weekly.notes = "Bring a cup"
    actions.save_meeting_time(cast.cleo, club, weekly)
    assert words(cast.ben) == []
    weekly.starts = time(19)
    actions.save_meeting_time(cast.cleo, club, weekly)
    assert words(cast.ben) == ["When or where The club meets was changed."] and Coming.objects.exists()
    assert words(cast.ana) == words(cast.cleo) == []
    weekly.weekday = 4
    actions.save_meeting_time(cast.cleo, club, weekly)
    assert not Coming.objects.exists()


def test_those_who_are_reminded_are_told_when_it_does_not_meet_then_any_more(club, weekly, cast, by):
    actions.remind_me(cast.ana, club, day_before=True, hour_before=False)
    page = f"/groups/{club.slug}/meetings/{weekly.pk}/"
    assert by("cleo").post(page, {"remove": "1"}).status_code == 302
    assert not MeetingTime.objects.exists()
    assert words(cast.ana) == ["When or where The club meets was changed."]
    actions.leave(cast.ana, club)
    assert words(cast.ana) == []


# ---- reminders ----


def reminders(person):
    return Reminded.objects.filter(person=person).count()


def test_a_reminder_comes_once_a_day_before_and_once_an_hour_before(clock, club, weekly, cast):
    actions.remind_me(cast.ana, club, day_before=True, hour_before=True)
    reminding.remind()
    assert words(cast.ana) == []
    clock.at = datetime(2026, 3, 24, 18, 31, tzinfo=UTC)
    for _again in range(3):
        reminding.remind()
    assert words(cast.ana) == ["The club meets: Wednesday 25 March, 18:30."]
    assert (reminders(cast.ana), reminders(cast.ben)) == (1, 0)
    clock.at = datetime(2026, 3, 25, 17, 45, tzinfo=UTC)
    for _again in range(3):
        reminding.remind()
    assert reminders(cast.ana) == 2
    clock.at = datetime(2026, 3, 25, 18, 40, tzinfo=UTC)
    reminding.remind()
    assert reminders(cast.ana) == 2


def test_a_program_that_was_away_for_hours_still_reminds_but_not_of_what_has_begun(clock, club, weekly, cast):
    actions.remind_me(cast.ana, club, day_before=True, hour_before=False)
    actions.remind_me(cast.ben, club, day_before=False, hour_before=True)
    clock.at = datetime(2026, 3, 25, 9, tzinfo=UTC)
    reminding.remind()
    assert (reminders(cast.ana), reminders(cast.ben)) == (1, 0)
    clock.at = datetime(2026, 3, 25, 18, 30, tzinfo=UTC)
    reminding.remind()
    assert reminders(cast.ben) == 0


def test_nobody_is_reminded_of_what_is_called_off_nor_whoever_does_not_come(clock, club, weekly, cast):
    for person in (cast.ana, cast.ben):
        actions.remind_me(person, club, day_before=True, hour_before=True)
    first = fresh(club)[0]
    actions.say_if_coming(cast.ana, club, first, comes=False)
    clock.at = first.starts - timedelta(hours=3)
    reminding.remind()
    assert (reminders(cast.ana), reminders(cast.ben)) == (0, 1)
    actions.call_off(cast.cleo, club, first)
    clock.at = first.starts - timedelta(minutes=30)
    reminding.remind()
    assert (reminders(cast.ana), reminders(cast.ben)) == (0, 1)
    assert words(cast.ben) == ["The club does not meet on Wednesday 25 March."]


def test_a_moved_meeting_is_told_once_and_reminds_at_its_new_time(clock, club, weekly, cast):
    actions.remind_me(cast.ana, club, day_before=False, hour_before=True)
    first = fresh(club)[0]
    actions.move(cast.cleo, club, first, instead(first, date(2026, 3, 27), time(9)))
    clock.at = first.starts - timedelta(minutes=30)
    reminding.remind()
    assert reminders(cast.ana) == 0
    clock.at = datetime(2026, 3, 27, 8, 15, tzinfo=UTC)
    reminding.remind()
    reminding.remind()
    assert reminders(cast.ana) == 1


def test_whoever_left_or_asked_no_more_is_not_reminded(clock, club, weekly, cast, by):
    page = f"/groups/{club.slug}/meetings/reminders/"
    assert by("stranger").post(page, {"day": "on"}).status_code == 404
    for who in ("ana", "ben"):
        assert by(who).post(page, {"day": "on"}).status_code == 302
    by("ana").post(page, {})
    actions.leave(cast.ben, club)
    clock.at = datetime(2026, 3, 25, 12, tzinfo=UTC)
    reminding.remind()
    assert not Reminded.objects.exists()


def test_what_was_said_of_a_meeting_is_forgotten_some_time_after_it(clock, club, weekly, cast):
    first = fresh(club)[0]
    single = MeetingTime(once=date(2026, 3, 24), starts=time(11), time_zone="Europe/London")
    actions.save_meeting_time(cast.cleo, club, single)
    actions.say_if_coming(cast.ana, club, first, comes=True)
    actions.move(cast.cleo, club, first, instead(first, date(2026, 4, 20)))
    reminding.forget_past_meetings(datetime(2026, 4, 8, tzinfo=UTC))
    assert Coming.objects.count() == MeetingChange.objects.count() == 1  # it is still to come
    assert [time_.pk for time_ in MeetingTime.objects.all()] == [weekly.pk]
    reminding.forget_past_meetings(datetime(2026, 4, 22, tzinfo=UTC))
    assert not Coming.objects.exists() and not MeetingChange.objects.exists()
