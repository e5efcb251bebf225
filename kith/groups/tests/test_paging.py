"""Pages stay what they were when posts come and go, and cost the same however much was written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.core.clock import now
from kith.spaces import actions as spaces
from kith.spaces.models import Post, Thread
from kith.spaces.reading import PAGE, read_page
from kith.spaces.turning import latest

pytestmark = pytest.mark.django_db


def fill(thread, author, count):
    made = Post.objects.bulk_create([Post(thread=thread, author=author, body=f"Answer {n}") for n in range(count)])
    Thread.objects.filter(pk=thread.pk).update(replies=count, last_post_at=now())
    thread.refresh_from_db()
    return made


def walk_through(viewer, thread):
    """Every post met by going from the first page to the last."""
    met, after = [], None
    while True:
        shown = read_page(viewer, thread, None, 0, after=after)
        met += [post.id for post in shown.posts]
        if shown.later is None:
            return met
        after = shown.later


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 65), gone=st.sets(st.integers(0, 64)), late=st.integers(0, 30))
def test_going_through_meets_each_post_once_while_others_come_and_go(cast, thread, count, gone, late):
    Post.objects.filter(thread=thread, opening=False).delete()
    posts = fill(thread, cast.ben.main_handle, count)
    first = read_page(cast.ana, thread, None, 0)
    Post.objects.filter(pk__in=[posts[n].pk for n in gone if n < count]).update(withdrawn=now())
    fill(thread, cast.ben.main_handle, late)
    met = [post.id for post in first.posts]
    after = met[-1]
    while True:
        shown = read_page(cast.ana, thread, None, 0, after=after)
        fresh = [post.id for post in shown.posts if post.id > after]
        assert len(fresh) == len(shown.posts) or shown.later is None
        met += fresh
        if shown.later is None:
            break
        after = shown.later
    assert met == sorted(set(met))
    standing = set(Post.objects.filter(thread=thread, withdrawn=None).values_list("pk", flat=True))
    assert standing <= set(met)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 65))
def test_going_back_meets_what_going_forward_met(cast, thread, count):
    Post.objects.filter(thread=thread, opening=False).delete()
    fill(thread, cast.ben.main_handle, count)
    forward = walk_through(cast.ana, thread)
    back, before = [], forward[-1] + 1
    while before:
        shown = read_page(cast.ana, thread, None, 0, before=before)
        back = [post.id for post in shown.posts] + back
        before = shown.earlier
    assert back == forward


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 65), gone=st.sets(st.integers(0, 64)), late=st.integers(0, 9))
def test_the_latest_page_ends_with_the_last_words_and_stays_where_it_is(cast, thread, count, gone, late):
    """Whoever stands on it sees what comes next, below what they read, and loses none of it."""
    Post.objects.filter(thread=thread, opening=False).delete()
    posts = fill(thread, cast.ben.main_handle, count)
    Post.objects.filter(pk__in=[posts[n].pk for n in gone if n < count]).update(withdrawn=now())
    standing = list(Post.objects.filter(thread=thread, withdrawn=None).order_by("pk").values_list("pk", flat=True))
    last, after = latest(cast.ana, thread)
    shown = read_page(cast.ana, thread, None, 0, after=after)
    before = [post.id for post in shown.posts]
    assert (last, shown.later) == (standing[-1], None) and before == standing[-len(before) :]
    fill(thread, cast.ben.main_handle, late)
    again = [post.id for post in read_page(cast.ana, thread, None, 0, after=after).posts]
    assert again[: len(before)] == before and len(again) == min(len(before) + late, PAGE)


@pytest.mark.parametrize(
    "query",
    [
        "?latest=1",
        "?seen=3",
        "?seen=x",
        "?after=0",
        "?after=999999999",
        "?before=1",
        "?after=x",
        "?before=-4",
        "?after=" + "9" * 30,
        "?new=1",
    ],
)
def test_odd_places_in_a_thread_are_answered(as_, cast, walk, thread, query):
    fill(thread, cast.ben.main_handle, 3)
    address = f"/groups/{walk.slug}/threads/{thread.pk}/{query}"
    assert as_(cast.ana).get(address, follow=True).status_code == 200


def test_an_answer_leads_to_the_page_that_shows_it(as_, cast, walk, thread):
    fill(thread, cast.ben.main_handle, 50)
    ana = as_(cast.ana)
    sent = ana.post(f"/groups/{walk.slug}/threads/{thread.pk}/", {"body": "At the very end"})
    assert "At the very end" in ana.get(sent.url.split("#")[0]).content.decode()


@pytest.mark.parametrize("count", [9, 1000])
def test_a_thread_page_costs_the_same_at_any_length(as_, cast, walk, thread, queries, count):
    posts = fill(thread, cast.ben.main_handle, count)
    for post in posts[:15]:
        spaces.Reaction.objects.create(post=post, author=cast.cleo.main_handle, kind="hear")
    ana = as_(cast.ana)
    ana.get(f"/groups/{walk.slug}/threads/{thread.pk}/")
    with queries(12):
        page = ana.get(f"/groups/{walk.slug}/threads/{thread.pk}/")
    assert len(page.content) < 40_000
    assert page.content.count(b"<article") == min(count + 1, PAGE)


@pytest.mark.parametrize("count", [3, 120])
def test_group_pages_cost_the_same_at_any_size(as_, cast, make_group, make_person, queries, count):
    group = make_group(members=[cast.ana])
    for number in range(count):
        thread = Thread.objects.create(
            space=group.space, author=cast.cleo.main_handle, title=f"T{number}", hope="hello"
        )
        Post.objects.create(thread=thread, author=cast.cleo.main_handle, body="Hello", opening=True)
    for number in range(count // 4):
        make_group(name=f"Group {number}", needs=["listen", "care"])
    ana = as_(cast.ana)
    for page in (
        f"/groups/{group.slug}/",
        "/groups/",
        "/gatherings/",
        f"/groups/{group.slug}/members/",
        "/notices/",
        "/messages/",
    ):
        ana.get(page)
        with queries(12):
            answer = ana.get(page)
        assert answer.status_code == 200, page
        assert len(answer.content) < 40_000, page


def test_the_list_of_conversations_goes_on_where_it_stopped(as_, cast, walk):
    for number in range(45):
        thread = Thread.objects.create(
            space=walk.space, author=cast.cleo.main_handle, title=f"T{number:02}-", hope="hello"
        )
        Post.objects.create(thread=thread, author=cast.cleo.main_handle, body="Hello", opening=True)
    ana, address, met = as_(cast.ana), f"/groups/{walk.slug}/", []
    while address:
        html = ana.get(address).content.decode()
        met += [number for number in range(45) if f"T{number:02}-" in html]
        place = html.partition('href="?before=')[2].partition("#")[0]
        address = f"/groups/{walk.slug}/?before={place}" if place else ""
    assert sorted(met) == list(range(45))
