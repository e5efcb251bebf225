"""An agreement that changes: shown before and now, asked of everyone, and nobody locked out by accident."""

import pytest

from kith.groups import actions
from kith.groups.actions.agreeing import Reworded
from kith.groups.agreements import compare
from kith.groups.models import Agreed
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Post

pytestmark = pytest.mark.django_db


def join(client, group, name, version=1):
    return client.post(f"/groups/{group.slug}/join/", {"name": name, "version": version})


@pytest.fixture
def changed(as_, cast, make_group):
    """Sam joined under the old words; then Cleo changed one line."""
    group = make_group(agreement="- Be kind.\n- Be brief.", visibility="members")
    join(as_(cast.stranger), group, "Sam")
    actions.set_agreement(cast.cleo, group, "- Be kind.\n- Take your time.")
    return group


def test_what_changed_is_told_apart_line_by_line():
    assert compare("- Be kind.\n\n- Be brief.", "- Be kind.\n- Take your time.\n") == [
        ("same", "Be kind."), ("gone", "Be brief."), ("new", "Take your time."),
    ]  # fmt: skip
    assert compare("", "One") == [("new", "One")]


def test_a_member_is_asked_reads_on_and_writes_after_saying_yes(as_, cast, changed):
    sam, address = as_(cast.stranger), f"/groups/{changed.slug}/"
    thread = spaces.start_thread(cast.cleo, changed.space, "Rain", "Shall we walk?", "heard")
    page = sam.get(address).content.decode()
    assert "What we agree to has changed" in page and "Start a conversation" not in page
    said = sam.get(f"{address}threads/{thread.pk}/").content.decode()
    assert "Shall we walk?" in said and 'name="body"' not in said
    shown = sam.get(f"{address}agreement/").content.decode()
    assert "<del>Be brief.</del>" in shown and "<ins>Take your time.</ins>" in shown
    assert sam.post(f"{address}agreement/", {"version": 2}).url == address
    assert "Start a conversation" in sam.get(address).content.decode()
    assert sam.post(f"{address}threads/{thread.pk}/", {"body": "Yes"}).status_code == 302


def test_words_typed_before_the_change_are_kept_and_not_sent(as_, cast, changed):
    thread = spaces.start_thread(cast.cleo, changed.space, "Rain", "Shall we walk?", "heard")
    page = as_(cast.stranger).post(f"/groups/{changed.slug}/threads/{thread.pk}/", {"body": "My long answer"})
    assert "My long answer" in page.content.decode() and "Read what is new" in page.content.decode()
    assert Post.objects.count() == 1


def test_the_one_who_changed_it_has_agreed_and_is_not_locked_out(as_, cast, changed):
    assert Membership.objects.get(person=cast.cleo, space=changed.space).agrees
    assert Agreed.objects.filter(person=cast.cleo).count() == 2
    assert "has changed" not in as_(cast.cleo).get(f"/groups/{changed.slug}/").content.decode()


def test_saying_yes_to_words_that_changed_again_is_asked_once_more(as_, cast, changed):
    actions.set_agreement(cast.cleo, changed, "All new.")
    sam = as_(cast.stranger)
    assert sam.post(f"/groups/{changed.slug}/agreement/", {"version": 2}).url == f"/groups/{changed.slug}/agreement/"
    assert not Membership.objects.get(person=cast.stranger).agrees
    assert sam.post(f"/groups/{changed.slug}/agreement/", {"version": "x"}).status_code == 302
    assert not Membership.objects.get(person=cast.stranger).agrees


def test_one_may_leave_instead(as_, cast, changed):
    as_(cast.stranger).post(f"/groups/{changed.slug}/leave/")
    assert not Membership.objects.get(person=cast.stranger).is_active


def test_whoever_asked_under_the_old_words_is_asked_inside(as_, cast, make_group):
    group = make_group(joining="request")
    request = actions.ask_to_join(cast.stranger, group, "Sam", "Hello")
    actions.set_agreement(cast.cleo, group, "New words.")
    actions.answer_request(cast.cleo, group, request, True)
    assert not Membership.objects.get(person=cast.stranger).agrees
    assert "has changed" in as_(cast.stranger).get(f"/groups/{group.slug}/").content.decode()


def test_coming_back_within_the_hour_does_not_say_yes_for_anyone(cast, changed):
    actions.agree(cast.stranger, changed, 2)
    actions.leave(cast.stranger, changed)
    actions.set_agreement(cast.cleo, changed, "Once more.")
    assert not Membership.objects.get(pk=actions.come_back(cast.stranger, changed).pk).agrees


def test_members_from_before_the_question_existed_are_not_locked_out(cast, make_group):
    group = make_group(members=[cast.ana])
    assert Membership.objects.get(person=cast.ana).agrees
    assert spaces.start_thread(cast.ana, group.space, "Hello", "Hello", "hello")


def test_those_outside_have_no_say(as_, cast, changed):
    assert as_(cast.ben).post(f"/groups/{changed.slug}/agreement/", {"version": 2}).status_code == 302
    assert not Agreed.objects.filter(person=cast.ben).exists()


def test_the_room_says_how_many_agree_and_never_who(as_, cast, changed):
    page = as_(cast.cleo).get(f"/groups/{changed.slug}/room/").content.decode()
    assert "1 of 2 have said yes" in page and "Sam" not in page
    actions.agree(cast.stranger, changed, 2)
    assert "Everyone has said yes" in as_(cast.cleo).get(f"/groups/{changed.slug}/room/").content.decode()


def test_an_agreement_is_not_emptied_once_people_agreed(as_, cast, changed):
    form = {
        "name": changed.name,
        "purpose": changed.purpose,
        "visibility": "members",
        "joining": "open",
        "agreement": " ",
    }
    assert as_(cast.cleo).post(f"/groups/{changed.slug}/edit/", form).status_code == 422


@pytest.mark.parametrize("ask", [False, True])
def test_nobody_says_yes_to_words_that_changed_while_they_came_in(ask, cast, make_group):
    group = make_group(joining="request" if ask else "open")
    actions.set_agreement(cast.cleo, group, "- Take your time.")
    with pytest.raises(Reworded):
        if ask:
            actions.ask_to_join(cast.stranger, group, "Sam", "", version=1)
        else:
            actions.join(cast.stranger, group, "Sam", version=1)
    assert not Agreed.objects.filter(person=cast.stranger).exists()
    assert not Membership.objects.filter(person=cast.stranger).exists()


def test_the_page_shows_the_new_words_and_takes_a_yes_to_them(as_, cast, make_group):
    group, sam = make_group(), as_(cast.stranger)
    actions.set_agreement(cast.cleo, group, "- Take your time.")
    for version in (1, ""):
        shown = join(sam, group, "Sam", version)
        assert shown.status_code == 422
        assert "Take your time." in shown.content.decode() and 'name="version" value="2"' in shown.content.decode()
    assert join(sam, group, "Sam", 2).status_code == 302
