"""How much is new in a conversation is exact, whatever is said, taken back, put back, muted, blocked or read meanwhile."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.groups import actions as groups
from kith.people import actions as people
from kith.people.models import Mute
from kith.spaces import actions, lists
from kith.spaces.models import Post, ReadMark, Thread
from kith.spaces.reading import read_page
from kith.spaces.turning import first_unread

pytestmark = pytest.mark.django_db
NAMES = ("ana", "ben", "cleo", "stranger")
name, place = st.sampled_from(NAMES), st.integers(0, 30)
ACTS = st.one_of(
    st.tuples(st.just("say"), name, st.integers(0, 1)),
    st.tuples(st.just("say"), name, st.integers(0, 1)),
    st.tuples(st.just("open"), name, st.integers(0, 1)),
    st.tuples(st.just("seen"), name, st.integers(0, 1)),
    st.tuples(st.just("withdraw"), place, st.none()),
    st.tuples(st.just("restore"), place, st.none()),
    st.tuples(st.just("forget"), place, st.none()),
    st.tuples(st.just("mute"), name, name),
    st.tuples(st.just("block"), name, name),
    st.tuples(st.just("all"), name, st.none()),
)


class Naive:
    """The same, kept in plain lists and counted one by one."""

    def __init__(self, cast, group):
        self.cast, self.group = cast, group
        self.threads = [self.start(f"T{n}") for n in range(2)]
        self.posts = [[t, "ana", False, t.posts.get().pk] for t in self.threads]
        self.marks, self.open = {}, {}
        self.muted, self.blocked = set(), set()
        for thread, _who, _gone, pk in self.posts:
            self.marks["ana", thread.pk] = pk

    def start(self, title):
        return actions.start_thread(self.cast.ana, self.group.space, title, "Hello", "hello")

    def person(self, name):
        return getattr(self.cast, name)

    def say(self, name, number):
        thread = self.threads[number]
        made = actions.reply(self.person(name), Thread.objects.get(pk=thread.pk), "Words")
        self.posts.append([thread, name, False, made.pk])
        self.see(name, thread, made.pk)

    def see(self, name, thread, pk):
        self.marks[name, thread.pk] = max(self.marks.get((name, thread.pk), 0), pk)

    def open_(self, name, number):
        """Look at a page; that it was seen is written down later, when others may have gone on."""
        thread = self.threads[number]
        self.open[name, number] = read_page(self.person(name), thread, None, 0).last

    def seen(self, name, number):
        last = self.open.get((name, number))
        if last:
            actions.saw(self.person(name), self.threads[number], last)
            self.see(name, self.threads[number], last)

    def change(self, number, act, gone):
        post = self.posts[number % len(self.posts)]
        if post[2] in ("forgotten", gone):
            return
        act(self.person(post[1]), Post.objects.select_related("thread", "author").get(pk=post[3]))
        post[2] = gone

    def forget(self, number):
        post = self.posts[number % len(self.posts)]
        if post[2] is True and not Post.objects.get(pk=post[3]).opening:
            Post.objects.filter(pk=post[3]).delete()
            post[2] = "forgotten"

    def mute(self, name, other):
        if name != other:
            people.mute(self.person(name), self.person(other).main_handle)
            self.muted.add((name, other))

    def block(self, name, other):
        if name != other:
            people.block(self.person(name), self.person(other))
            self.blocked |= {(name, other), (other, name)}

    def all(self, name):
        groups.read_all(self.person(name), self.group.space)
        gone = set(Thread.objects.filter(withdrawn__isnull=False, replies=0).values_list("pk", flat=True))
        for thread, _who, _gone, pk in self.posts:
            if thread.pk not in gone and self.readable(name, thread) and Post.objects.filter(pk=pk).exists():
                self.see(name, thread, pk)

    def readable(self, name, thread):
        return (name, "ana") not in self.blocked

    def do(self, act, one, other):
        if act == "withdraw":
            self.change(one, actions.withdraw_post, True)
        elif act == "restore":
            self.change(one, actions.restore_post, False)
        elif act == "open":
            self.open_(one, other)
        elif act in ("forget", "all"):
            getattr(self, act)(one)
        else:
            getattr(self, act)(one, other)

    def new(self, name, thread):
        return [
            pk
            for where, who, gone, pk in self.posts
            if where == thread
            and pk > self.marks.get((name, thread.pk), 0)
            and who != name
            and not gone
            and (name, who) not in self.muted | self.blocked
        ]


@pytest.fixture
def no_limits(settings):
    settings.LIMITS = False


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=25))
def test_what_is_new_is_what_a_naive_count_says(cast, make_group, no_limits, acts):
    with transaction.atomic():
        model = Naive(cast, make_group(members=[cast.ana, cast.ben, cast.stranger]))
        for act in acts:
            model.do(*act)
        for name in NAMES:
            _check(model, name)
        transaction.set_rollback(True)


def _check(model, name):
    viewer = model.person(name)
    listed = {one.pk: one for one in lists.first_threads(viewer, model.group.space)}
    news = False
    for thread in model.threads:
        new = model.new(name, thread)
        if thread.pk not in listed:
            assert not model.readable(name, thread) or Thread.objects.get(pk=thread.pk).withdrawn
            continue
        news = news or bool(new)
        assert listed[thread.pk].unread == len(new), (name, thread.title)
        mark = model.marks.get((name, thread.pk), 0)
        assert first_unread(viewer, thread, mark) == (new[0] if new else None)
        if mark and len(model.posts) < 20:
            shown = read_page(viewer, thread, None, mark)
            assert [post.id for post in shown.posts if post.new] == new
    space = type(model.group.space).objects.filter(pk=model.group.space_id)
    assert space.filter(lists.has_news(viewer, "pk")).exists() == news


def test_a_post_written_while_all_is_called_read_stays_new(cast, walk, thread):
    """Marks are set thread by thread to what stands there: the number of a later post elsewhere never swallows one."""
    other = actions.start_thread(cast.cleo, walk.space, "Later", "Hello", "hello")
    groups.read_all(cast.ben, walk.space)
    assert {row.unread for row in lists.first_threads(cast.ben, walk.space)} == {0}
    actions.reply(cast.cleo, thread, "One more")
    marks = dict(ReadMark.objects.filter(person=cast.ben).values_list("thread", "last_seen_post"))
    assert marks == {thread.pk: thread.posts.get(opening=True).pk, other.pk: other.posts.get().pk}
    assert {row.pk: row.unread for row in lists.first_threads(cast.ben, walk.space)} == {thread.pk: 1, other.pk: 0}


def test_the_list_says_how_much_is_new_and_one_press_calls_it_read(as_, cast, walk, thread):
    ben, address = as_(cast.ben), f"/groups/{walk.slug}/"
    assert '<span class="new-mark">New</span>' in ben.get(address).content.decode(), "never opened"
    ben.get(f"{address}threads/{thread.pk}/")
    assert 'class="new-mark"' not in ben.get(address).content.decode()
    for words in ("One", "Two"):
        actions.reply(cast.cleo, thread, words)
    assert '<span class="new-mark">2 new</span>' in ben.get(address).content.decode()
    assert "Something new" in ben.get("/groups/").content.decode()
    assert "Something new in your groups" in ben.get("/").content.decode()
    assert "Something new" not in as_(cast.femi).get("/groups/").content.decode(), "only where one is in it"
    done = ben.post(f"{address}read/", follow=True).content.decode()
    assert 'class="new-mark"' not in done
    assert "Something new" not in ben.get("/groups/").content.decode()
    assert "Something new in your groups" not in ben.get("/").content.decode()


def test_the_first_unread_is_where_the_link_leads(as_, cast, walk, thread):
    ben, address = as_(cast.ben), f"/groups/{walk.slug}/threads/{thread.pk}/"
    ben.get(address)
    posts = Post.objects.bulk_create(
        [Post(thread=thread, author=cast.cleo.main_handle, body=f"Answer {n}") for n in range(45)]
    )
    Thread.objects.filter(pk=thread.pk).update(replies=45)
    actions.saw(cast.ben, thread, posts[21].pk)
    page = ben.get(address).content.decode()
    assert "Jump to the first unread: 23 new" in page
    sent = ben.get(f"{address}?new=1")
    assert sent.url == f"{address}?after={posts[20].pk}#new"
    shown = ben.get(sent.url.split("#")[0]).content.decode()
    assert shown.index('id="new"') < shown.index(f'id="p{posts[22].pk}"') < shown.index(f'id="p{posts[23].pk}"')
    again = ben.get(f"{address}?after={posts[20].pk}&seen={posts[21].pk}").content.decode()
    assert 'id="new"' in again, "an open page that fetches itself again keeps its line"
    last = ben.get(f"{address}?latest=1").url
    assert last.endswith(f"#p{posts[44].pk}")
    end = ben.get(last.split("#")[0]).content.decode()
    assert "Answer 44" in end and "This page:" in end and "Go to the start" in end


def test_a_muted_name_is_not_new_and_stays_folded(as_, cast, walk, thread):
    ben = as_(cast.ben)
    ben.get(f"/groups/{walk.slug}/threads/{thread.pk}/")
    Mute.objects.create(person=cast.ben, handle=cast.cleo.main_handle)
    actions.reply(cast.cleo, thread, "Words by a muted name")
    assert 'class="new-mark"' not in ben.get(f"/groups/{walk.slug}/").content.decode()
    page = ben.get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    assert 'id="new"' not in page and "You muted this name. Show their words" in page
