"""Held words reach nobody but their author, by whatever way words leave a conversation."""
# ruff: noqa: F811 - fixtures by their names

import pytest
from django.urls import reverse

from kith.core.drawing import Drawn
from kith.groups import actions as groups
from kith.groups import portability as groups_area
from kith.groups.tests.conftest import make_group, membership, thread, walk  # noqa: F401 shared as they are
from kith.people import actions as people
from kith.safety import portability as safety_area
from kith.safety.acts import actions
from kith.safety.cases import keeping
from kith.safety.models import Case
from kith.spaces import actions as spaces
from kith.spaces import enclosing, quoting
from kith.spaces import keeping as kept
from kith.spaces import portability as spaces_area
from kith.spaces.lists import said_by_others
from kith.spaces.models import Bookmark, Picture, Post
from kith.spaces.pictures.actions import Given
from kith.spaces.polls.actions import Asked

SECRET = "zwetschge"


@pytest.fixture
def opening(walk, cast):
    """A conversation by Ben with a picture, a poll and a title, all of which are held with it."""
    given = [Given(Drawn(b"RIFF", 40, 30), f"{SECRET} picture")]
    asked = Asked(f"{SECRET} poll?", (f"{SECRET} yes", "no"))
    thread = enclosing.start_thread(
        cast.ben,
        walk.space,
        given,
        asked,
        title=f"{SECRET} title",
        body=f"{SECRET} body",
        hope="heard",
        note=f"{SECRET} note",
    )
    return Post.objects.get(thread=thread, opening=True)


@pytest.fixture
def answer(thread, cast):
    """An answer by Ben that names Ana, that she quoted, kept and thanked for before it was held."""
    post = spaces.reply(cast.ben, thread, f"@Ana {SECRET} answer")
    spaces.give_reaction(cast.ana, post, "hear")
    Bookmark.objects.create(person=cast.ana, post=post)
    spaces.reply(cast.ana, thread, quoting.begin(cast.ana, thread, post.pk) + "I read this.")
    return post


@pytest.fixture
def held(opening, answer, thread, cast):
    spaces.reply(cast.ana, opening.thread, "An answer to it.")
    for post in (opening, answer):
        case = keeping.open_case(keeping.about_post(post), Case.Lane.HARM, Case.Source.REPORT, ["unkind"], 2)[0]
        actions.hold(cast.grace, case, "Please change it.", SECRET)
    return [opening, answer]


def pages(held, walk):
    """Every page of the group on which the words stood, whole and in blocks."""
    found = [reverse(name) for name in ("groups", "notices", "bookmarks", "put_away", "answering", "about-you")]
    found += ["/", "/groups/?q=" + SECRET, reverse("group_find") + "?q=" + SECRET]
    found += [reverse(name, args=[walk.slug]) for name in ("group", "group_room", "group_members")]
    for post in held:
        place = reverse("thread", args=[walk.slug, post.thread_id])
        found += [
            place,
            f"{place}?after={post.pk - 1}",
            f"{place}?latest=1",
            f"{place}?new=1",
            f"{place}?quote={post.pk}",
        ]
        found += [f"{place}posts/{post.pk}/{end}/" for end in ("edit", "before", "name", "thanks")]
    return found


def seen_by(client, addresses):
    for address in addresses:
        yield address, client.get(address, follow=True).content.decode()
        for block in ("posts", "threads"):
            sign = "&" if "?" in address else "?"
            answered = client.get(f"{address}{sign}block={block}", HTTP_HX_REQUEST="true")
            yield f"{address} {block}", answered.content.decode()


@pytest.mark.parametrize("who", ["visitor", "ana", "cleo", "stranger", "dr_osei", "femi"])
def test_nobody_meets_held_words_on_any_page(held, walk, who, cast, as_, visitor):
    client = visitor if who == "visitor" else as_(getattr(cast, who))
    for address, words in seen_by(client, pages(held, walk)):
        shown = words.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "").replace(f"“{SECRET}”", "")
        assert f"{SECRET} " not in shown, address
        assert "Please change it." not in shown, address


