"""Sessions: led or paused, handed over, closed gently; what is said stays among those who are in the group."""

import re
import threading
from datetime import datetime, time, timedelta
from time import sleep

import html5lib
import pytest
from django.db import OperationalError, connection, transaction
from django.http import Http404

from kith.core.limits import TooMany
from kith.groups import actions, reminding, sitting
from kith.groups import sessions as reading
from kith.groups.actions import sessions as acts
from kith.groups.actions.meetings import Instead
from kith.groups.actions.sessions import NotNow, Slowly
from kith.groups.coming import next_meetings
from kith.groups.models import Coming, MeetingTime, Seat, Session, SessionPost
from kith.groups.models import session as rules
from kith.people import actions as people
from kith.spaces.actions import Full
from kith.spaces.models import Membership

STARTS = time(18, 30)


@pytest.fixture
def evening(club, cast, clock):
    """The club's hour in writing. Cleo runs the group, Ben helps, Ana comes; it is ten minutes before."""
    Membership.objects.filter(space=club.space, person=cast.ben).update(role="cofacilitator")
    at = MeetingTime(weekday=2, starts=STARTS, time_zone="Europe/London", here=True)
    actions.save_meeting_time(cast.cleo, club, at)
    meeting = next_meetings(club)[0]
    clock.at = meeting.starts - timedelta(minutes=10)
    return meeting


@pytest.fixture
def opened(evening, cast):
    session = actions.open_session(cast.cleo, evening)
    actions.come_in(cast.ana, session)
    return session


def address(club, meeting):
    return f"/groups/{club.slug}/sessions/{meeting.key}/"


def fresh(session):
    return Session.objects.get(pk=session.pk)


def lead(session):
    held = fresh(session).lead
    return held.handle.name if held else None


def show(person, session):
    """A sign of life, as loading the page is."""
    seat = Seat.objects.filter(session=session, membership__person=person).first()
    return bool(seat) and actions.be_here(person, session, seat)


def press(client, where, act, **more):
    return client.post(where, {"act": act, **more})


# ---- before it ----


@pytest.mark.parametrize(("minutes", "can"), [(-16, False), (-15, True), (59, True), (60, False)])
def test_it_is_opened_by_who_runs_the_group_from_a_quarter_before_until_its_end(minutes, can, club, evening, by, clock):
    clock.at = evening.starts + timedelta(minutes=minutes)
    press(by("ana"), address(club, evening), "open")
    assert not Session.objects.exists()
    press(by("cleo"), address(club, evening), "open")
    assert Session.objects.exists() is can


def test_the_room_before_it_says_what_will_happen_and_has_help_at_hand(club, evening, by):
    html = by("ana").get(address(club, evening)).content.decode()
    for words in ("It is not open yet", "Cleo", "Ben", "Be kind.", "/help-now/", "7 days", "A breath first"):
        assert words in html, words
    assert (
        "Open the session" not in html and "Open the session" in by("cleo").get(address(club, evening)).content.decode()
    )


@pytest.mark.parametrize("who", ["stranger", "grace"])
def test_nobody_outside_the_group_finds_it_not_even_a_steward(who, club, opened, evening, by):
    for act in ("come", "open", "say", "close"):
        assert press(by(who), address(club, evening), act, words="x").status_code == 404
    assert by(who).get(address(club, evening)).status_code == 404
    assert by(who).post(address(club, evening) + "typing/").status_code == 404


def test_a_meeting_that_is_not_in_writing_or_is_called_off_is_no_session(club, weekly, evening, cast, by):
    other = next(one for one in next_meetings(club) if one.time.pk == weekly.pk)
    assert by("ana").get(address(club, other)).status_code == 404
    actions.call_off(cast.cleo, club, evening)
    assert by("ana").get(address(club, evening)).status_code == 404
    assert press(by("cleo"), address(club, evening), "open").status_code == 404


# ---- while it is on ----


