"""Polls in conversations: asking, answering without a name, and numbers that never say who chose what."""

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.http import Http404

from kith.core.clock import now
from kith.core.runner import run_due
from kith.spaces import actions as spaces
from kith.spaces import enclosing
from kith.spaces.models import Membership, Poll, PollAnswer, PollChoice, Thread
from kith.spaces.polls import actions
from kith.spaces.polls.access import poll_with
from kith.spaces.polls.actions import Asked
from kith.spaces.polls.models import today
from kith.spaces.reading import read_page
from kith.spaces.tasks import forget_poll_answers

pytestmark = pytest.mark.django_db
needs_several_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one transaction write at a time"
)
CHOICES = ("Monday", "Tuesday", "Any day")


@pytest.fixture
def people(make_person):
    return [make_person(f"p{number}") for number in range(8)]


@pytest.fixture
def club(make_group, cast, people):
    return make_group("The club", [cast.ana, cast.ben, *people], visibility="members")


def ask(person, group, **said):
    asked = Asked(**{"question": "Which day suits you?", "choices": CHOICES} | said)
    thread = enclosing.start_thread(person, group.space, [], asked, title="A day", body="For the walk", hope="hello")
    return Poll.objects.select_related("post__thread__space").get(post__thread=thread)


@pytest.fixture
def poll(cast, club):
    return ask(cast.ana, club)


def shown(viewer, poll):
    """The poll as this viewer's page has it."""
    thread = Thread.objects.select_related("space").get(pk=poll.post.thread_id)
    member = Membership.objects.filter(space=thread.space, person_id=viewer.pk).first()
    return poll_with(viewer, thread, read_page(viewer, thread, member, 0).posts, member)


def numbers(viewer, poll):
    """What the viewer is told of each choice; None for no numbers."""
    found = shown(viewer, poll)
    return None if found.people is None else [choice.count for choice in found.choices]


def page(group, poll):
    return f"/groups/{group.slug}/threads/{poll.post.thread_id}/"


# ---- asking


def form(**more):
    start = {"hope": "hello", "title": "A day", "body": "For the walk", "poll-question": "Which day?"}
    return start | {"poll-choice_1": "Monday", "poll-choice_2": "Tuesday", "poll-several": "one"} | more


def test_a_conversation_can_begin_with_a_poll(as_, cast, club):
    day = today() + timedelta(days=3)
    sent = as_(cast.ana).post(
        f"/groups/{club.slug}/threads/new/", form(**{"poll-closes": day.isoformat(), "poll-several": "several"})
    )
    assert sent.status_code == 302
    made = Poll.objects.get()
    assert (made.question, made.several, made.closes, made.post.opening) == ("Which day?", True, day, True)
    assert list(made.choices.order_by("place").values_list("words", flat=True)) == ["Monday", "Tuesday"]


