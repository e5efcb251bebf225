"""The page that says who sees what: by person and by circle, what they do not see, and a minute to undo."""

import re
from datetime import timedelta

import pytest
import time_machine

from kith.core.audit import KEPT, AuditEvent, Verb
from kith.core.clock import now
from kith.people import actions, sharing_kinds
from kith.people.models import Grant, Tie


def tie_of(owner, other):
    return Tie.objects.get(owner=owner, person=other)


def part(page, tie):
    """What stands on the page about one person."""
    return page.partition(f'aria-labelledby="r-{tie.pk}"')[2].partition("</section>")[0]


@pytest.fixture
def page(cast, as_):
    return lambda: as_(cast.ana).get("/sharing/").content.decode()


def test_each_person_is_one_part_that_says_also_what_they_do_not_see(cast, page):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    actions.give(cast.ana, "strategies", circle="inner")
    ben = part(page(), tie_of(cast.ana, cast.ben))
    assert "Ben sees your check-ins, with your words, until you end it." in ben
    assert "Ben sees your coping strategies, as everyone here in your inner circle does." in ben
    assert "Ben does not see when you are having a hard time or your network map." in ben
    assert "Cleo" not in ben


def test_those_who_see_nothing_are_named_as_such(cast, page):
    actions.give(cast.ana, "check_ins", grantee=cast.ben)
    assert "These people are here too and see nothing of yours: Cleo." in page()


def test_a_circle_says_who_stands_in_it_today(cast, page):
    actions.give(cast.ana, "network", circle="inner")
    shown = page()
    assert "Everyone here in your inner circle sees your network map, without your notes, until you end it." in shown
    assert "Today: Ben. Whoever you move there later sees it too." in shown


def test_someone_not_confirmed_is_not_said_to_see_what_a_circle_sees(cast, page):
    actions.give(cast.ana, "network", circle="inner")
    Tie.objects.filter(owner=cast.ana, person=cast.ben).update(confirmed=None)
    assert part(page(), tie_of(cast.ana, cast.ben)) == ""


def test_undo_stands_on_top_for_a_minute_and_a_step_further_for_ten(cast, as_, page):
    given = actions.give(cast.ana, "check_ins", grantee=cast.ben)
    as_(cast.ana).post(f"/sharing/{given.pk}/end/")
    assert "Ben no longer sees your check-ins" in page().partition("<details")[0]
    with time_machine.travel(now() + timedelta(minutes=2)):
        top, _details, behind = page().partition("<details")
        assert "no longer sees" not in top and "Ben no longer sees your check-ins" in behind
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert "no longer sees" not in page()


def test_an_end_in_three_months_is_offered_by_itself(cast, as_):
    form = as_(cast.ana).get("/sharing/give/").content.decode()
    assert re.search(r'value="3"[^>]*checked', form)
    for kind in sharing_kinds.all_kinds():
        for level in kind.levels:
            assert f'value="{kind.code}:{level.code}"' in form


@pytest.mark.parametrize(("kind", "level"), [("diary", "words"), ("network", "tap"), ("check_ins", "all")])
def test_only_registered_kinds_and_levels_can_be_shared(cast, kind, level):
    with pytest.raises(ValueError):
        actions.give(cast.ana, kind, level, cast.ben)
    assert not Grant.objects.exists()


def look(cast, at, times=1):
    for _n in range(times):
        AuditEvent.objects.create(
            at=at, verb=Verb.LOOKED, actor=cast.ben.pk, owner=cast.ana.pk, kind="check_ins", thing="x"
        )


def test_who_looked_is_told_by_day_in_words_for_a_year(cast, as_):
    look(cast, now(), 3)
    look(cast, now() - timedelta(days=300))
    look(cast, now() - KEPT - timedelta(days=1), 7)
    page = as_(cast.ana).get("/sharing/looked/").content.decode()
    assert "Ben looked at your check-ins, three times." in page
    assert "Ben looked at your check-ins." in page
    assert "7 times" not in page


def test_who_looked_is_read_by_nobody_else_and_in_pages(cast, as_, queries):
    noon = (now() - timedelta(days=1)).replace(hour=12)  # the same day everywhere, also when clocks change
    for day in range(60):
        look(cast, noon - timedelta(days=day))
    client = as_(cast.ana)
    assert "Ben looked" not in as_(cast.ben).get("/sharing/looked/").content.decode()
    with queries(12):
        page = client.get("/sharing/looked/").content.decode()
    assert page.count("Ben looked") == 40
    assert client.get("/sharing/looked/?page=2").content.decode().count("Ben looked") == 20


def test_leaving_quickly_is_explained_once_before_it_is_needed(cast, as_):
    client = as_(cast.ana)
    assert "it does not clear your browser" in client.get("/").content.decode()
    client.post("/you/quick-exit/")
    assert "Before you need it" not in client.get("/").content.decode()
    assert "It does not clear your browser" in client.get("/you/discreet/").content.decode()