def test_one_comes_in_writes_and_reads_under_the_name_one_has_in_the_group(club, evening, opened, by):
    ana, cleo = by("ana"), by("cleo")
    assert press(ana, address(club, evening), "say", words="Hello <all>").status_code == 302
    html = cleo.get(address(club, evening)).content.decode()
    assert "Hello &lt;all&gt;" in html and "Here now:" in html and "Ana" in html and "You lead." in html
    assert "Cleo leads." in ana.get(address(club, evening)).content.decode()
    before = by("ben").get(address(club, evening)).content.decode()
    assert "Hello" not in before and "Come in" in before  # nothing is read from the door


def test_nobody_writes_who_has_not_come_in(club, evening, opened, cast):
    with pytest.raises(Http404):
        actions.say(cast.ben, opened, "From the door")
    with pytest.raises(Http404):
        actions.types(cast.ben, opened)


def test_the_words_lie_sealed(opened, cast):
    actions.say(cast.ana, opened, "mark-of-the-evening")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM groups_sessionpost")
        assert b"mark-of-the-evening" not in bytes(cursor.fetchone()[0])
    assert SessionPost.objects.get().body == "mark-of-the-evening"


def test_one_takes_back_ones_own_words_and_nobody_elses(club, evening, opened, cast, by):
    actions.say(cast.ana, opened, "Too much")
    press(by("cleo"), address(club, evening), "back", number="1")
    assert SessionPost.objects.exists()
    press(by("ana"), address(club, evening), "back", number="1")
    assert not SessionPost.objects.exists()


def test_people_who_keep_apart_do_not_meet_in_it(club, evening, opened, cast, by):
    actions.come_in(cast.ben, opened)
    actions.say(cast.ben, opened, "Words of her brother")
    assert "Words of her brother" in by("ana").get(address(club, evening)).content.decode()
    people.block(cast.ana, cast.ben)
    html = by("ana").get(address(club, evening)).content.decode()
    assert "Words of her brother" not in html and "Ben" not in html


def test_writing_stops_without_a_facilitator_and_goes_on_when_one_is_back(club, evening, opened, cast, by, clock):
    clock.later(seconds=179)
    assert press(by("ana"), address(club, evening), "say", words="Still on").status_code == 302
    clock.later(seconds=1)
    paused = press(by("ana"), address(club, evening), "say", words="Are you there?")
    assert paused.status_code == 422 and "Are you there?" in paused.content.decode()
    assert "We wait for a facilitator" in paused.content.decode()
    by("cleo").get(address(club, evening))
    assert press(by("ana"), address(club, evening), "say", words="Good").status_code == 302


def test_a_co_facilitator_takes_over_from_one_who_is_gone_and_not_before(opened, cast, clock):
    actions.come_in(cast.ben, opened)
    clock.later(minutes=2)
    show(cast.ben, opened)
    assert lead(opened) == "Cleo"
    clock.later(minutes=1)
    show(cast.ben, opened)
    assert lead(opened) == "Ben"
    show(cast.cleo, opened)
    assert lead(opened) == "Ben"  # whoever comes back is welcome, and does not take it away again
    assert fresh(opened).may_write(clock.at)


def test_the_lead_is_passed_to_someone_who_runs_it_and_is_there(club, evening, opened, cast, by):
    cleo = by("cleo")
    assert press(cleo, address(club, evening), "pass", to="Ben").status_code == 404
    actions.come_in(cast.ben, opened)
    assert press(cleo, address(club, evening), "pass", to="Ana").status_code == 404
    assert press(by("ana"), address(club, evening), "pass", to="Ana").status_code == 404
    assert press(cleo, address(club, evening), "pass", to="Ben").status_code == 302
    assert lead(opened) == "Ben"


def test_when_the_last_who_runs_it_leaves_it_pauses_at_once(opened, cast, clock):
    actions.come_in(cast.ben, opened)
    clock.later(minutes=1)
    show(cast.ben, opened)
    actions.go_out(cast.cleo, opened)
    assert lead(opened) == "Ben" and fresh(opened).may_write(clock.at)
    actions.go_out(cast.ben, opened)
    assert lead(opened) is None and fresh(opened).is_paused(clock.at)
    with pytest.raises(NotNow):
        actions.say(cast.ana, opened, "Alone")
    actions.come_in(cast.ben, opened)
    assert lead(opened) == "Ben" and fresh(opened).may_write(clock.at)


