"""Home: what a visitor, a member, a newcomer and a supporter each find first."""

import re
import uuid

import pytest

from kith.core.audit import AuditEvent, Verb
from kith.people import actions
from kith.people.models import Grant, Snapshot, Tie
from kith.recovery import actions as recovery
from kith.weave import actions as weave


def body(answer):
    return answer.content.decode()


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


def test_a_visitor_learns_what_this_is_and_where_help_is(db, visitor):
    page = body(visitor.get("/"))
    for words in (
        "The people around you",
        "Who reads what you write",
        "Not for emergencies",
        'href="/help-now/"',
        'href="/accounts/signup/"',
        'action="/services/"',
    ):
        assert words in page


def test_the_front_page_sets_no_cookie(db, visitor):
    assert not visitor.get("/").cookies


def test_a_newcomer_is_offered_one_first_step(cast, as_):
    page = body(as_(cast.stranger).get("/"))
    assert "This is the start of your network" in page
    assert page.count("button-primary") == 1


def test_the_map_and_the_list_say_the_same(cast, as_):
    page = body(as_(cast.ana).get("/"))
    for tie in Tie.objects.filter(owner=cast.ana):
        assert page.count(f'href="/people/{tie.pk}/"') == 3
    assert "<title" in page
    assert "<desc" in page


def test_gaps_are_what_the_person_said_they_miss_and_lead_to_suggestions(cast, as_):
    weave.answer(cast.ana, "missing", {"needs": ["practical", "company"]})
    actions.add_tie(cast.ana, "Choir", "group", "outer", ["company"])
    page = body(as_(cast.ana).get("/"))
    assert "What would you like more of?" in page
    assert "Nobody on your map for it yet" in page
    assert "1 on your map gives it" in page
    assert 'href="/suggestions/practical/"' in page
    assert 'href="/suggestions/meaning/"' not in page


def test_no_more_than_three_gaps_stand_on_home(cast, as_):
    weave.answer(cast.ana, "missing", {"needs": ["listen", "practical", "information", "company", "care"]})
    assert body(as_(cast.ana).get("/")).count('class="gap"') == 3


def test_someone_who_answered_nothing_is_asked_and_told_of_no_gaps(cast, as_):
    page = body(as_(cast.ana).get("/"))
    assert "A few short questions" in page
    assert 'class="gap"' not in page


def test_the_tap_on_home_says_who_will_see_it(cast, as_):
    client = as_(cast.ana)
    assert "Only you, unless you choose someone on the next page." in body(client.get("/"))
    tie = tie_of(cast.ana, cast.ben)
    actions.change_tie(cast.ana, tie, name="Benji")
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    actions.give(cast.ana, "check_ins", level="tap", grantee=cast.cleo)
    page = body(client.get("/"))
    assert "Benji can already read your check-ins." in page
    assert "Cleo can see how you are, without your words." in page


def test_as_they_see_it_says_what_it_leaves_out(cast, as_):
    page = body(as_(cast.ana).get(f"/sharing/as/{tie_of(cast.ana, cast.ben).pk}/"))
    assert "groups you are both in, are not shown here" in page


def test_a_supporter_sees_exactly_what_was_shared_and_how_to_answer(cast, as_):
    recovery.check_in(cast.ana, 2, "Before it was shared")
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    made = recovery.check_in(cast.ana, 4, "The choir was good")
    page = body(as_(cast.ben).get("/"))
    assert "The choir was good" in page
    assert "Before it was shared" not in page
    assert f"/check-in/{made.pk}/#answer" in page


