"""Quoting and naming one another: only what stands, only who is there, and nobody is told more than they may read."""

import pytest
from django.db.models import QuerySet

from kith.people import actions as people
from kith.people.models import Handle, name_key
from kith.spaces import actions as spaces
from kith.spaces import naming, quoting
from kith.spaces.actions import drafts
from kith.spaces.models import Draft, Post, PostVersion
from kith.spaces.tasks import forget_posts_taken_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening(thread):
    return thread.posts.get()


def address(walk, thread):
    return f"/groups/{walk.slug}/threads/{thread.pk}/"


def page(client, walk, thread, ask=""):
    return client.get(address(walk, thread) + ask).content.decode()


def quoted(thread, person, post, answer="Yes."):
    return spaces.reply(person, thread, quoting.begin(person, thread, post.pk) + answer)


def told(person, as_):
    return as_(person).get("/notices/").content.decode()


# ---- quotes


def test_quote_puts_the_words_and_their_writers_name_into_the_box(as_, cast, walk, thread, opening):
    box = page(as_(cast.ben), walk, thread, f"?quote={opening.pk}")
    assert f"&gt; Ana (#{opening.pk}):\n&gt; Shall we walk in the rain?\n\n</textarea>" in box
    assert f"?quote={opening.pk}#write" in box


def test_a_quote_stands_under_the_name_the_words_have(as_, visitor, cast, walk, thread, opening):
    quoted(thread, cast.ben, opening)
    shown = page(visitor, walk, thread)
    assert "<strong>Ana wrote:</strong>" in shown and shown.count("Shall we walk in the rain?") == 2


def test_a_quote_stands_also_with_the_line_ends_that_browsers_send(as_, visitor, cast, walk, thread, opening):
    said = quoting.begin(cast.ben, thread, opening.pk) + "Yes."
    as_(cast.ben).post(f"/groups/{walk.slug}/threads/{thread.pk}/", {"body": said.replace("\n", "\r\n"), "send": "1"})
    assert "<strong>Ana wrote:</strong>" in page(visitor, walk, thread)


def test_words_without_a_name_are_quoted_without_one(as_, cast, walk, thread):
    unnamed = spaces.reply(cast.ana, thread, "I am afraid of rain.", unnamed=True)
    assert f"&gt; Someone in this group (#{unnamed.pk}):" in page(as_(cast.ben), walk, thread, f"?quote={unnamed.pk}")
    quoted(thread, cast.ben, unnamed)
    assert "<strong>Someone in this group wrote:</strong>" in page(as_(cast.cleo), walk, thread)


@pytest.mark.parametrize("why", ["taken back", "muted", "blocked", "another thread", "nothing"])
def test_what_one_cannot_read_cannot_be_quoted(as_, cast, walk, thread, opening, why):
    number = opening.pk
    if why == "taken back":
        spaces.withdraw_post(cast.ana, opening)
        spaces.reply(cast.ben, thread, "Oh.")
    elif why == "muted":
        people.mute(cast.ben, cast.ana.main_handle)
    elif why == "blocked":
        answer = spaces.reply(cast.cleo, thread, "Shall we walk in the rain, said Cleo")
        number = answer.pk
        people.block_name(cast.ben, cast.cleo.main_handle, None)
    elif why == "another thread":
        number = spaces.start_thread(cast.ana, walk.space, "Sun", "Words elsewhere", "heard").posts.get().pk
    else:
        number = 987654321
    html = page(as_(cast.ben), walk, thread, f"?quote={number}")
    assert "<textarea" in html and ":\n&gt;" not in html


def test_a_quote_goes_when_its_words_are_taken_back_and_returns_with_them(as_, cast, walk, thread):
    words = spaces.reply(cast.ana, thread, "A secret path")
    quoted(thread, cast.ben, words)
    spaces.withdraw_post(cast.ana, words)
    for reader in (cast.ben, cast.cleo):
        html = page(as_(reader), walk, thread)
        assert "A secret path" not in html and "The words that were quoted here are not here any more." in html
    assert "A secret path" not in as_(cast.ben).get(f"{address(walk, thread)}?quote={words.pk}").content.decode()
    spaces.restore_post(cast.ana, words)
    assert page(as_(cast.cleo), walk, thread).count("A secret path") == 2


