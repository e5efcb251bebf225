"""Muting and blocking a name: silent, whole, reversible, and telling nobody which names belong together."""

import pytest

from kith.groups.models import Group
from kith.notices.models import Notice
from kith.people import actions
from kith.people.models import Block, Handle, Mute, name_key
from kith.spaces import actions as spaces
from kith.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast):
    """A group Ana and Sam are in, Sam under his main name; Femi goes by another name there."""
    space = Space.objects.create(kind="group", reading="members")
    group = Group.objects.create(space=space, slug="walk", name="The walk", purpose="Air", visibility="members")
    wren = Handle.objects.create(person=cast.femi, name="Quiet Wren", name_key=name_key("Quiet Wren"))
    for person, handle in ((cast.ana, None), (cast.stranger, None), (cast.femi, wren)):
        spaces.enter(space, person, handle or person.main_handle)
    return group


@pytest.fixture
def thread(cast, walk):
    made = spaces.start_thread(cast.ana, walk.space, "Sunday", "Shall we?", "hello")
    spaces.reply(cast.stranger, made, "Sam will bring tea")
    spaces.reply(cast.femi, made, "Wren will bring cake")
    return made


def address(thread):
    return f"/groups/walk/threads/{thread.pk}/"


def meet(name):
    return f"/groups/walk/names/?name={name}"


NAMES = [("Sam", "Sam will bring tea"), ("Quiet Wren", "Wren will bring cake")]


@pytest.mark.parametrize(("name", "words"), NAMES)
def test_a_muted_name_is_folded_for_me_alone_and_gives_no_notices(cast, as_, thread, name, words):
    Notice.objects.all().delete()
    ana = as_(cast.ana)
    assert "<details" not in ana.get(address(thread)).content.decode().split(words)[0].rsplit("<article", 1)[1]
    ana.post(meet(name), {"mute": "1"})
    part = ana.get(address(thread)).content.decode().split(words)[0].rsplit("<article", 1)[1]
    assert "You muted this name" in part
    author = Handle.objects.get(name=name).person
    spaces.reply(author, thread, "Another line")
    assert "answered you" not in ana.get("/notices/").content.decode()
    assert not Notice.objects.filter(person=cast.ana).exists()
    assert "You muted this name" not in as_(author).get(address(thread)).content.decode()


def test_muting_from_a_post_leads_back_to_it_and_nowhere_else(cast, as_, thread):
    ana, post = as_(cast.ana), thread.posts.get(author__name="Sam")
    about = ana.get(f"{address(thread)}posts/{post.pk}/name/").url
    assert ana.post(about, {"mute": "1"}).url == f"{address(thread)}?after={post.pk - 1}#p{post.pk}"
    for there in ("https://elsewhere.example/", "//elsewhere.example/"):
        assert ana.post(meet("Sam") + f"&next={there}", {"mute": "1"}).url == "/groups/walk/"


@pytest.mark.parametrize(("name", "words"), NAMES)
def test_muting_is_listed_and_undone(cast, as_, thread, name, words):
    ana = as_(cast.ana)
    ana.post(meet(name), {"mute": "1"})
    page = ana.get("/sharing/").content.decode()
    assert "Names you muted" in page and name in page
    done = ana.post(f"/people/mutes/{Mute.objects.get().mark}/end/", follow=True).content.decode()
    assert f"You read {name} again." in done and not Mute.objects.exists()
    assert "You muted this name" not in ana.get(address(thread)).content.decode()


@pytest.mark.parametrize(("name", "words"), NAMES)
def test_a_blocked_name_is_gone_from_every_list_and_both_kinds_look_the_same(cast, as_, thread, walk, name, words):
    ana = as_(cast.ana)
    ana.post(meet(name), {"block": "1"}, follow=True)
    for where in (address(thread), "/groups/walk/members/", "/groups/walk/", "/notices/"):
        page = ana.get(where).content.decode()
        assert words not in page and name not in page, where
    assert ana.get(meet(name)).status_code == 404
    page = ana.get("/sharing/").content.decode()
    assert page.count(name) == 2, "its name once, and once for the button that undoes it"
    assert f"/people/mutes/{Mute.objects.get().mark}/end/" in page
    ana.post(f"/people/mutes/{Mute.objects.get().mark}/end/")
    assert not Mute.objects.exists() and not Block.objects.exists()
    assert words in ana.get(address(thread)).content.decode()


def test_blocking_a_main_name_keeps_the_two_apart_both_ways(cast, as_, thread):
    as_(cast.ana).post(meet("Sam"), {"block": "1"})
    assert Block.objects.filter(blocker=cast.ana, blocked=cast.stranger).exists()
    assert as_(cast.stranger).get(address(thread)).status_code == 404


def test_blocking_a_name_for_one_group_leaves_the_main_name_alone(cast, as_, thread, walk):
    Membership.objects.filter(person=cast.stranger).delete()
    femi = as_(cast.femi)
    as_(cast.ana).post(meet("Quiet Wren"), {"block": "1"})
    assert not Block.objects.exists()
    assert "Shall we?" in femi.get(address(thread)).content.decode()


@pytest.mark.parametrize("who", ["ben", "ana"])
def test_only_names_one_can_read_there_can_be_muted(cast, as_, thread, who):
    client = as_(getattr(cast, who))
    asked = {"ben": ["Sam", "Quiet Wren", "Nobody at all"], "ana": ["Ben", "Femi", "Ana", "Nobody at all"]}[who]
    for name in asked:
        assert client.get(meet(name)).status_code == 404, name
        assert client.post(meet(name), {"block": "1"}).status_code == 404, name
    assert not Mute.objects.exists() and not Block.objects.exists()


def test_only_who_muted_can_unmute(cast, as_):
    made = actions.mute(cast.ana, cast.ben.main_handle)
    assert as_(cast.ben).post(f"/people/mutes/{made.mark}/end/").status_code == 404
    assert as_(cast.ana).post(f"/people/mutes/{made.mark}/end/").status_code == 302


def test_a_muted_person_still_writes_and_gives_no_notice(cast, as_):
    actions.mute(cast.ana, cast.ben.main_handle)
    spaces.write_to(cast.ben, cast.ana, "Soup on the step")
    assert not Notice.objects.exists()
    assert 'class="new-mark"' in as_(cast.ana).get("/messages/").content.decode()
