"""What people were promised when they joined a group still holds after someone changes it, blocks someone or invites someone."""

from datetime import timedelta

import pytest
import time_machine

from kith.core import clock
from kith.core.audit import AuditEvent
from kith.groups import actions
from kith.groups.models import Group, JoinRequest
from kith.groups.tasks import end_old_invitations
from kith.people.actions import block
from kith.people.models import Tie
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet(make_group, cast):
    """A group only its members read, with Ana and Ben in it."""
    return make_group(members=[cast.ana, cast.ben], visibility="members", joining="request")


def change(client, group, **values):
    form = {
        "name": group.name, "purpose": group.purpose, "visibility": group.visibility, "joining": group.joining,
        "state": "open", "needs": ["company"], "formats": ["in_person"], "agreement": "Be kind.",
    }  # fmt: skip
    return client.post(f"/groups/{group.slug}/edit/", form | values)


def give_role(client, group, membership, role="facilitator"):
    return client.post(
        f"/groups/{group.slug}/members/role/", {"member": membership.handle.name, "role": role}
    ).status_code


def test_words_written_for_members_are_never_opened_to_more(as_, visitor, cast, quiet):
    thread = spaces.start_thread(cast.ana, quiet.space, "Rain", "Only for us", "heard")
    cleo = as_(cast.cleo)
    page = cleo.get(f"/groups/{quiet.slug}/edit/").content.decode()
    assert 'name="visibility" value="anyone"' not in page
    assert "It can be opened no further." in page
    assert change(cleo, quiet, visibility="anyone").status_code == 422
    assert visitor.get(f"/groups/{quiet.slug}/threads/{thread.pk}/").status_code == 404
    assert change(cleo, quiet, visibility="hidden").status_code == 302
    assert Group.objects.get().visibility == "hidden"


def test_a_group_without_words_may_still_be_opened(as_, cast, quiet):
    assert change(as_(cast.cleo), quiet, visibility="anyone").status_code == 302
    assert Group.objects.get().visibility == "anyone"


def test_a_steward_says_what_a_group_is_for_but_not_who_comes_in(as_, cast, quiet):
    grace = as_(cast.grace)
    page = grace.get(f"/groups/{quiet.slug}/edit/").content.decode()
    for field in ("visibility", "joining", "agreement"):
        assert f'name="{field}"' not in page, field
    said = {"visibility": "anyone", "joining": "open", "agreement": "Anything goes.", "state": "paused"}
    assert change(grace, quiet, purpose="Fresh air.", **said).status_code == 302
    now = Group.objects.get()
    assert (now.purpose, now.state, now.visibility, now.joining) == ("Fresh air.", "open", "members", "request")
    assert now.agreements.get().text == "Be kind."


def test_nobody_gives_themselves_a_role(as_, cast, quiet, membership):
    spaces.enter(quiet.space, cast.grace, cast.grace.main_handle)
    grace, mine = as_(cast.grace), membership(cast.grace, quiet)
    assert give_role(grace, quiet, mine) == 404
    assert give_role(grace, quiet, membership(cast.ana, quiet)) == 404
    assert give_role(as_(cast.ana), quiet, membership(cast.ana, quiet)) == 404
    assert "Let help run it" not in grace.get(f"/groups/{quiet.slug}/members/").content.decode()
    assert not membership(cast.grace, quiet).runs_it
    assert grace.get(f"/groups/{quiet.slug}/requests/").status_code == 404


def test_a_steward_finds_someone_to_run_a_group_that_nobody_runs(as_, cast, quiet, membership):
    spaces.enter(quiet.space, cast.grace, cast.grace.main_handle)
    Membership.objects.filter(pk=membership(cast.cleo, quiet).pk).update(role="member")
    grace = as_(cast.grace)
    assert "Nobody runs this group just now." in grace.get(f"/groups/{quiet.slug}/members/").content.decode()
    assert give_role(grace, quiet, membership(cast.grace, quiet)) == 404
    assert give_role(grace, quiet, membership(cast.ana, quiet)) == 302
    assert membership(cast.ana, quiet).runs_it
    assert give_role(grace, quiet, membership(cast.ben, quiet)) == 404


