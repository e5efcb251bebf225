"""The nine ways a group can be found and joined, end to end: what each kind of person sees, and how they come in."""

import pytest

from kith.groups import actions, ways_in
from kith.groups.models import Group
from kith.people.models import Tie
from kith.spaces import actions as spaces
from kith.spaces.models import Membership

pytestmark = pytest.mark.django_db

PAIRS = [(visibility, joining) for visibility in Group.Visibility.values for joining in Group.Joining.values]
STEP = {"open": "Join this group", "request": "Ask to join", "invitation": "This group is by invitation"}


@pytest.fixture
def group_of(make_group, cast):
    def make(visibility, joining):
        group = make_group(visibility=visibility, joining=joining)
        spaces.start_thread(cast.cleo, group.space, "Rain on the wall", "Shall we walk?", "heard")
        return group

    return make


def invited(cast, group, inviter, person):
    actions.invite(inviter, group, Tie.objects.get(owner=inviter, person=person).pk)


def join(client, group, name):
    return client.post(f"/groups/{group.slug}/join/", {"name": name, "version": 1})


@pytest.mark.parametrize(("visibility", "joining"), PAIRS)
def test_who_finds_it_and_what_they_see_first(as_, visitor, cast, group_of, visibility, joining):
    group = group_of(visibility, joining)
    for client, may in ((visitor, visibility == "anyone"), (as_(cast.stranger), visibility != "hidden")):
        page = client.get(f"/groups/{group.slug}/")
        assert page.status_code == (200 if may else 404)
        assert (group.name in client.get("/groups/").content.decode()) == may
        if may:
            text = page.content.decode()
            assert STEP[joining] in text
            assert sum(step in text for step in STEP.values()) == 1
            assert str(ways_in.TOGETHER[visibility, joining]) in text
            assert ("Rain on the wall" in text) == (visibility == "anyone")


@pytest.mark.parametrize(("visibility", "joining"), PAIRS)
def test_who_comes_in_without_being_invited(as_, cast, group_of, visibility, joining):
    group = group_of(visibility, joining)
    join(as_(cast.stranger), group, "Sam")
    state = Membership.objects.filter(person=cast.stranger).values_list("state", flat=True).first()
    finds = visibility != "hidden"
    assert state == ({"open": "active", "request": "asked"}.get(joining) if finds else None)
    if state == "asked":
        actions.answer_request(cast.cleo, group, group.requests.get(), True)
        assert "Rain on the wall" in as_(cast.stranger).get(f"/groups/{group.slug}/").content.decode()


@pytest.mark.parametrize(("visibility", "joining"), PAIRS)
def test_whoever_is_invited_by_those_who_run_it_joins_at_once(as_, cast, group_of, visibility, joining):
    group = group_of(visibility, joining)
    invited(cast, group, cast.cleo, cast.ana)
    assert "read the agreement and join" in as_(cast.ana).get(f"/groups/{group.slug}/").content.decode()
    join(as_(cast.ana), group, "Ana")
    assert Membership.objects.get(person=cast.ana, space=group.space).is_active


@pytest.mark.parametrize(("visibility", "joining"), PAIRS)
def test_members_invite_only_where_there_is_no_other_way_in(as_, cast, group_of, visibility, joining):
    group = group_of(visibility, joining)
    spaces.enter(group.space, cast.ana, cast.ana.main_handle)
    ana = as_(cast.ana)
    may = visibility == "hidden" and joining != "invitation"
    assert ana.get(f"/groups/{group.slug}/invite/").status_code == (200 if may else 404)
    assert ("/invite/" in ana.get(f"/groups/{group.slug}/").content.decode()) == may
    if not may:
        return
    invited(cast, group, cast.ana, cast.ben)
    assert "Ana invites you to The evening walk." in as_(cast.ben).get("/notices/").content.decode()
    join(as_(cast.ben), group, "Ben")
    state = Membership.objects.get(person=cast.ben, space=group.space).state
    assert state == ("active" if joining == "open" else "asked")


def test_every_pair_is_described_where_one_chooses(as_, cast):
    from html import unescape

    page = unescape(as_(cast.grace).get("/groups/new/").content.decode())
    for pair in PAIRS:
        assert str(ways_in.TOGETHER[pair]) in page
    for words in (*ways_in.FINDING.values(), *ways_in.JOINING.values()):
        assert str(words) in page


def test_a_name_and_what_it_is_for_are_enough(as_, cast):
    form = {"name": "Work again", "purpose": "Finding and keeping work.", "visibility": "members", "joining": "open"}
    assert as_(cast.grace).post("/groups/new/", form).status_code == 302
    group = Group.objects.get()
    assert not group.agreements.exists()
    assert as_(cast.stranger).post(f"/groups/{group.slug}/join/", {"name": "Sam"}).status_code == 302
    assert Membership.objects.get(person=cast.stranger).is_active
