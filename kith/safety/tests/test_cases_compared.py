"""How cases like one ended, and how long it takes until someone looks: counted honestly, and cheaply however many there are."""

from datetime import timedelta

from django.db import connection

from kith.core.clock import now
from kith.safety.cases import alike, times
from kith.safety.models import Act, Case, FirstLook
from kith.safety.tests.conftest import many
from kith.spaces import actions as spaces
from kith.spaces.models import Membership


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_how_cases_like_it_ended_is_told_in_numbers_without_names(cast, as_):
    many(cast, 3, state="resolved", closed=now())
    many(cast, 2, state="no_action", closed=now())
    mine, other = many(cast, 1)[0], many(cast, 1, thing_kind="letter")[0]
    page = text(as_(cast.femi).get(f"/safety/cases/{mine.pk}/alike/"))
    assert "5 like this" in page and ">3<" in page and ">2<" in page and "Ana" not in page
    assert "You are the first" in text(as_(cast.femi).get(f"/safety/cases/{other.pk}/alike/"))


def test_cases_are_compared_by_their_first_reason(cast, as_):
    many(cast, 2, state="resolved", closed=now(), codes="unkind,private")
    many(cast, 3, state="resolved", closed=now(), codes="private,unkind")
    many(cast, 4, state="resolved", closed=now(), codes="unkind_words")
    many(cast, 5, state="resolved", closed=now(), codes="")
    for codes, count in (("unkind,selling", 2), ("private", 3), ("", 5)):
        assert alike.alike(cast.femi, Case(thing_kind="post", lane="harm", codes=codes)).count == count


def test_no_more_than_a_hundred_like_it_are_counted_and_the_page_says_so(cast, as_):
    at = now()
    rows = many(cast, 103, state="resolved", closed=at)
    for number, row in enumerate(rows):
        Case.objects.filter(pk=row.pk).update(closed=at - timedelta(minutes=number))
    Case.objects.filter(pk=rows[-1].pk).update(state="no_action")
    Act.objects.create(kind="word", case=rows[0], subject=cast.ana, began=at)
    Act.objects.create(kind="pause", case=rows[-1], subject=cast.ana, began=at, ends=at + timedelta(hours=1))
    mine = many(cast, 1)[0]
    like = alike.alike(cast.femi, mine)
    assert (like.count, like.more, like.outcomes) == (100, True, [("Resolved", 100)])
    assert [count for _kind, count in like.acts] == [1]
    assert [one.pk for one in like.latest] == [row.pk for row in rows[:10]] and len(like.latest[0].done) == 1
    assert "Counted over the latest 100 like this" in text(as_(cast.femi).get(f"/safety/cases/{mine.pk}/alike/"))
    Case.objects.filter(pk__in=[row.pk for row in rows[100:]]).delete()
    assert "100 like this are over" in text(as_(cast.femi).get(f"/safety/cases/{mine.pk}/alike/"))


def test_how_cases_like_it_ended_is_read_from_its_own_index(cast, db):
    if connection.vendor == "sqlite":
        found = Case.objects.filter(thing_kind="post", lane="harm", reason="unkind", closed__gte=now())
        plan = found.order_by("-closed")[:10].explain()
        assert "case_alike" in plan and "TEMP B-TREE" not in plan


def test_stewards_see_how_long_it_takes_and_nobody_is_singled_out(cast, as_):
    at = now()
    rows = many(cast, 10)
    for number, row in enumerate(rows):
        Case.objects.filter(pk=row.pk).update(
            opened=at - timedelta(hours=1), first_looked=at - timedelta(minutes=59 - number)
        )
    times.count_first_looks()
    page = text(as_(cast.grace).get("/safety/times/"))
    assert ">5<" in page and ">9<" in page and "fewer than five" in page and "Femi" not in page
    assert as_(cast.femi).get("/safety/times/").status_code == 404


def test_before_times_were_counted_the_page_says_so(cast, as_):
    assert "It was not counted yet" in text(as_(cast.grace).get("/safety/times/"))
    times.count_first_looks()
    page = text(as_(cast.grace).get("/safety/times/"))
    assert "It was not counted yet" not in page and "Counted once an hour, last" in page


def test_counting_again_forgets_what_was_counted_before(cast):
    many(cast, 6)
    times.count_first_looks()
    assert FirstLook.objects.get(of="harm").count == 6
    Case.objects.all().update(opened=now() - timedelta(days=29))
    times.count_first_looks()
    assert set(FirstLook.objects.values_list("of", "count")) == {("harm", 0), ("worried", 0)}


def test_hours_are_those_of_the_communitys_clock(cast, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    at = now().replace(hour=16, minute=30)
    at = at if at <= now() else at - timedelta(days=1)
    for row in many(cast, 5):
        Case.objects.filter(pk=row.pk).update(opened=at)
    times.count_first_looks()
    assert set(FirstLook.objects.exclude(of__in=Case.Lane.values).values_list("of", flat=True)) == {"01"}


def test_a_steward_learns_nothing_there_of_a_case_about_themselves_or_their_group(cast, walk):
    many(cast, 6)
    many(cast, 1, subject=cast.grace, thing_kind="person")
    many(cast, 1, subject=None, thing_kind="group", space=walk.space)
    times.count_first_looks()
    assert FirstLook.objects.get(of="harm").count == 7
    spaces.enter(walk.space, cast.grace, cast.grace.main_handle)
    Membership.objects.filter(person=cast.grace).update(role="facilitator")
    times.count_first_looks()
    assert FirstLook.objects.get(of="harm").count == 6


def test_no_more_than_a_hundred_that_wait_too_long_are_counted(cast, as_):
    rows = many(cast, 101, due=now() - timedelta(hours=1))
    assert "More than 100 wait longer" in text(as_(cast.grace).get("/safety/times/"))
    rows[0].delete()
    assert "100 wait longer" in text(as_(cast.grace).get("/safety/times/"))
    assert "More than" not in text(as_(cast.grace).get("/safety/times/"))
