"""Waiting for a place in a full group: unseen, in order, and never two people for one place."""

from datetime import timedelta

import pytest

from kith.core.clock import now
from kith.groups import actions
from kith.groups.models import Group, Waiting
from kith.groups.portability import erase
from kith.groups.tasks import end_old_invitations, keep_time
from kith.spaces.actions import Full
from kith.spaces.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(make_group, cast):
    """A group for two, with Cleo and Ana in it."""
    return make_group(members=[cast.ana], size_limit=2)


def held(group):
    return Group.objects.get(pk=group.pk).held


def page_of(client, group, part=""):
    return client.get(f"/groups/{group.slug}/{part}").content.decode()


def test_one_waits_is_offered_the_place_and_takes_it(as_, cast, full):
    sam = as_(cast.stranger)
    assert "Wait for a place" in page_of(sam, full) and "Wait for a place" in page_of(sam, full, "join/")
    assert sam.post(f"/groups/{full.slug}/wait/").url == f"/groups/{full.slug}/"
    assert "You are waiting for a place" in page_of(sam, full)
    actions.leave(cast.ana, full)
    assert "There is a place for you in The evening walk." in sam.get("/notices/").content.decode()
    assert "It is kept for you until" in page_of(sam, full)
    assert sam.post(f"/groups/{full.slug}/join/", {"name": "Sam", "version": 1}).status_code == 302
    assert Membership.objects.get(person=cast.stranger).is_active
    assert not Waiting.objects.exists() and held(full) == 0
    assert "There is a place" not in sam.get("/notices/").content.decode()


def test_a_place_that_is_kept_is_not_free_for_others(as_, cast, full):
    actions.wait(cast.stranger, full)
    actions.leave(cast.ana, full)
    ben = as_(cast.ben)
    assert "full just now" in page_of(ben, full)
    assert ben.post(f"/groups/{full.slug}/join/", {"name": "Ben", "version": 1}).status_code == 422
    with pytest.raises(Full):
        actions.join(cast.ben, full, "Ben")
    with pytest.raises(Full):
        actions.come_back(cast.ana, full)


def test_places_go_to_whoever_waited_longest(cast, full):
    for person in (cast.stranger, cast.ben):
        actions.wait(person, full)
    actions.leave(cast.ana, full)
    assert Waiting.objects.get(offered__isnull=False).person == cast.stranger
    actions.stop_waiting(cast.stranger, full)
    assert Waiting.objects.get(offered__isnull=False).person == cast.ben


def test_a_place_nobody_took_in_three_days_goes_on(as_, cast, full):
    for person in (cast.stranger, cast.ben):
        actions.wait(person, full)
    actions.leave(cast.ana, full)
    Waiting.objects.filter(person=cast.stranger).update(ends=now() - timedelta(minutes=1))
    keep_time()
    keep_time()
    assert Waiting.objects.get().person == cast.ben and held(full) == 1
    assert "went to the next person" in as_(cast.stranger).get("/notices/").content.decode()
    assert "Wait for a place" in page_of(as_(cast.stranger), full)


def test_a_higher_limit_makes_places_and_a_lower_one_takes_kept_ones_back(as_, cast, full):
    for person in (cast.stranger, cast.ben):
        actions.wait(person, full)
    actions.change_group(cast.cleo, full, {"size_limit": 4}, {})
    assert held(full) == 2
    actions.change_group(cast.cleo, full, {"size_limit": 3}, {})
    assert Waiting.objects.get(offered__isnull=False).person == cast.stranger
    assert "There is a place" not in as_(cast.ben).get("/notices/").content.decode()
    actions.change_group(cast.cleo, full, {"size_limit": None}, {})
    assert held(full) == 2


def test_during_a_break_no_place_is_kept_and_after_it_the_order_holds(cast, full):
    actions.wait(cast.stranger, full)
    actions.leave(cast.ana, full)
    actions.pause(cast.cleo, full)
    assert held(full) == 0 and Waiting.objects.get().offered is None
    actions.resume(cast.cleo, full)
    assert Waiting.objects.get().offered is not None


def test_those_who_run_it_see_how_many_wait_and_not_who(as_, cast, full):
    actions.wait(cast.stranger, full)
    page = page_of(as_(cast.cleo), full, "room/")
    assert "1 person waits for a place." in page and "Sam" not in page
    assert "Sam" not in page_of(as_(cast.cleo), full, "members/")
    assert "waits" not in page_of(as_(cast.ana), full) + page_of(as_(cast.ben), full)


def test_where_there_is_room_one_simply_joins(as_, cast, make_group):
    group = make_group(size_limit=5)
    assert as_(cast.stranger).post(f"/groups/{group.slug}/wait/").url == f"/groups/{group.slug}/join/"
    assert not Waiting.objects.exists()


@pytest.mark.parametrize("values", [{"joining": "request"}, {"joining": "invitation"}, {"visibility": "hidden"}])
def test_one_waits_only_where_one_could_walk_in(as_, cast, make_group, values):
    group = make_group(members=[cast.ana], size_limit=2, **values)
    assert as_(cast.stranger).post(f"/groups/{group.slug}/wait/").status_code == 404
    assert not Waiting.objects.exists()


def test_in_a_full_group_by_request_the_question_waits(as_, cast, make_group):
    group = make_group(members=[cast.ana], size_limit=2, joining="request")
    sam = as_(cast.stranger)
    assert "You can still ask" in page_of(sam, group, "join/")
    sam.post(f"/groups/{group.slug}/join/", {"name": "Sam", "version": 1})
    request = group.requests.get()
    with pytest.raises(Full):
        actions.answer_request(cast.cleo, group, request, True)
    actions.leave(cast.ana, group)
    assert actions.answer_request(cast.cleo, group, request, True)


def test_whoever_is_invited_may_wait_past_the_month(as_, cast, make_group):
    group = make_group(size_limit=2, visibility="hidden", joining="invitation", members=[cast.ana])
    held_open = {"handle": cast.ben.main_handle, "state": "invited"}
    Membership.objects.create(space=group.space, person=cast.ben, **held_open)
    actions.wait(cast.ben, group)
    Membership.objects.filter(person=cast.ben).update(changed=now() - timedelta(days=40))
    end_old_invitations()
    actions.leave(cast.ana, group)
    assert as_(cast.ben).post(f"/groups/{group.slug}/join/", {"name": "Ben", "version": 1}).status_code == 302
    assert Membership.objects.get(person=cast.ben).is_active


def test_someone_who_leaves_for_good_frees_what_was_kept(cast, full):
    for person in (cast.stranger, cast.ben):
        actions.wait(person, full)
    actions.leave(cast.ana, full)
    erase(cast.stranger)
    assert Waiting.objects.get().person == cast.ben and held(full) == 1