def test_when_they_are_forgotten_they_go_out_of_answers_versions_and_drafts(cast, thread):
    from kith.core.clock import now

    words = spaces.reply(cast.ana, thread, "A secret path")
    answer = quoted(thread, cast.ben, words)
    spaces.edit_post(cast.ben, answer, Post.objects.get(pk=answer.pk).body + " And more.")
    drafts.keep(cast.cleo, thread.space, thread, {"body": quoting.begin(cast.cleo, thread, words.pk) + "I"}, 0)
    spaces.withdraw_post(cast.ana, words)
    Post.objects.filter(pk=words.pk).update(withdrawn="2026-01-01T00:00Z")
    forget_posts_taken_back(now())
    assert Post.objects.get(pk=answer.pk).body == "> …\n\nYes. And more."
    kept = [PostVersion.objects.get(post=answer).body, Draft.objects.get(person=cast.cleo).words["body"]]
    assert kept == ["> …\n\nYes.", "> …\n\nI"]


def test_a_quote_of_words_that_were_changed_does_not_keep_the_old_ones(as_, cast, walk, thread):
    words = spaces.reply(cast.ana, thread, "I live in Mill Lane")
    quoted(thread, cast.ben, words)
    spaces.edit_post(cast.ana, words, "I live near")
    assert "Mill Lane" not in page(as_(cast.cleo), walk, thread)


def test_a_quote_shows_no_words_that_its_post_does_not_hold(as_, cast, walk, thread, opening):
    spaces.reply(cast.ben, thread, f"> Ana (#{opening.pk}):\n> I never said this\n\nSee?")
    spaces.reply(cast.ben, thread, f"> Cleo (#{opening.pk}):\n> in the rain\n\nShe asked.")
    html = page(as_(cast.cleo), walk, thread)
    assert "I never said this" not in html
    assert "<strong>Ana wrote:</strong>" in html and "Cleo wrote" not in html, "the name is that of the post itself"


def test_whoever_blocked_someone_does_not_meet_them_in_quotes(as_, cast, walk, thread):
    words = spaces.reply(cast.cleo, thread, "Words of Cleo")
    quoted(thread, cast.ana, words)
    people.block_name(cast.ben, cast.cleo.main_handle, None)
    assert "Words of Cleo" not in page(as_(cast.ben), walk, thread)
    assert "Words of Cleo" in page(as_(cast.ana), walk, thread)


def test_the_copy_of_ones_data_leaves_quoted_words_to_those_who_wrote_them(cast, thread, opening):
    from kith.spaces.portability import export

    quoted(thread, cast.ben, opening)
    assert [one["words"] for one in export(cast.ben)["posts"]] == ["> …\n\nYes."]


# ---- names


def test_someone_who_is_named_is_told_and_the_name_is_marked(as_, cast, walk, thread):
    answer = spaces.reply(cast.ana, thread, "Ask @ben, he knows.")
    assert "named you" not in told(cast.cleo, as_)
    assert "Ana named you in “Rain”." in told(cast.ben, as_)
    html = page(as_(cast.cleo), walk, thread)
    assert 'Ask <span class="named">@Ben</span>, he knows.' in html
    notice = cast.ben.notices.get(kind="named")
    assert as_(cast.ben).get(f"/notices/{notice.pk}/").url.endswith(f"#p{answer.pk}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('Hello @"mossy wren"!', "Hello @“Mossy Wren”!"),
        ("Hello @Mossy Wren!", "Hello @“Mossy Wren”!"),
        ("@mossy wrens are birds", "@mossy wrens are birds"),
        ("@Mossy", "@Mossy"),
        ("write to x@ben.example", "write to x@ben.example"),
        ('@"Nobody here" or @nobody', '@"Nobody here" or @nobody'),
        ("(@BEN)", "(@“Ben”)"),
        ("@ben@ben", "@“Ben”@ben"),
    ],
)
def test_names_are_found_as_people_type_them(cast, make_person, walk, thread, typed, kept):
    other = Handle.objects.create(person=cast.stranger, name="Mossy Wren", name_key=name_key("Mossy Wren"))
    spaces.enter(walk.space, cast.stranger, other)
    assert spaces.reply(cast.ana, thread, typed).body == kept


def test_someone_is_told_once_of_one_post_however_often_it_is_changed(cast, thread):
    answer = spaces.reply(cast.ana, thread, "Ask @Ben.")
    cast.ben.notices.all().delete()
    for words in ("Ask @“Ben” then.", "Ask somebody.", "Ask @Ben after all.", "Ask @Ben and @Cleo."):
        spaces.edit_post(cast.ana, answer, words)
    assert not cast.ben.notices.exists()
    assert cast.cleo.notices.filter(kind="named").count() == 1


