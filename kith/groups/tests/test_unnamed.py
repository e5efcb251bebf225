"""Words without a name: others see only that someone in the group wrote them; their author can still do all they could."""

import re

import pytest
import time_machine

from kith.core.audit import AuditEvent
from kith.groups import actions as groups
from kith.people.actions import block
from kith.people.models import Handle
from kith.spaces import actions as spaces
from kith.spaces import portability
from kith.spaces.models import Post, Thread
from kith.spaces.tasks import forget_post

pytestmark = pytest.mark.django_db
SOMEONE = "Someone in this group"


@pytest.fixture
def talk(walk, thread):
    return f"/groups/{walk.slug}/threads/{thread.pk}/"


def read(client, address):
    return client.get(address).content.decode()


def names(page):
    return re.findall(r'<strong id="w\d+">([^<]+)</strong>', page)


def test_the_choice_and_who_could_find_out_stand_under_the_box(as_, cast, walk, talk):
    for address in (talk, f"/groups/{walk.slug}/threads/new/"):
        page = read(as_(cast.ben), address)
        assert "Write this one without my name" in page
        assert "Only two moderators or stewards together can look up who wrote it" in page
        assert not re.search(r'name="unnamed"[^>]* checked', page)


def test_an_answer_without_a_name(as_, cast, talk, thread):
    as_(cast.ben).post(talk, {"body": "I am afraid of rain", "unnamed": "on"})
    for reader in (cast.ana, cast.cleo, cast.stranger):
        page = read(as_(reader), talk)
        assert names(page) == ["Ana", SOMEONE]
        assert "Ben" not in page and "Yours. Only you see that." not in page
    mine = read(as_(cast.ben), talk)
    assert names(mine) == ["Ana", SOMEONE] and "Yours. Only you see that." in mine
    assert "Someone in this group answered you in “Rain”." in read(as_(cast.ana), "/notices/")


def test_a_conversation_without_a_name(as_, cast, walk):
    form = {"title": "Nights", "body": "I cannot sleep", "hope": "heard", "unnamed": "on"}
    address = as_(cast.ben).post(f"/groups/{walk.slug}/threads/new/", form).url
    assert SOMEONE in read(as_(cast.ana), f"/groups/{walk.slug}/")
    assert "Ben" not in re.sub(r"(?s)<aside.*", "", read(as_(cast.ana), f"/groups/{walk.slug}/"))
    spaces.reply(cast.ana, Thread.objects.get(), "Nor I")
    assert "Ana answered you in “Nights”." in read(as_(cast.ben), "/notices/")
    as_(cast.ben).post(address, {"body": "Thank you"})
    assert names(read(as_(cast.ana), address)) == [SOMEONE, "Ana", "Ben"]


def test_the_author_of_a_thread_may_answer_in_it_without_a_name_and_is_told_nothing(as_, cast, talk):
    as_(cast.ana).post(talk, {"body": "Says me", "unnamed": "on"})
    assert names(read(as_(cast.cleo), talk)) == ["Ana", SOMEONE]
    assert not cast.ana.notices.exists()


def test_one_tap_does_not_put_a_name_into_ones_own_conversation_begun_without_one(as_, cast, walk):
    form = {"title": "Nights", "body": "I cannot sleep", "hope": "heard", "unnamed": "on"}
    address = as_(cast.ben).post(f"/groups/{walk.slug}/threads/new/", form).url
    mine, other = read(as_(cast.ben), address), read(as_(cast.ana), address)
    assert re.search(r'name="unnamed"[^>]* checked', mine) and "Untick it to write as Ben." in mine
    assert not re.search(r'name="unnamed"[^>]* checked', other)
    assert "You write as Ana, unless you tick the box below." in other
    again = as_(cast.ben).post(address, {"body": ""}).content.decode()
    assert not re.search(r'name="unnamed"[^>]* checked', again), "what was unticked stays so"
    assert 'aria-describedby="id_body-error who-reads"' in again and 'id="id_body-error"' in again


def test_two_posts_without_a_name_have_nothing_in_common(as_, cast, talk, thread):
    for words in ("One", "Two"):
        as_(cast.ben).post(talk, {"body": words, "unnamed": "on"})
    as_(cast.cleo).post(talk, {"body": "Three", "unnamed": "on"})
    page = read(as_(cast.ana), talk)
    shown = re.findall(r"(?s)<article.*?</article>", page)[1:]
    assert (
        len({re.sub(r"\d+", "", one.replace("One", "").replace("Two", "").replace("Three", "")) for one in shown}) == 1
    )
    assert Handle.objects.filter(kind="once").count() == 3


def test_the_form_keeps_the_choice_when_it_is_shown_again(as_, cast, walk, talk):
    page = as_(cast.ben).post(talk, {"body": "", "unnamed": "on"}).content.decode()
    assert re.search(r'name="unnamed"[^>]* checked', page)
    new = as_(cast.ben).post(f"/groups/{walk.slug}/threads/new/", {"body": "x", "unnamed": "on"}).content.decode()
    assert re.search(r'name="unnamed"[^>]* checked', new)


def test_its_author_changes_takes_back_and_puts_back(as_, cast, talk, thread):
    post = spaces.reply(cast.ben, thread, "I said too much", unnamed=True)
    ben = as_(cast.ben)
    assert ben.post(f"{talk}posts/{post.pk}/edit/", {"body": "Better"}).status_code == 302
    ben.post(f"{talk}answer/", {"withdraw": post.pk})
    assert "Better" not in read(as_(cast.ana), talk)
    ben.post(f"{talk}answer/", {"restore": post.pk})
    page = read(as_(cast.ana), talk)
    assert "Better" in page and names(page) == ["Ana", SOMEONE]
    assert as_(cast.cleo).get(f"{talk}posts/{post.pk}/edit/").status_code == 404


