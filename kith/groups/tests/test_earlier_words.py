"""What a post said before it was changed: for its author and those who keep the place safe, and nobody else."""

from datetime import timedelta

import pytest
import time_machine

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.spaces import actions as spaces
from kith.spaces.models import Post, PostVersion
from kith.spaces.tasks import forget_earlier_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(cast, thread):
    post = spaces.reply(cast.ben, thread, "Something unkind")
    spaces.edit_post(cast.ben, post, "Something kind")
    return post


@pytest.fixture
def before(walk, thread, changed):
    return f"/groups/{walk.slug}/threads/{thread.pk}/posts/{changed.pk}/before/"


def test_the_author_and_those_who_keep_the_place_safe_see_it(as_, cast, before):
    for who in (cast.ben, cast.femi, cast.grace):
        assert "Something unkind" in as_(who).get(before).content.decode()


def test_for_everyone_else_there_is_no_such_page_and_no_link(as_, visitor, cast, walk, thread, before):
    for who in (cast.ana, cast.cleo, cast.stranger):
        assert as_(who).get(before).status_code == 404
        assert "/before/" not in as_(who).get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    assert visitor.get(before).status_code == 302
    assert (
        before.partition(f"/{thread.pk}/")[2]
        in as_(cast.femi).get(f"/groups/{walk.slug}/threads/{thread.pk}/").content.decode()
    )


def test_each_reading_but_the_authors_is_written_down(as_, cast, before, changed):
    as_(cast.ben).get(before)
    read = AuditEvent.objects.filter(verb=Verb.EARLIER_WORDS_READ)
    assert not read.exists()
    as_(cast.femi).get(before)
    as_(cast.femi).get(before)
    assert (
        list(read.values_list("actor", "owner", "thing", "role"))
        == [(cast.femi.pk, cast.ben.pk, str(changed.pk), "moderator")] * 2
    )


def test_a_moderator_sees_it_only_where_they_can_read(as_, cast, make_group):
    club = make_group("Club", [cast.ana, cast.ben], visibility="hidden")
    thread = spaces.start_thread(cast.ana, club.space, "Inside", "Old", "heard")
    post = thread.posts.get()
    spaces.edit_post(cast.ana, post, "New")
    assert as_(cast.femi).get(f"/groups/{club.slug}/threads/{thread.pk}/posts/{post.pk}/before/").status_code == 404


def test_words_without_a_name_have_none_there_and_only_the_day(as_, cast, walk, thread):
    post = spaces.reply(cast.ana, thread, "Old words", unnamed=True)
    spaces.edit_post(cast.ana, post, "New words")
    html = as_(cast.femi).get(f"/groups/{walk.slug}/threads/{thread.pk}/posts/{post.pk}/before/").content.decode()
    assert "Old words" in html and "Ana" not in html
    assert "T" not in html.partition('datetime="')[2].partition('"')[0]


def test_it_goes_with_what_is_taken_back_and_with_time(as_, cast, before, changed):
    PostVersion.objects.update(until=now() - timedelta(days=91))
    assert forget_earlier_words(now() - timedelta(days=90)) == 1
    assert "is not kept any more" in as_(cast.femi).get(before).content.decode()
    spaces.withdraw_post(cast.ben, changed)
    assert as_(cast.femi).get(before).status_code == 404


def test_a_change_that_changes_nothing_leaves_no_mark(cast, changed):
    spaces.edit_post(cast.ben, changed, "Something kind")
    assert PostVersion.objects.filter(post=changed).count() == 1


def test_changing_words_too_often_keeps_them_and_says_when(as_, cast, walk, thread):
    post = spaces.reply(cast.ben, thread, "Words")
    with time_machine.travel("2026-11-22T12:00:05Z", tick=False):
        ben = as_(cast.ben)
        for number in range(spaces.CHANGES_A_MINUTE):
            spaces.edit_post(cast.ben, post, f"Words {number}")
        address = f"/groups/{walk.slug}/threads/{thread.pk}/posts/{post.pk}/edit/"
        answer = ben.post(address, {"body": "Words without end"})
    assert answer.status_code in (422, 429) and "Words without end" in answer.content.decode()
    assert not Post.objects.filter(body="Words without end").exists()
