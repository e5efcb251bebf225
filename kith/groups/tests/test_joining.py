"""Coming in and leaving: the agreement first, names, requests, invitations, full groups, a way back."""

import pytest

from kith.groups import actions
from kith.groups.models import Agreed, JoinRequest
from kith.people.models import Handle, Tie
from kith.spaces.actions import Full
from kith.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db


def join(client, group, name="Sam", **more):
    return client.post(f"/groups/{group.slug}/join/", {"name": name, "version": 1, **more})


def test_the_agreement_is_shown_before_one_is_in(as_, cast, make_group):
    group = make_group(agreement="What is said here stays here.")
    page = as_(cast.stranger).get(f"/groups/{group.slug}/join/").content.decode()
    assert "What is said here stays here." in page
    assert "I agree and join" in page
    assert not Membership.objects.filter(person=cast.stranger).exists()


def test_joining_puts_the_group_on_the_map_and_keeps_the_agreement(as_, cast, make_group):
    group = make_group()
    assert join(as_(cast.stranger), group).url == f"/groups/{group.slug}/"
    assert Membership.objects.get(person=cast.stranger).is_active
    assert Agreed.objects.filter(person=cast.stranger).count() == 1
    tie = Tie.objects.get(owner=cast.stranger)
    assert (tie.target_kind, tie.target_id, tie.name, tie.gives) == ("group", group.pk, group.name, ["company"])


def test_a_visitor_is_sent_to_sign_in_and_brought_back(visitor, make_group):
    group = make_group()
    assert visitor.get(f"/groups/{group.slug}/join/").url == f"/accounts/login/?next=/groups/{group.slug}/join/"


def test_joining_twice_is_joining_once(as_, cast, make_group):
    group, client = make_group(), as_(cast.stranger)
    join(client, group)
    join(client, group)
    assert Space.objects.get(pk=group.space_id).members == 2


def test_the_last_place_is_taken_once(as_, cast, make_group):
    group = make_group(size_limit=2)
    join(as_(cast.stranger), group)
    page = join(as_(cast.ana), group, "Ana")
    assert page.status_code == 422
    assert "full just now" in page.content.decode()
    assert Space.objects.get(pk=group.space_id).members == 2
    with pytest.raises(Full):
        actions.join(cast.ana, group, "Ana")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Choose a name"),
        ("ben", "has this name"),
        ("   ", "Choose a name"),
        ("x" * 41, "at most 40"),
        ("me@example.org", "leave out email"),
        ("‮abc", "only letters"),
    ],
)
def test_a_name_that_cannot_be_is_explained_and_kept(as_, cast, make_group, name, said):
    page = join(as_(cast.stranger), make_group(), name)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Membership.objects.filter(person=cast.stranger).exists()


def test_another_name_is_a_fresh_handle_and_ones_own_is_not(as_, cast, make_group):
    join(as_(cast.stranger), make_group(name="One"), "Night Owl")
    join(as_(cast.ana), make_group(name="Two"), " ana ")
    assert Handle.objects.filter(person=cast.stranger).count() == 2
    assert Handle.objects.filter(person=cast.ana).count() == 1


def test_an_agreement_changed_meanwhile_is_read_again(as_, cast, make_group):
    group = make_group()
    actions.set_agreement(cast.cleo, group, "New words.")
    page = join(as_(cast.stranger), group)
    assert page.status_code == 422
    assert "New words." in page.content.decode()
    assert join(as_(cast.stranger), group, version=2).status_code == 302


def test_asking_is_answered_with_yes(as_, cast, make_group):
    group = make_group(joining="request")
    join(as_(cast.stranger), group, answer="I like walking")
    cleo = as_(cast.cleo)
    assert "Sam asks to join The evening walk." in cleo.get("/notices/").content.decode()
    listed = cleo.get(f"/groups/{group.slug}/requests/").content.decode()
    assert "I like walking" in listed
    asked = JoinRequest.objects.get()
    cleo.post(f"/groups/{group.slug}/requests/", {"request": str(asked.pk), "accept": "1"})
    assert Membership.objects.get(person=cast.stranger).is_active
    assert Tie.objects.filter(owner=cast.stranger, target_kind="group").exists()
    assert "You are in The evening walk now." in as_(cast.stranger).get("/notices/").content.decode()


def test_asking_is_answered_with_not_now(as_, cast, make_group):
    group = make_group(joining="request")
    join(as_(cast.stranger), group)
    asked, cleo = JoinRequest.objects.get(), as_(cast.cleo)
    for _time in range(2):
        cleo.post(f"/groups/{group.slug}/requests/", {"request": str(asked.pk), "decline": "1"})
    assert not Membership.objects.get(person=cast.stranger).is_active
    stranger = as_(cast.stranger)
    assert "cannot take you in just now" in stranger.get("/notices/").content.decode()
    assert stranger.post(f"/groups/{group.slug}/leave/undo/").status_code == 404


def test_a_question_can_be_taken_back(as_, cast, make_group):
    group = make_group(joining="request")
    stranger = as_(cast.stranger)
    join(stranger, group, answer="Private words")
    assert "Take my request back" in stranger.get(f"/groups/{group.slug}/").content.decode()
    stranger.post(f"/groups/{group.slug}/join/withdraw/")
    assert not JoinRequest.objects.exists()
    assert "Sam" not in as_(cast.cleo).get("/notices/").content.decode()
    assert stranger.post(f"/groups/{group.slug}/leave/undo/").status_code == 404


