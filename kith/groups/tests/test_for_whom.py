"""Who begins a conversation says who of the group's readers may read it, and everything follows that: lists, pages, notices, copies."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from kith.notices.access import visible_notices
from kith.notices.actions import read_out
from kith.notices.models import Notice
from kith.spaces import actions, lists
from kith.spaces.access import visible_threads
from kith.spaces.models import Membership, Space, Thread
from kith.spaces.topics import my_list_topic

pytestmark = pytest.mark.django_db
ALL, MEMBERS, RUNNING = Thread.Readers.ALL, Thread.Readers.MEMBERS, Thread.Readers.RUNNING


@pytest.fixture
def begin(walk, cast):
    def made(readers, author=cast.ana):
        title = f"For {readers}"
        return actions.start_thread(author, walk.space, title, f"Words for {readers}", "heard", readers=readers)

    return made


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        (ALL, {"visitor", "stranger", "ben", "ana", "cleo", "grace"}),
        (MEMBERS, {"ben", "ana", "cleo"}),
        (RUNNING, {"ana", "cleo"}),
    ],
)
def test_only_those_it_is_for_meet_it_anywhere(as_, cast, walk, begin, visitor, readers, who):
    thread = begin(readers)
    post = thread.posts.get()
    address = f"/groups/{walk.slug}/threads/{thread.pk}/"
    for name in ("visitor", "stranger", "ben", "ana", "cleo", "grace"):
        client = visitor if name == "visitor" else as_(getattr(cast, name))
        expected = name in who
        assert (client.get(address).status_code == 200) == expected, name
        assert (thread.title in client.get(f"/groups/{walk.slug}/").content.decode()) == expected, name
        if name not in ("visitor", "ana"):
            kept = client.post(f"{address}answer/", {"keep": post.pk})
            assert (kept.status_code == 302) == expected, name
            if not expected:
                assert client.post(address, {"body": "Hm"}).status_code == 404, name


def test_it_says_who_reads_it_at_the_thread_and_under_the_box(as_, cast, walk, begin):
    for readers, words in (
        (RUNNING, "Only those who run this group can read this"),
        (MEMBERS, "Everyone in this group can read this: 3 people."),
        (ALL, "Anyone can read this, also without an account."),
    ):
        thread = begin(readers)
        page = as_(cast.ana).get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
        assert words in page.partition('class="write"')[2]
        assert (str(Thread.Readers(readers).label) in page) == (readers != ALL)
        edit = f"/groups/{walk.slug}/threads/{thread.pk}/posts/{thread.posts.get().pk}/edit/"
        assert words in as_(cast.ana).get(edit).content.decode()


def test_the_choice_is_made_when_one_begins_and_holds(as_, cast, walk, make_group):
    ana, new = as_(cast.ana), f"/groups/{walk.slug}/threads/new/"
    page = ana.get(new).content.decode()
    assert all(str(kind.label) in page for kind in Thread.Readers)
    sent = {"hope": "heard", "title": "A question", "body": "For you", "readers": "running"}
    made = Thread.objects.get(pk=ana.post(new, sent).url.split("/")[-2])
    assert made.readers == RUNNING
    assert ana.post(new, sent | {"readers": "everybody"}).status_code == 422
    club = make_group(name="Club", visibility="members", members=[cast.ana])
    inside = ana.get(f"/groups/{club.slug}/threads/new/").content.decode()
    assert "Only those who run this group" in inside and "Only people in this group" not in inside
    assert ana.post(f"/groups/{club.slug}/threads/new/", sent | {"readers": "members"}).status_code == 422


def test_running_ends_with_the_role_and_membership_with_leaving(cast, walk, begin, membership):
    hidden, inside = begin(RUNNING), begin(MEMBERS)
    assert hidden in visible_threads(cast.cleo)
    Membership.objects.filter(person=cast.cleo, space=walk.space).update(role="member")
    assert hidden not in visible_threads(cast.cleo) and inside in visible_threads(cast.cleo)
    actions.put_aside(membership(cast.ben, walk))
    assert inside not in visible_threads(cast.ben)
    with pytest.raises((Http404, PermissionDenied)):
        actions.reply(cast.ben, inside, "Hello?")


def test_it_counts_for_those_it_is_for_alone(cast, walk, begin):
    begin(RUNNING, author=cast.cleo)
    seen = {name: lists.has_news(getattr(cast, name), "pk") for name in ("ana", "ben", "cleo")}
    space = Space.objects.filter(pk=walk.space_id)
    assert not any(space.filter(news).exists() for news in seen.values())
    begin(RUNNING)
    assert space.filter(seen["cleo"]).exists() and not space.filter(seen["ben"]).exists()


def test_a_notice_is_silent_once_one_may_not_read_it(cast, walk, begin, membership):
    thread = begin(MEMBERS)
    actions.reply(cast.ben, thread, "Yes")
    assert [told.text for _n, told in read_out(cast.ana, list(visible_notices(cast.ana)))]
    actions.put_aside(membership(cast.ana, walk))
    notice = Notice.objects.filter(person=cast.ana)
    assert not read_out(cast.ana, list(notice))


def test_those_who_run_the_group_hear_that_they_were_asked(as_, cast, walk, begin):
    thread = begin(RUNNING)
    page = as_(cast.cleo).get("/notices/").content.decode()
    assert "Ana wrote to those who run The evening walk." in page and thread.title not in page
    assert not Notice.objects.exclude(person=cast.cleo).exists()
    as_(cast.cleo).get(f"/groups/{walk.slug}/threads/{thread.pk}/")
    assert Notice.objects.get().read_at
    unnamed = actions.start_thread(cast.ana, walk.space, "T", "B", "heard", unnamed=True, readers=RUNNING)
    page = as_(cast.cleo).get("/notices/").content.decode()
    assert "Someone in this group wrote to those who run The evening walk." in page
    actions.withdraw_post(cast.ana, unnamed.posts.select_related("thread", "author").get())
    assert "Someone in this group" not in as_(cast.cleo).get("/notices/").content.decode()


def test_open_lists_of_others_stay_still(cast, walk, begin, membership, monkeypatch):
    """What may not be read does not even stir."""
    heard = []
    monkeypatch.setattr("kith.spaces.topics.announce", heard.append)
    visitor, member, runner = (
        my_list_topic(walk.space, found) for found in (None, membership(cast.ben, walk), membership(cast.cleo, walk))
    )
    assert len({visitor, member, runner}) == 3
    for readers, told in ((ALL, {visitor, member, runner}), (MEMBERS, {member, runner}), (RUNNING, {runner})):
        thread = begin(readers)
        assert set(heard) == told
        heard.clear()
        post = actions.reply(cast.cleo, thread, "Hm")
        assert set(heard) == told
        heard.clear()
        actions.withdraw_post(cast.cleo, post)
        assert set(heard) == told
        heard.clear()
