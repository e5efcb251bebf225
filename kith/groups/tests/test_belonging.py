"""Belonging: one's part in a group, newcomers, thanks in words, being missed, and coming back."""

from datetime import timedelta

import pytest

from kith.core.clock import now
from kith.core.crypto import destroy_key
from kith.groups import actions
from kith.groups.belonging import access
from kith.groups.belonging import tasks as belonging
from kith.groups.belonging.models import ReachOut, Thanks
from kith.groups.portability import erase
from kith.notices.models import Notice
from kith.people import actions as people
from kith.people.models import Handle, name_key
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Post, Thread

pytestmark = pytest.mark.django_db
PART = {"line": "I bring the flask", "answers_a_week": 0, "missed_after": 0}


@pytest.fixture
def full(make_group, cast):
    return make_group(members=[cast.ana, cast.ben, cast.stranger], visibility="members")


@pytest.fixture
def page(as_, full):
    return lambda person, rest="": as_(person).get(f"/groups/{full.slug}/{rest}")


def kinds(person):
    return sorted(Notice.objects.filter(person=person).values_list("kind", flat=True))


def another_name(person, group, name):
    return actions.appear_as(person, group, name)


# ------------------------------------------------------------------------------------------------ one's part


def test_a_line_stands_beside_the_name_and_goes_when_it_is_taken_away(full, cast, as_, page):
    as_(cast.ana).post(f"/groups/{full.slug}/part/", PART)
    assert "I bring the flask" in page(cast.ben, "members/").text
    as_(cast.ana).post(f"/groups/{full.slug}/part/", PART | {"line": ""})
    assert "I bring the flask" not in page(cast.ben, "members/").text


def test_the_line_of_who_runs_it_stands_on_the_groups_page_and_of_a_member_only_inside(full, cast, page):
    actions.set_part(cast.cleo, full, line="I wear the yellow hat")
    actions.set_part(cast.ana, full, line="I bring the flask", welcomes=True)
    assert "I wear the yellow hat" in page(cast.grace).text
    assert "I bring the flask" in page(cast.ben).text
    assert "I bring the flask" not in page(cast.grace).text
    assert "Ana" not in page(cast.grace).text


def test_neither_line_nor_welcoming_goes_along_to_another_name(full, cast, page):
    actions.set_part(cast.ana, full, line="I bring the flask", welcomes=True, answers_a_week=2)
    another_name(cast.ana, full, "Quiet Fern")
    held = Membership.objects.get(space=full.space, person=cast.ana)
    assert (held.line, held.welcomes, held.answers_a_week) == ("", False, 2)
    assert "I bring the flask" not in page(cast.ben, "members/").text


def test_coming_back_under_another_name_brings_no_line(full, cast):
    actions.set_part(cast.ana, full, line="I bring the flask", welcomes=True)
    actions.leave(cast.ana, full)
    actions.join(cast.ana, full, "Quiet Fern")
    assert Membership.objects.get(space=full.space, person=cast.ana).line == ""


def test_nobody_outside_has_a_part(full, cast, as_, page):
    assert page(cast.femi, "part/").status_code == 302
    assert as_(cast.femi).post(f"/groups/{full.slug}/part/", PART).status_code == 302
    assert not Membership.objects.filter(person=cast.femi).exists()


def test_what_is_too_long_is_kept_and_said(full, cast, as_):
    answer = as_(cast.ana).post(f"/groups/{full.slug}/part/", PART | {"line": "x" * 121})
    assert answer.status_code == 422
    assert "x" * 121 in answer.text


# ------------------------------------------------------------------------------------------------ welcoming


def test_a_facilitator_asks_and_the_member_says_yes_or_nothing(full, cast, as_, page):
    as_(cast.cleo).post(f"/groups/{full.slug}/members/welcome/", {"member": "Ana"})
    assert kinds(cast.ana) == ["welcome_asked"]
    assert "asks whether you would welcome newcomers" in as_(cast.ana).get("/notices/").text
    assert "You are asked to welcome newcomers" in page(cast.ana, "part/").text
    assert not Membership.objects.get(space=full.space, person=cast.ana).welcomes
    as_(cast.ana).post(f"/groups/{full.slug}/part/", PART | {"welcomes": "on"})
    assert "Welcomes newcomers" in page(cast.ben, "members/").text
    assert kinds(cast.ana) == []


