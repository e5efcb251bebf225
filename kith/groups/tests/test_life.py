"""A break, closing with a goodbye, being forgotten, and opening again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from kith.core.clock import now
from kith.groups import actions
from kith.groups.models import Group, JoinRequest
from kith.groups.tasks import forget_closed_groups, keep_time
from kith.people.models import Handle, Tie
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Space, Thread

pytestmark = pytest.mark.django_db


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def get(group):
    return Group.objects.select_related("space").get(pk=group.pk)


def closed(cast, group, days_ago=0):
    """Announced, its day over, and closed so many days ago."""
    actions.announce_closing(cast.cleo, group, today(7), "Goodbye", "It was good.")
    Group.objects.filter(pk=group.pk).update(closes=today(-1))
    keep_time()
    Group.objects.filter(pk=group.pk).update(closed=now() - timedelta(days=days_ago))
    return get(group)


def test_a_break_is_told_with_words_and_ends_by_itself(as_, cast, walk):
    form = {"words": "We move house.", "resumes": today(5).isoformat()}
    assert as_(cast.cleo).post(f"/groups/{walk.slug}/pause/", form).status_code == 302
    ana = as_(cast.ana)
    page = ana.get(f"/groups/{walk.slug}/").content.decode()
    assert "We move house." in page and "It is back on" in page and "Start a conversation" not in page
    assert "takes a break" in ana.get("/notices/").content.decode()
    with pytest.raises(PermissionDenied):
        spaces.start_thread(cast.ana, get(walk).space, "Hello", "Hello", "hello")
    with pytest.raises(Http404):
        actions.join(cast.stranger, walk, "Sam")
    keep_time()
    assert get(walk).state == "paused"
    Group.objects.update(resumes=today())
    keep_time()
    assert get(walk).state == "open" and get(walk).pause_words == "" and get(walk).space.writing
    assert "is back from its break" in ana.get("/notices/").content.decode()


def test_in_a_break_nobody_is_let_in_but_can_be_declined_and_their_question_waits(as_, cast, make_group):
    group, cleo = make_group(joining="request"), as_(cast.cleo)
    asked = actions.ask_to_join(cast.stranger, group, "Sam", "")
    actions.pause(cast.cleo, group)
    address = f"/groups/{group.slug}/requests/"
    page = cleo.post(address, {"request": asked.pk, "accept": ""}, follow=True).content.decode()
    assert "The question waits until it is back." in page
    assert not Membership.objects.get(person=cast.stranger).is_active
    assert JoinRequest.objects.get().decided is None
    cleo.post(address, {"request": asked.pk})
    assert JoinRequest.objects.get().accepted is False


def test_a_press_on_leave_is_undone_in_a_break_too_but_not_once_it_closed(cast, walk):
    actions.pause(cast.cleo, walk)
    actions.leave(cast.ana, walk)
    assert actions.come_back(cast.ana, walk).is_active
    actions.leave(cast.ana, walk)
    Group.objects.update(state="closed", closed=now())
    with pytest.raises(Http404):
        actions.come_back(cast.ana, walk)


def test_a_break_ends_by_hand_and_only_by_those_who_run_it(as_, cast, walk):
    cleo = as_(cast.cleo)
    cleo.post(f"/groups/{walk.slug}/pause/", {"words": ""})
    assert get(walk).resumes is None
    for other in (cast.ana, cast.grace, cast.stranger):
        assert as_(other).post(f"/groups/{walk.slug}/pause/", {"end": "1"}).status_code == 404
    cleo.post(f"/groups/{walk.slug}/pause/", {"end": "1"})
    assert get(walk).state == "open"


def test_a_day_in_the_past_is_explained(as_, cast, walk):
    cleo = as_(cast.cleo)
    page = cleo.post(f"/groups/{walk.slug}/pause/", {"words": "Keep me", "resumes": today(-1).isoformat()})
    assert page.status_code == 422 and "Keep me" in page.content.decode()
    for day in ("", "nonsense", today(1).isoformat(), today(999).isoformat()):
        form = {"closes": day, "title": "Goodbye", "words": "Thank you"}
        assert cleo.post(f"/groups/{walk.slug}/close/", form).status_code == 422, day
    assert get(walk).closes is None


def test_closing_tells_everyone_and_opens_a_place_to_say_goodbye(as_, cast, walk):
    form = {"closes": today(10).isoformat(), "title": "So long", "words": "It was good."}
    assert as_(cast.cleo).post(f"/groups/{walk.slug}/close/", form).status_code == 302
    goodbye = Thread.objects.get()
    ana = as_(cast.ana)
    page = ana.get(f"/groups/{walk.slug}/").content.decode()
    assert "This group comes to an end" in page and f"/threads/{goodbye.pk}/" in page
    assert "will close" in ana.get("/notices/").content.decode()
    spaces.reply(cast.ana, goodbye, "Thank you all")
    assert "Join this group" not in as_(cast.stranger).get(f"/groups/{walk.slug}/").content.decode()
    with pytest.raises(Http404):
        actions.join(cast.stranger, walk, "Sam")
    keep_time()
    assert get(walk).state == "open"


def test_the_day_can_be_changed_and_the_closing_called_off(as_, cast, walk):
    cleo, address = as_(cast.cleo), f"/groups/{walk.slug}/close/"
    cleo.post(address, {"closes": today(10).isoformat(), "title": "So long", "words": "It was good."})
    cleo.post(address, {"closes": today(20).isoformat()})
    assert get(walk).closes == today(20) and Thread.objects.count() == 1
    cleo.post(address, {"undo": "1"})
    assert get(walk).closes is None
    assert "goes on after all" in as_(cast.ana).get("/notices/").content.decode()
    assert actions.join(cast.stranger, walk, "Sam")


def test_whoever_asked_or_was_invited_is_let_go_of_when_it_closes(as_, cast, make_group):
    group = make_group(joining="request")
    actions.ask_to_join(cast.stranger, group, "Sam", "Private words")
    actions.invite(cast.cleo, group, Tie.objects.get(owner=cast.cleo, person=cast.ana).pk)
    actions.announce_closing(cast.cleo, group, today(7), "Goodbye", "It was good.")
    assert not JoinRequest.objects.exists()
    assert set(Membership.objects.exclude(person=cast.cleo).values_list("state", flat=True)) == {"left"}
    assert "invites you" not in as_(cast.ana).get("/notices/").content.decode()


@pytest.mark.parametrize("visibility", ["anyone", "members", "hidden"])
def test_a_closed_group_is_read_by_its_own_people_alone(as_, visitor, cast, make_group, visibility):
    group = make_group(members=[cast.ana], visibility=visibility)
    thread = spaces.start_thread(cast.ana, group.space, "Rain", "Shall we walk?", "heard")
    group = closed(cast, group)
    address = f"/groups/{group.slug}/"
    for other in (visitor, as_(cast.ben), as_(cast.grace)):
        assert other.get(address).status_code == other.get(f"{address}threads/{thread.pk}/").status_code == 404
        assert group.name not in other.get("/groups/").content.decode()
    ana = as_(cast.ana)
    page = ana.get(address).content.decode()
    assert "This group has closed" in page and "Take your own words along" in page
    assert "180 days" in page
    assert "Shall we walk?" in ana.get(f"{address}threads/{thread.pk}/").content.decode()
    assert group.name in ana.get("/groups/").content.decode()
    assert "has closed. You can still read it" in ana.get("/notices/").content.decode()
    with pytest.raises(PermissionDenied):
        spaces.reply(cast.ana, thread, "One more")


def test_a_closed_group_can_be_opened_again(as_, cast, walk):
    closed(cast, walk)
    assert as_(cast.ana).post(f"/groups/{walk.slug}/close/", {"undo": "1"}).status_code == 404
    as_(cast.cleo).post(f"/groups/{walk.slug}/close/", {"undo": "1"})
    now_open = get(walk)
    assert (now_open.state, now_open.closes, now_open.closed, now_open.space.reading) == ("open", None, None, "anyone")
    assert "is open again" in as_(cast.ana).get("/notices/").content.decode()
    assert spaces.start_thread(cast.ana, now_open.space, "Hello", "Hello", "hello")


def test_a_closed_group_is_forgotten_with_all_that_was_said(cast, make_group):
    group = make_group()
    actions.join(cast.stranger, group, "Night Owl")
    spaces.start_thread(cast.stranger, group.space, "Rain", "No name", "heard", unnamed=True)
    closed(cast, group, days_ago=100)
    assert forget_closed_groups(now() - timedelta(days=180)) == 0
    assert forget_closed_groups(now() - timedelta(days=90)) == 1
    assert not Group.objects.exists() and not Space.objects.filter(kind="group").exists()
    assert not Thread.objects.exists() and not Handle.objects.filter(kind="once").exists()
    assert not Tie.objects.filter(target_kind="group").exists()


def test_how_long_a_closed_group_is_kept_stands_on_the_privacy_page(visitor):
    assert "group that has closed, with all that was said in it" in visitor.get("/privacy/").content.decode()


def test_a_steward_closes_a_group_that_nobody_runs(as_, cast, walk):
    assert as_(cast.grace).get(f"/groups/{walk.slug}/close/").status_code == 404
    Membership.objects.filter(person=cast.cleo, space=walk.space).update(state="left")
    form = {"closes": today(10).isoformat(), "title": "Goodbye", "words": "Nobody could run it any more."}
    assert as_(cast.grace).post(f"/groups/{walk.slug}/close/", form).status_code == 302
    assert get(walk).is_closing and not Thread.objects.exists()
