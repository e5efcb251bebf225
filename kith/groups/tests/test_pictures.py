"""Pictures in conversations: adding them, who sees them, taking them back, and what becomes of them."""

from unittest.mock import patch

import pytest
import time_machine
from django.db import connection

from kith.core.clock import now
from kith.core.drawing import TYPE
from kith.core.runner import run_due
from kith.groups import actions as groups
from kith.groups.tests.pictures import answer_with, given, photo, sent, upload
from kith.people import actions as people
from kith.people.models import Handle
from kith.spaces import actions as spaces
from kith.spaces import enclosing
from kith.spaces.models import Picture, Post, Thread
from kith.spaces.pictures import access, forms
from kith.spaces.tasks import forget_posts_taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def club(make_group, cast):
    return make_group("The club", [cast.ana, cast.ben], visibility="members")


@pytest.fixture
def talk(club, cast):
    return spaces.start_thread(cast.ana, club.space, "Rain", "Shall we walk in the rain?", "suggestions")


def page(group, thread):
    return f"/groups/{group.slug}/threads/{thread.pk}/"


def place(group, picture):
    return f"{page(group, picture.post.thread)}pictures/{picture.pk}/"


def at(client, group, picture):
    return client.get(place(group, picture))


# ---- adding


def test_an_answer_brings_a_picture_with_its_words(as_, cast, walk, thread):
    answer = as_(cast.ben).post(page(walk, thread), {"body": "This bench", **sent("A wet bench under a lime")})
    assert answer.status_code == 302
    shown = as_(cast.ana).get(page(walk, thread)).content.decode()
    picture = Picture.objects.get()
    assert f'src="{place(walk, picture)}"' in shown and 'alt="A wet bench under a lime"' in shown
    assert 'width="60" height="40" loading="lazy"' in shown
    assert "IMG_0412" not in shown, "the file's own name is not kept"


def test_a_new_thread_can_begin_with_four(as_, cast, walk):
    values = {"hope": "win", "title": "Beans", "body": "They came up"}
    for n in (1, 2, 3, 4):
        values |= sent(f"Bean {n}", n=n)
    assert as_(cast.ana).post(f"/groups/{walk.slug}/threads/new/", values).status_code == 302
    made = Thread.objects.get(title="Beans")
    assert made.has_pictures
    assert [one.alt for one in Picture.objects.filter(post__thread=made).order_by("place")] == [
        f"Bean {n}" for n in (1, 2, 3, 4)
    ]


def test_a_fifth_is_not_taken(as_, cast, walk, thread):
    values = {"body": "Look", **sent()} | {f"pictures-file_{n}": upload() for n in range(2, 6)}
    assert as_(cast.ben).post(page(walk, thread), values).status_code == 400
    assert not Picture.objects.exists()


def test_what_it_shows_is_asked_for_and_may_be_left_out_only_on_purpose(as_, cast, walk, thread):
    ben = as_(cast.ben)
    missing = ben.post(page(walk, thread), {"body": "Look here", **sent("")})
    assert missing.status_code == 422
    assert "Say what it shows, or tick that it says nothing more" in missing.content.decode()
    assert "Look here" in missing.content.decode() and not Picture.objects.exists()
    said = ben.post(page(walk, thread), {"body": "Look here", **sent("", **{"pictures-plain_1": "on"})})
    assert said.status_code == 302 and Picture.objects.get().alt == ""