def test_half_an_hour_without_anyone_who_runs_it_ends_it(opened, cast, clock):
    clock.later(minutes=30)
    assert fresh(opened).is_over(clock.at)
    with pytest.raises(NotNow):
        actions.come_in(cast.cleo, opened)
    sitting.end_sessions()
    assert fresh(opened).closed and not Seat.objects.exists()


def test_a_gentle_close_last_words_and_then_only_to_read(club, evening, opened, cast, by, clock):
    assert press(by("ana"), address(club, evening), "close").status_code == 404
    press(by("cleo"), address(club, evening), "close", closing="Thank you all.")
    html = by("ana").get(address(club, evening)).content.decode()
    assert "Time for last words" in html and "Thank you all." in html
    clock.later(minutes=4)
    by("cleo").get(address(club, evening))
    assert press(by("ana"), address(club, evening), "say", words="Good night").status_code == 302
    clock.later(minutes=1)
    late = press(by("ana"), address(club, evening), "say", words="One more")
    assert late.status_code == 422
    after = by("ana").get(address(club, evening)).content.decode()
    assert "The session is over" in after and "Good night" in after and "One more" not in after
    assert "Good night" in by("ben").get(address(club, evening)).content.decode()  # who was not there may read it
    assert by("stranger").get(address(club, evening)).status_code == 404


def test_the_end_can_be_taken_back_while_it_is_announced(club, evening, opened, by, clock):
    press(by("cleo"), address(club, evening), "close")
    press(by("cleo"), address(club, evening), "on")
    clock.later(minutes=6)
    by("cleo").get(address(club, evening))
    assert fresh(opened).may_write(clock.at)


def test_what_was_said_is_forgotten_after_some_days(opened, cast, clock):
    actions.say(cast.ana, opened, "For a while")
    clock.later(hours=2)
    sitting.end_sessions()
    sitting.forget_sessions(clock.at - timedelta(days=7))
    assert SessionPost.objects.exists()
    sitting.forget_sessions(clock.at + timedelta(seconds=1))
    assert not SessionPost.objects.exists() and not Session.objects.exists()


def test_whoever_has_not_said_yes_to_new_words_reads_and_does_not_write(club, evening, opened, cast, by):
    actions.set_agreement(cast.cleo, club, "Be kind, and leave room.")
    ana = by("ana")
    sent = press(ana, address(club, evening), "say", words="Not yet")
    assert sent.status_code == 422 and "Not yet" in sent.content.decode() and "Say yes to it" in sent.content.decode()
    assert not SessionPost.objects.exists()
    at_the_door = press(by("ben"), address(club, evening), "come")
    assert at_the_door.url == f"/groups/{club.slug}/agreement/"
    assert not Seat.objects.filter(membership__person=cast.ben).exists()
    actions.agree(cast.ana, club, 2)
    assert press(ana, address(club, evening), "say", words="Now I may").status_code == 302


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_while_the_group_takes_no_words_its_session_takes_none(state, club, evening, opened, cast, by, clock):
    if state == "paused":
        actions.pause(cast.cleo, club)
    else:
        actions.announce_closing(cast.cleo, club, clock.at.date() - timedelta(days=1), "Goodbye", "Thank you.")
        actions.close(club)
    sent = press(by("ana"), address(club, evening), "say", words="Still here?")
    assert sent.status_code == 422 and "Still here?" in sent.content.decode()
    assert "Nobody can write just now" in sent.content.decode()
    press(by("ben"), address(club, evening), "come")
    assert not Seat.objects.filter(membership__person=cast.ben).exists()
    press(by("cleo"), address(club, evening), "close", closing="Last words")
    assert not SessionPost.objects.exists()


@pytest.mark.parametrize("minutes", [-16, 60])
def test_outside_its_time_it_is_not_opened(minutes, evening, cast, clock):
    clock.at = evening.starts + timedelta(minutes=minutes)
    with pytest.raises(Http404):
        actions.open_session(cast.cleo, evening)