@pytest.mark.parametrize("forged", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_forged_answer_is_not_found(as_, cast, make_group, forged):
    group = make_group(joining="request")
    assert as_(cast.cleo).post(f"/groups/{group.slug}/requests/", {"request": forged, "accept": "1"}).status_code == 404


def test_a_hidden_group_is_joined_by_invitation(as_, cast, make_group):
    group = make_group(visibility="hidden", joining="invitation")
    ana = as_(cast.ana)
    assert ana.get(f"/groups/{group.slug}/join/").status_code == 404
    tie = Tie.objects.get(owner=cast.cleo, person=cast.ana)
    as_(cast.cleo).post(f"/groups/{group.slug}/invite/", {"tie": str(tie.pk)})
    assert "Cleo invites you to The evening walk." in ana.get("/notices/").content.decode()
    assert join(ana, group, "Ana").status_code == 302
    assert Membership.objects.get(person=cast.ana, space=group.space).is_active


def test_one_invites_only_people_one_is_connected_with(as_, cast, walk):
    theirs = Tie.objects.get(owner=cast.ana, person=cast.ben)
    assert as_(cast.cleo).post(f"/groups/{walk.slug}/invite/", {"tie": str(theirs.pk)}).status_code == 404


def test_nobody_walks_into_a_group_by_invitation(as_, cast, make_group):
    group = make_group(joining="invitation")
    join(as_(cast.stranger), group)
    assert not Membership.objects.filter(person=cast.stranger).exists()


def test_leaving_takes_the_group_off_the_map_and_can_be_undone(as_, cast, make_group):
    group, stranger = make_group(), as_(cast.stranger)
    join(stranger, group, "Night Owl")
    assert stranger.post(f"/groups/{group.slug}/leave/").url == "/groups/"
    assert not Tie.objects.filter(owner=cast.stranger).exists()
    assert Space.objects.get(pk=group.space_id).members == 1
    assert "I did not mean to leave" in stranger.get("/groups/").content.decode()
    stranger.post(f"/groups/{group.slug}/leave/undo/")
    back = Membership.objects.get(person=cast.stranger)
    assert (back.is_active, back.handle.name) == (True, "Night Owl")
    assert Tie.objects.filter(owner=cast.stranger).exists()


def test_the_only_one_who_runs_a_group_first_finds_another(as_, cast, walk, membership):
    cleo = as_(cast.cleo)
    assert cleo.post(f"/groups/{walk.slug}/leave/").url == f"/groups/{walk.slug}/members/"
    assert membership(cast.cleo, walk).is_active
    cleo.post(f"/groups/{walk.slug}/members/role/", {"member": "Ana", "role": "cofacilitator"})
    cleo.post(f"/groups/{walk.slug}/leave/")
    assert not membership(cast.cleo, walk).is_active
    assert membership(cast.ana, walk).runs_it


def test_making_a_group_end_to_end(as_, cast):
    form = {
        "name": "Sing and dig", "purpose": "Songs and soil.", "visibility": "anyone", "joining": "open", "state": "open",
        "needs": ["company", "meaning"], "formats": ["in_person"], "languages": ["en", "cy"], "culture": "Welsh, welsh",
        "agreement": "Off key is fine.", "place_name": "The allotment",
    }  # fmt: skip
    grace = as_(cast.grace)
    made = grace.post("/groups/new/", form)
    assert made.url == "/groups/sing-and-dig/meetings/"
    time = {"weekday": 5, "week": 0, "starts": "10:00", "minutes": 60, "time_zone": "Europe/London"}
    assert grace.post(made.url, time).status_code == 302
    page = as_(cast.stranger).get("/groups/sing-and-dig/").content.decode()
    for words in ("Songs and soil.", "Off key is fine.", "The allotment", "English, Welsh", "Every Saturday", "Grace"):
        assert words in page, words
    found = as_(cast.stranger).get("/groups/?need=meaning&language=cy&way=in_person&q=soil").content.decode()
    assert "Sing and dig" in found
    assert "Sing and dig" not in as_(cast.stranger).get("/groups/?need=care").content.decode()


def test_a_group_form_with_mistakes_keeps_what_was_typed(as_, cast):
    page = as_(cast.grace).post("/groups/new/", {"name": "x" * 81, "purpose": "Keep me", "lat": "91", "lng": ""})
    html = page.content.decode()
    assert page.status_code == 422
    for words in ("Keep me", "x" * 81, "make this shorter", "Give both numbers"):
        assert words in html, words


@pytest.mark.parametrize(
    "query",
    [
        "?need=nonsense",
        "?q=" + "x" * 500,
        "?from=-1",
        "?from=99999999999999999999",
        "?language='",
        "?q=%00",
        "?before=x.y",
    ],
)
def test_odd_searches_are_answered_calmly(as_, cast, walk, query):
    assert as_(cast.ana).get(f"/groups/{query}").status_code == 200
    assert as_(cast.ana).get(f"/groups/{walk.slug}/{query}").status_code == 200