def test_a_changed_post_keeps_the_mark_of_someone_who_left(cast, walk, thread, membership):
    answer = spaces.reply(cast.ana, thread, "Ask @Ben.")
    spaces.put_aside(membership(cast.ben, walk))
    spaces.edit_post(cast.ana, answer, "Do ask @“Ben”.")
    assert Post.objects.get(pk=answer.pk).body == "Do ask @“Ben”."


def test_the_author_of_the_thread_is_told_once_of_an_answer_that_names_them(cast, thread):
    spaces.reply(cast.ben, thread, "Hello @Ana")
    assert list(cast.ana.notices.values_list("kind", flat=True)) == ["reply"]


def test_a_name_in_words_without_a_name_says_someone(as_, cast, thread):
    spaces.reply(cast.ana, thread, "Hello @Ben", unnamed=True)
    said = told(cast.ben, as_)
    assert "Someone in this group named you in “Rain”." in said and "Ana named" not in said


@pytest.mark.parametrize("how", ["mute", "block_name"])
def test_a_name_one_does_not_read_names_nobody(as_, cast, thread, how):
    getattr(people, how)(cast.ben, cast.ana.main_handle, *([None] if how == "block_name" else []))
    spaces.reply(cast.ana, thread, "Hello @Ben")
    assert "named you" not in told(cast.ben, as_)


def test_a_notice_goes_with_the_words_that_named(as_, cast, walk, thread):
    answer = spaces.reply(cast.ana, thread, "Hello @Ben")
    spaces.edit_post(cast.ana, answer, "Hello")
    assert "named you" not in told(cast.ben, as_)
    spaces.withdraw_post(cast.ana, spaces.reply(cast.ana, thread, "And @Ben"))
    assert "named you" not in told(cast.ben, as_)


def test_reading_the_conversation_is_knowing_of_it(as_, cast, walk, thread):
    spaces.reply(cast.ana, thread, "Hello @Ben")
    page(as_(cast.ben), walk, thread)
    assert not cast.ben.notices.filter(read_at__isnull=True).exists()


def test_one_post_names_ten_people_at_most(cast, make_person, walk, thread):
    others = [make_person(f"p{number}", f"Robin {chr(97 + number) * 3}") for number in range(14)]
    for other in others:
        spaces.enter(walk.space, other, other.main_handle)
    spaces.reply(cast.ana, thread, " ".join(f"@{other.name}" for other in others))
    assert sum(other.notices.filter(kind="named").exists() for other in others) == 10


def test_names_are_suggested_to_those_who_write_there_and_to_nobody_else(as_, visitor, cast, walk):
    where = f"/groups/{walk.slug}/members/named/"
    assert "Ben" in as_(cast.ana).get(where, {"q": "be"}).content.decode()
    assert "Ana" not in as_(cast.ana).get(where, {"q": "an"}).content.decode(), "nobody names themselves"
    assert as_(cast.stranger).get(where, {"q": "be"}).status_code == 404
    assert visitor.get(where, {"q": "be"}).status_code == 302
    people.block_name(cast.ana, cast.ben.main_handle, None)
    assert "Ben" not in as_(cast.ana).get(where, {"q": "be"}).content.decode()


def test_a_quote_stays_as_it_is_and_names_nobody_again(as_, cast, walk, thread):
    asked = spaces.reply(cast.ana, thread, "Do ask @Ben")
    quote = f"> Ana (#{asked.pk}):\n>Do ask @Ben  \n> or @“Cleo”"
    body, named = naming.found_in(cast.ana, walk.space, f"{quote}\n\nYes, and @Cleo")
    assert body == f"{quote}\n\nYes, and @“Cleo”"
    assert named == [cast.cleo.pk]
    assert naming.found_in(cast.ana, walk.space, "And @Cleo", before=f"{quote}\n\nYes")[1] == [cast.cleo.pk]


def test_words_that_only_quote_a_name_do_not_name_it(cast, thread):
    asked = spaces.reply(cast.ana, thread, "Do ask @Ben")
    answer = quoted(thread, cast.cleo, asked, "Yes.")
    keys = naming.my_keys(cast.ben)
    assert naming.names_one_of(keys, asked.body) and not naming.names_one_of(keys, answer.body)


def test_rows_are_held_while_forgotten_words_go_out_of_them(cast, thread, opening, monkeypatch):
    held = []
    real = QuerySet.select_for_update

    def holding(self, *args, **kwargs):
        held.append(self.model)
        return real(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", holding)
    quoting.let_go([opening.pk])
    assert held == [Post, PostVersion, Draft]