def test_asking_again_within_two_weeks_asks_nobody(full, cast):
    for _time in range(2):
        actions.ask_to_welcome(cast.cleo, full, "Ana")
        Notice.objects.filter(person=cast.ana).update(read_at=now())
    assert Notice.objects.filter(person=cast.ana, read_at=None).count() == 0


def test_only_who_runs_the_group_asks_and_only_for_members_they_meet(full, cast, as_):
    assert as_(cast.ben).post(f"/groups/{full.slug}/members/welcome/", {"member": "Ana"}).status_code == 404
    assert as_(cast.cleo).post(f"/groups/{full.slug}/members/welcome/", {"member": "Femi"}).status_code == 404
    assert as_(cast.cleo).post(f"/groups/{full.slug}/members/welcome/", {"member": "A\0na"}).status_code == 302


def test_a_newcomer_is_shown_who_welcomes_and_says_hello_with_one_press(full, cast, as_, page):
    actions.set_part(cast.ana, full, welcomes=True)
    actions.join(cast.femi, full, "Slow Tide")
    shown = page(cast.femi).text
    assert "These people welcome newcomers here" in shown
    assert "Just say hello for me" in shown
    as_(cast.femi).post(f"/groups/{full.slug}/hello/", {"once": "a"})
    as_(cast.femi).post(f"/groups/{full.slug}/hello/", {"once": "a"})
    thread = Thread.objects.get(space=full.space)
    assert (thread.title, thread.hope, thread.posts.get().body) == (
        "Hello from Slow Tide",
        "hello",
        "Hello, I am new here.",
    )
    assert kinds(cast.ana) == ["introduction"]
    assert kinds(cast.cleo) == []
    assert "Slow Tide is new in The evening walk and says hello." in as_(cast.ana).get("/notices/").text
    assert "Just say hello for me" not in page(cast.femi).text


def test_where_nobody_welcomes_those_who_run_the_group_are_told_and_prompts_may_be_answered(full, cast, as_):
    actions.join(cast.femi, full, "Femi")
    as_(cast.femi).post(f"/groups/{full.slug}/hello/", {"body": "Good evening.", "like": "Chess"})
    body = Post.objects.get(thread__space=full.space).body
    assert body.startswith("Good evening.\n\n")
    assert body.endswith("\nChess")
    assert kinds(cast.cleo) == ["introduction"]


def test_a_hello_goes_on_to_who_runs_the_group_when_whoever_welcomes_would_not_hear_it(full, cast):
    actions.set_part(cast.ana, full, welcomes=True)
    people.mute(cast.ana, cast.ben.main_handle)
    actions.say_hello(cast.ben, full)
    assert (kinds(cast.ana), kinds(cast.cleo)) == ([], ["introduction"])


def test_the_only_one_who_welcomes_does_not_hear_of_their_own_hello_but_who_runs_the_group_does(full, cast):
    actions.set_part(cast.ben, full, welcomes=True)
    actions.say_hello(cast.ben, full)
    assert (kinds(cast.ben), kinds(cast.cleo)) == ([], ["introduction"])


def test_who_would_rather_not_is_not_offered_it_again_nor_is_who_was_here_before(full, cast, as_, page):
    actions.join(cast.femi, full, "Femi")
    as_(cast.femi).post(f"/groups/{full.slug}/hello/", {"not_now": "1"})
    assert "Just say hello for me" not in page(cast.femi).text
    assert not Thread.objects.exists()
    actions.join(cast.grace, full, "Grace")
    actions.leave(cast.grace, full)
    actions.join(cast.grace, full, "Grace")
    assert "Just say hello for me" not in page(cast.grace).text


# ------------------------------------------------------------------------------------------------ coming back


def test_someone_who_left_and_came_in_again_is_welcomed_back(full, cast, page):
    spaces.start_thread(cast.cleo, full.space, "Route for Wednesday", "The wall and back.", "hello")
    actions.leave(cast.ana, full)
    actions.join(cast.ana, full, "Ana")
    shown = page(cast.ana).text
    assert "Welcome back" in shown
    assert "Route for Wednesday" in shown
    assert "Welcome back" not in page(cast.ben).text


def test_someone_who_was_quiet_is_welcomed_back_until_they_have_read_something_new(full, cast, page, as_):
    old = spaces.start_thread(cast.cleo, full.space, "Long ago", "Words", "hello")
    page(cast.ana, f"threads/{old.pk}/")
    long_ago = now() - timedelta(days=30)
    Post.objects.update(created=long_ago)
    Thread.objects.update(created=long_ago, last_post_at=long_ago)
    Membership.objects.update(joined=now() - timedelta(days=90))
    fresh = spaces.start_thread(cast.cleo, full.space, "New since", "Words", "hello")
    shown = page(cast.ana).text
    assert "Welcome back" in shown
    page(cast.ana, f"threads/{fresh.pk}/")
    assert "Welcome back" not in page(cast.ana).text


