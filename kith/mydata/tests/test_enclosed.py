"""What becomes of someone's pictures and polls when they take a copy or leave for good."""

import io
import zipfile

import pytest

from kith.groups import actions as groups
from kith.groups.models import Group
from kith.groups.tests.pictures import answer_with
from kith.mydata import areas, making
from kith.spaces import actions as spaces
from kith.spaces import enclosing
from kith.spaces.models import Membership, Picture, Poll, PollAnswer, Thread
from kith.spaces.polls import actions
from kith.spaces.polls.access import poll_with
from kith.spaces.polls.actions import Asked
from kith.spaces.reading import read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_person):
    return [make_person(f"p{number}") for number in range(4)]


@pytest.fixture
def club(cast, people):
    values = {"name": "The club", "purpose": "Fresh air.", "visibility": "members", "joining": "open"}
    made = groups.make_group(cast.cleo, values, "Be kind.", {"needs": ["company"], "formats": ["in_person"]})
    made = Group.objects.select_related("space").get(pk=made.pk)
    for person in (cast.ana, cast.ben, *people):
        spaces.enter(made.space, person, person.main_handle)
    return made


@pytest.fixture
def talk(club, cast):
    return spaces.start_thread(cast.ana, club.space, "Rain", "Shall we walk in the rain?", "suggestions")


@pytest.fixture
def poll(club, cast):
    asked = Asked("Which day suits you?", ("Monday", "Tuesday", "Any day"))
    thread = enclosing.start_thread(cast.ana, club.space, [], asked, title="A day", body="For the walk", hope="hello")
    return Poll.objects.select_related("post__thread__space").get(post__thread=thread)


def page(group, thread):
    return f"/groups/{group.slug}/threads/{thread.pk}/"


def at(client, group, picture):
    return client.get(f"{page(group, picture.post.thread)}pictures/{picture.pk}/")


def numbers(viewer, poll):
    thread = Thread.objects.select_related("space").get(pk=poll.post.thread_id)
    member = Membership.objects.filter(space=thread.space, person_id=viewer.pk).first()
    found = poll_with(viewer, thread, read_page(viewer, thread, member, 0).posts, member)
    return None if found.people is None else [choice.count for choice in found.choices]


def test_a_copy_of_ones_data_holds_the_pictures_themselves(cast, club, talk):
    picture = answer_with(cast.ben, talk, "A wet bench")[0]
    everything = {"spaces": areas.export_area("spaces", cast.ben)}
    assert everything["spaces"]["pictures"][0]["shows"] == "A wet bench"
    packed = zipfile.ZipFile(io.BytesIO(making.pack(cast.ben, everything, areas.files_of(cast.ben))))
    name = f"my-data/pictures/{picture.pk}.webp"
    assert packed.read(name)[:4] == b"RIFF"
    assert f'href="pictures/{picture.pk}.webp"' in packed.read("my-data/spaces.html").decode()
    assert not list(areas.files_of(cast.ana))


@pytest.mark.parametrize("keep_posts", [False, True])
def test_who_leaves_takes_their_pictures_along_and_who_stays_has_them_back(as_, cast, club, talk, keep_posts):
    picture = answer_with(cast.ben, talk)[0]
    ana = as_(cast.ana)
    noted = areas.hide_everywhere(cast.ben, keep_posts)
    assert at(ana, club, picture).status_code == 404
    assert str(picture.pk) not in ana.get(page(club, talk)).content.decode()
    areas.show_everywhere(cast.ben, noted)
    assert at(ana, club, picture).status_code == 200
    if keep_posts:
        areas.areas()["spaces"].keep_posts_unnamed(cast.ben)
    areas.erase_everywhere(cast.ben)
    assert not Picture.objects.exists()
    assert ("Look" in ana.get(page(club, talk)).content.decode()) is keep_posts


def test_who_leaves_takes_their_answer_along_and_no_number_tells(people, poll, cast, club):
    for person in people[:4]:
        actions.answer_poll(person, poll, [0])
    groups.leave(people[1], club)
    assert numbers(people[0], poll) == [3, 0, 0]
    areas.erase_everywhere(people[1])
    assert numbers(people[0], poll) == [3, 0, 0]
    assert not PollAnswer.objects.filter(person=people[1]).exists()


@pytest.mark.parametrize("keep_posts", [False, True])
def test_a_poll_goes_or_stays_with_its_words(cast, club, poll, people, keep_posts):
    spaces.reply(cast.ben, poll.post.thread, "Monday")
    areas.show_everywhere(cast.ana, areas.hide_everywhere(cast.ana, keep_posts))
    if keep_posts:
        areas.areas()["spaces"].keep_posts_unnamed(cast.ana)
    areas.erase_everywhere(cast.ana)
    assert Poll.objects.exists() is keep_posts


def test_a_copy_holds_what_one_asked_and_what_one_chose(cast, club, poll, people):
    actions.answer_poll(people[0], poll, [1])
    asked = areas.export_area("spaces", cast.ana)
    assert asked["polls"] == [
        {
            "question": "Which day suits you?",
            "choices": ["Monday", "Tuesday", "Any day"],
            "several": False,
            "closes": None,
        }
    ]
    chose = areas.export_area("spaces", people[0])["poll_answers"]
    assert chose == [{"question": "Which day suits you?", "chosen": ["Tuesday"], "counted": []}]
    groups.leave(people[0], club)
    gone = areas.export_area("spaces", people[0])["poll_answers"]
    assert gone == [{"question": "", "chosen": ["This is no longer there."], "counted": []}], (
        "others' words stay in the group"
    )


def test_a_copy_leaves_out_a_question_that_was_taken_back(cast, poll, people):
    actions.answer_poll(people[0], poll, [1])
    spaces.reply(cast.ben, poll.post.thread, "Monday")
    spaces.withdraw_post(cast.ana, poll.post)
    assert areas.export_area("spaces", people[0])["poll_answers"] == [
        {"question": "", "chosen": ["This is no longer there."], "counted": []}
    ]


def test_the_number_of_an_answer_does_not_say_when_it_was_given(poll, people):
    actions.answer_poll(people[0], poll, [1])
    assert PollAnswer.objects.get().pk.version == 4
