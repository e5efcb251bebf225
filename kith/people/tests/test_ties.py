"""My network is mine: adding, moving, removing and putting back, and nobody else can tell what is on it."""

import uuid

import pytest
from django.utils import timezone

from kith.core.audit import AuditEvent
from kith.people import access, actions
from kith.people.models import Grant, RemovedTie, Tie

NEW = {
    "name": "Ruth from school",
    "kind": "family",
    "circle": "inner",
    "gives": ["listen", "company"],
    "note": "Ask about the baby",
}


@pytest.fixture
def ruth(cast):
    return actions.add_tie(cast.ana, "Ruth", "family", "inner", ["listen"], note="Ask about the baby")


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


def test_someone_is_put_on_the_map_with_what_they_give(cast, as_):
    answer = as_(cast.ana).post("/network/ties/new/", NEW, follow=True)
    assert "Ruth from school" in answer.content.decode()
    made = Tie.objects.get(owner=cast.ana, circle="inner", person=None)
    assert (made.name, made.needs, made.note) == ("Ruth from school", ["listen", "company"], "Ask about the baby")


def test_only_a_name_is_needed(cast, as_):
    answer = as_(cast.ana).post("/network/ties/new/", {"name": "Choir", "kind": "group", "circle": "outer"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"kind": "enemy"},
        {"circle": "core"},
        {"gives": ["money"]},
        {"last_touch": "2999-01-01"},
        {"name": "x" * 81},
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed(cast, as_, wrong):
    answer = as_(cast.ana).post("/network/ties/new/", NEW | wrong)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert "Ask about the baby" in answer.content.decode()


def test_a_form_sent_twice_makes_one_tie(cast, as_):
    client, before = as_(cast.ana), Tie.objects.filter(owner=cast.ana).count()
    for _ in range(2):
        assert client.post("/network/ties/new/", NEW | {"once": "same-token"}).status_code == 302
    assert Tie.objects.filter(owner=cast.ana).count() == before + 1


def test_a_tie_is_edited_moved_and_touched_in_one_step_each(cast, as_, ruth):
    client = as_(cast.ana)
    client.post(f"/people/{ruth.pk}/edit/", NEW | {"name": "Ruthie"})
    client.post(f"/people/{ruth.pk}/move/", {"circle": "outer"})
    client.post(f"/people/{ruth.pk}/in-touch/")
    ruth = Tie.objects.get(pk=ruth.pk)
    assert (ruth.name, ruth.circle, ruth.last_touch) == ("Ruthie", "outer", timezone.localdate())


def test_a_circle_that_does_not_exist_changes_nothing(cast, as_, ruth):
    as_(cast.ana).post(f"/people/{ruth.pk}/move/", {"circle": "<script>"})
    assert Tie.objects.get(pk=ruth.pk).circle == "inner"


def test_a_removed_tie_can_be_put_back_as_it_was(cast, as_, ruth):
    client = as_(cast.ana)
    assert "Ruth is off your map" in client.post(f"/people/{ruth.pk}/remove/", follow=True).content.decode()
    assert not Tie.objects.filter(pk=ruth.pk).exists()
    client.post(f"/network/ties/removed/{RemovedTie.objects.get().pk}/restore/")
    back = Tie.objects.get(pk=ruth.pk)
    assert (back.name, back.note, back.needs, back.circle) == ("Ruth", "Ask about the baby", ["listen"], "inner")
    assert not RemovedTie.objects.exists()


def test_after_an_hour_a_removed_tie_is_gone(cast, as_, ruth):
    removed = actions.remove_tie(cast.ana, ruth)
    RemovedTie.objects.update(removed=timezone.now() - timezone.timedelta(minutes=61))
    assert as_(cast.ana).post(f"/network/ties/removed/{removed.pk}/restore/").status_code == 404


def test_removing_a_connected_person_ends_what_one_shares_and_what_reaches_one(cast):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    theirs = actions.give(cast.ben, "check_ins", grantee=cast.ana)
    actions.remove_tie(cast.ana, tie_of(cast.ana, cast.ben))
    assert list(Grant.objects.in_force()) == [theirs], "what Ben chose stands on his page, and reaches nobody"
    assert not access.visible_grants(cast.ana).exists()
    assert not access.visible_grants(cast.ben).exists()
    assert Tie.objects.filter(owner=cast.ben, person=cast.ana).exists()


def test_putting_a_connected_person_back_takes_up_only_what_the_removal_ended(cast):
    kept = actions.give(cast.ana, "check_ins", grantee=cast.ben)
    ended = actions.give(cast.ben, "strategies", grantee=cast.ana)
    actions.end_grant(cast.ben, ended)
    removed = actions.remove_tie(cast.ana, tie_of(cast.ana, cast.ben))
    actions.restore_tie(cast.ana, removed)
    assert list(Grant.objects.in_force()) == [kept]


def test_a_person_one_blocked_meanwhile_comes_back_only_as_a_note(cast):
    removed = actions.remove_tie(cast.ana, tie_of(cast.ana, cast.ben))
    actions.block(cast.ana, cast.ben)
    assert actions.restore_tie(cast.ana, removed).person is None


def test_putting_back_someone_who_blocked_one_meanwhile_does_not_tell(cast):
    removed = actions.remove_tie(cast.ana, tie_of(cast.ana, cast.ben))
    actions.block(cast.ben, cast.ana)
    assert actions.restore_tie(cast.ana, removed).person == cast.ben
    assert not access.are_connected(cast.ana, cast.ben)


def test_another_area_adds_its_thing_once_and_takes_it_off_again(cast):
    for _ in range(2):
        actions.add_tie_for(cast.ana, "group", 7, "Evening walks", "group", ["company"])
    assert Tie.objects.filter(owner=cast.ana, target_kind="group", target_id=7).count() == 1
    actions.remove_tie_for(cast.ana, "group", 7)
    actions.remove_tie_for(cast.ana, "group", 7)
    assert not Tie.objects.filter(owner=cast.ana, target_kind="group").exists()


ADDRESSES = ["", "edit/", "move/", "in-touch/", "remove/", "invite/", "invite/withdraw/", "block/", "network/"]
POSTED = {"move/", "in-touch/", "remove/", "invite/", "invite/withdraw/"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_cannot_tell_a_tie_from_one_that_never_was(cast, as_, ruth, address):
    client = as_(cast.stranger)
    ask = client.post if address in POSTED else client.get
    theirs, nowhere = ask(f"/people/{ruth.pk}/{address}"), ask(f"/people/{uuid.uuid4()}/{address}")
    assert theirs.status_code == nowhere.status_code == 404
    assert without_tokens(theirs) == without_tokens(nowhere)


def without_tokens(answer):
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)


@pytest.mark.parametrize(
    "address", ["/network/ties/", "/network/ties/new/", "/sharing/", "/sharing/give/", "/you/", "/network/snapshots/"]
)
def test_a_visitor_is_sent_to_sign_in(cast, visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_acts_on_ties_are_recorded_without_their_words(cast, ruth):
    actions.remove_tie(cast.ana, ruth)
    verbs = list(AuditEvent.objects.filter(actor=cast.ana.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["tie_added", "tie_removed"]
    assert not AuditEvent.objects.filter(note_code__contains="Ruth").exists()


@pytest.mark.parametrize("count", [5, 500])
def test_the_list_of_ties_stays_within_its_queries(cast, as_, queries, count):
    for n in range(count):
        Tie.objects.create(owner=cast.ana, kind="peer", name=f"Someone {n}", gives=["company"])
    client = as_(cast.ana)
    client.get("/network/ties/")
    with queries(12):
        answer = client.get("/network/ties/?kind=peer")
    assert len(answer.content) < 40_000


def test_a_second_tap_on_remove_or_put_back_ends_in_the_same_place(cast, as_, ruth):
    client = as_(cast.ana)
    for _ in range(2):
        assert client.post(f"/people/{ruth.pk}/remove/").url == "/"
    for _ in range(2):
        assert client.post(f"/network/ties/removed/{ruth.pk}/restore/").url == f"/people/{ruth.pk}/"
    assert Tie.objects.filter(pk=ruth.pk).count() == 1


def test_nothing_is_chosen_for_someone_who_adds_a_tie(cast, as_):
    assert " checked" not in as_(cast.ana).get("/network/ties/new/").content.decode()


def test_a_skipped_circle_is_the_middle_one(cast, as_):
    as_(cast.ana).post("/network/ties/new/", {"name": "Choir", "kind": "group"})
    assert Tie.objects.get(owner=cast.ana, kind="group").circle == "middle"


def test_a_skipped_kind_is_asked_for_kindly(cast, as_):
    answer = as_(cast.ana).post("/network/ties/new/", {"name": "Choir"})
    assert answer.status_code == 422
    assert "Choose the kind that is nearest." in answer.content.decode()


def test_a_name_too_long_is_told_of_and_not_cut(cast, as_):
    client, long = as_(cast.ana), "x" * 81
    assert "maxlength" not in client.get("/network/ties/new/").content.decode().split('name="name"')[1].split(">")[0]
    page = client.post("/network/ties/new/", NEW | {"name": long}).content.decode()
    assert f'value="{long}"' in page
    assert "Choose a name of 80 letters or fewer." in page


def test_a_name_that_is_on_the_map_is_asked_about_once(cast, as_, ruth):
    client, before = as_(cast.ana), Tie.objects.filter(owner=cast.ana).count()
    again = NEW | {"name": " rUTH "}
    asked = client.post("/network/ties/new/", again)
    assert asked.status_code == 422
    assert "You already have Ruth on your map. Add another?" in asked.content.decode()
    assert 'name="again"' in asked.content.decode()
    assert client.post("/network/ties/new/", again | {"again": "on"}).status_code == 302
    assert Tie.objects.filter(owner=cast.ana).count() == before + 1


def test_a_tie_keeps_its_name_without_being_asked(cast, as_, ruth):
    assert as_(cast.ana).post(f"/people/{ruth.pk}/edit/", NEW | {"name": "Ruth"}).status_code == 302


def test_what_was_taken_off_can_be_put_back_from_the_list_of_everyone(cast, as_, ruth):
    client = as_(cast.ana)
    client.post(f"/people/{ruth.pk}/remove/")
    page = client.get("/network/ties/").content.decode()
    assert "Ruth is off your map." in page
    assert "Put back" in page
    assert "Put back" not in as_(cast.ben).get("/network/ties/").content.decode()
    assert 'href="/network/ties/"' in client.get("/you/").content.decode()