def test_someone_who_runs_a_group_may_step_down(as_, cast, quiet, membership):
    cleo = as_(cast.cleo)
    assert give_role(cleo, quiet, membership(cast.ana, quiet), "cofacilitator") == 302
    assert give_role(cleo, quiet, membership(cast.cleo, quiet), "member") == 302
    assert not membership(cast.cleo, quiet).runs_it
    assert give_role(cleo, quiet, membership(cast.cleo, quiet)) == 404


def test_members_are_told_when_what_they_were_promised_changes(as_, cast, quiet):
    change(as_(cast.cleo), quiet, visibility="hidden", joining="open", agreement="Be kind and brief.")
    page = as_(cast.ana).get("/notices/").content.decode()
    now = "Nobody else can find it. Everyone in it can invite people they know, who can join at once."
    assert f"Who can find The evening walk was changed. {now}" in page
    assert f"How people join The evening walk was changed. {now}" in page
    assert "What members of The evening walk agree to has changed." in page
    assert "changed" not in as_(cast.cleo).get("/notices/").content.decode()
    noted = AuditEvent.objects.filter(verb="group_changed").values_list("note_code", flat=True)
    assert {"visibility", "joining", "agreement"} <= set(noted)


@pytest.fixture
def wren(make_group, cast, as_):
    """A group with Ben under his name and Ana as Quiet Wren, who began a conversation; Ben answered it."""
    group = make_group(members=[cast.ben], visibility="members")
    as_(cast.ana).post(f"/groups/{group.slug}/join/", {"name": "Quiet Wren", "version": 1})
    thread = spaces.start_thread(cast.ana, group.space, "Late", "Cannot sleep", "heard")
    spaces.give_reaction(cast.ben, Post.objects.get(), "hear")
    spaces.reply(cast.cleo, thread, "Nor I")
    spaces.reply(cast.ana, thread, "Thank you")
    return group, thread


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_a_block_does_not_tell_which_other_name_someone_has(as_, cast, wren, blocker):
    group, thread = wren
    pages = [f"/groups/{group.slug}/{page}" for page in ("", "members/", f"threads/{thread.pk}/")]
    ben = as_(cast.ben)
    before = [ben.get(page).content.decode() for page in pages]
    block(*(cast.ana, cast.ben) if blocker == "ana" else (cast.ben, cast.ana))
    spaces.reply(cast.ana, thread, "Still awake")
    after = [ben.get(page).content.decode() for page in pages]
    for was, now in zip(before, after, strict=True):
        assert was.count("Quiet Wren") <= now.count("Quiet Wren")
        assert "Quiet Wren" in now
    assert "3 answers," in after[0]
    assert "3 people" in after[0]
    assert "Still awake" in after[2]


def test_another_name_answers_someone_blocked_and_they_are_told(as_, cast, wren):
    group, _thread = wren
    mine = spaces.start_thread(cast.ben, group.space, "Early", "Up already", "hello")
    block(cast.ben, cast.ana)
    spaces.reply(cast.ana, mine, "Me too")
    assert "Quiet Wren answered you" in as_(cast.ben).get("/notices/").content.decode()


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_the_number_of_people_is_the_number_listed(as_, cast, quiet, blocker):
    block(*(cast.ana, cast.ben) if blocker == "ana" else (cast.ben, cast.ana))
    for person, count in ((cast.ana, 2), (cast.ben, 2), (cast.cleo, 3)):
        client = as_(person)
        assert f"{count} people" in client.get(f"/groups/{quiet.slug}/").content.decode()
        listed = client.get(f"/groups/{quiet.slug}/members/").content.decode()
        listed = listed.partition('class="people-list"')[2].partition("</ul>")[0]
        assert listed.count("<li>") == count


def invite(client, group, tie):
    return client.post(f"/groups/{group.slug}/invite/", {"tie": str(tie)}, follow=True).content.decode()


def rows(html):
    return html.partition('class="people-list"')[2].partition("</ul>")[0]


