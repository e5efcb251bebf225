"""An invitation connects two people who both want it, once, for a week, and says nothing to anyone else."""

import re
import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from kith.core.clock import now
from kith.people import actions
from kith.people.access import are_connected
from kith.people.models import Invitation, Tie

YES = {"kind": "peer", "circle": "outer"}


@pytest.fixture
def tie(cast):
    return actions.add_tie(cast.ana, "Sam from the bus", "peer", "outer")


@pytest.fixture
def token(cast, tie):
    return actions.invite(cast.ana, tie)


def body(answer):
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"', "", answer.content.decode())


def test_the_link_is_shown_once_and_never_stored(cast, as_, tie):
    answer = as_(cast.ana).post(f"/people/{tie.pk}/invite/")
    token = re.search(r"/invitation/([^/]+)/", answer.content.decode()).group(1)
    assert token not in str(Invitation.objects.values())
    assert token not in as_(cast.ana).get(f"/people/{tie.pk}/").content.decode()


def test_a_signed_out_reader_learns_nothing_about_who_asked(cast, visitor, token):
    answer = visitor.get(f"/invitation/{token}/")
    assert answer.status_code == 200
    assert "Ana" not in body(answer)
    assert "Sam" not in body(answer)


def test_accepting_puts_each_on_the_others_map_and_shares_nothing(cast, as_, tie, token):
    client = as_(cast.stranger)
    page = client.get(f"/invitation/{token}/")
    assert "Ana" in body(page)
    assert "Sam from the bus" not in body(page)
    assert client.post(f"/invitation/{token}/", YES).status_code == 302
    assert Tie.objects.get(pk=tie.pk).person == cast.stranger
    back = Tie.objects.get(owner=cast.stranger, person=cast.ana)
    assert (back.name, back.kind, back.circle) == ("Ana", "peer", "outer")
    assert are_connected(cast.ana, cast.stranger)
    assert not cast.ana.grants_given.exists()


def test_an_invitation_opened_before_joining_waits_in_the_browser(cast, visitor, token):
    visitor.get(f"/invitation/{token}/")
    visitor.force_login(cast.stranger)
    assert "You opened an invitation" in visitor.get("/").content.decode()
    assert "Ana" in body(visitor.get("/invitation/"))
    visitor.post("/invitation/", YES)
    assert are_connected(cast.ana, cast.stranger)
    assert "You opened an invitation" not in visitor.get("/").content.decode()


def test_a_link_works_once(cast, as_, token):
    as_(cast.stranger).post(f"/invitation/{token}/", YES)
    assert as_(cast.femi).post(f"/invitation/{token}/", YES).status_code == 404
    assert not are_connected(cast.ana, cast.femi)


def dead_links(cast, tie):
    used = actions.invite(cast.ana, tie)
    Invitation.objects.update(used=now())
    late = actions.invite(cast.ana, tie)
    Invitation.objects.filter(used=None).update(expires=now() - timedelta(seconds=1))
    taken_back = actions.invite(cast.ana, tie)
    actions.withdraw_invitations(cast.ana, tie)
    blocked = actions.invite(cast.ana, tie)
    actions.block(cast.ana, cast.stranger)
    return [used, late, taken_back, blocked, "forged", uuid.uuid4().hex]