def test_whoever_writes_too_much_keeps_their_words(club, evening, opened, cast, by, monkeypatch):
    monkeypatch.setattr(acts, "WORDS_A_MINUTE", 1)
    ana = by("ana")
    press(ana, address(club, evening), "say", words="One")
    sent = press(ana, address(club, evening), "say", words="And another")
    assert sent.status_code == 422 and "And another" in sent.content.decode()
    assert "You can send them in" in sent.content.decode()


def test_who_does_not_run_the_group_any_more_does_not_keep_the_lead(club, opened, cast, clock):
    actions.come_in(cast.ben, opened)
    actions.set_role(cast.ben, club, "Cleo", "member")
    assert lead(opened) is None
    clock.later(seconds=30)
    show(cast.cleo, opened)
    assert lead(opened) is None
    show(cast.ben, opened)
    assert lead(opened) == "Ben"


def test_who_left_the_group_does_not_lead_after_the_last_one_went_out(club, opened, cast, clock):
    actions.come_in(cast.ben, opened)
    clock.later(seconds=30)
    actions.leave(cast.ben, club)
    actions.go_out(cast.cleo, opened)
    assert lead(opened) is None and fresh(opened).is_paused(clock.at)


def test_a_time_is_not_removed_while_a_session_of_it_is_on(club, evening, opened, by):
    page = f"/groups/{club.slug}/meetings/{evening.time.pk}/"
    answer = by("cleo").post(page, {"remove": "1"}, follow=True).content.decode()
    assert "A session of it is on" in answer
    assert Session.objects.exists() and next_meetings(club)


def test_what_was_said_stays_as_long_as_was_said_when_the_time_is_removed(club, evening, opened, cast, by, clock):
    actions.say(cast.ana, opened, "For a while")
    actions.say_if_coming(cast.ana, club, next_meetings(club)[1], comes=True)
    clock.later(hours=2)
    page = f"/groups/{club.slug}/meetings/{evening.time.pk}/"
    by("cleo").post(page, {"remove": "1"})
    assert next_meetings(club) == [] and by("cleo").get(page).status_code == 404 and not Coming.objects.exists()
    assert "For a while" in by("ana").get(address(club, evening)).content.decode()
    reminding.forget_past_meetings(clock.at)
    assert MeetingTime.objects.exists()
    sitting.end_sessions()
    sitting.forget_sessions(clock.at + timedelta(seconds=1))
    reminding.forget_past_meetings(clock.at)
    assert not MeetingTime.objects.exists()


@pytest.mark.parametrize("said", [False, True])
def test_a_meeting_begun_too_early_and_ended_without_a_word_is_held_when_it_was_moved_to(
    said, club, evening, opened, cast, by, clock
):
    if said:
        actions.say(cast.ana, opened, "Hello")
    actions.begin_closing(cast.cleo, opened)
    clock.later(minutes=5)
    there = (evening.starts + timedelta(days=1)).date()
    actions.move(cast.cleo, club, evening, Instead(there, STARTS, 60))
    clock.later(days=1)
    assert ("Open the session" in by("cleo").get(address(club, evening)).content.decode()) is not said


# ---- bounds ----


def test_no_more_come_in_than_can_follow_one_another_but_whoever_runs_it_does(opened, cast, monkeypatch, clock):
    monkeypatch.setattr(acts, "MOST", 2)
    with pytest.raises(Full):
        actions.join(cast.femi, opened.group, "Femi") or actions.come_in(cast.femi, opened)
        actions.come_in(cast.femi, opened)
    actions.come_in(cast.ben, opened)
    clock.later(minutes=4)  # Ana's page is shut by now
    show(cast.ben, opened)
    actions.come_in(cast.femi, opened)


def test_when_many_write_everyone_leaves_some_room(opened, cast, monkeypatch, clock):
    monkeypatch.setattr(acts, "MANY_A_MINUTE", 3)
    for number in range(3):
        actions.say(cast.ana, opened, f"Word {number}")
    with pytest.raises(Slowly):
        actions.say(cast.ana, opened, "And another")
    actions.say(cast.cleo, opened, "Slowly, please")
    clock.later(seconds=21)
    actions.say(cast.ana, opened, "Now")


