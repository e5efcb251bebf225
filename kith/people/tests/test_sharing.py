"""Who sees what is said in sentences, changed in one step, and holds from the next request on."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.people import access, actions
from kith.people.forms import months_from
from kith.people.models import Block, Grant, Tie


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


@pytest.fixture
def given(cast):
    return actions.give(
        cast.ana, "check_ins", grantee=cast.ben, ends=now() + timedelta(days=90), purpose="So I need not explain"
    )


def shares(viewer, kind="check_ins"):
    return set(access.visible_grants(viewer).filter(kind=kind).values_list("owner__username", flat=True))


def test_the_page_says_it_in_a_sentence(cast, as_, given):
    page = as_(cast.ana).get("/sharing/").content.decode()
    assert re.search(r"Ben sees your check-ins, with your words, until \d+ \w+ \d{4}\.", page)
    assert "So I need not explain" in page


def test_nobody_else_reads_what_it_is_for(cast, as_, given):
    page = as_(cast.ben).get("/sharing/").content.decode()
    assert "Ana shares with you: check-ins, with their words" in page
    assert "So I need not explain" not in page


def test_something_is_shared_with_one_person_until_a_day(cast, as_):
    choice = {"who": str(tie_of(cast.ana, cast.ben).pk), "what": "check_ins:tap", "until": "3"}
    assert as_(cast.ana).post("/sharing/give/", choice).status_code == 302
    grant = Grant.objects.get()
    assert (grant.grantee, grant.level, grant.circle) == (cast.ben, "tap", "")
    assert timedelta(days=85) < grant.ends - now() < timedelta(days=95)
    assert shares(cast.ben) == {"ana"}


def test_sharing_with_a_circle_reaches_those_who_stand_in_it_now(cast, as_):
    as_(cast.ana).post("/sharing/give/", {"who": "inner", "what": "check_ins:words", "until": "none"})
    assert shares(cast.ben) == {"ana"}
    assert shares(cast.cleo) == set()
    actions.move_tie(cast.ana, tie_of(cast.ana, cast.cleo), "inner")
    actions.move_tie(cast.ana, tie_of(cast.ana, cast.ben), "outer")
    assert shares(cast.ben) == set()
    assert shares(cast.cleo) == {"ana"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": str(uuid.uuid4())},
        {"who": ""},
        {"what": "diary:words"},
        {"what": "check_ins"},
        {"until": "99"},
        {"purpose": "x" * 201},
    ],
)
def test_a_forged_choice_is_refused_and_kept_on_the_form(cast, as_, wrong):
    choice = {
        "who": str(tie_of(cast.ana, cast.ben).pk),
        "what": "check_ins:words",
        "until": "3",
        "purpose": "Typed",
    } | wrong
    assert as_(cast.ana).post("/sharing/give/", choice).status_code == 422
    assert not Grant.objects.exists()


def test_someone_not_connected_cannot_be_chosen(cast, as_):
    note = actions.add_tie(cast.ana, "Sam", "peer")
    assert (
        as_(cast.ana).post("/sharing/give/", {"who": str(note.pk), "what": "check_ins:words", "until": "3"}).status_code
        == 422
    )


def test_giving_again_changes_what_stands_and_doubles_nothing(cast, given):
    actions.give(cast.ana, "check_ins", level="tap", grantee=cast.ben)
    assert Grant.objects.in_force().count() == 1
    assert Grant.objects.get().level == "tap"


def test_what_ran_out_can_be_given_anew(cast, given):
    Grant.objects.update(ends=now() - timedelta(days=1))
    assert shares(cast.ben) == set()
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    assert shares(cast.ben) == {"ana"}


def test_ending_holds_at_once_and_can_be_undone_for_a_while(cast, as_, given):
    client = as_(cast.ana)
    page = client.post(f"/sharing/{given.pk}/end/", follow=True).content.decode()
    assert shares(cast.ben) == set()
    assert "Ben no longer sees your check-ins" in page.split("<h1")[0], "in the message that has the focus"
    page = client.post(f"/sharing/{given.pk}/again/", follow=True).content.decode()
    assert "It is shared again." in page
    assert shares(cast.ben) == {"ana"}
    client.post(f"/sharing/{given.pk}/end/")
    Grant.objects.update(revoked=now() - timedelta(minutes=11))
    assert client.post(f"/sharing/{given.pk}/again/").status_code == 404


def test_ending_twice_is_the_same_as_once(cast, as_, given):
    client = as_(cast.ana)
    assert [client.post(f"/sharing/{given.pk}/end/").status_code for _ in range(2)] == [302, 302]
    assert actions.end_grant(cast.ana, given) is False


def test_level_and_end_are_changed_in_one_step(cast, as_, given):
    assert (
        as_(cast.ana).post(f"/sharing/{given.pk}/", {"level": "tap", "until": "none", "purpose": ""}).status_code == 302
    )
    grant = Grant.objects.get()
    assert (grant.level, grant.ends, grant.purpose) == ("tap", None, "")


@pytest.mark.parametrize("address", ["", "end/", "again/"])
def test_others_choices_do_not_exist_for_a_stranger(cast, as_, given, address):
    client = as_(cast.stranger)
    ask = client.post if address else client.get
    theirs, nowhere = ask(f"/sharing/{given.pk}/{address}"), ask(f"/sharing/{uuid.uuid4()}/{address}")
    assert theirs.status_code == nowhere.status_code == 404
    strip = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    assert strip.sub(b"", theirs.content) == strip.sub(b"", nowhere.content)


def test_the_one_it_was_given_to_cannot_change_it(cast, as_, given):
    assert as_(cast.ben).post(f"/sharing/{given.pk}/", {"level": "words", "until": "none"}).status_code == 404


def test_who_looked_is_gathered_by_person_and_day(cast, as_, given):
    for _ in range(3):
        record(Verb.LOOKED, cast.ben, owner=cast.ana, kind="check_ins")
    page = as_(cast.ana).get("/sharing/").content.decode()
    assert page.count("Ben looked at your check-ins, three times.") == 1


def test_blocking_asks_first_then_ends_everything_both_ways(cast, as_, given):
    actions.give(cast.ben, "strategies", grantee=cast.ana)
    client, tie = as_(cast.ana), tie_of(cast.ana, cast.ben)
    assert "They are not told" in client.get(f"/people/{tie.pk}/block/").content.decode()
    assert not Block.objects.exists()
    assert "People you blocked" in client.post(f"/people/{tie.pk}/block/", follow=True).content.decode()
    assert not Grant.objects.in_force().filter(owner=cast.ana).exists()
    assert not access.visible_grants(cast.ana).exists()
    assert not access.are_connected(cast.ben, cast.ana)


def test_unblocking_shares_nothing_and_connects_nobody(cast, as_):
    actions.give(cast.ana, "check_ins", circle="inner")
    made = actions.block(cast.ana, cast.ben)
    as_(cast.ana).post(f"/people/blocks/{made.mark}/end/")
    assert not Block.objects.exists()
    assert shares(cast.ben) == set()


def test_only_who_blocked_can_unblock(cast, as_):
    made = actions.block(cast.ana, cast.ben)
    assert as_(cast.ben).post(f"/people/blocks/{made.mark}/end/").status_code == 404


def test_months_end_on_the_last_day_where_a_month_is_short():
    start = timezone.make_aware(datetime(2026, 11, 30, 12))
    assert months_from(start, 3).date().isoformat() == "2027-02-28"
    assert months_from(start, 1).date().isoformat() == "2026-12-30"
    assert months_from(start, 12).date().isoformat() == "2027-11-30"


@pytest.mark.parametrize("count", [5, 500])
def test_the_sharing_pages_stay_within_their_queries(cast, as_, queries, make_person, connect, count):
    for n in range(count if count < 50 else 60):
        other = make_person(f"friend{n}")
        connect(cast.ana, other, "peer", "outer")
        actions.give(cast.ana, "check_ins", grantee=other)
    for n in range(count):
        Tie.objects.create(owner=cast.ana, kind="peer", name=f"Someone {n}")
    client = as_(cast.ana)
    client.get("/sharing/")
    for address in ("/sharing/", "/sharing/give/", "/you/", f"/people/{tie_of(cast.ana, cast.ben).pk}/"):
        with queries(12):
            answer = client.get(address)
        assert answer.status_code == 200, address


def test_single_things_shared_one_by_one_are_one_line_and_end_together(cast, as_):
    for _ in range(3):
        Grant.objects.create(owner=cast.ana, grantee=cast.ben, kind="check_ins", thing=uuid.uuid4())
    client, tie = as_(cast.ana), tie_of(cast.ana, cast.ben)
    assert "Ben sees 3 check-ins that you shared one by one." in client.get("/sharing/").content.decode()
    client.post(f"/sharing/one-by-one/{tie.pk}/end/", {"kind": "check_ins"})
    assert not Grant.objects.in_force().exists()