def test_every_link_that_cannot_be_used_gets_the_very_same_page(cast, as_, tie):
    client = as_(cast.stranger)
    answers = [client.get(f"/invitation/{token}/") for token in dead_links(cast, tie)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({body(answer) for answer in answers}) == 1


def test_a_blocked_pair_cannot_connect_even_with_an_open_link(cast, as_, tie, token):
    actions.block(cast.stranger, cast.ana)
    assert as_(cast.stranger).post(f"/invitation/{token}/", YES).status_code == 404
    assert not Tie.objects.filter(owner=cast.stranger).exists()


def test_saying_no_leaves_no_trace(cast, as_, tie, token):
    answer = as_(cast.stranger).post(f"/invitation/{token}/", {"no": "1"})
    assert answer.status_code == 200
    assert Invitation.objects.get().used is None
    assert Tie.objects.get(pk=tie.pk).person is None


def test_a_new_link_ends_the_earlier_one(cast, as_, tie, token):
    fresh = actions.invite(cast.ana, tie)
    assert as_(cast.stranger).get(f"/invitation/{token}/").status_code == 404
    assert as_(cast.stranger).get(f"/invitation/{fresh}/").status_code == 200


def test_ones_own_link_is_recognised_and_not_used_up(cast, as_, token):
    answer = as_(cast.ana).get(f"/invitation/{token}/")
    assert "your own invitation" in answer.content.decode()
    assert Invitation.objects.get().used is None


def test_nobody_is_invited_from_a_place_or_a_connected_person(cast, as_):
    place = actions.add_tie_for(cast.ana, "listing", 3, "Library", "service")
    ben = Tie.objects.get(owner=cast.ana, person=cast.ben)
    for tie in (place, ben):
        assert as_(cast.ana).post(f"/people/{tie.pk}/invite/").status_code == 404


def test_people_who_know_each_other_already_keep_one_tie_each(cast, as_):
    again = actions.add_tie(cast.ana, "Ben again", "family")
    token = actions.invite(cast.ana, again)
    as_(cast.ben).post(f"/invitation/{token}/", YES)
    assert Tie.objects.filter(owner=cast.ana, person=cast.ben).count() == 1
    assert Tie.objects.filter(owner=cast.ben, person=cast.ana).count() == 1


def test_after_parting_a_new_invitation_connects_again(cast, as_):
    actions.remove_tie(cast.ana, Tie.objects.get(owner=cast.ana, person=cast.ben))
    token = actions.invite(cast.ana, actions.add_tie(cast.ana, "Ben", "family"))
    as_(cast.ben).post(f"/invitation/{token}/", YES)
    assert are_connected(cast.ana, cast.ben)


def test_accepting_twice_from_one_form_ends_in_the_same_place(cast, as_, token):
    client = as_(cast.stranger)
    first, second = (client.post(f"/invitation/{token}/", YES | {"once": "same"}) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url


def test_a_newcomer_joins_from_the_link_and_comes_back_to_it(cast, visitor, token):
    visitor.get(f"/invitation/{token}/")
    visitor.post(
        "/accounts/signup/?next=/invitation/",
        {"name": "Amber Fern", "email": "amber@example.org", "next": "/invitation/"},
    )
    code = next(
        line.strip() for line in mail.outbox[-1].body.splitlines() if re.fullmatch(r"\s*[A-Z0-9-]{4,12}\s*", line)
    )
    answer = visitor.post("/accounts/confirm-email/", {"code": code}, follow=True)
    assert "Ana would like to be connected with you" in answer.content.decode()
    assert visitor.post("/invitation/", YES).status_code == 302
    assert Tie.objects.get(owner=cast.ana, person__handles__name="Amber Fern")


def test_signing_in_after_opening_an_invitation_leads_straight_to_it(cast, visitor, token):
    EmailAddress.objects.create(user=cast.stranger, email="sam@example.org", verified=True, primary=True)
    visitor.get(f"/invitation/{token}/")
    visitor.post("/accounts/login/", {"login": "sam@example.org"})
    code = next(
        line.strip() for line in mail.outbox[-1].body.splitlines() if re.fullmatch(r"\s*[A-Z0-9-]{4,12}\s*", line)
    )
    answer = visitor.post("/accounts/login/code/confirm/", {"code": code}, follow=True)
    assert "Ana would like to be connected with you" in answer.content.decode()


def test_the_inviting_page_says_which_name_they_will_see(cast, as_, tie):
    page = as_(cast.ana).post(f"/people/{tie.pk}/invite/").content.decode()
    assert "Tell them your name here is Ana" in page