def test_nobody_writes_without_end(opened, cast, monkeypatch):
    monkeypatch.setattr(acts, "MANY_A_MINUTE", 1000)
    with pytest.raises(TooMany):
        for number in range(40):
            actions.say(cast.ana, opened, f"Word {number}")


def test_hundreds_of_words_are_read_page_by_page_and_none_is_lost(club, evening, opened, cast, by):
    for number in range(1, 101):
        said = {"person": cast.ana, "author": cast.ana.signature, "body": f"word-{number}."}
        SessionPost.objects.create(session=opened, number=number, **said)
    client, seen, where = by("ana"), [], ""
    for _page in range(3):
        html = client.get(address(club, evening) + where).content.decode()
        numbers = [n for n in range(1, 101) if f"word-{n}." in html]
        seen = numbers + seen
        where = f"?before={numbers[0]}"
        assert len(html.encode()) < 40_000
    assert seen == list(range(1, 101))


def test_a_session_page_asks_little_of_the_database(club, evening, opened, cast, by, queries):
    for number in range(1, 60):
        said = {"person": cast.ana, "author": cast.ana.signature, "body": "x"}
        SessionPost.objects.create(session=opened, number=number, **said)
    client = by("ana")
    client.get(address(club, evening))
    with queries(12):
        client.get(address(club, evening))


@pytest.mark.parametrize("who", ["cleo", "ana", "ben"])
def test_its_pages_are_valid_html_in_every_state(who, club, evening, opened, cast, by, clock):
    actions.say(cast.ana, opened, "Hello")
    if who == "ana":
        actions.begin_closing(cast.cleo, opened, "Thank you")
    for minutes in (0, 4, 40):
        clock.at = evening.starts + timedelta(minutes=minutes - 10)
        html = by(who).get(address(club, evening)).content.decode()
        html5lib.HTMLParser(strict=True).parse(html)
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))


# ---- typing ----


def test_that_someone_writes_is_seen_for_seconds_and_only_inside(club, evening, opened, cast, by):
    assert by("ana").post(address(club, evening) + "typing/").status_code == 204
    assert "Ana: writing" in by("cleo").get(address(club, evening)).content.decode()
    assert "writing …" not in by("ana").get(address(club, evening)).content.decode()
    assert "Ana: writing" not in by("ben").get(address(club, evening)).content.decode()
    actions.say(cast.ana, opened, "Said")
    assert "Ana: writing" not in by("cleo").get(address(club, evening)).content.decode()


# ---- several at once ----


def patiently(job):
    """In memory, as in tests, SQLite does not wait for another writer, as it does in a file: so wait here."""
    for _again in range(500):
        try:
            return job()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            sleep(0.01)
    return job()


@pytest.mark.django_db(transaction=True)
def test_several_at_once_open_one_session_number_their_words_and_leave_one_lead(evening, cast):
    def all_at_once(*jobs):
        failed = []

        def run(job):
            try:
                patiently(job)
            except Exception as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert not failed, failed

    all_at_once(*[lambda who=who: actions.open_session(who, evening) for who in (cast.cleo, cast.ben)])
    session = Session.objects.get()
    assert session.lead is not None and Seat.objects.count() == 2
    actions.come_in(cast.ana, session)
    everyone = (cast.ana, cast.ben, cast.cleo)
    all_at_once(*[lambda who=who: actions.say(who, session, "Hello") for who in everyone * 3])
    numbers = sorted(SessionPost.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 10)) and fresh(session).said == 9
    all_at_once(lambda: actions.go_out(cast.cleo, session), lambda: show(cast.ben, session))
    assert lead(session) == "Ben"
    with transaction.atomic():
        assert list(reading.people_here(cast.ana, fresh(session))) != []


def test_the_rules_follow_from_one_fact_and_the_clock():
    at = datetime.fromisoformat("2026-03-25T19:00:00+00:00")
    session = Session(opened=at, led=at)
    states = [session.may_write(at + rules.HERE * n / 2) for n in range(4)]
    assert states == [True, True, False, False]
    assert session.is_paused(at + rules.HERE) and not session.is_over(at + rules.HERE)
    assert session.is_over(at + rules.UNLED) and not session.is_paused(at + rules.UNLED)
