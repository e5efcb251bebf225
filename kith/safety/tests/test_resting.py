"""A pause and a suspension: what stays one's own right, what does not work, and that one is told kindly until when."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from kith.core.clock import now
from kith.groups import actions as groups
from kith.notices import outbox
from kith.notices.models import Channel, Notice, Outgoing
from kith.people import actions as people
from kith.people import resting
from kith.people.middleware import BEFORE_SECOND_STEP
from kith.people.models import Person, Tie
from kith.spaces.models import Letter, Post, Reaction, Thread

UNTIL = now() + timedelta(days=3)
LATER = {"plan-crisis"}  # pages that have an address once they are there


@pytest.fixture
def paused(cast, as_):
    Person.objects.filter(pk=cast.ben.pk).update(paused_until=UNTIL)
    return as_(cast.ben)


@pytest.fixture
def suspended(cast, as_):
    Person.objects.filter(pk=cast.ben.pk).update(suspended_until=UNTIL)
    return as_(cast.ben)


def place(thread):
    return reverse("thread", args=[thread.space.group.slug, thread.pk])


def test_someone_who_is_paused_reads_and_is_told_until_when(paused, thread):
    page = paused.get(place(thread)).content.decode()
    assert "Shall we walk in the rain?" in page and "You cannot post here until" in page
    assert 'name="body"' not in page and "Say a warm word" not in page
    assert "You cannot post here until" in paused.get(reverse("group", args=[thread.space.group.slug])).content.decode()


def test_what_a_paused_person_sends_is_not_taken_and_their_words_come_back(paused, thread):
    sent = paused.post(place(thread), {"body": "These are my words."})
    assert sent.status_code == 403
    assert "These are my words." in sent.content.decode() and "A pause" in sent.content.decode()
    assert Post.objects.filter(thread=thread).count() == 1


def test_a_pause_covers_warm_words_conversations_joining_and_groups(paused, thread, cast, make_group):
    slug = thread.space.group.slug
    post = Post.objects.get(thread=thread)
    assert paused.post(f"{place(thread)}answer/", {"give": f"hear.{post.pk}"}).status_code == 403
    paused.post(reverse("thread_new", args=[slug]), {"title": "Tea", "body": "Tea?", "hope": "hello"})
    other = make_group("The tea table")
    assert paused.get(reverse("group_join", args=[other.slug])).status_code == 403
    assert not Reaction.objects.exists() and Thread.objects.count() == 1
    ben = Person.objects.get(pk=cast.ben.pk)
    for act in (
        lambda: groups.join(ben, other, "Ben"),
        lambda: groups.wait(ben, other),
        lambda: groups.make_group(ben, {}, "", {}),
        lambda: groups.say_thanks(ben, thread.space.group, cast.ana.signature, "Thank you"),
    ):
        with pytest.raises(resting.CannotPost):
            act()


def test_a_paused_person_still_writes_to_their_own_people(paused, cast):
    tie = Tie.objects.get(owner=cast.ben, person=cast.ana)
    assert paused.post(reverse("conversation", args=[tie.pk]), {"body": "I am all right."}).status_code == 302
    assert Letter.objects.count() == 1


def test_a_pause_is_over_by_itself(paused, thread, cast):
    Person.objects.filter(pk=cast.ben.pk).update(paused_until=now() - timedelta(seconds=1))
    assert paused.post(place(thread), {"body": "I am back."}).status_code == 302


def test_an_account_that_rests_opens_what_is_its_own_right_and_nothing_else(suspended, thread):
    for address in ("/", place(thread), reverse("messages"), reverse("groups")):
        sent = suspended.get(address)
        assert sent.status_code == 302 and sent["Location"] == reverse("about-you")
    assert suspended.get(place(thread) + "?block=posts", HTTP_HX_REQUEST="true").status_code == 403
    for name in ("about-you", "ladder", "privacy", "my-data", "privacy-here", "erase"):
        assert suspended.get(reverse(name)).status_code == 200, name
    assert suspended.get("/help-now/").status_code == 200
    page = suspended.get(reverse("about-you")).content.decode()
    assert "Your account rests" in page and reverse("my-data") in page
    assert suspended.get("/accounts/logout/").status_code == 200


def test_someone_whose_account_rests_gets_what_they_sent_back(suspended, thread):
    sent = suspended.post(place(thread), {"body": "These are my words."})
    assert sent.status_code == 403 and "These are my words." in sent.content.decode()


def test_someone_whose_account_rests_can_take_their_data_and_leave(suspended, cast):
    assert suspended.post(reverse("my-data-ask")).status_code == 302
    assert suspended.get(reverse("erase")).status_code == 200


def test_to_others_someone_whose_account_rests_looks_as_before(suspended, thread, cast, as_):
    page = as_(cast.ana).get(reverse("group_members", args=[thread.space.group.slug])).content.decode()
    assert "Ben" in page and "rests" not in page


def test_a_suspension_is_over_by_itself(suspended, cast):
    Person.objects.filter(pk=cast.ben.pk).update(suspended_until=now() - timedelta(seconds=1))
    assert suspended.get("/").status_code == 200


def test_every_page_that_stays_open_exists():
    for name in resting.STILL_OPEN - LATER - BEFORE_SECOND_STEP:
        try:
            reverse(name)
        except NoReverseMatch as error:
            assert "no arguments" in str(error), name


def test_nothing_goes_out_and_the_calendar_is_gone_while_an_account_rests(cast, client, suspended):
    """What is about the rest itself still goes; everything else waits for its end."""
    for kind in ("reply", "act"):
        one = Notice.objects.create(person=cast.ben, kind=kind, thing_kind="x", thing_id="1")
        Outgoing.objects.create(notice=one, person=cast.ben, channel=Channel.MAIL, due=now(), round=one.round)
    outbox.take(cast.ben.pk, Channel.MAIL)
    rows = dict(Outgoing.objects.values_list("notice__kind", "due"))
    assert rows["reply"] == UNTIL and rows["act"] < UNTIL
    where = reverse("calendar", args=[groups.make_calendar(cast.ben)])
    assert client.get(where).status_code == 404
    Person.objects.filter(pk=cast.ben.pk).update(suspended_until=None)
    assert client.get(where).status_code == 200


def test_who_cannot_post_cannot_publish_words_as_a_name_either(cast, paused):
    with pytest.raises(resting.CannotPost):
        people.rename(cast_now(cast.ben), "SHOUT", 1)


def cast_now(person):
    return Person.objects.get(pk=person.pk)
