"""Another name for a group: chosen, changed, given back; and nothing on any page that joins it to who its owner is elsewhere."""

import re

import pytest

from kith.groups import actions
from kith.groups.belonging.models import ReachOut
from kith.groups.coming import next_meetings
from kith.groups.models import Coming, Group, Seat, Session
from kith.people.actions import rename
from kith.people.models import Handle, name_key
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Reaction

pytestmark = pytest.mark.django_db


def as_name(client, group, name, **more):
    return client.post(f"/groups/{group.slug}/name/", {"name": name, **more})


def names_on(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def talk(walk, thread):
    return f"/groups/{walk.slug}/threads/{thread.pk}/"


def test_what_a_change_does_is_said_before_it_is_made(as_, cast, walk):
    page = names_on(as_(cast.ana), f"/groups/{walk.slug}/name/")
    assert "What you wrote here stays under Ana." in page
    assert "Nobody is told." in page
    assert "You run this group." not in page
    assert "You run this group." in names_on(as_(cast.cleo), f"/groups/{walk.slug}/name/")
    assert "How you appear here" in names_on(as_(cast.ana), f"/groups/{walk.slug}/")


def test_earlier_words_keep_their_name_and_new_ones_have_the_new(as_, cast, walk, thread, talk):
    assert as_name(as_(cast.ana), walk, "Mossy Wren", colour="5").status_code == 302
    spaces.reply(cast.ana, thread, "And now?")
    page = names_on(as_(cast.ben), talk)
    assert re.findall(r'<strong id="w\d+">([^<]+)</strong>', page) == ["Ana", "Mossy Wren"]
    assert "hue-5" in page
    members = names_on(as_(cast.ben), f"/groups/{walk.slug}/members/")
    assert "Mossy Wren" in members and "Ana" not in members
    assert not cast.ben.notices.exists() and not cast.cleo.notices.exists()


def test_ones_earlier_words_can_still_be_changed_and_taken_back(as_, cast, walk, thread, talk):
    as_name(as_(cast.ana), walk, "Mossy Wren")
    post = thread.posts.get()
    ana = as_(cast.ana)
    assert ana.post(f"{talk}posts/{post.pk}/edit/", {"body": "Shall we sit?"}).status_code == 302
    ana.post(f"{talk}answer/", {"withdraw": post.pk})
    post.refresh_from_db()
    assert (post.body, post.author) == ("Shall we sit?", cast.ana.main_handle) and post.withdrawn


def test_a_warm_word_is_not_given_twice_under_two_names(as_, cast, walk, thread, talk):
    post = thread.posts.get()
    spaces.give_reaction(cast.ben, post, "hear")
    as_name(as_(cast.ben), walk, "Steady Otter")
    as_(cast.ben).post(f"{talk}answer/", {"give": f"hear.{post.pk}"})
    assert Reaction.objects.get().author == cast.ben.main_handle
    as_(cast.ben).post(f"{talk}answer/", {"take": f"hear.{post.pk}"})
    assert not Reaction.objects.exists()


def test_one_can_go_back_to_an_earlier_name(as_, cast, walk, membership):
    ana = as_(cast.ana)
    for name in ("Mossy Wren", "Ana", "Mossy Wren"):
        assert as_name(ana, walk, name).status_code == 302
    assert str(membership(cast.ana, walk).handle) == "Mossy Wren"
    assert Handle.objects.filter(person=cast.ana).count() == 2


def test_a_name_of_one_group_is_not_taken_to_another_and_the_reason_is_for_its_owner_alone(as_, cast, make_group):
    one, two = make_group("One", members=[cast.ana, cast.ben]), make_group("Two", members=[cast.ana, cast.ben])
    assert as_name(as_(cast.ana), one, "Mossy Wren").status_code == 302
    own = as_name(as_(cast.ana), two, "mossy wren")
    assert own.status_code == 422
    assert "You have this name elsewhere." in own.content.decode()
    others = as_name(as_(cast.ben), two, "mossy wren")
    assert "Someone has this name already." in others.content.decode()
    assert "Ana" not in others.content.decode()
    again = as_(cast.ana).post("/groups/two/join/", {"name": "Mossy Wren", "version": 1})
    assert Membership.objects.get(space=two.space, person=cast.ana).handle.is_main and again.status_code == 302


def test_a_name_taken_is_answered_alike_whether_it_is_a_main_name_or_one_of_a_hidden_group(as_, cast, make_group):
    hidden, walk = make_group("Quiet", visibility="hidden", members=[cast.ana]), make_group(members=[cast.stranger])
    as_name(as_(cast.ana), hidden, "Mossy Wren")
    answers = {
        re.sub(r'value="[^"]*"', "", as_name(as_(cast.stranger), walk, name).content.decode())
        for name in ("Mossy Wren", "Ben")
    }
    assert len(answers) == 1


def test_a_name_is_not_changed_without_end(as_, cast, walk):
    ana = as_(cast.ana)
    for number in range(5):
        assert as_name(ana, walk, f"Wren {number}").status_code == 302
    assert "You can change it again tomorrow." in as_name(ana, walk, "Wren 9").content.decode()


def test_only_someone_inside_has_a_name_to_change(as_, cast, walk, visitor):
    assert as_name(as_(cast.stranger), walk, "Mossy Wren").url == f"/groups/{walk.slug}/"
    assert not Handle.objects.filter(person=cast.stranger, is_main=False).exists()
    assert visitor.get(f"/groups/{walk.slug}/name/").url.startswith("/accounts/login/")


def test_a_practitioner_keeps_their_own_name(as_, cast, walk, membership):
    actions.join(cast.dr_osei, walk, "Dr Osei")
    page = as_(cast.dr_osei).get(f"/groups/{walk.slug}/name/").content.decode()
    assert "always met by their own name" in page and "<textarea" not in page
    as_name(as_(cast.dr_osei), walk, "Mossy Wren")
    assert membership(cast.dr_osei, walk).handle.is_main


def test_joining_under_another_name_one_may_choose_its_colour(as_, cast, make_group, membership):
    group = make_group()
    page = names_on(as_(cast.stranger), f"/groups/{group.slug}/join/")
    assert "Lavender" in page
    as_(cast.stranger).post(f"/groups/{group.slug}/join/", {"name": "Mossy Wren", "version": 1, "colour": "2"})
    assert membership(cast.stranger, group).handle.colour == 2


@pytest.mark.parametrize("colour", ["8", "-1", "x", "9" * 30])
def test_a_colour_that_is_none_is_refused(as_, cast, walk, colour):
    assert as_name(as_(cast.ana), walk, "Mossy Wren", colour=colour).status_code == 422


def test_those_who_run_a_group_see_no_number_that_outlives_a_name(as_, cast, walk):
    cleo, address = as_(cast.cleo), f"/groups/{walk.slug}/members/"
    marks = r'name="member" value="([^"]*)"'
    before = set(re.findall(marks, names_on(cleo, address)))
    as_name(as_(cast.ana), walk, "Mossy Wren")
    after = set(re.findall(marks, names_on(cleo, address)))
    assert (before - after, after - before) == ({"Ana"}, {"Mossy Wren"})


@pytest.mark.parametrize("joining", ["open", "request"])
def test_leaving_and_coming_again_under_another_name_joins_nothing_to_the_first(
    joining, clock, club, weekly, cast, membership
):
    Group.objects.filter(pk=club.pk).update(joining=joining)
    club.refresh_from_db()
    meeting, held = next_meetings(club)[0], membership(cast.ana, club)
    actions.set_part(cast.ana, club, line="I bring the flask", welcomes=True, missed_after=2)
    actions.say_if_coming(cast.ana, club, meeting, comes=True)
    session = Session.objects.create(group=club, time=weekly, day=meeting.day, lead=held)
    Seat.objects.create(session=session, membership=held)
    ReachOut.objects.create(membership=held)
    actions.leave(cast.ana, club)
    assert not Seat.objects.exists() and Session.objects.get().lead is None
    if joining == "open":
        actions.join(cast.ana, club, "Mossy Wren")
    else:
        asked = actions.ask_to_join(cast.ana, club, "Mossy Wren", "")
        assert membership(cast.ana, club).line == ""
        actions.answer_request(cast.cleo, club, asked, True)
    again = membership(cast.ana, club)
    assert (str(again.handle), again.line, again.welcomes) == ("Mossy Wren", "", False)
    assert not Coming.objects.exists() and not ReachOut.objects.filter(ended=None).exists()


def test_coming_again_under_the_same_name_keeps_what_one_said(clock, club, weekly, cast):
    actions.say_if_coming(cast.ana, club, next_meetings(club)[0], comes=True)
    actions.leave(cast.ana, club)
    actions.come_back(cast.ana, club)
    assert Coming.objects.exists()


def test_whoever_takes_another_name_in_a_session_neither_leads_nor_sits_there_under_it(
    clock, club, weekly, cast, membership
):
    held = membership(cast.cleo, club)
    session = Session.objects.create(group=club, time=weekly, day=next_meetings(club)[0].day, lead=held)
    Seat.objects.create(session=session, membership=held)
    actions.appear_as(cast.cleo, club, "Mossy Wren")
    assert not Seat.objects.exists() and Session.objects.get().lead is None


def test_an_invitation_is_never_sent_under_another_name(as_, cast, walk, membership):
    address, cleo = f"/groups/{walk.slug}/invite/", as_(cast.cleo)
    tie = cast.cleo.ties.create(person=cast.stranger, name="Sam", kind="peer")
    cast.stranger.ties.create(person=cast.cleo, name="Cleo", kind="peer")
    as_name(cleo, walk, "Mossy Wren")
    assert "You are here under another name" in names_on(cleo, address)
    assert cleo.post(address, {"tie": str(tie.pk)}).status_code == 404
    assert not cast.stranger.notices.exists()
    as_name(cleo, walk, "Cleo")
    assert cleo.post(address, {"tie": str(tie.pk)}).status_code == 302
    assert "Cleo invites you" in names_on(as_(cast.stranger), "/notices/")
    assert "may guess who you are" in names_on(as_(cast.stranger), f"/groups/{walk.slug}/join/")


def test_your_names_lists_where_each_is_and_is_for_oneself(as_, cast, make_group, queries):
    one, two = make_group("One", members=[cast.ana]), make_group("Two", members=[cast.ana])
    spaces.start_thread(cast.ana, one.space, "Rain", "Words", "heard")
    spaces.start_thread(cast.ana, two.space, "Rain", "Words", "heard", unnamed=True)
    as_name(as_(cast.ana), one, "Mossy Wren")
    client = as_(cast.ana)
    client.get("/you/names/")
    with queries(12):
        page = names_on(client, "/you/names/")
    assert page.index("Ana") < page.index("Mossy Wren")
    assert "On words you wrote before in: One" in page
    assert "Someone in this group" not in page
    assert 'href="/groups/one/name/"' in page and 'href="/groups/two/name/"' in page
    assert "Mossy Wren" not in names_on(as_(cast.cleo), "/you/names/")


def test_ones_main_name_changes_everywhere_and_the_old_one_is_kept(as_, cast, walk, thread, talk):
    ana = as_(cast.ana)
    assert "also on what you wrote under it before" in names_on(ana, "/you/names/main/")
    assert ana.post("/you/names/main/", {"name": "Maria", "colour": "3"}).url == "/you/names/"
    page = names_on(as_(cast.ben), talk)
    assert "Maria" in page and ">Ana<" not in page and "hue-3" in page
    assert "It is kept for you" in names_on(ana, "/you/names/")
    taken = as_(cast.ben).post("/you/names/main/", {"name": "ana", "colour": "1"})
    assert "Someone has this name already." in taken.content.decode()
    ana.post("/you/names/main/", {"name": "Ana", "colour": "3"})
    assert Handle.objects.get(person=cast.ana, is_main=True).name == "Ana"
    assert [h.name for h in Handle.objects.filter(person=cast.ana, kind="kept")] == ["Maria"]


def test_a_name_of_a_group_does_not_become_the_main_one(as_, cast, walk):
    as_name(as_(cast.ana), walk, "Mossy Wren")
    page = as_(cast.ana).post("/you/names/main/", {"name": "Mossy Wren", "colour": "1"})
    assert "You have this name in a group." in page.content.decode()
    assert cast.ana.handles.get(is_main=True).name == "Ana"


@pytest.mark.parametrize("name", ["Someone in this group", "SOMEONE WHO LEFT", "Moderator", "a@b.example", ""])
def test_a_main_name_that_cannot_be_is_refused(as_, cast, name):
    assert as_(cast.ana).post("/you/names/main/", {"name": name, "colour": "1"}).status_code == 422
    assert not Handle.objects.filter(person=cast.ana, kind="kept").exists()


def test_a_main_name_is_not_changed_without_end(cast, as_):
    for name in ("Maria", "Marta", "Mara"):
        rename(cast.ana, name, 1)
    page = as_(cast.ana).post("/you/names/main/", {"name": "Mira", "colour": "1"})
    assert "You can change it again tomorrow." in page.content.decode()
    assert Handle.objects.filter(name_key=name_key("Mira")).count() == 0