def test_revoking_takes_effect_with_the_next_request(cast, as_):
    given = actions.give(cast.ana, "check_ins", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    client = as_(cast.ben)
    assert "The choir was good" in body(client.get("/"))
    actions.end_grant(cast.ana, given)
    assert "Ana:" not in body(client.get("/"))


def test_without_words_only_the_tap_is_shown(cast, as_):
    actions.give(cast.ana, "check_ins", level="tap", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    page = body(as_(cast.ben).get("/"))
    assert "Ana: All right" in page
    assert "choir" not in page


def test_a_stranger_sees_nothing_of_ana(cast, as_):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    assert "Ana" not in body(as_(cast.stranger).get("/"))


def test_reading_words_on_home_is_noted_for_their_owner_once(cast, as_):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    client = as_(cast.ben)
    client.get("/")
    client.get("/")
    assert AuditEvent.objects.filter(verb=Verb.LOOKED, actor=cast.ben.pk, owner=cast.ana.pk).count() == 1


def test_a_removed_tie_can_be_put_back_from_home(cast, as_):
    client = as_(cast.ana)
    page = body(client.post(f"/people/{tie_of(cast.ana, cast.cleo).pk}/remove/", follow=True))
    assert re.search(r"/network/ties/removed/[0-9a-f-]{36}/restore/", page)


@pytest.mark.parametrize("count", [0, 5, 500])
def test_home_stays_within_its_queries_and_its_size(cast, as_, queries, count):
    for n in range(count):
        kind, circle = ["family", "peer", "group", "service"][n % 4], ["inner", "middle", "outer"][n % 3]
        Tie.objects.create(
            owner=cast.ana, kind=kind, circle=circle, name=f"A rather long name for someone {n}", gives=["company"]
        )
    actions.give(cast.ben, "check_ins", grantee=cast.ana)
    recovery.check_in(cast.ben, 4, "A line")
    client = as_(cast.ana)
    client.get("/")
    with queries(12):
        answer = client.get("/")
    assert len(answer.content) < 40_000


def test_todays_map_is_kept_looked_at_and_deleted(cast, as_):
    client = as_(cast.ana)
    page = client.post("/network/snapshots/", {"note": "A year after"}, follow=True)
    assert "A year after" in body(page)
    kept = Snapshot.objects.get()
    actions.remove_tie(cast.ana, tie_of(cast.ana, cast.cleo))
    assert "Cleo" in body(client.get(f"/network/snapshots/{kept.pk}/"))
    client.post(f"/network/snapshots/{kept.pk}/remove/")
    assert not Snapshot.objects.exists()


def test_others_kept_maps_do_not_exist(cast, as_):
    kept = actions.keep_snapshot(cast.ana, "Mine")
    client = as_(cast.ben)
    theirs, nowhere = (client.get(f"/network/snapshots/{pk}/") for pk in (kept.pk, uuid.uuid4()))
    strip = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
    assert theirs.status_code == nowhere.status_code == 404
    assert strip.sub(b"", theirs.content) == strip.sub(b"", nowhere.content)


def test_a_shared_map_shows_names_and_never_notes(cast, as_):
    actions.add_tie(cast.ana, "Mãe", "family", "inner", note="Worries out loud")
    address = f"/people/{tie_of(cast.ben, cast.ana).pk}/network/"
    client = as_(cast.ben)
    assert client.get(address).status_code == 404
    given = actions.give(cast.ana, "network", grantee=cast.ben)
    page = body(client.get(address))
    assert "Mãe" in page
    assert "Worries" not in page
    assert str(Tie.objects.filter(owner=cast.ana).first().pk) not in page
    assert "Ben looked at your network map." in body(as_(cast.ana).get("/sharing/"))
    actions.end_grant(cast.ana, given)
    assert client.get(address).status_code == 404


def test_seeing_it_as_they_see_it_uses_their_eyes_and_notes_no_look(cast, as_):
    actions.give(cast.ana, "check_ins", level="tap", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    page = body(as_(cast.ana).get(f"/sharing/as/{tie_of(cast.ana, cast.ben).pk}/"))
    assert "All right" in page
    assert "choir" not in page
    assert not AuditEvent.objects.filter(verb=Verb.LOOKED).exists()


def test_nobody_else_may_look_through_those_eyes(cast, as_):
    tie = tie_of(cast.ana, cast.ben)
    assert as_(cast.cleo).get(f"/sharing/as/{tie.pk}/").status_code == 404
    assert as_(cast.ben).get(f"/sharing/as/{tie.pk}/").status_code == 404


def test_home_asks_for_nothing_from_elsewhere_and_carries_no_style(cast, as_):
    page = body(as_(cast.ana).get("/"))
    assert not re.search(r"\sstyle=|<script(?![^>]*src=)|https?://(?!www\.w3\.org)", page)


def test_an_ended_circle_choice_reaches_nobody(cast, as_):
    given = actions.give(cast.ana, "check_ins", circle="inner")
    recovery.check_in(cast.ana, 4, "The choir was good")
    assert "Ana:" in body(as_(cast.ben).get("/"))
    as_(cast.ana).post(f"/sharing/{given.pk}/end/")
    assert "Ana:" not in body(as_(cast.ben).get("/"))
    assert Grant.objects.get().revoked


def test_the_front_page_needs_few_queries(cast, visitor, queries):
    with queries(3):
        answer = visitor.get("/")
    assert answer.status_code == 200


def test_a_tie_to_something_that_is_gone_leads_nowhere_but_stays_on_the_map(cast, as_):
    for kind in ("group", "listing"):
        tie = actions.add_tie_for(cast.ana, kind, 999_999, "Was here", "group")
        client = as_(cast.ana)
        assert client.get(f"/people/{tie.pk}/there/").status_code == 404
        assert "Was here" in body(client.get(f"/people/{tie.pk}/"))


def test_a_tie_leads_to_the_page_of_its_group_only_while_one_may_know_of_it(cast, as_):
    from kith.groups.models import Group
    from kith.spaces.models import Space

    group = Group.objects.create(space=Space.objects.create(kind="group"), slug="walks", name="Walks", purpose="Air")
    tie = actions.add_tie_for(cast.ana, "group", group.pk, "Walks", "group")
    client = as_(cast.ana)
    assert client.get(f"/people/{tie.pk}/there/").url == "/groups/walks/"
    Group.objects.update(visibility="hidden")
    assert client.get(f"/people/{tie.pk}/there/").status_code == 404


def test_an_open_home_can_fetch_what_is_shared_by_itself(cast, as_):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    recovery.check_in(cast.ana, 4, "The choir was good")
    answer = as_(cast.ben).get("/?block=shared", headers={"HX-Request": "true"})
    assert "The choir was good" in body(answer)
    assert "<h1" not in body(answer)
