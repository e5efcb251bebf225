"""What a reader keeps or puts away is theirs alone; what those who run a group pin stands above the others."""

import pytest

from kith.core.audit import AuditEvent
from kith.groups import actions as groups
from kith.notices.models import Notice
from kith.people.actions import block, mute, mute_words
from kith.spaces import actions, quoting
from kith.spaces.models import Bookmark, Post, ReadMark, Thread

pytestmark = pytest.mark.django_db


def at(group, thread, more=""):
    return f"/groups/{group.slug}/threads/{thread.pk}/{more}"


# ------------------------------------------------------------------------------------------------ bookmarks


def test_keeping_a_post_and_finding_it_again(as_, cast, walk, thread):
    answer = actions.reply(cast.cleo, thread, "Take the high path.")
    ben = as_(cast.ben)
    for value in (answer.pk, answer.pk, thread.posts.get(opening=True).pk):
        ben.post(at(walk, thread, "answer/"), {"keep": value})
    page = ben.get("/you/bookmarks/").content.decode()
    assert f"{at(walk, thread)}?after={answer.pk - 1}#p{answer.pk}" in page and "Take the high path." in page
    assert page.count("Let it go") == 2
    shown = ben.get(at(walk, thread)).content.decode()
    assert f'name="let_go" value="{answer.pk}" aria-pressed="true"' in shown
    assert 'name="let_go"' not in as_(cast.ana).get(at(walk, thread)).content.decode()
    assert "Take the high path." not in as_(cast.ana).get("/you/bookmarks/").content.decode()


def test_letting_go_can_be_taken_back_at_once(as_, cast, walk, thread):
    ben = as_(cast.ben)
    groups.keep_post(cast.ben, thread.posts.get())
    kept = Bookmark.objects.get()
    assert as_(cast.ana).post(f"/you/bookmarks/{kept.pk}/let-go/").status_code == 404
    page = ben.post(f"/you/bookmarks/{kept.pk}/let-go/", follow=True).content.decode()
    assert not Bookmark.objects.exists() and "Keep it again" in page
    ben.post("/you/bookmarks/", {"keep": thread.posts.get().pk})
    assert Bookmark.objects.get().post == thread.posts.get()


@pytest.mark.parametrize("ending", ["withdrawn", "deleted", "blocked", "left", "closed to them"])
def test_what_is_no_longer_there_is_said_without_saying_what(as_, cast, make_group, ending):
    group = make_group(name="Club", visibility="members", members=[cast.ana, cast.ben])
    thread = actions.start_thread(cast.ana, group.space, "Rain", "Shall we?", "heard")
    answer = actions.reply(cast.ana, thread, "Take the high path.")
    groups.keep_post(cast.ben, answer)
    if ending == "withdrawn":
        actions.withdraw_post(cast.ana, answer)
    elif ending == "deleted":
        answer.delete()
    elif ending == "blocked":
        block(cast.ana, cast.ben)
    elif ending == "left":
        groups.leave(cast.ben, group)
    else:
        Thread.objects.filter(pk=thread.pk).update(readers="running")
    page = as_(cast.ben).get("/you/bookmarks/").content.decode()
    assert "This is not here now." in page
    for gone in ("Rain", "high path", "Club", at(group, thread)):
        assert gone not in page
    kept = Bookmark.objects.get()
    as_(cast.ben).post(f"/you/bookmarks/{kept.pk}/let-go/")
    assert not Bookmark.objects.exists()


def test_what_a_kept_post_quotes_is_not_in_the_list(as_, cast, walk, thread):
    secret = actions.reply(cast.cleo, thread, "I live in Elm Street.")
    answer = actions.reply(cast.ana, thread, quoting.begin(cast.ana, thread, secret.pk) + "Thank you.")
    groups.keep_post(cast.ben, answer)
    actions.withdraw_post(cast.cleo, secret)
    page = as_(cast.ben).get("/you/bookmarks/").content.decode()
    assert "Thank you." in page and "Elm Street" not in page and f"#{secret.pk})" not in page
    mute_words(cast.ben, ["street"], [])
    assert "Folded because" not in as_(cast.ben).get("/you/bookmarks/").content.decode()


