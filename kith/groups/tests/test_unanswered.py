"""Nobody is left without an answer: who is asked, in which turn, how it is passed on, and what nobody learns of it."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from kith.core.clock import now
from kith.core.runner import run_due
from kith.groups import actions
from kith.groups.belonging import pace
from kith.groups.belonging import tasks as belonging
from kith.groups.belonging.models import Offer, Pace
from kith.groups.belonging.turns import Answerer, in_turn
from kith.groups.models import Group
from kith.groups.unanswered import unanswered, waiting_for
from kith.notices.models import Notice
from kith.people import actions as people
from kith.people.models import Person, Role
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Post, Thread

pytestmark = pytest.mark.django_db


def hours_ago(hours):
    return now() - timedelta(hours=hours)


def write(person, group, hours=8, title="Rain", body="It is a long day.", **more):
    thread = spaces.start_thread(person, group.space, title, body, "heard", **more)
    made = hours_ago(hours)
    Post.objects.filter(thread=thread).update(created=made)
    Thread.objects.filter(pk=thread.pk).update(created=made, last_post_at=made)
    return thread


def offers(group, person, a_week=3):
    actions.set_part(person, group, answers_a_week=a_week)


def asked(thread):
    return [one.person.username for one in Offer.objects.filter(post__thread=thread).order_by("asked", "pk")]


def later(hours):
    """So many hours pass, for everything there is."""
    span = timedelta(hours=hours)
    for one in Offer.objects.all():
        Offer.objects.filter(pk=one.pk).update(asked=one.asked - span, until=one.until - span)


@pytest.fixture
def full(make_group, cast):
    return make_group(members=[cast.ana, cast.ben, cast.stranger], visibility="members")


def test_after_the_time_the_steward_set_someone_who_offered_is_asked_and_nobody_before(full, cast):
    offers(full, cast.ben)
    fresh, old = write(cast.ana, full, hours=5), write(cast.ana, full, hours=7)
    belonging.ask_in_group(full.pk)
    assert (asked(fresh), asked(old)) == ([], ["ben"])


def test_who_did_not_offer_is_not_asked_and_the_writer_never_is(full, cast):
    offers(full, cast.ana)
    thread = write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    assert asked(thread) == []


def out_of_reach(name):
    def block(cast, group):
        people.block(cast.ana, cast.ben)

    def blocked(cast, group):
        people.block(cast.ben, cast.ana)

    def muted(cast, group):
        people.mute(cast.ben, cast.ana.main_handle)

    def left(cast, group):
        actions.leave(cast.ben, group)

    def gone(cast, group):
        Person.objects.filter(pk=cast.ben.pk).update(is_active=False)

    def put_down(cast, group):
        offers(group, cast.ben, 0)

    return {f.__name__: f for f in (block, blocked, muted, left, gone, put_down)}[name]


@pytest.mark.parametrize("why", ["block", "blocked", "muted", "left", "gone", "put_down"])
def test_nobody_is_asked_who_does_not_meet_the_writer_or_is_not_there(full, cast, why):
    offers(full, cast.ben)
    thread = write(cast.ana, full)
    out_of_reach(why)(cast, full)
    belonging.ask_in_group(full.pk)
    assert asked(thread) == []


def test_who_offered_since_is_asked_though_someone_who_left_was_asked_before(full, cast):
    offers(full, cast.ben)
    thread = write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    actions.leave(cast.ben, full)
    offers(full, cast.stranger)
    belonging.ask_in_group(full.pk)
    assert asked(thread) == ["ben", "stranger"]


def test_trained_peers_are_asked_first_then_who_was_asked_least(full, cast):
    for person in (cast.ben, cast.cleo, cast.stranger):
        offers(full, person, 1)
    threads = [write(cast.ana, full, hours=9 - number) for number in range(3)]
    belonging.ask_in_group(full.pk)
    first, second, third = (asked(thread) for thread in threads)
    assert first == ["cleo"]
    assert sorted(second + third) == ["ben", "stranger"]


def test_one_is_asked_at_a_time_and_the_next_when_the_time_is_over(full, cast):
    offers(full, cast.ben)
    offers(full, cast.stranger)
    thread = write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    belonging.ask_in_group(full.pk)
    assert len(asked(thread)) == 1
    first = Offer.objects.get()
    later(13)
    belonging.ask_in_group(full.pk)
    assert len(asked(thread)) == 2
    assert Offer.objects.get(pk=first.pk).how == "passed"
    assert not Notice.objects.filter(person=first.person, kind="waiting").exists()


def test_not_now_is_passed_on_at_once_and_who_says_i_will_has_a_day(full, cast, as_):
    offers(full, cast.ben)
    offers(full, cast.stranger)
    thread = write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    first = Offer.objects.get()
    as_(first.person).post("/answering/", {"not_now": first.pk})
    run_due()
    second = Offer.objects.get(ended=None)
    assert {first.person_id, second.person_id} == {cast.ben.pk, cast.stranger.pk}
    as_(second.person).post("/answering/", {"take": second.pk})
    later(13)
    belonging.ask_in_group(full.pk)
    assert Offer.objects.get(ended=None) == second
    assert len(asked(thread)) == 2


def test_an_answer_ends_it_at_once_and_the_writer_hears_only_of_the_answer(full, cast, as_):
    offers(full, cast.ben)
    thread = write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    assert Notice.objects.get(person=cast.ben).kind == "waiting"
    assert not Notice.objects.filter(person=cast.ana).exists()
    as_(cast.stranger).post(f"/groups/{full.slug}/threads/{thread.pk}/", {"body": "I am here."})
    assert Offer.objects.get().how == "answered"
    assert not Notice.objects.filter(person=cast.ben).exists()
    assert [one.kind for one in Notice.objects.filter(person=cast.ana)] == ["reply"]
    assert "Nobody waits for you" in as_(cast.ben).get("/answering/").text


def test_ones_own_further_words_are_no_answer(full, cast):
    thread = write(cast.ana, full)
    actions.reply(cast.ana, thread, "And still raining.")
    assert [one.title for one in unanswered(cast.ben, full)] == ["Rain"]


def test_words_without_a_name_count_as_answered_by_their_writers_own_name_so_that_nothing_joins_the_two(full, cast):
    thread = write(cast.ana, full, unnamed=True)
    assert len(unanswered(cast.ben, full)) == 1
    actions.reply(cast.ana, thread, "I know that, too.")
    assert unanswered(cast.ben, full) == []


def test_a_question_at_the_end_of_a_conversation_waits_and_a_goodbye_does_not(full, cast):
    thread = write(cast.ana, full)
    actions.reply(cast.stranger, thread, "I am here.")
    assert unanswered(cast.ben, full) == []
    post = actions.reply(cast.ana, thread, "How do you sleep on such days?")
    Post.objects.filter(pk=post.pk).update(created=hours_ago(7))
    (row,) = unanswered(cast.ben, full)
    assert row.question
    actions.reply(cast.stranger, thread, "With the window open.")
    assert unanswered(cast.ben, full) == []


def test_what_waits_in_a_group_is_listed_for_each_as_far_as_they_read_it(full, cast):
    write(cast.ana, full)
    people.block(cast.ben, cast.ana)
    assert len(unanswered(cast.cleo, full)) == 1
    assert unanswered(cast.ben, full) == unanswered(cast.grace, full) == unanswered(cast.ana, full) == []


def test_those_who_mind_the_group_see_what_waits_on_one_page(full, cast, as_):
    write(cast.ana, full)
    assert "Rain" in as_(cast.cleo).get(f"/groups/{full.slug}/missed/").text
    people.mute(cast.cleo, cast.ana.main_handle)
    assert "Rain" not in as_(cast.cleo).get(f"/groups/{full.slug}/missed/").text


def test_old_words_closed_groups_and_words_taken_back_are_left_in_peace(full, cast):
    write(cast.ana, full, hours=24 * 15)
    spaces.withdraw_post(cast.ana, write(cast.ana, full).posts.get())
    assert unanswered(cast.ben, full) == []
    write(cast.ana, full)
    full.space.writing = False
    full.space.save()
    assert unanswered(cast.ben, full) == []


def test_a_job_killed_half_way_leaves_nothing_and_asks_once_when_it_runs_again(full, cast, monkeypatch):
    offers(full, cast.ben)
    threads = [write(cast.ana, full), write(cast.ana, full)]
    told = []

    def dies(*args):
        told.append(args)
        if len(told) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(belonging, "notify", dies)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        belonging.ask_in_group(full.pk)
    assert not Offer.objects.exists()
    monkeypatch.undo()
    belonging.ask_in_group(full.pk)
    belonging.ask_in_group(full.pk)
    assert [asked(thread) for thread in threads] == [["ben"], ["ben"]]
    assert Notice.objects.filter(person=cast.ben, kind="waiting").count() == 2


def test_the_database_itself_lets_nobody_be_asked_twice_nor_two_at_once(full, cast):
    post = write(cast.ana, full).posts.get()
    made = {"group": full, "post": post, "until": now()}
    Offer.objects.create(person=cast.ben, **made)
    for who in (cast.ben, cast.stranger):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.create(person=who, **made)


def test_the_regular_work_asks_in_every_group_where_someone_offered(full, cast, make_group):
    quiet = make_group("Nobody offers here", members=[cast.ana])
    offers(full, cast.ben)
    thread, other = write(cast.ana, full), write(cast.ana, quiet)
    belonging.find_answers()
    run_due()
    assert (asked(thread), asked(other)) == (["ben"], [])


def test_another_persons_turn_cannot_be_taken(full, cast, as_):
    offers(full, cast.ben)
    write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    offer = Offer.objects.get()
    for name in ("take", "not_now"):
        assert as_(cast.stranger).post("/answering/", {name: offer.pk}).status_code == 404
        assert as_(cast.stranger).post("/answering/", {name: "nothing"}).status_code == 404


def test_the_page_says_the_hope_and_shows_nothing_the_reader_may_not_read_any_more(full, cast, as_):
    offers(full, cast.ben)
    write(cast.ana, full)
    belonging.ask_in_group(full.pk)
    page = as_(cast.ben).get("/answering/").text
    assert "Rain" in page
    assert "To be heard" in page
    actions.leave(cast.ben, full)
    assert waiting_for(cast.ben) == []
    assert "Rain" not in as_(cast.ben).get("/answering/").text


# ------------------------------------------------------------------------------------------------ the turns themselves


@pytest.fixture
def no_limits(settings):
    settings.LIMITS = False


MEMBERS = ("ben", "cleo", "dr_osei", "femi", "stranger")
step = st.one_of(
    st.tuples(st.just("post"), st.sampled_from(("ana", *MEMBERS))),
    st.tuples(st.just("answer"), st.integers(0, 9)),
    st.tuples(st.just("not_now"), st.integers(0, 9)),
    st.tuples(st.just("take"), st.integers(0, 9)),
    st.tuples(st.just("hours"), st.integers(1, 60)),
)


@given(
    caps=st.lists(st.sampled_from([0, 1, 2, 7]), min_size=5, max_size=5),
    trained=st.sets(st.sampled_from(MEMBERS)),
    steps=st.lists(step, max_size=25),
)
@how(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_nobody_is_asked_twice_too_often_or_out_of_turn(
    cast, make_group, no_limits, caps, trained, steps
):
    with transaction.atomic():
        group = make_group("Turns", members=[getattr(cast, name) for name in ("ana", *MEMBERS) if name != "cleo"])
        Role.objects.filter(kind="peer_supporter").delete()
        for name, cap in zip(MEMBERS, caps, strict=True):
            offers(group, getattr(cast, name), cap)
            if name in trained:
                Role.objects.create(person=getattr(cast, name), kind="peer_supporter")
        for act, what in steps:
            _do(cast, group, act, what)
            before = belonging.answerers(group)
            known = set(Offer.objects.values_list("pk", flat=True))
            belonging.ask_in_group(group.pk)
            _in_turn(before, known)
            _holds(group, dict(zip(MEMBERS, caps, strict=True)))
        transaction.set_rollback(True)


def _do(cast, group, act, what):
    if act == "post":
        write(getattr(cast, what), group)
    elif act == "hours":
        later(what)
        for post in Post.objects.all():
            Post.objects.filter(pk=post.pk).update(created=post.created - timedelta(hours=what))
    elif act == "answer":
        threads = list(Thread.objects.all())
        if threads:
            actions.reply(cast.ana, threads[what % len(threads)], "I hear you.")
    else:
        standing = list(Offer.objects.filter(ended=None).select_related("person"))
        if standing:
            one = standing[what % len(standing)]
            {"take": actions.take_offer, "not_now": actions.not_now}[act](one.person, one)


def _in_turn(before, known):
    """Each one newly asked came first among those who could be asked about that post at that moment."""
    for offer in Offer.objects.exclude(pk__in=known).select_related("post__author").order_by("post"):
        could = [
            one
            for one in in_turn(before.values())
            if one.person != offer.post.author.person_id
            and not Offer.objects.filter(pk__in=known, post=offer.post, person=one.person).exists()
        ]
        assert could[0].person == offer.person_id
        before[offer.person_id].asked.append(offer.asked)


def _holds(group, caps):
    rows = list(Offer.objects.select_related("post__author", "person"))
    assert all(one.person_id != one.post.author.person_id for one in rows)
    assert all(count == 1 for count in Counter((one.post_id, one.person_id) for one in rows).values())
    assert all(count == 1 for count in Counter(one.post_id for one in rows if one.ended is None).values())
    lately = Counter(one.person.username for one in rows if one.asked > now() - timedelta(days=7))
    assert all(count <= caps[name] for name, count in lately.items())


@given(st.lists(st.integers(1, 7), min_size=1, max_size=6), st.integers(1, 30))
def test_in_a_week_nobody_with_room_left_is_asked_two_times_less_than_another(caps, posts):
    team = [Answerer(number, cap) for number, cap in enumerate(caps)]
    for number in range(posts):
        turn = in_turn(team)
        if turn:
            turn[0].asked.append(now() + timedelta(minutes=number))
    for one in team:
        assert len(one.asked) <= one.a_week
        assert not one.is_free or len(one.asked) >= max(len(other.asked) for other in team) - 1


# ------------------------------------------------------------------------------------------------ how long answers take


def answered(cast, group, count, minutes, writers=("ana", "ben", "stranger")):
    for number in range(count):
        thread = write(getattr(cast, writers[number % len(writers)]), group, hours=24)
        post = spaces.reply(cast.cleo, thread, "I hear you.")
        Post.objects.filter(pk=post.pk).update(created=hours_ago(24) + timedelta(minutes=minutes))


def test_the_group_says_how_long_answers_take_from_five_conversations_of_three_people(full, cast, as_, visitor):
    page = lambda: as_(cast.ana).get(f"/groups/{full.slug}/").text  # noqa: E731
    answered(cast, full, 4, 130)
    belonging.measure_answers()
    assert "Usually answered" not in page()
    answered(cast, full, 1, 130)
    belonging.measure_answers()
    assert Group.objects.get(pk=full.pk).answer_minutes == 130
    assert "Usually answered within 3 hours" in page()
    assert "Usually answered within 3 hours" in visitor.get("/").text


def test_the_time_of_one_persons_conversations_is_not_told(full, cast):
    answered(cast, full, 8, 30, writers=["ana"])
    belonging.measure_answers()
    assert Group.objects.get(pk=full.pk).answer_minutes is None
    assert not Pace.objects.exists()


def test_measuring_again_follows_what_is_there(full, cast):
    answered(cast, full, 6, 30)
    belonging.measure_answers()
    Post.objects.filter(opening=False).delete()
    Thread.objects.update(replies=0)
    belonging.measure_answers()
    assert Group.objects.get(pk=full.pk).answer_minutes is None
    assert not Pace.objects.exists()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, ""),
        (0, "within 1 hour"),
        (59, "within 1 hour"),
        (60, "within 2 hours"),
        (1379, "within 23 hours"),
        (1380, "within 1 day"),
        (1500, "within 2 days"),
        (20_000, "more than a week"),
    ],
)
def test_the_pace_is_said_in_plain_words_and_never_faster_than_it_is(minutes, said):
    assert said in pace.in_words(minutes)


def test_the_steward_settles_the_hours_within_bounds_and_nobody_else(full, cast, as_):
    steward = as_(cast.grace)
    page = steward.get("/steward/answers/")
    assert "There are too few" in page.text
    wrong = steward.post("/steward/answers/", {"answer_waits_hours": 0, "answer_passed_on_hours": 12})
    assert wrong.status_code == 422
    steward.post("/steward/answers/", {"answer_waits_hours": 1, "answer_passed_on_hours": 2})
    offers(full, cast.ben)
    thread = write(cast.ana, full, hours=1.5)
    belonging.ask_in_group(full.pk)
    assert asked(thread) == ["ben"]
    assert as_(cast.ben).get("/steward/answers/").status_code == 404


def test_offering_is_seen_by_nobody_else(full, cast, as_):
    offers(full, cast.ben)
    before = as_(cast.ana).get(f"/groups/{full.slug}/members/").text.count("Ben")
    Membership.objects.filter(person=cast.ben).update(answers_a_week=0)
    assert as_(cast.ana).get(f"/groups/{full.slug}/members/").text.count("Ben") == before
