"""What helps: one's own set, counted honestly, borrowed, shared and taken back."""

import pytest

from kith.people import actions as people
from kith.people.models import Grant, Tie
from kith.recovery import library
from kith.recovery.models import Strategy, StrategyTry
from kith.recovery.tasks import forget_removed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def ben(cast, as_):
    return as_(cast.ben)


@pytest.fixture
def walk(ana):
    ana.post("/strategies/new/", {"name": "Walk to the wall", "how": "There and back", "when": "In the evening"})
    return Strategy.objects.get()


def page_of(strategy):
    return f"/strategies/{strategy.pk}/"


def test_a_strategy_can_be_kept_and_changed(ana, walk):
    assert b"Walk to the wall" in ana.get("/strategies/").content
    ana.post(f"{page_of(walk)}edit/", {"name": "Walk to the sea", "how": "", "when": ""})
    page = ana.get(page_of(walk)).content
    assert b"Walk to the sea" in page and b"There and back" not in page


@pytest.mark.parametrize("data", [{}, {"name": " "}, {"name": "x" * 121}, {"name": "a", "how": "x" * 2001}])
def test_what_does_not_fit_is_asked_for_again_and_kept_in_the_box(ana, data):
    response = ana.post("/strategies/new/", {"when": "at dusk", **data})
    assert response.status_code == 422 and b"at dusk" in response.content
    assert not Strategy.objects.exists()


def test_tries_are_counted_as_they_were(ana, walk):
    for helped in (2, 2, 1, 0):
        ana.post(f"{page_of(walk)}tried/", {"helped": helped})
    page = ana.get("/strategies/").content.decode()
    assert "Helped 2 of 4 times." in page and "Helped a bit once." in page


def test_a_slip_of_the_thumb_can_be_taken_back(ana, walk):
    response = ana.post(f"{page_of(walk)}tried/", {"helped": 2})
    assert b"Undo" in ana.get(response["Location"]).content
    ana.post(f"/strategies/tries/{StrategyTry.objects.get().pk}/remove/")
    assert b"Not tried yet" in ana.get("/strategies/").content


@pytest.mark.parametrize("helped", ["", "3", "-1", "x"])
def test_a_made_up_answer_counts_nothing(ana, walk, helped):
    assert ana.post(f"{page_of(walk)}tried/", {"helped": helped}).status_code == 302
    assert not StrategyTry.objects.exists()


def test_removing_can_be_undone(ana, walk):
    response = ana.post(f"{page_of(walk)}remove/")
    assert b"Put it back" in ana.get(response["Location"]).content
    assert ana.get(page_of(walk)).status_code == 404
    ana.post(f"{page_of(walk)}keep/")
    assert ana.get(page_of(walk)).status_code == 200
    forget_removed("strategy", str(walk.pk))
    assert Strategy.objects.exists()


def test_an_idea_can_be_borrowed_once_and_is_then_ones_own(ana, cast):
    assert 20 <= len(library.starters()) <= 40
    assert len({s.code for s in library.starters()}) == len(library.starters())
    for _tap in range(2):
        ana.post("/strategies/ideas/slow-breath/")
    kept = Strategy.objects.get()
    assert kept.name == "Breathe out slowly" and kept.person_id == cast.ana.pk
    assert b"In your own set" in ana.get("/strategies/ideas/").content
    assert ana.post("/strategies/ideas/no-such/").status_code == 404


def test_nobody_else_sees_or_touches_mine(ben, walk):
    for address in (page_of(walk), f"{page_of(walk)}edit/"):
        assert ben.get(address).status_code == 404
    for verb in ("tried", "remove", "keep", "edit", "tries/new", "offer", "to-group", "borrow"):
        assert ben.post(f"{page_of(walk)}{verb}/", {"helped": 2, "name": "x"}).status_code == 404
    assert ben.post(page_of(walk), {}).status_code == 404


def test_one_strategy_can_be_shared_and_taken_back(ana, ben, cast, walk):
    ana.post("/strategies/new/", {"name": "Sing"})
    tie = str(Tie.objects.get(owner=cast.ana, person=cast.ben).pk)
    ana.post(page_of(walk), {"share": [tie]})
    page = ben.get("/strategies/").content
    assert b"Walk to the wall" in page and b"Sing" not in page
    shown = ben.get(page_of(walk)).content.decode()
    assert "There and back" in shown and "Not tried" not in shown and "Remove" not in shown
    ana.post(page_of(walk), {})
    assert ben.get(page_of(walk)).status_code == 404
    assert Grant.objects.get().revoked is not None


def test_sharing_the_whole_set_shares_what_was_there_before(ben, cast, walk):
    people.give(cast.ana, "strategies", grantee=cast.ben)
    assert b"Walk to the wall" in ben.get("/strategies/").content
    assert ben.get(page_of(walk)).status_code == 200
    people.end_grant(cast.ana, Grant.objects.get())
    assert b"Walk to the wall" not in ben.get("/strategies/").content