def lists_with_its_title(person, client, walk, opening):
    """The pages where the conversation stands by its title for this person: a list, what they keep, what they put away."""
    Bookmark.objects.create(person=person, post=opening.thread.posts.get(body="An answer to it."))
    yield client.get(reverse("group", args=[walk.slug])).content.decode()
    yield client.get(reverse("bookmarks")).content.decode()
    groups.put_away(person, opening.thread)
    yield client.get(reverse("put_away")).content.decode()


def test_to_others_a_held_start_reads_as_one_its_author_took_back(held, walk, cast, as_):
    pages = list(lists_with_its_title(cast.ana, as_(cast.ana), walk, held[0]))
    pages.append(as_(cast.cleo).get(reverse("thread", args=[walk.slug, held[0].thread_id])).content.decode())
    for page in pages:
        assert "A conversation whose start is not here now" in page
        assert "taken back" not in page and "Waits for a moderator" not in page


def test_a_list_does_not_name_whose_held_start_it_is(held, walk, cast, as_, visitor):
    for client in (visitor, as_(cast.ana), as_(cast.cleo)):
        page = client.get(reverse("group", args=[walk.slug])).content.decode()
        line = page[page.index("A conversation whose start is not here now") :]
        assert "Ben" not in line[: line.index("</li>")]


@pytest.mark.parametrize(("hold", "words"), [("waiting", "Waits for a moderator"), ("hidden", "Hidden by a moderator")])
def test_its_author_reads_its_title_in_lists_and_how_it_stands(held, walk, cast, as_, hold, words):
    Post.objects.filter(pk=held[0].pk).update(hold=hold)
    for page in lists_with_its_title(cast.ben, as_(cast.ben), walk, held[0]):
        assert f"{SECRET} title" in page and words in page
        assert "is not here now" not in page and "You took it back" not in page


def test_who_took_their_start_back_reads_that(opening, walk, cast, as_):
    spaces.reply(cast.ana, opening.thread, "An answer to it.")
    spaces.withdraw_post(cast.ben, opening)
    for page in lists_with_its_title(cast.ben, as_(cast.ben), walk, opening):
        assert f"{SECRET} title" in page and "You took it back" in page and "moderator" not in page


def test_whoever_is_blocked_or_blocks_does_not_meet_them_either(held, walk, cast, as_):
    people.block(cast.ben, cast.ana)
    for address, words in seen_by(as_(cast.ana), pages(held, walk)):
        assert f"{SECRET} " not in words, address


def test_their_author_meets_them_with_the_reason(held, walk, cast, as_):
    ben = as_(cast.ben)
    for post in held:
        page = ben.get(reverse("thread", args=[walk.slug, post.thread_id])).content.decode()
        assert SECRET in page and "Please change it." in page


def test_a_quote_of_held_words_shows_nothing_until_they_stand_again(held, thread, walk, cast, as_):
    place = reverse("thread", args=[walk.slug, thread.pk])
    ana = as_(cast.ana)
    page = ana.get(place).content.decode()
    assert "I read this." in page and "are not here any more" in page and SECRET not in page
    act = actions.access.standing_on(held[1].pk)
    actions.undo(cast.grace, act)
    assert SECRET in ana.get(place).content.decode()


def test_their_picture_and_poll_are_held_with_them(held, walk, cast, as_):
    picture = Picture.objects.get()
    address = reverse("picture", args=[walk.slug, held[0].thread_id, picture.pk])
    assert as_(cast.ana).get(address).status_code == 404
    assert as_(cast.cleo).get(address).status_code == 404
    assert as_(cast.ben).get(address).status_code == 200


def test_what_others_take_along_holds_none_of_them(held, cast):
    for person in (cast.ana, cast.cleo, cast.stranger):
        for area in (safety_area, groups_area, spaces_area):
            assert f"{SECRET} body" not in str(area.export(person)) and "Please change it." not in str(
                area.export(person)
            )


def test_notices_about_held_words_say_nothing_of_them(held, cast, as_):
    page = as_(cast.ana).get(reverse("notices")).content.decode()
    assert "named you" not in page and SECRET not in page


def test_held_words_are_not_new_to_anyone_nor_wait_for_an_answer(held, cast):
    assert not said_by_others(cast.ana).filter(pk__in=[post.pk for post in held]).exists()
    assert not kept.with_posts(cast.ana, list(kept.kept_by(cast.ana)))[0].there
