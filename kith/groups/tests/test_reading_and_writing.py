"""Conversations, as people meet them: reading, answering, warm words, taking back."""

import pytest
import time_machine

from kith.spaces import actions as spaces
from kith.spaces.models import Post, Reaction, ReadMark, Thread

pytestmark = pytest.mark.django_db


def address(group, thread=None):
    return f"/groups/{group.slug}/threads/{thread.pk}/" if thread else f"/groups/{group.slug}/"


def test_a_visitor_reads_an_open_group(visitor, walk, thread):
    assert b"Rain" in visitor.get(address(walk)).content
    page = visitor.get(address(walk, thread))
    assert page.status_code == 200
    assert b"Shall we walk in the rain?" in page.content
    assert b"<textarea" not in page.content


def test_an_answer_is_read_by_the_others_and_its_author_is_told(as_, cast, walk, thread):
    sent = as_(cast.ben).post(address(walk, thread), {"body": "Yes, with hats."})
    assert sent.status_code == 302
    page = as_(cast.ana).get(address(walk, thread))
    assert b"Yes, with hats." in page.content
    thread.refresh_from_db()
    assert thread.replies == 1


def test_the_author_finds_a_notice_that_leads_to_the_answer(as_, cast, walk, thread):
    spaces.reply(cast.ben, thread, "Yes, with hats.")
    ana = as_(cast.ana)
    page = ana.get("/notices/").content.decode()
    assert "Ben answered you in “Rain”." in page
    assert "hats" not in page
    assert ana.get(address(walk, thread)).status_code == 200
    assert cast.ana.notices.filter(read_at__isnull=True).count() == 0


def test_many_answers_are_one_notice(cast, thread):
    for words in ["one", "two", "three"]:
        spaces.reply(cast.ben, thread, words)
    assert cast.ana.notices.count() == 1


@pytest.mark.parametrize(
    ("body", "said"), [("", "Write a few words first"), ("x" * 10_001, "Please make this shorter")]
)
def test_words_that_cannot_be_sent_stay_in_the_box(as_, cast, walk, thread, body, said):
    page = as_(cast.ben).post(address(walk, thread), {"body": body})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert body in page.content.decode()
    assert Post.objects.filter(thread=thread).count() == 1


def test_odd_words_are_kept_as_they_are_and_run_nothing(as_, cast, walk, thread):
    odd = "<script>alert(1)</script> ‮ 👩‍👩‍👧 \x00 '; DROP TABLE"
    as_(cast.ben).post(address(walk, thread), {"body": odd.replace("\x00", "")})
    page = as_(cast.ana).get(address(walk, thread)).content.decode()
    assert "<script>alert" not in page
    assert "👩‍👩‍👧" in page


def test_the_same_form_sent_twice_is_one_post(as_, cast, walk, thread):
    ben = as_(cast.ben)
    form = {"body": "Once.", "once": "a-token-made-by-the-page"}
    first, second = ben.post(address(walk, thread), form), ben.post(address(walk, thread), form)
    assert first.url == second.url
    assert Post.objects.filter(body="Once.").count() == 1


def test_writing_too_often_keeps_the_words_and_says_when(as_, cast, walk, thread):
    with time_machine.travel("2026-11-22T12:00:05Z", tick=False):
        ben = as_(cast.ben)
        for number in range(spaces.POSTS_A_MINUTE):
            ben.post(address(walk, thread), {"body": f"No. {number}"})
        page = ben.post(address(walk, thread), {"body": "One more thought"})
    assert page.status_code == 422
    assert "One more thought" in page.content.decode()
    assert "You can send them in" in page.content.decode()
    assert not Post.objects.filter(body="One more thought").exists()


def test_words_sent_after_the_session_ended_are_shown_again(visitor, walk, thread):
    page = visitor.post(address(walk, thread), {"body": "Half an hour of typing"})
    assert page.status_code == 403
    assert "Half an hour of typing" in page.content.decode()


def test_someone_outside_cannot_answer_in_an_open_group(as_, cast, walk, thread):
    assert as_(cast.stranger).post(address(walk, thread), {"body": "Hello"}).status_code == 404
    assert Post.objects.filter(thread=thread).count() == 1


def test_nobody_writes_in_a_group_that_takes_a_break(as_, cast, walk, thread):
    type(walk.space).objects.filter(pk=walk.space.pk).update(writing=False)
    assert as_(cast.ben).post(address(walk, thread), {"body": "Hello"}).status_code == 403
    assert Post.objects.filter(thread=thread).count() == 1


def test_a_conversation_begins_with_what_its_author_hopes_for(as_, cast, walk):
    form = {"title": "First time", "body": "Hello all", "hope": "hello"}
    sent = as_(cast.ben).post(f"/groups/{walk.slug}/threads/new/", form)
    made = Thread.objects.get(title="First time")
    assert sent.url == address(walk, made)
    assert "Saying hello" in as_(cast.ana).get(sent.url).content.decode()


def test_a_conversation_without_a_hope_is_asked_for_it_and_keeps_its_words(as_, cast, walk):
    page = as_(cast.ben).post(f"/groups/{walk.slug}/threads/new/", {"title": "First time", "body": "Hello all"})
    assert page.status_code == 422
    assert "Hello all" in page.content.decode()
    assert not Thread.objects.exists()


