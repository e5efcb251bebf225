"""Words taken along from what helps me to a group: sealed on the way, and shared with nobody before they are sent."""

import time

import pytest
from django.contrib.sessions.models import Session

from kith.groups import actions as groups
from kith.groups.models import Group
from kith.people.carried import CARRIED
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from kith.spaces.models import Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast):
    start = {"name": "The evening walk", "purpose": "Air", "visibility": "anyone", "joining": "open"}
    made = groups.make_group(cast.cleo, start, "Be kind.", {})
    groups.join(cast.ana, made, "Mossy Wren")
    return Group.objects.select_related("space").get(pk=made.pk)


@pytest.fixture
def helps(cast):
    return recovery.add_strategy(cast.ana, "Walk to the wall", "There and back", "At dusk")


@pytest.fixture
def ana(cast, as_, walk, helps):
    client = as_(cast.ana)
    assert client.post(f"/strategies/{helps.pk}/to-group/")["Location"] == "/carried/"
    return client


def test_one_chooses_the_group_sees_the_name_one_has_there_and_sends_it_oneself(ana, walk):
    choose = ana.get("/carried/").content.decode()
    assert "The evening walk" in choose and "You write there as Mossy Wren" in choose
    assert not Thread.objects.exists()
    address = f"/groups/{walk.slug}/threads/new/?with=carried"
    form = ana.get(address).content.decode()
    assert "Walk to the wall" in form and "There and back" in form and not Thread.objects.exists()
    ana.post(address, {"title": "A walk", "body": "It helps", "hope": "win"})
    assert Thread.objects.get().title == "A walk"
    assert "There is nothing to take along" in ana.get("/carried/").content.decode()


def test_the_words_are_in_no_address_and_unreadable_in_the_session(ana):
    kept = [row.get_decoded() for row in Session.objects.all()]
    assert any(CARRIED in row for row in kept) and "wall" not in str(kept)


def test_a_new_conversation_that_was_not_asked_for_them_stays_empty(ana, walk):
    assert "Walk to the wall" not in ana.get(f"/groups/{walk.slug}/threads/new/").content.decode()


def test_after_an_hour_they_are_gone(ana, walk, monkeypatch):
    later = time.time() + 3601
    monkeypatch.setattr("kith.people.carried.time.time", lambda: later)
    assert "There is nothing to take along" in ana.get("/carried/").content.decode()
    assert "Walk to the wall" not in ana.get(f"/groups/{walk.slug}/threads/new/?with=carried").content.decode()


def test_only_groups_one_may_write_in_are_offered(cast, ana, walk):
    spaces.put_aside(walk.space.memberships.get(person=cast.ana))
    page = ana.get("/carried/").content.decode()
    assert "The evening walk" not in page and "You are in no group yet" in page


def test_nobody_can_take_anothers_words_along(cast, as_, ana, helps):
    ben = as_(cast.ben)
    assert ben.post(f"/strategies/{helps.pk}/to-group/").status_code == 404
    stolen = ben.session
    stolen[CARRIED] = ana.session[CARRIED]
    stolen.save()
    assert b"Walk to the wall" not in ben.get("/carried/").content
