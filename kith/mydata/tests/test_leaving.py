"""Leaving for good: unseen at once, fourteen days to change one's mind, everything back as it was, or everything erased."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail

from kith.core import crypto
from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.core.crypto import DataKey
from kith.core.jobs import Job
from kith.core.once import Once
from kith.core.runner import run_due
from kith.groups.models import Group
from kith.mydata import actions, erasing, tasks
from kith.mydata.models import Leaving
from kith.notices.models import Notice
from kith.people.models import Grant, Handle, Person, Tie
from kith.spaces.models import Letter, Membership, Post, Reaction, Thread


@pytest.fixture(autouse=True)
def keys_of_their_own(settings, tmp_path):
    settings.KEY_FOLDER = tmp_path / "keys"


def leave(client, posts="go"):
    return client.post("/you/erase/", {"posts": posts, "once": "a"})


def later(person, days=15):
    """Two weeks on, with the jobs that came due done."""
    with time_machine.travel(now() + timedelta(days=days), tick=False):
        run_due()
    return not Person.objects.filter(pk=person.pk).exists()


def thread_page(client, given):
    return client.get(f"/groups/{given.walk.slug}/threads/{given.thread.pk}/").content.decode()


def test_the_page_says_what_will_happen_and_asks_about_posts_first(given, as_):
    ana = as_(given.ana)
    page = ana.get("/you/erase/").content.decode()
    for words in (
        "For 14 days you can change your mind",
        "The key that opens your private words is destroyed",
        "Someone who left",
    ):
        assert words in page
    assert ana.post("/you/erase/", {"once": "a"}).status_code == 422
    assert not Leaving.objects.exists()


@pytest.mark.parametrize("posts", ["go", "stay"])
def test_for_others_the_person_is_gone_at_once(given, as_, posts, visitor):
    ben, cleo = as_(given.ben), as_(given.cleo)
    tie = Tie.objects.get(owner=given.ben, person=given.ana)
    assert "mark-check-in" in ben.get("/").content.decode()
    assert leave(as_(given.ana), posts).headers["Location"] == "/you/leaving/"
    assert "mark-check-in" not in ben.get("/").content.decode()
    assert ben.get(f"/messages/{tie.pk}/").status_code == 404
    assert "Ana" not in cleo.get(f"/groups/{given.walk.slug}/members/").content.decode()
    page = thread_page(cleo, given)
    assert "Markwren" not in page and ("mark-reply" in page) is (posts == "stay")
    assert "Markwren" not in cleo.get(f"/groups/{given.walk.slug}/threads/{given.cleos.pk}/").content.decode()
    assert "Ana" not in visitor.get(f"/services/{given.listing.slug}/").content.decode()
    assert "Markwren" not in cleo.get("/notices/").content.decode()
    assert "mark-request" not in cleo.get(f"/groups/{given.closed.slug}/requests/").content.decode()


def as_it_is(given):
    """Everything that leaving touches, to compare before and after."""
    ana = given.ana.pk
    return {
        "posts": sorted(Post.objects.values_list("pk", "author", "body", "withdrawn")),
        "threads": sorted(Thread.objects.values_list("pk", "author", "title", "withdrawn", "replies")),
        "reactions": sorted(Reaction.objects.values_list("post", "author", "kind", "at")),
        "memberships": sorted(Membership.objects.values_list("pk", "person", "state", "role", "joined")),
        "spaces": sorted(Group.objects.values_list("pk", "space__members")),
        "grants": sorted(Grant.objects.filter(owner=ana).values_list("pk", "revoked"), key=str),
        "letters": Letter.objects.count(),
        "listing": given.listing.__class__.objects.get(pk=given.listing.pk).checked_by_id,
        "person": Person.objects.values_list("is_active", "leaving").get(pk=ana),
    }


@pytest.mark.parametrize("posts", ["go", "stay"])
def test_keeping_the_account_puts_everything_back_as_it_was(given, as_, posts):
    before, ana = as_it_is(given), as_(given.ana)
    leave(ana, posts)
    assert as_it_is(given) != before
    with time_machine.travel(now() + timedelta(days=9)):
        run_due()
        assert ana.post("/you/leaving/keep/").status_code == 302
    assert as_it_is(given) == before
    page = ana.get("/").content.decode()
    assert "Good to have you back" in page
    assert not later(given.ana, 30), "the erasure that was asked for does not come after all"
    assert as_it_is(given) == before
    verbs = AuditEvent.objects.filter(actor=given.ana.pk, verb__in=("leaving", "stayed")).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["leaving", "stayed"]


def test_who_is_leaving_meets_one_page_and_can_still_take_a_copy(given, as_):
    ana = as_(given.ana)
    leave(ana)
    for address in ("/", "/groups/", "/you/", "/sharing/", "/check-in/", "/network/ties/"):
        answer = ana.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/you/leaving/"), address
    assert ana.post("/check-in/", {"mood": 3}).headers["Location"] == "/you/leaving/"
    page = ana.get("/you/leaving/").content.decode()
    assert "Keep my account" in page
    assert ana.post("/you/my-data/new/", {"once": "z"}).status_code == 302
    run_due()
    assert "Take this copy" in ana.get("/you/my-data/").content.decode()
    assert ana.get("/help-now/").status_code == 200


def test_signing_in_during_the_fourteen_days_leads_to_keeping_the_account(given, as_, visitor):
    leave(as_(given.ana))
    visitor.post("/accounts/login/", {"login": "ana.marked@example.org"})
    code = re.search(r"^\s*([A-Z0-9-]{4,12})\s*$", mail.outbox[-1].body, re.M).group(1)
    answer = visitor.post("/accounts/login/code/confirm/", {"code": code})
    assert answer.status_code == 302
    answer = visitor.get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/you/leaving/"
    assert visitor.post("/you/leaving/keep/").status_code == 302
    assert visitor.get("/").status_code == 200
    assert Person.objects.get(pk=given.ana.pk).is_active


def test_nothing_is_erased_before_fourteen_whole_days_and_then_at_night(given, as_):
    leave(as_(given.ana))
    going = Leaving.objects.get()
    assert going.due >= going.asked + timedelta(days=14)
    with time_machine.travel(going.due - timedelta(minutes=1), tick=False):
        run_due()
        tasks.erase_those_due()
        run_due()
    assert Person.objects.filter(pk=given.ana.pk).exists()
    assert later(given.ana, 16)


TABLES_THAT_STAY = {"AuditEvent", "Erased", "Job"}


@pytest.mark.parametrize("posts", ["go", "stay"])
def test_after_fourteen_days_no_row_names_the_person_any_more(given, as_, posts):
    number, handles = given.ana.pk, list(Handle.objects.filter(person=given.ana).values_list("pk", flat=True))
    client = as_(given.ana)
    Authenticator.objects.create(user=given.ana, type="totp", data={"secret": "x"})
    leave(client, posts)
    assert later(given.ana)
    assert not Handle.objects.filter(pk__in=handles).exists()
    assert not DataKey.objects.filter(owner=number).exists()
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=number).exists()
    assert not Once.objects.filter(token__startswith=f"{number}:").exists()
    assert not any(session.get_decoded().get("_auth_user_id") == str(number) for session in Session.objects.all())
    assert not Notice.objects.filter(actor__in=handles).exists()
    assert not Letter.objects.filter(person=number).exists()
    assert Letter.objects.filter(person=given.ben).count() == 1, "what Ben wrote stays his"
    assert client.get("/you/").status_code == 302
    page = thread_page(as_(given.cleo), given)
    assert "Someone who left" in page and "Words of Cleo" in page
    assert ("mark-reply" in page) is (posts == "stay")
    notes = [(tie.name, tie.person) for tie in Tie.objects.filter(owner=given.ben, target_kind="")]
    assert notes == [("Ana", None)], "Ben keeps his own note of her"


def test_the_record_of_acts_keeps_a_number_and_no_name(given, as_):
    leave(as_(given.ana))
    assert later(given.ana)
    event = AuditEvent.objects.get(verb="erased")
    assert (event.actor, event.owner) == (None, given.ana.pk)


def test_an_erasure_that_fails_half_way_takes_nothing_and_is_tried_again(given, as_, monkeypatch):
    leave(as_(given.ana))
    real = erasing.erase_account

    def fails(person):
        raise ValueError("half way")

    monkeypatch.setattr(erasing, "erase_account", fails)
    assert not later(given.ana)
    assert DataKey.objects.filter(owner=given.ana.pk).exists() and Letter.objects.filter(person=given.ana).exists()
    monkeypatch.setattr(erasing, "erase_account", real)
    assert later(given.ana, 17)


def test_a_group_that_nobody_runs_any_more_is_brought_to_a_steward(given, as_):
    leave(as_(given.cleo), "stay")
    page = as_(given.grace).get("/notices/").content.decode()
    assert "Nobody runs The evening walk any more" in page
    assert "Nobody runs" not in as_(given.ana).get("/notices/").content.decode()


def test_who_was_erased_is_erased_again_when_an_old_backup_brings_them_back(given, as_, cast):
    mark = erasing.mark_of(given.ana.pk, given.ana.joined)
    erasing.erase_person(Person.objects.get(pk=given.ana.pk))
    back = Person.objects.create(pk=given.ana.pk, joined=given.ana.joined)
    someone_new = Person.objects.create()
    assert erasing.mark_of(back.pk, back.joined) == mark
    assert erasing.erase_again() == 1
    assert not Person.objects.filter(pk=back.pk).exists()
    assert Person.objects.filter(pk=someone_new.pk).exists()


def test_someone_new_with_an_old_number_is_left_alone(given):
    erasing.erase_person(Person.objects.get(pk=given.ana.pk))
    Person.objects.create(pk=given.ana.pk)
    assert erasing.erase_again() == 0


def test_an_erased_person_leaves_no_name_and_no_address_in_what_waits_to_be_done(given, as_):
    leave(as_(given.ana))
    assert later(given.ana)
    held = str(list(Job.objects.values_list("args", "key")))
    assert "ana" not in held.lower().replace("banana", "")


def test_leaving_twice_is_leaving_once_and_staying_twice_is_staying_once(given, as_):
    ana = as_(given.ana)
    leave(ana)
    assert ana.post("/you/erase/", {"posts": "stay", "once": "b"}).status_code == 302
    assert Leaving.objects.count() == 1 and not Leaving.objects.get().keep_posts
    assert actions.keep_account(given.ana)
    assert not actions.keep_account(given.ana)
    assert ana.get("/you/leaving/").headers["Location"] == "/you/my-data/"


def test_what_is_noted_of_who_is_leaving_is_sealed(given, as_):
    leave(as_(given.ana))
    crypto.forget_keys()
    assert Leaving.objects.get().hidden["spaces"]["posts"]
    crypto.destroy_key(given.ana.pk)
    assert Leaving.objects.get().hidden is None