def test_a_conversation_without_a_poll_has_none_and_never_asks(as_, cast, club):
    plain = {name: value for name, value in form().items() if not name.startswith("poll-")}
    as_(cast.ana).post(f"/groups/{club.slug}/threads/new/", plain | {"poll-several": "one", "poll-question": ""})
    thread = Thread.objects.get()
    assert not Poll.objects.exists() and not thread.has_poll


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"poll-question": ""}, "Write the question"),
        ({"poll-choice_2": ""}, "Give at least two choices"),
        ({"poll-choice_2": "MONDAY"}, "Two of the choices are the same"),
        ({"poll-closes": "2020-01-01"}, "Choose a day from today on"),
        ({"poll-closes": "soon"}, "We cannot read this day"),
        ({"poll-choice_1": "x" * 121}, "Please make this shorter"),
        ({"poll-several": "all"}, "Select a valid choice"),
    ],
)
def test_a_poll_that_cannot_be_asked_says_why_and_keeps_all_words(as_, cast, club, wrong, words):
    answer = as_(cast.ana).post(f"/groups/{club.slug}/threads/new/", form(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode() and "For the walk" in answer.content.decode()
    assert not Thread.objects.exists()


# ---- answering


def answer(client, group, poll, *places):
    return client.post(f"{page(group, poll)}answer/", {"choose": poll.pk, "choice": places})


def test_one_answers_with_one_press_and_sees_what_one_chose(as_, cast, club, poll):
    ben = as_(cast.ben)
    assert "Which day suits you?" in ben.get(page(club, poll)).content.decode()
    assert answer(ben, club, poll, 1).status_code == 302
    assert shown(cast.ben, poll).mine == ["Tuesday"]
    text = ben.get(page(club, poll)).content.decode()
    assert "your answer" in text and "It takes three people" in text


def test_an_answer_can_be_changed_and_taken_back(as_, cast, club, poll):
    ben = as_(cast.ben)
    answer(ben, club, poll, 1)
    answer(ben, club, poll, 0)
    assert shown(cast.ben, poll).mine == ["Monday"] and PollAnswer.objects.count() == 1
    for _time in range(2):
        assert ben.post(f"{page(club, poll)}answer/", {"unchoose": poll.pk}).status_code == 302
    assert not shown(cast.ben, poll).answered and not PollAnswer.objects.exists()


def test_answering_with_nothing_chosen_changes_nothing(as_, cast, club, poll):
    assert answer(as_(cast.ben), club, poll).status_code == 302
    assert not PollAnswer.objects.exists()


def test_several_can_be_chosen_only_where_one_may(as_, cast, club, poll):
    assert answer(as_(cast.ben), club, poll, 0, 1).status_code == 404
    open_one = ask(cast.ana, club, several=True)
    assert answer(as_(cast.ben), club, open_one, 2, 0, 2).status_code == 302
    assert shown(cast.ben, open_one).mine == ["Monday", "Any day"]


@pytest.mark.parametrize("place", ["7", "-1", "x", "", "9" * 40])
def test_a_choice_there_is_not_is_not_found(as_, cast, club, poll, place):
    assert answer(as_(cast.ben), club, poll, place).status_code == 404


@pytest.mark.parametrize("value", ["", "x", "987654321", "9" * 40])
def test_a_poll_there_is_not_is_not_found(as_, cast, club, poll, value):
    sent = {"choose": value, "choice": "0"}
    assert as_(cast.ben).post(f"{page(club, poll)}answer/", sent).status_code == 404


def test_a_poll_is_answered_only_in_its_own_thread(as_, cast, club, poll):
    other = ask(cast.ana, club)
    assert as_(cast.ben).post(f"{page(club, poll)}answer/", {"choose": other.pk, "choice": "0"}).status_code == 404


def test_only_people_in_the_group_answer(as_, cast, visitor, walk, poll, club):
    opened = ask(cast.ana, walk)
    assert answer(as_(cast.stranger), club, poll, 0).status_code == 404
    assert answer(as_(cast.stranger), walk, opened, 0).status_code == 404
    assert answer(visitor, walk, opened, 0).status_code != 200
    assert not PollAnswer.objects.exists()
    text = visitor.get(page(walk, opened)).content.decode()
    assert "Which day suits you?" in text and 'name="choice"' not in text


def test_after_the_last_day_nobody_answers_and_everyone_sees_the_numbers(cast, club, people):
    poll = ask(cast.ana, club, closes=today())
    for person, place in zip(people[:3], (0, 0, 1), strict=True):
        actions.answer_poll(person, poll, [place])
    assert numbers(cast.ben, poll) is None
    with time_machine.travel(today() + timedelta(days=1, hours=12)):
        assert numbers(cast.ben, poll) == [2, 1, 0]
        with pytest.raises(PermissionDenied):
            actions.answer_poll(cast.ben, poll, [0])
        with pytest.raises(PermissionDenied):
            actions.take_answer_back(people[0], poll)


def test_a_poll_taken_back_with_its_words_is_not_there_for_others(as_, cast, club, poll):
    spaces.reply(cast.ben, poll.post.thread, "Monday")
    spaces.withdraw_post(cast.ana, poll.post)
    assert "Which day suits you?" not in as_(cast.ben).get(page(club, poll)).content.decode()
    assert answer(as_(cast.ben), club, poll, 0).status_code == 404
    assert shown(cast.ana, poll).can_answer is False
    with pytest.raises(PermissionDenied):
        actions.answer_poll(cast.ana, poll, [0])
    spaces.restore_post(cast.ana, poll.post)
    assert answer(as_(cast.ben), club, poll, 0).status_code == 302


# ---- what numbers tell


def test_numbers_are_shown_to_those_who_answered_and_from_three_people_on(cast, club, people, poll):
    for count, place in enumerate((0, 1, 1)):
        assert all(numbers(person, poll) is None for person in (*people, cast.ana))
        actions.answer_poll(people[count], poll, [place])
    assert [numbers(person, poll) for person in people[:3]] == [[1, 2, 0]] * 3
    assert numbers(cast.ana, poll) is None, "who asked sees no more than others"
    assert numbers(people[5], poll) is None


def test_one_more_answer_changes_no_number(people, poll):
    """Whoever looks before and after would else know what the one who just answered chose."""
    for person in people[:3]:
        actions.answer_poll(person, poll, [0])
    seen = [numbers(people[0], poll)]
    for person in people[3:8]:
        actions.answer_poll(person, poll, [1])
        seen.append(numbers(people[0], poll))
    assert seen == [[3, 0, 0], [3, 0, 0], [3, 0, 0], [3, 3, 0], [3, 3, 0], [3, 3, 0]]


def test_neither_changing_nor_taking_back_ones_answer_shows(people, poll):
    for person in people[:4]:
        actions.answer_poll(person, poll, [0])
    for act in (
        lambda: actions.answer_poll(people[1], poll, [2]),
        lambda: actions.take_answer_back(people[1], poll),
        lambda: actions.answer_poll(people[1], poll, [1]),
        lambda: actions.answer_poll(people[1], poll, [0]),
    ):
        act()
        assert numbers(people[0], poll) == [3, 0, 0]


def test_one_person_cannot_bring_the_numbers_up_to_date_alone(people, poll):
    for person in people[:3]:
        actions.answer_poll(person, poll, [0])
    actions.answer_poll(people[3], poll, [1])
    for place in (1, 2, 0, 1, 2):
        actions.answer_poll(people[4], poll, [place])
        actions.take_answer_back(people[4], poll)
        actions.answer_poll(people[4], poll, [place])
    assert numbers(people[0], poll) == [3, 0, 0], "these are two people, however often one of them changes"


def test_closing_shows_no_last_one_either(cast, club, people):
    poll = ask(cast.ana, club, closes=today())
    for person in people[:4]:
        actions.answer_poll(person, poll, [0])
    before = numbers(people[0], poll)
    with time_machine.travel(today() + timedelta(days=1, hours=12)):
        assert numbers(people[0], poll) == before == [3, 0, 0]


def test_too_few_stay_unsaid_when_it_closes(as_, cast, club, people):
    poll = ask(cast.ana, club, closes=today())
    for person in people[:2]:
        actions.answer_poll(person, poll, [0])
    with time_machine.travel(today() + timedelta(days=1, hours=12)):
        assert numbers(cast.ana, poll) is None and shown(cast.ana, poll).too_few


def test_numbers_hide_again_when_almost_everyone_took_theirs_back(people, poll):
    for person in people[:4]:
        actions.answer_poll(person, poll, [0])
    for person in people[:3]:
        actions.take_answer_back(person, poll)
    assert numbers(people[3], poll) is None
    actions.answer_poll(people[4], poll, [1])
    assert numbers(people[3], poll) is None, "two stand"
    actions.answer_poll(people[5], poll, [1])
    assert numbers(people[4], poll) == [1, 2, 0] and shown(people[4], poll).people == 3


def test_over_any_story_numbers_change_by_three_people_or_not_at_all(people, poll):
    """A long mixed story: between two numbers that differ lie at least three people's answers; and sums stay true."""
    story = [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 0),
        (3, None),
        (4, 1),
        (1, 0),
        (1, 1),
        (5, 2),
        (0, 1),
        (2, None),
        (2, 1),
        (6, 0),
    ]
    story += [(7, 0), (4, None), (3, 2), (5, 0), (6, None), (0, 0), (1, 2)]
    now, at_last, seen = {}, {}, [(None, {})]
    for number, place in story:
        if place is None:
            actions.take_answer_back(people[number], poll)
            now.pop(number, None)
        else:
            actions.answer_poll(people[number], poll, [place])
            now[number] = place
        counted = list(PollChoice.objects.filter(poll=poll).order_by("place").values_list("counted", flat=True))
        if counted != (seen[-1][0] or [0, 0, 0]):
            seen.append((counted, dict(now)))
            at_last = dict(now)
            assert counted == [list(at_last.values()).count(choice) for choice in range(3)]
    assert len(seen) > 4
    for (_one, before), (_other, after) in pairwise(seen):
        assert len({who for who in before.keys() | after.keys() if before.get(who) != after.get(who)}) >= 3


def test_an_answer_stirs_no_page_until_the_numbers_change(people, poll, monkeypatch):
    told = []
    monkeypatch.setattr(actions, "announce", told.append)
    for person in people[:2]:
        actions.answer_poll(person, poll, [0])
    assert not told
    actions.answer_poll(people[2], poll, [0])
    assert told == [f"thread:{poll.post.thread_id}"]


def test_what_was_chosen_is_sealed_and_holds_no_time(people, poll):
    actions.answer_poll(people[0], poll, [1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT chosen FROM spaces_pollanswer")
        assert len(bytes(cursor.fetchone()[0])) > len("[1]") + 16, "sealed, with its tag"
    kinds = {field.get_internal_type() for field in PollAnswer._meta.get_fields()}
    assert not kinds & {"DateTimeField", "DateField"}


def test_nobodys_page_says_who_chose_what(as_, cast, club, people, poll):
    for person, place in zip(people[:4], (0, 1, 1, 2), strict=True):
        actions.answer_poll(person, poll, [place])
    for viewer in (cast.ana, cast.ben, cast.cleo, people[0]):
        text = as_(viewer).get(page(club, poll)).content.decode()
        section = text[text.index('class="poll"') :].split("</section>")[0]
        assert not [person.name for person in people if person.name in section]


# ---- afterwards


def test_when_its_time_is_over_what_one_chose_is_forgotten_and_the_numbers_stay(cast, club, people):
    poll = ask(cast.ana, club, closes=today())
    for person in people[:3]:
        actions.answer_poll(person, poll, [0])
    with time_machine.travel(today() + timedelta(days=40)):
        assert forget_poll_answers(_days_ago(30)) == 3
        assert numbers(cast.ben, poll) == [3, 0, 0]


def _days_ago(days):
    return now() - timedelta(days=days)


def test_a_poll_that_stays_open_keeps_its_answers(people, poll):
    actions.answer_poll(people[0], poll, [0])
    with time_machine.travel(today() + timedelta(days=400)):
        assert forget_poll_answers(_days_ago(30)) == 0


def test_words_that_are_forgotten_take_their_poll_along(cast, club, poll, people):
    spaces.reply(cast.ben, poll.post.thread, "Monday")
    actions.answer_poll(people[0], poll, [0])
    spaces.withdraw_post(cast.ana, poll.post)
    with time_machine.travel(today() + timedelta(days=60)):
        run_due()
    assert not Poll.objects.exists() and not PollAnswer.objects.exists()


# ---- at once


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_answering_twice_at_once_is_answering_once(people, poll):
    failed = []

    def go(place):
        try:
            actions.answer_poll(people[0], Poll.objects.select_related("post__thread__space").get(pk=poll.pk), [place])
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(place,)) for place in (0, 1, 2, 0)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    held = PollAnswer.objects.get()
    assert held.chosen in ([0], [1], [2])


@needs_several_writers
@pytest.mark.django_db(transaction=True)
def test_many_who_answer_at_once_are_each_counted_once(people, poll):
    failed = []

    def go(person):
        try:
            actions.answer_poll(person, Poll.objects.select_related("post__thread__space").get(pk=poll.pk), [0])
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(person,)) for person in people[:6]]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    poll.refresh_from_db()
    assert poll.people == 6 and PollChoice.objects.get(poll=poll, place=0).counted == 6


def test_the_action_itself_refuses_outsiders(cast, poll):
    with pytest.raises(Http404):
        actions.answer_poll(cast.stranger, poll, [0])