def test_warm_words_are_given_once_and_taken_back(as_, cast, walk, thread):
    post, ben = Post.objects.get(thread=thread), as_(cast.ben)
    for _time in range(2):
        ben.post(address(walk, thread) + "answer/", {"give": f"hear.{post.pk}"})
    assert Reaction.objects.count() == 1
    ben.post(address(walk, thread) + "answer/", {"take": f"hear.{post.pk}"})
    assert not Reaction.objects.exists()


def test_only_the_author_sees_who_gave_a_warm_word(as_, cast, walk, thread):
    spaces.give_reaction(cast.ben, Post.objects.get(thread=thread), "hear")
    assert '<span class="warm-names">Ben</span>' in as_(cast.ana).get(address(walk, thread)).content.decode()
    assert "warm-names" not in as_(cast.cleo).get(address(walk, thread)).content.decode()


@pytest.mark.parametrize("value", ["hear", "hear.x", "hug.1", "hear.999999", "hear.-1", ".", "hear." + "9" * 40])
def test_forged_warm_words_are_not_found(as_, cast, walk, thread, value):
    assert as_(cast.ben).post(address(walk, thread) + "answer/", {"give": value}).status_code == 404


def test_one_cannot_take_back_the_words_of_another(as_, cast, walk, thread):
    post = Post.objects.get(thread=thread)
    assert as_(cast.ben).post(address(walk, thread) + "answer/", {"withdraw": post.pk}).status_code == 404
    assert as_(cast.ben).get(f"{address(walk, thread)}posts/{post.pk}/edit/").status_code == 404


def test_words_taken_back_are_gone_for_others_and_can_be_put_back(as_, cast, walk, thread):
    post = spaces.reply(cast.ben, thread, "I said too much")
    ben, ana = as_(cast.ben), as_(cast.ana)
    ben.post(address(walk, thread) + "answer/", {"withdraw": post.pk})
    thread.refresh_from_db()
    assert thread.replies == 0
    assert "I said too much" not in ana.get(address(walk, thread)).content.decode()
    assert "I said too much" in ben.get(address(walk, thread)).content.decode()
    ben.post(address(walk, thread) + "answer/", {"restore": post.pk})
    thread.refresh_from_db()
    assert thread.replies == 1
    assert "I said too much" in ana.get(address(walk, thread)).content.decode()


def test_a_conversation_taken_back_before_an_answer_is_not_there_for_others(as_, cast, walk, thread):
    spaces.withdraw_post(cast.ana, Post.objects.select_related("thread").get(thread=thread))
    assert as_(cast.ben).get(address(walk, thread)).status_code == 404
    assert "Rain" not in as_(cast.ben).get(address(walk)).content.decode()
    assert as_(cast.ana).get(address(walk, thread)).status_code == 200


def test_answers_stay_when_the_start_is_taken_back(as_, cast, walk, thread):
    spaces.reply(cast.ben, thread, "Yes, with hats.")
    spaces.withdraw_post(cast.ana, Post.objects.select_related("thread").get(opening=True))
    page = as_(cast.cleo).get(address(walk, thread)).content.decode()
    assert "Yes, with hats." in page
    assert "Rain" not in page
    assert "A conversation whose start is not here now" in page and "taken back" not in page


def test_changed_words_say_that_they_were_changed(as_, cast, walk, thread):
    post = Post.objects.get(thread=thread)
    edit = f"{address(walk, thread)}posts/{post.pk}/edit/"
    assert "Shall we walk" in as_(cast.ana).get(edit).content.decode()
    assert as_(cast.ana).post(edit, {"body": "Shall we sit?"}).status_code == 302
    page = as_(cast.ben).get(address(walk, thread)).content.decode()
    assert "Shall we sit?" in page
    assert "changed" in page


def test_reading_marks_are_exact(as_, cast, walk, thread):
    first = spaces.reply(cast.ben, thread, "One")
    as_(cast.ana).get(address(walk, thread))
    assert ReadMark.objects.get(person=cast.ana).last_seen_post == first.pk
    second = spaces.reply(cast.ben, thread, "Two")
    listed = as_(cast.ana).get(address(walk)).content.decode()
    assert "new=1#new" in listed
    page = as_(cast.ana).get(address(walk, thread) + "?new=1", follow=True).content.decode()
    assert page.index('id="new"') < page.index(f'id="p{second.pk}"')
    assert page.index('id="new"') > page.index(f'id="p{first.pk}"')
    assert "new-mark" not in as_(cast.ana).get(address(walk)).content.decode()


def test_an_open_page_fetches_only_its_posts(as_, cast, walk, thread):
    spaces.reply(cast.ben, thread, "Fresh words")
    part = as_(cast.ana).get(address(walk, thread) + "?block=posts", headers={"HX-Request": "true"}).content.decode()
    assert "Fresh words" in part
    assert "<html" not in part
    part = as_(cast.ana).get(address(walk) + "?block=threads", headers={"HX-Request": "true"}).content.decode()
    assert "Rain" in part
    assert "<html" not in part


def test_someone_who_left_is_not_named_and_their_words_are_gone(as_, cast, walk, thread):
    from kith.spaces import portability

    spaces.reply(cast.ben, thread, "Ben was here")
    assert portability.export(cast.ben)["posts"][0]["words"] == "Ben was here"
    portability.erase(cast.ben)
    page = as_(cast.ana).get(address(walk, thread)).content.decode()
    assert "Ben was here" not in page
    assert "Someone who left" in page