# ------------------------------------------------------------------------------------------------ thanks


def thank(client, group, name="Ben", words="You waited for me."):
    return client.post(f"/groups/{group.slug}/thanks/?name={name}", {"words": words})


def test_only_the_receiver_reads_thanks_and_is_told_once(full, cast, as_):
    thank(as_(cast.ana), full)
    assert "You waited for me." in as_(cast.ben).get("/you/thanks/").text
    assert "Ana thanks you, in their own words." in as_(cast.ben).get("/notices/").text
    for other in (cast.ana, cast.cleo, cast.grace):
        assert "You waited for me." not in as_(other).get("/you/thanks/").text


def test_the_words_are_sealed_with_their_writers_key_and_go_with_it(full, cast, as_):
    made = actions.say_thanks(cast.ana, full, cast.ben.main_handle, "You waited for me.")
    destroy_key(cast.ana.pk)
    assert Thanks.objects.get(pk=made.pk).words == ""


@pytest.mark.parametrize("who", ["ana", "ben"])
def test_erasing_either_takes_the_row_away(full, cast, who):
    actions.say_thanks(cast.ana, full, cast.ben.main_handle, "You waited for me.")
    erase(getattr(cast, who))
    assert not Thanks.objects.exists()


def test_a_post_without_a_name_can_be_thanked_and_tells_nothing(full, cast, as_):
    thread = spaces.start_thread(cast.ben, full.space, "Rain", "Words", "heard", unnamed=True)
    address = f"/groups/{full.slug}/threads/{thread.pk}/posts/{thread.posts.get().pk}/thanks/"
    assert "Ben" not in as_(cast.ana).get(address).text.partition("<main")[2]
    as_(cast.ana).post(address, {"words": "I needed that."})
    assert "for words without a name" in as_(cast.ben).get("/you/thanks/").text
    assert as_(cast.ben).get(address).status_code == 404


def test_the_limit_does_not_tell_that_two_names_are_one(full, cast, as_):
    thread = spaces.start_thread(cast.ben, full.space, "Rain", "Words", "heard", unnamed=True)
    ana = as_(cast.ana)
    for _time in range(3):
        assert thank(ana, full).status_code == 302
    assert thank(ana, full).status_code == 422
    address = f"/groups/{full.slug}/threads/{thread.pk}/posts/{thread.posts.get().pk}/thanks/"
    assert ana.post(address, {"words": "I needed that."}).status_code == 302


@pytest.mark.parametrize("how", ["mute", "block", "hide"])
def test_who_does_not_read_the_name_gets_nothing_and_the_writer_sees_no_difference(full, cast, as_, how):
    if how == "block":
        people.block(cast.ben, cast.ana)
    elif how == "hide":
        people.block_name(cast.ben, cast.ana.main_handle, cast.ben.main_handle)
    else:
        people.mute(cast.ben, cast.ana.main_handle)
    answer = actions.say_thanks(cast.ana, full, cast.ben.main_handle, "You waited for me.")
    assert answer.held
    assert "You waited" not in as_(cast.ben).get("/you/thanks/").text
    assert kinds(cast.ben) == []


def test_a_mute_is_silent(full, cast, as_):
    people.mute(cast.ben, cast.ana.main_handle)
    ana = as_(cast.ana)
    muted, plain = thank(ana, full), thank(ana, full, "Sam")
    assert (muted.status_code, muted.headers["Location"]) == (plain.status_code, plain.headers["Location"])


def test_that_the_writer_blocked_one_since_takes_nothing_away_and_ones_own_block_does(full, cast, as_):
    thank(as_(cast.ana), full)
    people.block(cast.ana, cast.ben)
    assert "You waited for me." in as_(cast.ben).get("/you/thanks/").text
    people.block(cast.ben, cast.ana)
    assert "You waited for me." not in as_(cast.ben).get("/you/thanks/").text