@pytest.mark.parametrize(
    "data",
    [b"", b"<script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:200], b"x" * 8_000_001],
    ids=["empty", "a page", "a drawing", "half a photo", "too large"],
)
def test_a_file_that_is_no_picture_ends_in_one_sentence_beside_it_with_the_words_kept(as_, cast, walk, thread, data):
    answer = as_(cast.ben).post(page(walk, thread), {"body": "My long words", **sent("A bench", data)})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count('class="field-error" id="id_pictures-file_1-error"') == 1
    assert "My long words" in text and 'value="A bench"' in text
    assert "Please choose your pictures again" in text
    assert Post.objects.filter(thread=thread).count() == 1


def test_good_pictures_with_missing_words_are_asked_for_again(as_, cast, walk, thread):
    answer = as_(cast.ben).post(page(walk, thread), {"body": "", **sent("A bench")})
    assert answer.status_code == 422
    assert (
        "Please choose your pictures again" in answer.content.decode() and 'value="A bench"' in answer.content.decode()
    )


def test_the_same_form_sent_twice_adds_one(as_, cast, walk, thread):
    ben = as_(cast.ben)
    for _time in range(2):
        ben.post(page(walk, thread), {"body": "Look", "once": "the-same-token", **sent()})
    assert Picture.objects.count() == 1


def test_pictures_are_drawn_before_anything_is_written(as_, cast, walk, thread):
    """Drawing takes long, and nobody else can write while a transaction is open on SQLite."""
    nested = []
    real = forms.redraw

    def noting(data):
        nested.append(len(connection.savepoint_ids))
        return real(data)

    outside = len(connection.savepoint_ids)
    with patch.object(forms, "redraw", noting):
        as_(cast.ben).post(page(walk, thread), {"body": "Look", **sent()})
    assert nested == [outside]


def test_nobody_adds_more_than_some_in_an_hour(as_, cast, walk, thread):
    ben = as_(cast.ben)
    with patch.object(forms, "AN_HOUR", 1), time_machine.travel("2026-03-02T10:05:00Z", tick=False):
        assert ben.post(page(walk, thread), {"body": "One", **sent()}).status_code == 302
        answer = ben.post(page(walk, thread), {"body": "Two and my words", **sent()})
    assert answer.status_code == 422
    assert "Please add this one later" in answer.content.decode() and "Two and my words" in answer.content.decode()


def test_nobody_has_more_than_some_standing(as_, cast, walk, thread):
    answer_with(cast.ben, thread)
    with patch.object(access, "MOST_OF_ONE", 1):
        answer = as_(cast.ben).post(page(walk, thread), {"body": "Two", **sent()})
    assert answer.status_code == 422 and "Take some back" in answer.content.decode()


def test_pictures_of_a_visitor_or_outsider_are_not_even_drawn(as_, cast, visitor, walk, thread):
    with patch.object(forms, "redraw") as drawing:
        visitor.post(page(walk, thread), {"body": "Look", **sent()})
    assert not drawing.called
    as_(cast.stranger).post(page(walk, thread), {"body": "Look", **sent()})
    assert not Picture.objects.exists()


# ---- who sees them


def test_anyone_who_may_read_sees_it_and_nothing_else_can_be_made_of_it(visitor, cast, walk, thread):
    answer = at(visitor, walk, answer_with(cast.ben, thread)[0])
    assert answer.status_code == 200
    assert answer.content[:4] == b"RIFF" and answer["Content-Type"] == TYPE
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, max-age=300"
    assert not answer.cookies


def test_nothing_of_it_stays_in_the_browser_of_someone_signed_in(as_, cast, walk, thread):
    assert "no-store" in at(as_(cast.ana), walk, answer_with(cast.ben, thread)[0])["Cache-Control"]


def test_outsiders_and_visitors_get_what_does_not_exist(as_, cast, visitor, club, talk):
    picture = answer_with(cast.ben, talk)[0]
    assert at(as_(cast.ana), club, picture).status_code == 200
    for client in (visitor, as_(cast.stranger), as_(cast.grace)):
        assert at(client, club, picture).status_code == 404


def test_after_leaving_one_sees_it_no_more(as_, cast, club, talk):
    picture = answer_with(cast.ben, talk)[0]
    ana = as_(cast.ana)
    assert at(ana, club, picture).status_code == 200
    groups.leave(cast.ana, club)
    assert at(ana, club, picture).status_code == 404


def test_a_picture_is_only_at_its_own_address(as_, cast, club, talk, walk, thread):
    picture = answer_with(cast.ben, talk)[0]
    ana = as_(cast.ana)
    for slug, thread_id in ((walk.slug, talk.pk), (walk.slug, thread.pk), (club.slug, talk.pk + 99)):
        assert ana.get(f"/groups/{slug}/threads/{thread_id}/pictures/{picture.pk}/").status_code == 404


def test_whom_one_blocked_shows_one_no_pictures(as_, cast, club, talk):
    picture = answer_with(cast.ben, talk)[0]
    people.block(cast.ana, cast.ben)
    ana = as_(cast.ana)
    assert at(ana, club, picture).status_code == 404
    assert str(picture.pk) not in ana.get(page(club, talk)).content.decode()


def test_a_muted_names_pictures_are_folded_with_its_words(as_, cast, walk, thread):
    picture = answer_with(cast.ben, thread)[0]
    people.mute(cast.ana, cast.ben.main_handle)
    shown = as_(cast.ana).get(page(walk, thread)).content.decode()
    folded = shown[shown.index("You muted this name") : shown.index("</details>", shown.index("You muted this name"))]
    assert str(picture.pk) in folded


def test_a_picture_without_a_name_leads_to_nobody(as_, cast, walk, thread):
    answer_with(cast.ana, thread, unnamed=True)
    shown = as_(cast.ben).get(page(walk, thread)).content.decode()
    post = shown[shown.index("Someone in this group") :]
    assert "Ana" not in post.split("</article>")[0]
    assert Handle.objects.filter(kind=Handle.Kind.ONCE).count() == 1


# ---- at rest


def test_neither_the_picture_nor_what_it_shows_can_be_read_in_the_database(cast, walk, thread):
    answer_with(cast.ben, thread, "A bench by the canal")
    with connection.cursor() as cursor:
        cursor.execute("SELECT alt, drawn FROM spaces_picture")
        alt, drawn = map(bytes, cursor.fetchone())
    assert b"canal" not in alt and b"RIFF" not in drawn and b"WEBP" not in drawn


def test_threads_without_pictures_never_ask_for_any(as_, cast, walk, thread):
    with patch.object(access, "SHOWN") as asked:
        as_(cast.ana).get(page(walk, thread))
        assert not asked.objects.called
    answer_with(cast.ben, thread)
    with patch.object(access, "SHOWN") as asked:
        asked.objects.return_value = []
        as_(cast.ana).get(page(walk, thread))
        assert asked.objects.called


def test_a_page_of_pictures_reads_none_of_them_and_asks_few_times(as_, cast, walk, thread, queries):
    for person in (cast.ana, cast.ben, cast.cleo):
        answer_with(person, thread, "One", "Two", "Three", "Four")
    ana = as_(cast.ana)
    ana.get(page(walk, thread))
    with queries(12) as asked:
        shown = ana.get(page(walk, thread))
    assert shown.content.count(b"<img") == 12 and len(shown.content) < 40_000
    assert not [one for one in asked if '"drawn"' in one["sql"]]


# ---- taking back, and forgetting


def test_a_post_taken_back_takes_its_pictures_along_and_brings_them_back(as_, cast, club, talk):
    picture = answer_with(cast.ben, talk)[0]
    ana, ben = as_(cast.ana), as_(cast.ben)
    spaces.withdraw_post(cast.ben, picture.post)
    assert at(ana, club, picture).status_code == 404
    assert at(ben, club, picture).status_code == 200
    spaces.restore_post(cast.ben, picture.post)
    assert at(ana, club, picture).status_code == 200


def test_one_picture_can_be_taken_back_and_put_back_by_whoever_sent_it(as_, cast, club, talk):
    picture, other = answer_with(cast.ben, talk, "One", "Two")
    ana, ben = as_(cast.ana), as_(cast.ben)
    assert "picture_away" not in ana.get(page(club, talk)).content.decode()
    assert ana.post(f"{page(club, talk)}answer/", {"picture_away": picture.pk}).status_code == 404
    assert ben.post(f"{page(club, talk)}answer/", {"picture_away": picture.pk}).status_code == 302
    assert at(ana, club, picture).status_code == 404 and at(ana, club, other).status_code == 200
    assert 'name="picture_back"' in ben.get(page(club, talk)).content.decode()
    assert ben.post(f"{page(club, talk)}answer/", {"picture_back": picture.pk}).status_code == 302
    assert at(ana, club, picture).status_code == 200


@pytest.mark.parametrize("value", ["", "nonsense", "0", "01942000-0000-7000-8000-000000000000"])
def test_an_odd_picture_is_not_found(as_, cast, club, talk, value):
    assert as_(cast.ben).post(f"{page(club, talk)}answer/", {"picture_away": value}).status_code == 404


@pytest.mark.parametrize("opening", [False, True])
def test_words_that_are_forgotten_take_their_pictures_along(cast, club, talk, opening):
    if opening:
        thread = enclosing.start_thread(cast.ben, club.space, [given()], None, title="Look", body="Here", hope="win")
        spaces.reply(cast.ana, thread, "Lovely")
        post = thread.posts.get(opening=True)
    else:
        post = answer_with(cast.ben, talk)[0].post
    spaces.withdraw_post(cast.ben, post)
    with time_machine.travel(now().replace(year=now().year + 1)):
        run_due()
    assert not Picture.objects.exists()


def test_one_that_was_taken_back_is_forgotten_in_time(as_, cast, club, talk):
    picture, other = answer_with(cast.ben, talk, "One", "Two")
    as_(cast.ben).post(f"{page(club, talk)}answer/", {"picture_away": picture.pk})
    assert forget_posts_taken_back(now()) == 1
    assert list(Picture.objects.values_list("pk", flat=True)) == [other.pk]
