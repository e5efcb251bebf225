"""Content notes and muted words fold what a reader would rather open themselves: in the thread, in lists and where they keep it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kith.groups import actions as groups
from kith.people.actions import mute_words
from kith.spaces import actions
from kith.spaces.models import Post, Thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(walk, cast):
    """Ben's conversation, with a note before its first words."""
    return actions.start_thread(cast.ben, walk.space, "A hard supper", "It was soup.", "heard", note="food, no numbers")


def articles(html):
    return html.split("<article")[1:]


def test_a_note_stands_before_the_words_and_opens_with_a_press(as_, cast, walk, noted):
    page = as_(cast.ana).get(f"/groups/{walk.slug}/threads/{noted.pk}/").content.decode()
    (first,) = articles(page)
    before, _summary, after = first.partition("<summary>")
    assert "It was soup." not in before and "Note: food, no numbers" in after.partition("It was soup.")[0]
    assert "food, no numbers" in as_(cast.ana).get(f"/groups/{walk.slug}/").content.decode()
    own = as_(cast.ben).get(f"/groups/{walk.slug}/threads/{noted.pk}/").content.decode()
    assert 'class="more fold"' not in own and "food, no numbers" in own, "their own words stand open"


def test_writing_and_changing_a_note(as_, cast, walk, noted):
    ana, address = as_(cast.ana), f"/groups/{walk.slug}/threads/{noted.pk}/"
    ana.post(address, {"body": "I know it", "note": "hospital"})
    post = Post.objects.get(body="I know it")
    assert post.note == "hospital"
    change = f"{address}posts/{post.pk}/edit/"
    assert 'value="hospital"' in ana.get(change).content.decode()
    ana.post(change, {"body": "I know it", "note": ""})
    post.refresh_from_db()
    assert post.note == "" and post.edited
    opening = noted.posts.get(opening=True)
    as_(cast.ben).post(f"{address}posts/{opening.pk}/edit/", {"body": "It was soup.", "note": "food"})
    assert Thread.objects.get(pk=noted.pk).note == "food", "the list follows"
    too_long = ana.post(address, {"body": "x", "note": "n" * 61})
    assert too_long.status_code == 422 and "n" * 61 in too_long.content.decode()
    new = {"hope": "heard", "title": "T", "body": "B", "note": "loss"}
    made = ana.post(f"/groups/{walk.slug}/threads/new/", new)
    assert Thread.objects.get(pk=made.url.split("/")[-2]).note == "loss"


def test_what_is_taken_back_takes_its_note_along(as_, cast, walk, noted):
    actions.reply(cast.ana, noted, "I know it")
    actions.withdraw_post(cast.ben, noted.posts.select_related("thread", "author").get(opening=True))
    for address in (f"/groups/{walk.slug}/", f"/groups/{walk.slug}/threads/{noted.pk}/"):
        assert "no numbers" not in as_(cast.ana).get(address).content.decode()


def test_a_muted_word_folds_posts_and_titles_for_that_reader_alone(as_, cast, walk, thread):
    actions.reply(cast.cleo, thread, "I walked in the STORM.")
    actions.reply(cast.cleo, thread, "It was fine.")
    mute_words(cast.ben, ["storms", "rain"], [])
    ben, address = as_(cast.ben), f"/groups/{walk.slug}/threads/{thread.pk}/"
    page = ben.get(address).content.decode()
    opening, stormy, fine = articles(page)
    assert "Folded because you asked: rain" in opening
    assert "Folded because you asked: storms" in stormy and "Folded" not in fine
    assert "<title>A folded conversation" in page and "<h1>Rain" not in page
    group = ben.get(f"/groups/{walk.slug}/").content.decode()
    assert group.index("Folded because you asked: rain") < group.index(">Rain</a>")
    for other in (cast.ana, cast.cleo):
        html = as_(other).get(address).content.decode() + as_(other).get(f"/groups/{walk.slug}/").content.decode()
        assert "Folded because" not in html


def test_a_kind_of_note_folds_the_title_too(as_, cast, walk, noted):
    mute_words(cast.ana, [], ["food"])
    ana = as_(cast.ana)
    assert "Folded because you asked: Food and weight" in ana.get(f"/groups/{walk.slug}/").content.decode()
    page = ana.get(f"/groups/{walk.slug}/threads/{noted.pk}/").content.decode()
    assert "Folded because you asked: Food and weight · Note: food, no numbers" in page


def test_one_s_own_words_are_never_folded(as_, cast, walk, thread):
    mute_words(cast.ana, ["rain"], [])
    for address in (f"/groups/{walk.slug}/", f"/groups/{walk.slug}/threads/{thread.pk}/"):
        assert "Folded because" not in as_(cast.ana).get(address).content.decode()


def test_what_one_keeps_or_put_away_is_folded_too(as_, cast, walk, thread):
    mute_words(cast.ben, ["rain"], [])
    groups.keep_post(cast.ben, thread.posts.get())
    groups.put_away(cast.ben, thread)
    for address in ("/you/bookmarks/", "/you/not-now/"):
        page = as_(cast.ben).get(address).content.decode()
        assert page.index("Folded because you asked: rain") < page.index(">Rain</a>")


def test_folding_costs_one_query_for_the_reader_s_key_and_nobody_else_any(as_, cast, walk, thread):
    def count():
        with CaptureQueriesContext(connection) as found:
            as_ben.get(f"/groups/{walk.slug}/threads/{thread.pk}/")
        return len(found)

    as_ben = as_(cast.ben)
    count()
    without = count()
    mute_words(cast.ben, ["rain"], [])
    assert count() == without + 1
