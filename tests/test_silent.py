"""Someone who was taken off a map or blocked has, to the byte, the pages of someone whom the other shares nothing with."""

import re

import pytest
import time_machine
from django.db import transaction

from kith.core.clock import now
from kith.people import actions as people
from kith.people.models import Grant, Tie
from kith.recovery import actions as recovery
from kith.recovery import hard_times
from kith.spaces import actions as spaces
from kith.spaces.models import Letter
from tests.crawl import walk

pytestmark = pytest.mark.django_db
ALWAYS_NEW = [
    r'name="csrfmiddlewaretoken" value="[^"]+"',
    r'name="once" value="[^"]+"',
    r'data-live="[^"]+"',
]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}")


class Undone(Exception):
    """Takes back everything a scene did."""


def plain(html):
    for pattern in ALWAYS_NEW:
        html = re.sub(pattern, "", html)
    seen = {}
    return UUID.sub(lambda found: f"id{seen.setdefault(found.group(), len(seen))}", html)


def silent(cast):
    """An ordinary absence: Ana ends what she shares, and does not answer."""
    for grant in Grant.objects.in_force().filter(owner=cast.ana):
        people.end_grant(cast.ana, grant)


def removes(cast):
    people.remove_tie(cast.ana, Tie.objects.get(owner=cast.ana, person=cast.ben))


def blocks(cast):
    people.block(cast.ana, cast.ben)


@pytest.fixture
def history(cast):
    """Ana and Ben have been close: letters, shared things, notices."""
    people.give(cast.ana, "check_ins", grantee=cast.ben)
    people.give(cast.ana, "network", grantee=cast.ben)
    people.give(cast.ana, "hard_time", grantee=cast.ben)
    people.give(cast.ben, "check_ins", grantee=cast.ana)
    people.give(cast.ben, "strategies", circle="inner")
    recovery.check_in(cast.ana, 3, "The choir was good")
    recovery.say_so(cast.ana, "Not a good week")
    spaces.write_to(cast.ana, cast.ben, "Thank you for the soup")
    spaces.write_to(cast.ben, cast.ana, "Any time")
    return cast


def acts(client, tie):
    """Everything Ben may try with Ana from his pages: where each leads, and every page he has afterwards."""
    tried = [
        client.post(f"/messages/{tie}/", {"body": "Are you there?"}),
        client.post("/check-in/", {"mood": 2, "words": "Worried", "share": [tie]}),
        client.post("/sharing/give/", {"who": tie, "what": "network:words", "until": "3"}),
        client.post(f"/people/{tie}/confirm/"),
        client.post(f"/people/{tie}/move/", {"circle": "middle"}),
        client.post(f"/people/{tie}/in-touch/"),
        client.post(f"/people/{tie}/mute/"),
        client.post("/hard-time/said/"),
        client.post("/hard-time/", {"words": "It is much", "share": [tie]}),
        client.post(f"/people/{tie}/invite/"),
        client.get(f"/people/{tie}/network/"),
    ]
    return [(plain(a.content.decode()), a.status_code, plain(a.get("Location", ""))) for a in tried]


def world(cast, as_, happens, last):
    """All pages Ben can reach after `happens`, before and after he tried everything, and after the one `last` act."""
    try:
        with transaction.atomic():
            happens(cast)
            client = as_(cast.ben)
            tie = str(Tie.objects.get(owner=cast.ben, person=cast.ana).pk)
            before = pages(client)
            answers = acts(client, tie)
            after = pages(client)
            ended = client.post(f"/people/{tie}/{last}/")
            raise Undone(before, answers, after, (ended.status_code, ended.get("Location", "")), pages(client))
    except Undone as seen:
        return seen.args


def pages(client):
    """But those of the account itself, which hold new secrets each time."""
    found = [page for page in walk(client, each=3, most=120) if not page.address.startswith("/accounts/")]
    return {plain(page.address): (page.status, plain(page.html)) for page in found}


@pytest.mark.parametrize("last", ["remove", "block"])
@pytest.mark.parametrize("happens", [removes, blocks])
def test_a_removal_or_a_block_looks_to_the_other_like_an_ordinary_absence(history, as_, happens, last):
    with time_machine.travel(now(), tick=False):
        ordinary = world(history, as_, silent, last)
        this = world(history, as_, happens, last)
    for name, one, other in zip(["before", "answers", "after", "ended", "at the end"], ordinary, this, strict=True):
        if isinstance(one, dict):
            assert one.keys() == other.keys(), name
            for address in one:
                assert one[address] == other[address], (name, address)
        assert one == other, name
    assert any("Are you there?" in html for _status, html in this[2].values()), "Ben sees his own message"


@pytest.mark.parametrize("happens", [removes, blocks])
def test_what_the_other_then_writes_and_shares_never_arrives(history, as_, happens):
    happens(history)
    ben, tie = as_(history.ben), Tie.objects.get(owner=history.ben, person=history.ana)
    unread = history.ana.notices.filter(read_at=None).count()
    acts(ben, str(tie.pk))
    assert Letter.objects.filter(held=True).count() == 1
    assert history.ana.notices.filter(read_at=None).count() == unread
    ana = as_(history.ana)
    everything = "".join(page.html for page in walk(ana))
    for words in ("Are you there?", "Worried", "It is much"):
        assert words not in everything, words
    assert not hard_times.others(history.ana).exists()


def test_held_letters_stay_unread_after_two_people_find_together_again(history, as_):
    made = people.block(history.ana, history.ben)
    spaces.write_to(history.ben, history.ana, "Are you there?")
    people.unblock(history.ana, made)
    note = next(tie for tie in Tie.objects.filter(owner=history.ana) if tie.name == "Ben")
    token = people.invite(history.ana, note)
    as_(history.ben).post(f"/invitation/{token}/", {"kind": "family", "circle": "inner"})
    spaces.write_to(history.ben, history.ana, "Good to hear from you")
    page = as_(history.ana).get(f"/messages/{note.pk}/").content.decode()
    assert "Good to hear from you" in page and "Any time" in page
    assert "Are you there?" not in page