def test_what_was_taken_back_leaves_no_handle(cast, thread):
    with time_machine.travel("2026-11-20T12:00Z", tick=False):
        post = spaces.reply(cast.ben, thread, "I said too much", unnamed=True)
        spaces.withdraw_post(cast.ben, post)
    with time_machine.travel("2026-11-22T12:00Z", tick=False):
        forget_post(post.pk)
    assert not Post.objects.filter(pk=post.pk).exists()
    assert not Handle.objects.filter(kind="once").exists()


def test_warm_words_reach_it_and_its_author_cannot_give_one(as_, cast, talk, thread):
    post = spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    spaces.give_reaction(cast.ana, post, "hear")
    assert '<span class="warm-names">Ana</span>' in read(as_(cast.ben), talk)
    assert "warm-names" not in read(as_(cast.cleo), talk)
    assert as_(cast.ben).post(f"{talk}answer/", {"give": f"metoo.{post.pk}"}).status_code == 404


def test_a_block_does_not_tell_whose_it_is(as_, cast, talk, thread):
    spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    block(cast.ana, cast.ben)
    assert names(read(as_(cast.ana), talk)) == ["Ana", SOMEONE]


def test_it_says_the_day_and_no_hour(as_, cast, talk, thread):
    with time_machine.travel("2026-11-22T12:34:56.789Z", tick=False):
        spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
        spaces.reply(cast.cleo, thread, "With you")
        page = read(as_(cast.ana), talk)
    times = re.findall(r'<time class="when" datetime="([^"]+)">([^<]+)', page)
    assert times[-2:] == [("2026-11-22", "today"), ("2026-11-22T12:00+00:00", "within the hour")]


def test_the_list_of_conversations_says_the_day_of_it_and_no_hour(as_, cast, walk, thread):
    with time_machine.travel("2027-11-22T12:34:56.789Z", tick=False) as clock:
        spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
        assert "1 answer, last today" in read(as_(cast.ana), f"/groups/{walk.slug}/")
        clock.shift(120)
        named = spaces.reply(cast.cleo, thread, "With you")
        assert "2 answers, last within the hour" in read(as_(cast.ana), f"/groups/{walk.slug}/")
        block(cast.ana, cast.cleo)
        assert "1 answer, last today" in read(as_(cast.ana), f"/groups/{walk.slug}/")
        spaces.withdraw_post(cast.cleo, named)
        assert "1 answer, last today" in read(as_(cast.stranger), f"/groups/{walk.slug}/")


def test_no_address_in_the_list_tells_when_it_was_said(as_, cast, walk):
    for number in range(25):
        Thread.objects.create(space=walk.space, author=cast.cleo.main_handle, title=f"T{number}", hope="hello")
    page = read(as_(cast.ana), f"/groups/{walk.slug}/")
    place = page.partition('href="?before=')[2].partition("#")[0]
    assert place == str(Thread.objects.order_by("-pk")[19].pk)
    assert "Older conversations" not in read(as_(cast.ana), f"/groups/{walk.slug}/?before={place}")
    for odd in ("x", "0", "9" * 40, f"1790000000000000.{place}"):
        assert "Older conversations" in read(as_(cast.ana), f"/groups/{walk.slug}/?before={odd}")


def test_nobody_is_in_the_group_for_it(as_, cast, walk, thread):
    spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    walk.space.refresh_from_db()
    assert walk.space.members == 3
    assert SOMEONE not in read(as_(cast.ana), f"/groups/{walk.slug}/members/")


def test_a_practitioner_is_always_named(as_, cast, walk, talk, thread):
    groups.join(cast.dr_osei, walk, "")
    assert "without my name" not in read(as_(cast.dr_osei), talk)
    assert "without my name" not in read(as_(cast.dr_osei), f"/groups/{walk.slug}/threads/new/")
    assert as_(cast.dr_osei).post(talk, {"body": "Hello", "unnamed": "on"}).status_code == 403
    assert not Handle.objects.filter(kind="once").exists()


def test_only_a_few_an_hour(as_, cast, talk):
    for number in range(spaces.UNNAMED_AN_HOUR):
        assert as_(cast.ben).post(talk, {"body": f"No. {number}", "unnamed": "on"}).status_code == 302
    assert as_(cast.ben).post(talk, {"body": "More", "unnamed": "on"}).status_code == 422
    assert as_(cast.ben).post(talk, {"body": "More"}).status_code == 302


def test_its_author_has_it_in_what_they_take_with_them_and_it_goes_with_them(cast, thread):
    post = spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    assert ("Afraid", SOMEONE) in [(one["words"], one["as"]) for one in portability.export(cast.ben)["posts"]]
    portability.erase(cast.ben)
    post.refresh_from_db()
    assert (post.body, post.author) == ("", None)


def test_the_record_says_only_that_they_wrote(cast, thread):
    post = spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    event = AuditEvent.objects.get(verb="posted", kind="post")
    assert (event.thing, event.note_code, event.owner) == (str(post.pk), "", None)


def test_a_page_with_many_asks_the_database_no_more_often_than_with_one(as_, cast, talk, thread):
    """The first one asks what the reader's role is: those who keep the place safe have a link beside it."""
    from tests.crawl import get

    ana = as_(cast.ana)
    spaces.reply(cast.ben, thread, "Named")
    get(ana, talk)
    named = get(ana, talk).queries
    spaces.reply(cast.ben, thread, "Afraid", unnamed=True)
    get(ana, talk)
    one = get(ana, talk).queries
    for words in ("Still", "And more"):
        spaces.reply(cast.ben, thread, words, unnamed=True)
    get(ana, talk)
    assert get(ana, talk).queries == one <= named + 1
