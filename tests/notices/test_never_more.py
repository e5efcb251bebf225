"""A notice never says more than its reader may see when it is read: here, in a mail, on a device and in a summary."""

import pytest
from django.core import mail

from kith.groups import actions as groups
from kith.mydata.tests.filled import group_of
from kith.notices import actions
from kith.notices.models import Notice, Outgoing
from kith.people import actions as people
from kith.people.models import Grant
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from kith.spaces.models import Post, Space
from tests.notices.passing import passes, run
from tests.notices.test_push import Browser, signed_in

pytestmark = pytest.mark.django_db
LATER = {"soon": {"minutes": 5}, "digest": {"days": 1}, "push": {"minutes": 5}}


@pytest.fixture
def ana(cast, reach, clock):
    return reach(cast.ana)


@pytest.fixture
def browser(settings):
    settings.OUTSIDE_IS_THIS_MACHINE = True
    made = Browser()
    yield made
    made.server.shutdown()
    made.server.server_close()


def a_withdrawn_grant(cast, clock):
    recovery.check_in(cast.ben, 1, "Bad night", share=[cast.ben.ties.get(person=cast.ana).pk])
    yield "shared"
    people.end_grant(cast.ben, Grant.objects.get(owner=cast.ben))


def a_group_that_was_left(cast, clock):
    walk = _walk(cast)
    thread = spaces.start_thread(cast.ana, walk.space, "Tired", "Long week", "heard")
    spaces.reply(cast.cleo, thread, "I hear you")
    yield "answered you"
    groups.leave(cast.ana, walk)


def a_post_that_was_taken_back(cast, clock):
    walk = _walk(cast)
    thread = spaces.start_thread(cast.ana, walk.space, "Tired", "Long week", "heard")
    answer = spaces.reply(cast.cleo, thread, "I hear you")
    yield "answered you"
    spaces.withdraw_post(cast.cleo, Post.objects.get(pk=answer.pk))


def a_block_in_between(cast, clock):
    spaces.write_to(cast.ben, cast.ana, "Hello")
    yield "wrote to you"
    people.block(cast.ana, cast.ben)


def a_name_that_was_muted(cast, clock):
    walk = _walk(cast)
    thread = spaces.start_thread(cast.ana, walk.space, "Tired", "Long week", "heard")
    spaces.reply(cast.cleo, thread, "I hear you")
    yield "answered you"
    people.mute(cast.ana, cast.cleo.main_handle)


def _walk(cast):
    walk = group_of(cast.cleo, "The evening walk")
    groups.join(cast.ana, walk, "Ana")
    type(walk).objects.filter(pk=walk.pk).update(visibility="hidden")
    Space.objects.filter(pk=walk.space_id).update(reading="members")
    return walk


STORIES = [
    a_withdrawn_grant,
    a_group_that_was_left,
    a_post_that_was_taken_back,
    a_block_in_between,
    a_name_that_was_muted,
]
stories = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)


@stories
def test_in_the_list_and_behind_its_link(cast, ana, clock, story, as_):
    told = story(cast, clock)
    words = next(told)
    client = as_(ana)
    assert words in client.get("/notices/").content.decode()
    number = Notice.objects.get(person=ana).pk
    next(told, None)
    answer = client.get(f"/notices/{number}/")
    assert answer.status_code == 404 or "not here any more" in answer.content.decode()
    assert words not in client.get("/notices/").content.decode()


@stories
@pytest.mark.parametrize("way", list(LATER))
def test_on_its_way(cast, ana, clock, story, way, choose, as_, browser):
    """It was to go out; what it was about ended before it went. Nothing goes: not even that there was something."""
    signed_in(as_, ana).post("/you/notices/devices/", browser.says())
    choose(ana, mail="never" if way == "push" else way, push=way == "push", fuller=True)
    clock.move_to("2026-03-03T22:30:00+00:00")
    told = story(cast, clock)
    next(told)
    run()
    assert Outgoing.objects.filter(person=ana, state="waiting").count() == 1
    next(told, None)
    passes(clock, hours=12)
    passes(clock, **LATER[way])
    assert mail.outbox == [] and browser.got == []
    assert not Outgoing.objects.filter(person=ana, state__in=["waiting", "sent"]).exists()


@stories
@pytest.mark.parametrize("way", list(LATER))
def test_and_it_would_have_gone(cast, ana, clock, story, way, choose, as_, browser):
    """The same without the ending: the test above does not pass by itself."""
    signed_in(as_, ana).post("/you/notices/devices/", browser.says())
    choose(ana, mail="never" if way == "push" else way, push=way == "push", fuller=True)
    next(story(cast, clock))
    passes(clock, **LATER[way])
    assert len(mail.outbox) + len(browser.got) == 1


def test_words_are_those_of_the_moment_of_sending(cast, ana, clock, choose):
    """A group that changed its name in between is called by the new one."""
    walk = _walk(cast)
    choose(ana, fuller=True)
    spaces.reply(cast.cleo, spaces.start_thread(ana, walk.space, "Tired", "Long week", "heard"), "I hear you")
    run()
    type(walk).objects.filter(pk=walk.pk).update(name="The morning walk")
    passes(clock, minutes=5)
    assert "The morning walk" in mail.outbox[0].body and "evening" not in mail.outbox[0].body


def test_what_was_already_read_here_is_not_sent(cast, ana, clock, choose):
    choose(ana)
    spaces.write_to(cast.ben, ana, "Hello")
    run()
    actions.open_notice(ana, Notice.objects.get(person=ana))
    passes(clock, minutes=5)
    assert mail.outbox == []