def test_thanks_are_kept_put_away_removed_and_put_back(full, cast, as_):
    thank(as_(cast.ana), full)
    ben, one = as_(cast.ben), Thanks.objects.get()
    ben.post("/you/thanks/", {"kept": one.pk})
    assert Thanks.objects.get().state == "kept"
    ben.post("/you/thanks/", {"away": one.pk})
    assert Thanks.objects.get().state == "away"
    ben.post("/you/thanks/", {"remove": one.pk})
    shown = ben.get("/you/thanks/").text
    assert "You waited" not in shown
    assert "Put it back" in shown
    ben.post("/you/thanks/", {"kept": one.pk})
    assert "You waited" in ben.get("/you/thanks/").text
    ben.post("/you/thanks/", {"remove": one.pk})
    Thanks.objects.update(removed=now() - timedelta(hours=2))
    assert ben.post("/you/thanks/", {"kept": one.pk}).status_code == 404
    belonging.forget_removed_thanks()
    assert not Thanks.objects.exists()


def test_nobody_else_decides_about_thanks(full, cast, as_):
    thank(as_(cast.ana), full)
    for name in ("kept", "away", "remove"):
        assert as_(cast.ana).post("/you/thanks/", {name: Thanks.objects.get().pk}).status_code == 404
        assert as_(cast.ana).post("/you/thanks/", {name: "nothing"}).status_code == 404


def test_who_is_outside_or_unknown_cannot_be_thanked_nor_thank(full, cast, as_):
    assert thank(as_(cast.ana), full, "Femi").status_code == 404
    assert thank(as_(cast.femi), full).status_code == 404
    assert thank(as_(cast.ana), full, "Ana").status_code == 404
    assert thank(as_(cast.ana), full, words=" ").status_code == 422


def test_the_record_shows_what_one_chose_under_the_name_one_chose_and_nobody_elses_name(full, cast, as_):
    thank(as_(cast.ana), full)
    thank(as_(cast.stranger), full, words="Thank you for the song.")
    actions.set_part(cast.ben, full, line="I carry the lamp")
    first = Thanks.objects.get(giver=cast.ana)
    held = Membership.objects.get(space=full.space, person=cast.ben)
    form = {"name": "B. Marsh", "lines": [held.pk], "thanks": [first.pk]}
    shown = as_(cast.ben).post("/you/thanks/record/", form).text.partition("<main")[2]
    assert "B. Marsh" in shown
    assert "I carry the lamp" in shown
    assert "You waited for me." in shown
    assert "Thank you for the song." not in shown
    assert "Ana" not in shown
    assert as_(cast.cleo).post("/you/thanks/record/", {"name": "C", "thanks": [first.pk]}).status_code == 422


# ------------------------------------------------------------------------------------------------ being missed


def quiet(person, group, days, weeks=2):
    actions.set_part(person, group, missed_after=weeks)
    Membership.objects.filter(space=group.space_id, person=person).update(seen=now() - timedelta(days=days))


def test_who_asked_and_is_quiet_is_missed_once_by_those_who_mind_the_group(full, cast, as_):
    actions.set_part(cast.stranger, full, welcomes=True)
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    belonging.miss_people()
    assert ReachOut.objects.count() == 1
    for person in (cast.cleo, cast.stranger):
        assert kinds(person) == ["quiet_member"]
        assert "Ana has been quiet in The evening walk" in as_(person).get("/notices/").text
        assert [one.membership.person_id for one in access.quiet_members(person, full)] == [cast.ana.pk]
    assert kinds(cast.ben) == kinds(cast.ana) == []
    assert access.quiet_members(cast.ben, full) == []
    assert as_(cast.ben).get(f"/groups/{full.slug}/missed/").status_code == 404


@pytest.mark.parametrize(("days", "weeks"), [(13, 2), (60, 0)])
def test_nobody_is_missed_too_soon_or_without_having_asked(full, cast, days, weeks):
    quiet(cast.ana, full, days, weeks)
    belonging.miss_people()
    assert not ReachOut.objects.exists()


def test_only_of_who_asked_is_the_day_kept_and_no_finer_and_it_is_forgotten_with_the_wish(full, cast, as_, page):
    held = Membership.objects.filter(space=full.space, person=cast.ana)
    page(cast.ana)
    assert held.get().seen is None
    quiet(cast.ana, full, 5)
    page(cast.ana)
    assert held.get().seen == access.today()
    as_(cast.ana).post(f"/groups/{full.slug}/part/", PART)
    assert held.get().seen is None


