"""What someone began: kept for them alone, shown again, never written over unseen, gone when it is sent."""

import re
from datetime import timedelta

import pytest

from kith.core.clock import now
from kith.spaces import actions as spaces
from kith.spaces.actions import drafts
from kith.spaces.models import Draft, Post
from kith.spaces.tasks import forget_drafts, forget_thrown_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(walk, thread):
    return f"/groups/{walk.slug}/threads/{thread.pk}/"


@pytest.fixture
def fresh(walk):
    return f"/groups/{walk.slug}/threads/new/"


def keep(client, address, turn=0, **words):
    return client.post(f"{address}keep/", {"turn": turn, **words})


def test_what_is_typed_is_kept_shown_again_and_gone_when_sent(as_, cast, here):
    ben = as_(cast.ben)
    kept = keep(ben, here, body="I was about to")
    assert (kept.status_code, kept["X-Kith-Turn"]) == (204, "1")
    html = ben.get(here).content.decode()
    assert "You began this on" in html and "I was about to</textarea>" in html
    assert 'name="turn" value="1"' in html
    ben.post(here, {"turn": 1, "body": "I was about to say: yes."})
    assert not Draft.objects.exists()
    assert "You began this on" not in ben.get(here).content.decode()


def test_it_lies_sealed_and_nobody_else_meets_it(as_, cast, here):
    keep(as_(cast.ben), here, body="Only for me")
    assert b"Only for me" not in bytes(Draft.objects.get().__dict__["words"])
    draft = Draft.objects.get()
    for other in (cast.ana, cast.cleo, cast.grace):
        client = as_(other)
        assert "Only for me" not in client.get(here).content.decode() + client.get("/you/drafts/").content.decode()
        assert client.post(f"/you/drafts/{draft.pk}/throw-away/").status_code == 404


def test_without_scripts_a_button_keeps_it(as_, cast, fresh):
    ben = as_(cast.ben)
    words = {"title": "Hats", "hope": "win", "body": "About hats", "unnamed": "on", "keep": "1"}
    assert ben.post(fresh, words).url == fresh
    html = ben.get(fresh).content.decode()
    assert "About hats</textarea>" in html and 'value="Hats"' in html
    assert re.search(r'value="win"[^>]*checked', html) and re.search(r'name="unnamed"[^>]*checked', html)
    assert not Post.objects.filter(body="About hats").exists()


def test_two_windows_never_write_over_each_other_unseen(as_, cast, here):
    ben = as_(cast.ben)
    assert keep(ben, here, body="The first window")["X-Kith-Turn"] == "1"
    other = keep(ben, here, body="The second window")
    assert other.status_code == 409 and "another window" in other.content.decode()
    assert Draft.objects.get().words["body"] == "The first window"
    assert keep(ben, here, other["X-Kith-Turn"], body="The second, knowingly").status_code == 204
    assert Draft.objects.get().words["body"] == "The second, knowingly"