def test_words_of_a_muted_name_are_folded_in_the_list_too(as_, cast, walk, thread):
    groups.keep_post(cast.ben, actions.reply(cast.cleo, thread, "Take the high path."))
    assert "You muted this name" not in as_(cast.ben).get("/you/bookmarks/").content.decode()
    mute(cast.ben, cast.cleo.main_handle)
    page = as_(cast.ben).get("/you/bookmarks/").content.decode()
    assert "You muted this name. Show their words</span></summary>" in page


@pytest.mark.parametrize("count", [3, 45])
def test_the_page_of_what_one_keeps_costs_the_same_at_any_size(as_, cast, walk, thread, queries, count):
    for _number in range(count):
        Bookmark.objects.create(
            person=cast.ben, post=Post.objects.create(thread=thread, author=cast.cleo.main_handle, body="Words " * 400)
        )
    ben = as_(cast.ben)
    ben.get("/you/bookmarks/")
    with queries(12):
        page = ben.get("/you/bookmarks/")
    assert len(page.content) < 40_000


# ------------------------------------------------------------------------------------------------ not now


def test_putting_away_takes_it_out_of_one_s_own_lists_and_back(as_, cast, walk, thread):
    ben = as_(cast.ben)
    page = ben.post(f"/groups/{walk.slug}/not-now/", {"thread": thread.pk}, follow=True).content.decode()
    assert ">Rain</a>" not in page and "Undo" in page
    assert ">Rain</a>" in as_(cast.ana).get(f"/groups/{walk.slug}/").content.decode()
    actions.reply(cast.cleo, thread, "It never comes back by itself")
    assert ">Rain</a>" not in ben.get(f"/groups/{walk.slug}/").content.decode()
    assert "Something new" not in ben.get("/groups/").content.decode()
    assert ">Rain</a>" in ben.get("/you/not-now/").content.decode()
    assert "Bring it back" in ben.get(at(walk, thread)).content.decode(), "by its address it can still be read"
    assert as_(cast.cleo).post("/you/not-now/", {"bring_back": thread.pk}).status_code == 404
    ben.post("/you/not-now/", {"bring_back": thread.pk})
    assert ">Rain</a>" in ben.get(f"/groups/{walk.slug}/").content.decode()
    assert ">Rain</a>" not in ben.get("/you/not-now/").content.decode()


def test_nothing_is_heard_of_what_was_put_away(as_, cast, walk, thread):
    actions.reply(cast.cleo, thread, "First")
    ana = as_(cast.ana)
    assert "Rain" in ana.get("/notices/").content.decode()
    groups.put_away(cast.ana, thread)
    assert "Rain" not in ana.get("/notices/").content.decode()
    Notice.objects.all().delete()
    actions.reply(cast.ben, thread, "Second")
    assert not Notice.objects.filter(person=cast.ana).exists()
    groups.bring_back(cast.ana, thread)
    actions.reply(cast.ben, thread, "Third")
    assert Notice.objects.filter(person=cast.ana).exists()


def test_how_far_one_read_is_kept_meanwhile(cast, walk, thread):
    answer = actions.reply(cast.cleo, thread, "First")
    actions.saw(cast.ben, thread, answer.pk)
    groups.put_away(cast.ben, thread)
    groups.bring_back(cast.ben, thread)
    assert ReadMark.objects.get(person=cast.ben).last_seen_post == answer.pk


@pytest.mark.parametrize("value", ["", "x", "999999", "0"])
def test_odd_values_lead_nowhere(as_, cast, walk, thread, value):
    ben = as_(cast.ben)
    assert ben.post(f"/groups/{walk.slug}/not-now/", {"thread": value}).status_code == 404
    assert ben.post("/you/not-now/", {"bring_back": value}).status_code == 404
    assert ben.post("/you/bookmarks/", {"keep": value}).status_code == 404
    assert ben.get(f"/groups/{walk.slug}/?put_away={value}").status_code == 200
    assert ben.post(at(walk, thread, "pin/"), {"pin": value}).status_code == 404


