"""Messages between two connected people: sealed, theirs alone, and gone from view when the tie or the meeting ends."""

import pytest
import time_machine
from django.db import connection

from kith.people.actions import block
from kith.people.models import Tie
from kith.spaces import actions, portability
from kith.spaces.models import Letter, Space

pytestmark = pytest.mark.django_db


@pytest.fixture
def to_ben(cast):
    return f"/messages/{Tie.objects.get(owner=cast.ana, person=cast.ben).pk}/"


@pytest.fixture
def to_ana(cast):
    return f"/messages/{Tie.objects.get(owner=cast.ben, person=cast.ana).pk}/"


def test_words_reach_the_other_and_a_notice_says_only_who(as_, cast, to_ben, to_ana):
    assert as_(cast.ana).post(to_ben, {"body": "Soup on the step"}).status_code == 302
    ben = as_(cast.ben)
    notices = ben.get("/notices/").content.decode()
    assert "Ana wrote to you." in notices
    assert "Soup" not in notices
    assert 'class="new-mark"' in ben.get("/messages/").content.decode()
    assert "Soup on the step" in ben.get(to_ana).content.decode()
    assert 'class="new-mark"' not in ben.get("/messages/").content.decode()
    assert cast.ben.notices.filter(read_at=None).count() == 0


def test_what_lies_in_the_database_is_sealed(cast):
    actions.write_to(cast.ana, cast.ben, "Soup on the step")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM spaces_letter")
        assert b"Soup" not in bytes(cursor.fetchone()[0])


def test_nobody_else_opens_a_conversation(as_, visitor, cast, to_ben):
    actions.write_to(cast.ana, cast.ben, "Soup on the step")
    for person in (cast.cleo, cast.stranger, cast.ben, cast.grace, cast.femi):
        assert as_(person).get(to_ben).status_code == 404
    assert visitor.get(to_ben).status_code == 302


def test_strangers_cannot_be_written_to(cast, as_):
    tie = Tie.objects.create(owner=cast.ana, person=cast.stranger, kind="peer", name="Sam")
    tie.delete()
    assert as_(cast.ana).post(f"/messages/{tie.pk}/", {"body": "Hello"}).status_code == 404
    with pytest.raises(actions.Http404):
        actions.write_to(cast.ana, cast.stranger, "Hello")
    assert not Letter.objects.exists()


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_a_block_ends_writing_and_reading_at_once(as_, cast, to_ben, to_ana, blocker):
    actions.write_to(cast.ana, cast.ben, "Soup on the step")
    one, other = (cast.ana, cast.ben) if blocker == "ana" else (cast.ben, cast.ana)
    block(one, other)
    mine, theirs = (to_ben, to_ana) if blocker == "ana" else (to_ana, to_ben)
    assert as_(one).get(mine).status_code == 404
    assert mine not in as_(one).get("/messages/").content.decode()
    assert other.name not in as_(one).get("/notices/").content.decode()
    as_(other).post(theirs, {"body": "Did you get this?"})
    assert "Did you get this?" in as_(other).get(theirs).content.decode()
    assert not one.notices.filter(
        read_at=None, actor__person=other, kind="message", at__gt=one.blocks.get().since
    ).exists()
    assert list(Letter.objects.filter(held=True).values_list("person", flat=True)) == [other.pk]


def test_two_people_have_one_conversation_whoever_begins(cast):
    actions.write_to(cast.ana, cast.ben, "One")
    actions.write_to(cast.ben, cast.ana, "Two")
    assert Space.objects.filter(kind="pair").count() == 1


def test_the_same_message_sent_twice_arrives_once(as_, cast, to_ben):
    ana = as_(cast.ana)
    for _time in range(2):
        ana.post(to_ben, {"body": "Once", "once": "one-token"})
    assert Letter.objects.count() == 1


def test_an_answer_to_something_shared_says_so(as_, cast, to_ana):
    actions.write_to(cast.ben, cast.ana, "Thinking of you.", about="0193")
    assert "Ben answered something you shared." in as_(cast.ana).get("/notices/").content.decode()
    assert cast.ana.notices.count() == 1


@pytest.mark.parametrize(("body", "said"), [("", "Write a few words first"), ("x" * 5001, "make this shorter")])
def test_words_that_cannot_be_sent_stay_in_the_box(as_, cast, to_ben, body, said):
    page = as_(cast.ana).post(to_ben, {"body": body})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert body in page.content.decode()


def test_professionals_are_named_with_their_work(as_, cast, connect):
    connect(cast.ana, cast.dr_osei, "professional", "outer")
    assert "Psychologist, Community team" in as_(cast.ana).get("/messages/").content.decode()


def test_long_conversations_are_read_in_parts_at_the_same_cost(as_, cast, to_ben, queries):
    with time_machine.travel("2026-11-22T10:00:00Z") as clock:
        for number in range(50):
            clock.shift(60)
            actions.write_to(
                cast.ana if number % 2 else cast.ben, cast.ana if not number % 2 else cast.ben, f"Word {number:02}."
            )
    ana = as_(cast.ana)
    ana.get(to_ben)
    with queries(12):
        html = ana.get(to_ben).content.decode()
    assert "Word 49." in html
    assert "Word 29." not in html
    older = html.partition('href="?before=')[2].partition('"')[0]
    html = ana.get(f"{to_ben}?before={older}").content.decode()
    assert "Word 29." in html
    assert "Word 30." not in html
    assert ana.get(f"{to_ben}?before=nonsense").status_code == 200


def test_what_one_wrote_is_taken_out_and_taken_away(as_, cast, to_ben):
    actions.write_to(cast.ana, cast.ben, "Mine")
    actions.write_to(cast.ben, cast.ana, "His")
    assert [one["words"] for one in portability.export(cast.ana)["messages"]] == ["Mine"]
    portability.erase(cast.ana)
    assert [letter.body for letter in Letter.objects.all()] == ["His"]