@pytest.mark.parametrize("how", ["outside", "alias", "asked", "left"])
def test_inviting_looks_the_same_whatever_the_other_is_in_the_group(as_, cast, make_group, how):
    group = make_group(joining="request" if how == "asked" else "open")
    tie = Tie.objects.get(owner=cast.cleo, person=cast.ana)
    if how != "outside":
        as_(cast.ana).post(f"/groups/{group.slug}/join/", {"name": "Quiet Wren", "version": 1})
    if how == "left":
        actions.leave(cast.ana, group)
    cleo = as_(cast.cleo)
    assert "Invited" not in rows(cleo.get(f"/groups/{group.slug}/invite/").content.decode())
    page = invite(cleo, group, tie.pk)
    assert "Invited" in rows(page)
    assert "Your invitation is kept." in page
    told = "Cleo invites you" in as_(cast.ana).get("/notices/").content.decode()
    assert told == (how in ("outside", "left"))


def test_an_invitation_leaves_a_question_to_join_as_it_is(as_, cast, make_group, membership):
    group = make_group(joining="request")
    as_(cast.ana).post(f"/groups/{group.slug}/join/", {"name": "Quiet Wren", "version": 1, "answer": "Hello"})
    invite(as_(cast.cleo), group, Tie.objects.get(owner=cast.cleo, person=cast.ana).pk)
    assert membership(cast.ana, group).state == "asked"
    assert JoinRequest.objects.get().decided is None


def test_joining_under_another_name_does_not_change_what_the_inviter_sees(as_, cast, make_group):
    group, cleo = make_group(joining="invitation"), as_(cast.cleo)
    before = rows(invite(cleo, group, Tie.objects.get(owner=cast.cleo, person=cast.ana).pk))
    as_(cast.ana).post(f"/groups/{group.slug}/join/", {"name": "Quiet Wren", "version": 1})
    assert Membership.objects.get(person=cast.ana, space=group.space).is_active
    assert rows(cleo.get(f"/groups/{group.slug}/invite/").content.decode()).count("Invited") == before.count("Invited")


@pytest.mark.parametrize("odd", ["x", "", "-1", "9" * 40, "1e3", "٣", "\x00"])
def test_odd_values_in_forms_are_not_found_rather_than_a_fault(as_, cast, walk, thread, odd):
    cleo = as_(cast.cleo)
    for address, values in (
        ("invite/", {"tie": odd}),
        ("requests/", {"request": odd}),
        ("members/role/", {"member": odd, "role": "cofacilitator"}),
        (f"threads/{thread.pk}/answer/", {"give": f"hear.{odd}"}),
        (f"threads/{thread.pk}/answer/", {"withdraw": odd}),
    ):
        assert cleo.post(f"/groups/{walk.slug}/{address}", values).status_code == 404, address
    for query in ("after", "before"):
        assert cleo.get(f"/groups/{walk.slug}/threads/{thread.pk}/", {query: odd}).status_code == 200, query


def test_a_name_for_one_group_is_offered_with_what_it_cannot_do(as_, cast, walk):
    page = as_(cast.stranger).get(f"/groups/{walk.slug}/join/").content.decode()
    assert "People may still recognise how you write." in page


def test_an_invitation_is_taken_back_and_opens_nothing(as_, cast, make_group):
    group, cleo = make_group(joining="invitation", visibility="hidden"), as_(cast.cleo)
    tie = Tie.objects.get(owner=cast.cleo, person=cast.ana)
    invite(cleo, group, tie.pk)
    ana = as_(cast.ana)
    assert ana.get(f"/groups/{group.slug}/join/").status_code == 200
    cleo.post(f"/groups/{group.slug}/invite/", {"tie": tie.pk, "withdraw": "1"})
    assert "Invited" not in rows(cleo.get(f"/groups/{group.slug}/invite/").content.decode())
    assert ana.get(f"/groups/{group.slug}/join/").status_code == 404
    assert "invites you" not in ana.get("/notices/").content.decode()


def test_an_invitation_ends_after_a_month(as_, cast, make_group):
    group = make_group(joining="invitation", visibility="hidden")
    invite(as_(cast.cleo), group, Tie.objects.get(owner=cast.cleo, person=cast.ana).pk)
    ana = as_(cast.ana)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        ana.post(f"/groups/{group.slug}/join/", {"name": "Ana", "version": 1})
        assert not Membership.objects.get(person=cast.ana, space=group.space).is_active
        end_old_invitations()
        assert as_(cast.ana).get(f"/groups/{group.slug}/").status_code == 404