# ------------------------------------------------------------------------------------------------ pins


@pytest.fixture
def no_limits(settings):
    settings.LIMITS = False


def start(cast, group, number):
    return actions.start_thread(cast.ben, group.space, f"Talk {number}", "Words", "hello")


def test_those_who_run_the_group_pin_up_to_three(as_, cast, walk, thread):
    others = [start(cast, walk, number) for number in range(4)]
    cleo, ana = as_(cast.cleo), as_(cast.ana)
    assert "Pin above the others" not in ana.get(at(walk, thread)).content.decode()
    assert ana.post(at(walk, thread, "pin/"), {"pin": "1"}).status_code == 404
    assert as_(cast.grace).post(at(walk, thread, "pin/"), {"pin": "1"}).status_code == 404
    cleo.post(at(walk, thread, "pin/"), {"pin": "1"})
    page = ana.get(f"/groups/{walk.slug}/").content.decode()
    assert page.count(">Rain</a>") == 1 and page.index("Pinned") < page.index(">Rain</a>") < page.index(">Talk 3</a>")
    for other in others[:2]:
        cleo.post(at(walk, other, "pin/"), {"pin": "1"})
    refused = cleo.post(at(walk, others[2], "pin/"), {"pin": "1"}, follow=True).content.decode()
    assert "Three conversations are pinned already." in refused
    assert Thread.objects.filter(pinned__isnull=False).count() == 3
    cleo.post(at(walk, thread, "pin/"), {"pin": "0"})
    walk.space.refresh_from_db()
    assert walk.space.pins == 2
    page = ana.get(f"/groups/{walk.slug}/").content.decode()
    assert page.count(">Rain</a>") == 1 and page.index(">Talk 3</a>") < page.index(">Rain</a>")
    acts = AuditEvent.objects.filter(thing=str(thread.pk), kind="thread").order_by("pk")
    verbs = list(acts.values_list("verb", flat=True))
    assert verbs[-2:] == ["thread_pinned", "thread_unpinned"]


def test_a_pinned_conversation_taken_back_stands_there_no_more(as_, cast, walk, thread):
    groups.pin(cast.cleo, thread)
    actions.reply(cast.ben, thread, "An answer")
    actions.withdraw_post(cast.ana, thread.posts.select_related("thread", "author").get(opening=True))
    page = as_(cast.ben).get(f"/groups/{walk.slug}/").content.decode()
    assert "Pinned" not in page and page.count("A conversation whose start is not here now</a>") == 1


def test_a_pinned_conversation_is_seen_only_by_whom_it_is_for(as_, cast, walk, visitor):
    made = actions.start_thread(cast.cleo, walk.space, "For us", "Words", "hello", readers="members")
    groups.pin(cast.cleo, made)
    assert "For us" in as_(cast.ben).get(f"/groups/{walk.slug}/").content.decode()
    assert "For us" not in visitor.get(f"/groups/{walk.slug}/").content.decode()


def test_a_full_list_with_pins_costs_what_it_should(as_, cast, walk, thread, queries, no_limits):
    made = [start(cast, walk, number) for number in range(30)]
    for one in made[:3]:
        groups.pin(cast.cleo, one)
    ana = as_(cast.ana)
    ana.get(f"/groups/{walk.slug}/")
    with queries(12):
        page = ana.get(f"/groups/{walk.slug}/")
    assert page.content.count(b'class="thread-line"') == 23 and len(page.content) < 40_000
    older = page.content.decode().partition('href="?before=')[2].partition("#")[0]
    assert ana.get(f"/groups/{walk.slug}/?before={older}").content.count(b'class="thread-line"') == 8
