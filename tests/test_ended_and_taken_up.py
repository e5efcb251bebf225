"""Each side of a tie is changed by its own owner alone, and a place taken by link is looked at first."""

import pytest

from kith.people import actions
from kith.people.models import Grant, RemovedTie, Tie

GAP = "Written while we were apart"


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


def remove(client, tie):
    client.post(f"/people/{tie.pk}/remove/")
    return RemovedTie.objects.get(pk=tie.pk)


def writes(client, words=GAP):
    return client.post("/check-in/", {"mood": 3, "words": words})["Location"]


@pytest.fixture(params=["named", "circle"])
def ben_shares(request, cast):
    audience = {"grantee": cast.ana} if request.param == "named" else {"circle": "inner"}
    return actions.give(cast.ben, "check_ins", **audience)


def test_what_the_other_shares_reaches_me_only_while_i_have_them_on_my_map(cast, as_, ben_shares):
    """Ben's page says all the time that Ana sees it: he cannot tell that she did not (decision 13)."""
    ana, ben = as_(cast.ana), as_(cast.ben)
    before = writes(ben, "Before")
    assert ana.get(before).status_code == 200
    removed = remove(ana, tie_of(cast.ana, cast.ben))
    gap = writes(ben)
    assert [ana.get(page).status_code for page in (before, gap)] == [404, 404]
    assert GAP not in ana.get("/").content.decode()
    ana.post(f"/network/ties/removed/{removed.pk}/restore/")
    assert [ana.get(page).status_code for page in (before, gap, writes(ben))] == [200, 200, 200]


@pytest.mark.parametrize("audience", ["named", "circle"])
def test_putting_back_takes_up_my_own_sharing_but_not_what_i_wrote_in_the_gap(cast, as_, audience):
    given = {"grantee": cast.ben} if audience == "named" else {"circle": "inner"}
    actions.give(cast.ana, "check_ins", **given)
    ana, ben = as_(cast.ana), as_(cast.ben)
    removed = remove(ana, tie_of(cast.ana, cast.ben))
    gap = writes(ana)
    ana.post(f"/network/ties/removed/{removed.pk}/restore/")
    assert ben.get(gap).status_code == 404
    assert ben.get(writes(ana)).status_code == 200


def test_when_both_took_the_other_off_their_map_each_brings_back_only_their_own(cast, as_):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    actions.give(cast.ben, "check_ins", grantee=cast.ana)
    ana, ben = as_(cast.ana), as_(cast.ben)
    anas, bens = tie_of(cast.ana, cast.ben), tie_of(cast.ben, cast.ana)
    remove(ana, anas)
    remove(ben, bens)
    ana.post(f"/network/ties/removed/{anas.pk}/restore/")
    assert [grant.owner for grant in Grant.objects.in_force()] == [cast.ana]
    assert ben.get(writes(ana)).status_code == 404
    ben.post(f"/network/ties/removed/{bens.pk}/restore/")
    assert ben.get(writes(ana)).status_code == 200


def accepted(cast, as_, who):
    tie = actions.add_tie(cast.ana, "Sister", "family", "inner")
    token = actions.invite(cast.ana, tie)
    as_(who).post(f"/invitation/{token}/", {"kind": "family", "circle": "inner"})
    return tie


def test_whoever_takes_a_place_by_link_is_shown_and_reaches_no_circle_until_confirmed(cast, as_):
    actions.give(cast.ana, "check_ins", circle="inner")
    ana, other = as_(cast.ana), as_(cast.femi)
    tie = accepted(cast, as_, cast.femi)
    page = writes(ana)
    assert other.get(page).status_code == 404
    for address in (f"/people/{tie.pk}/", "/network/ties/", "/sharing/give/", "/notices/"):
        shown = ana.get(address).content.decode()
        assert "Femi" in shown and "Sister" in shown, address
    assert "Is this really them?" in ana.get(f"/people/{tie.pk}/").content.decode()
    ana.post(f"/people/{tie.pk}/confirm/")
    assert other.get(page).status_code == 404
    assert other.get(writes(ana)).status_code == 200
    after = ana.get(f"/people/{tie.pk}/").content.decode()
    assert "Here as Femi" in after and "Is this really them?" not in after


def test_only_the_owner_of_a_tie_can_say_who_it_is(cast, as_):
    tie = accepted(cast, as_, cast.femi)
    assert as_(cast.femi).post(f"/people/{tie.pk}/confirm/").status_code == 404
    assert Tie.objects.get(pk=tie.pk).confirmed is None


def test_the_page_for_saying_yes_tells_what_a_circle_shows(cast, as_):
    tie = actions.add_tie(cast.ana, "Sister", "family", "inner")
    page = as_(cast.femi).get(f"/invitation/{actions.invite(cast.ana, tie)}/").content.decode()
    assert "until Ana has said that it is really you" in page


def test_the_page_before_a_block_says_it_is_of_one_name(cast, as_):
    page = as_(cast.ana).get(f"/people/{tie_of(cast.ana, cast.ben).pk}/block/").content.decode()
    assert "under another name is not touched" in page