def test_the_same_without_scripts(as_, cast, here):
    ben = as_(cast.ben)
    keep(ben, here, body="The first window")
    answer = ben.post(here, {"turn": 0, "body": "The second window", "keep": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200 and "another window" in html and "The second window</textarea>" in html
    assert Draft.objects.get().words["body"] == "The first window"
    assert 'name="turn" value="1"' in html
    assert ben.post(here, {"turn": 1, "body": "The second window", "keep": "1"}).status_code == 302
    assert Draft.objects.get().words["body"] == "The second window"


def test_sending_from_one_window_leaves_what_another_began(as_, cast, here):
    ben = as_(cast.ben)
    keep(ben, here, body="Something else entirely")
    ben.post(here, {"turn": 0, "body": "A quick yes."})
    assert Draft.objects.get().words["body"] == "Something else entirely"


def test_thrown_away_it_can_be_put_back_for_an_hour(as_, cast, here):
    ben = as_(cast.ben)
    keep(ben, here, body="Later perhaps")
    draft = Draft.objects.get()
    assert ben.post(f"/you/drafts/{draft.pk}/throw-away/", {"here": "1"}).url == f"{here}#write"
    html = ben.get(here).content.decode()
    assert "You threw away what you began here." in html and "Later perhaps" not in html
    assert "Later perhaps" in ben.get("/you/drafts/").content.decode()
    ben.post(f"/you/drafts/{draft.pk}/put-back/")
    assert "Later perhaps</textarea>" in ben.get(here).content.decode()
    drafts.throw_away(cast.ben, draft)
    Draft.objects.update(removed=now() - timedelta(minutes=61))
    assert ben.post(f"/you/drafts/{draft.pk}/put-back/").status_code == 404
    forget_thrown_away()
    assert not Draft.objects.exists()


def test_an_emptied_box_is_thrown_away_and_can_be_put_back(as_, cast, here):
    ben = as_(cast.ben)
    keep(ben, here, body="Words")
    assert keep(ben, here, 1, body="  ")["X-Kith-Turn"] == "0"
    assert Draft.objects.get().removed and Draft.objects.get().words["body"] == "Words"
    assert keep(ben, here, 0, body="Other words")["X-Kith-Turn"] == "2"


def test_the_list_says_where_each_belongs_and_after_leaving_keeps_only_the_words(as_, cast, make_group, membership):
    club = make_group("The quiet club", [cast.ben], visibility="hidden")
    thread = spaces.start_thread(cast.cleo, club.space, "Inside", "Words", "heard")
    ben = as_(cast.ben)
    keep(ben, f"/groups/{club.slug}/threads/{thread.pk}/", body="Half an answer")
    html = ben.get("/you/drafts/").content.decode()
    assert "Answer in “Inside”" in html and "The quiet club" in html
    spaces.put_aside(membership(cast.ben, club))
    html = ben.get("/you/drafts/").content.decode()
    assert "Half an answer" in html and "Inside" not in html and "quiet club" not in html


def test_only_those_who_may_write_there_can_keep_anything(as_, visitor, cast, here, fresh):
    for address in (here, fresh):
        assert keep(as_(cast.stranger), address, body="x").status_code == 404
        assert keep(visitor, address, body="x").status_code == 302
        assert as_(cast.stranger).get(f"{address}keep/").status_code == 405
    assert not Draft.objects.exists()


def test_old_ones_are_let_go(cast, walk):
    drafts.keep(cast.ben, walk.space, None, {"body": "Long ago"}, 0)
    Draft.objects.update(changed=now() - timedelta(days=31))
    assert forget_drafts(now() - timedelta(days=30)) == 1


def test_a_page_with_a_draft_keeps_to_twelve_queries(as_, cast, here, django_assert_max_num_queries):
    ben = as_(cast.ben)
    keep(ben, here, body="Words")
    ben.get(here)
    with django_assert_max_num_queries(12):
        assert b"Words</textarea>" in ben.get(here).content


# ---- how it looks


def test_how_it_looks_is_shown_above_the_box_and_sends_nothing(as_, cast, here, fresh, thread):
    ben = as_(cast.ben)
    for address in (here, fresh, f"{here}posts/{spaces.reply(cast.ben, thread, 'Old').pk}/edit/"):
        answer = ben.post(address, {"body": "So **good**, @Ana", "look": "1"})
        html = answer.content.decode()
        assert answer.status_code == 200, address
        assert 'So <strong>good</strong>, <span class="named">@Ana</span>' in html
        assert "So **good**, @Ana</textarea>" in html and "There is a problem" not in html
    assert not Post.objects.filter(body__contains="good").exists()


def test_pages_with_scripts_fetch_the_same(as_, visitor, cast, here, fresh):
    for address in (here, fresh):
        looked = as_(cast.ben).post(f"{address}look/", {"body": "So **good**"})
        assert looked.content.decode().strip() == "<p>So <strong>good</strong></p>"
        assert as_(cast.stranger).post(f"{address}look/", {"body": "x"}).status_code == 404
        assert visitor.post(f"{address}look/", {"body": "x"}).status_code == 302


def test_the_tools_are_there_for_scripts_alone(as_, cast, here):
    html = as_(cast.ben).get(here).content.decode()
    assert html.count('role="toolbar"') == 1
    start = html.index("<template>")
    assert start < html.index('role="toolbar"') < html.index("</template>")


def test_nothing_that_was_typed_is_cut_off(as_, cast, here, fresh):
    long = "Words and words. " * 2500 + "The end."
    poll = "Which day? " * 60 + "The end of it."
    assert keep(as_(cast.ben), here, body=long).status_code == 204
    assert Draft.objects.get().words["body"] == long
    keep(as_(cast.ana), fresh, title="T" * 500, note="N" * 500, **{"poll-question": poll})
    words = Draft.objects.get(person=cast.ana).words
    assert (len(words["title"]), len(words["note"]), words["poll"]["question"]) == (500, 500, poll)


def test_what_is_too_long_to_keep_is_said_and_stays_in_its_box(as_, cast, here, fresh):
    long = "Words and words. " * 3500 + "The end."
    refused = keep(as_(cast.ben), here, body=long)
    assert refused.status_code == 413 and "too long to keep" in refused.content.decode()
    for address in (here, fresh):
        html = as_(cast.ben).post(address, {"body": long, "keep": "1"}).content.decode()
        assert "too long to keep" in html and "The end.</textarea>" in html
        looks = as_(cast.ben).post(address, {"body": long, "look": "1"}).content.decode()
        assert "The end.</textarea>" in looks
    assert not Draft.objects.exists()


def test_only_what_was_kept_on_the_way_to_what_is_sent_goes_with_it(cast, walk, thread):
    def left(words, where=None, **sent):
        Draft.objects.all().delete()
        drafts.keep(cast.ben, walk.space, where, words, 0)
        drafts.sent(cast.ben, walk.space, where, 7, "Hello to all of you", **sent)
        return Draft.objects.exists()

    assert not left({"body": "Hello"}, thread)
    assert not left({"title": "Hats", "body": "Hello"}, title="Hats")
    assert left({"title": "Coats", "body": "Hello"}, title="Hats")
    assert left({"title": "Hats", "body": "Hello", "poll": {"question": "Which?"}}, title="Hats")