def test_reading_a_conversation_is_coming_too(full, cast, page):
    thread = spaces.start_thread(cast.cleo, full.space, "Rain", "Words", "heard")
    quiet(cast.ana, full, 15)
    page(cast.ana, f"threads/{thread.pk}/")
    belonging.miss_people()
    assert not ReachOut.objects.exists()


def test_whoever_comes_back_is_off_the_list_with_the_next_round_and_not_before(full, cast, page):
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    page(cast.ana)
    assert len(access.quiet_members(cast.cleo, full)) == 1
    belonging.miss_people()
    assert access.quiet_members(cast.cleo, full) == []


def say(client, group, words="We kept your seat."):
    return client.post(f"/groups/{group.slug}/missed/", {"who": ReachOut.objects.get().pk, "words": words})


def test_one_says_hello_and_the_others_see_that_it_was_said_not_what(full, cast, as_):
    actions.set_part(cast.stranger, full, welcomes=True)
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    say(as_(cast.cleo), full)
    say(as_(cast.stranger), full, "Hello from me as well.")
    shown = as_(cast.stranger).get(f"/groups/{full.slug}/missed/").text
    assert "Cleo said hello" in shown
    assert "We kept your seat." not in shown
    assert kinds(cast.stranger) == []
    ana = as_(cast.ana)
    assert "Cleo from The evening walk says hello." in ana.get("/notices/").text
    page = ana.get(f"/groups/{full.slug}/hello-to-me/").text
    assert "We kept your seat." in page
    assert "as well" not in page


@pytest.mark.parametrize("how", ["mute", "block", "was_blocked", "hide_name"])
def test_who_said_hello_is_not_named_to_someone_who_does_not_meet_that_name(full, cast, as_, how):
    actions.set_part(cast.stranger, full, welcomes=True)
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    say(as_(cast.cleo), full)
    {
        "mute": lambda: people.mute(cast.stranger, cast.cleo.main_handle),
        "hide_name": lambda: people.mute(cast.stranger, cast.cleo.main_handle, hidden=True),
        "block": lambda: people.block(cast.stranger, cast.cleo),
        "was_blocked": lambda: people.block(cast.cleo, cast.stranger),
    }[how]()
    shown = as_(cast.stranger).get(f"/groups/{full.slug}/missed/").text
    assert "Someone said hello" in shown and "Cleo" not in shown.partition("<main")[2]


def test_all_right_is_told_to_who_said_hello_and_the_clock_begins_anew(full, cast, as_):
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    say(as_(cast.cleo), full)
    as_(cast.ana).post(f"/groups/{full.slug}/hello-to-me/", {"fine": "1"})
    assert "Ana is all right, and thanks you for your hello." in as_(cast.cleo).get("/notices/").text
    belonging.miss_people()
    assert ReachOut.objects.filter(ended=None).count() == 0
    assert Membership.objects.get(space=full.space, person=cast.ana).missed_after == 2


def test_please_do_not_ends_the_wish_and_is_told_to_nobody(full, cast, as_):
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    say(as_(cast.cleo), full)
    as_(cast.ana).post(f"/groups/{full.slug}/hello-to-me/", {"stop": "1"})
    held = Membership.objects.get(space=full.space, person=cast.ana)
    assert (held.missed_after, held.seen) == (0, None)
    assert kinds(cast.cleo) == []


def test_a_hello_from_a_muted_name_reaches_nobody(full, cast, as_):
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    people.mute(cast.ana, cast.cleo.main_handle)
    assert say(as_(cast.cleo), full).status_code == 302
    assert kinds(cast.ana) == []
    assert as_(cast.ana).get(f"/groups/{full.slug}/hello-to-me/").status_code == 302


def test_someone_else_can_neither_answer_nor_say_hello(full, cast, as_):
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    assert say(as_(cast.ben), full).status_code == 404
    say(as_(cast.cleo), full)
    as_(cast.ben).post(f"/groups/{full.slug}/hello-to-me/", {"fine": "1"})
    assert ReachOut.objects.get().answer == ""
    assert as_(cast.cleo).get(f"/groups/{full.slug}/missed/?who=nothing").status_code == 404


def test_another_name_is_missed_by_that_name_alone(full, cast, as_):
    another_name(cast.ana, full, "Quiet Fern")
    assert Handle.objects.filter(name_key=name_key("Quiet Fern")).exists()
    quiet(cast.ana, full, 15)
    belonging.miss_people()
    shown = as_(cast.cleo).get(f"/groups/{full.slug}/missed/").text
    assert "Quiet Fern" in shown
    assert "Ana" not in shown.partition("<main")[2]
