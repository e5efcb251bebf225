"""The library of what helps: offered, read by someone first, found, borrowed, put right, and never telling of anyone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kith.core import search
from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.notices.models import Notice
from kith.people import actions as people
from kith.people.actions.leaving import go_unseen
from kith.recovery import actions, library, portability
from kith.recovery.access import library as access
from kith.recovery.models import LibraryAnswer, LibraryEntry, LibraryMark, LibraryProblem, Strategy, StrategyTry
from kith.recovery.tasks import count_who_was_helped, forget_declined, forget_problems

pytestmark = pytest.mark.django_db
REVIEWERS = ("femi", "dr_osei", "grace")
FORM = {
    "name": "Walk to the wall",
    "how": "There and back",
    "when": "At dusk",
    "language": "en",
    "fits": ["low", "out"],
}
REVIEW = {"name": "Walk to the wall", "how": "There and back", "when": "At dusk", "answer": "Thank you"}


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def grace(cast, as_):
    return as_(cast.grace)


@pytest.fixture
def entry(cast, ana):
    walk = actions.add_strategy(cast.ana, "Walk to the wall", "There and back")
    ana.post(f"/strategies/{walk.pk}/offer/", FORM)
    return LibraryEntry.objects.get()


@pytest.fixture
def listed(entry, grace):
    grace.post(f"/library/{entry.pk}/", REVIEW | {"check_by": a_year_on()})
    entry.refresh_from_db()
    return entry


def a_year_on():
    return (timezone.localdate() + timedelta(days=365)).isoformat()


def ideas(client, query=""):
    return client.get(f"/strategies/ideas/{query}").content.decode()


def test_what_is_offered_waits_until_someone_reads_it(cast, ana, as_, entry):
    assert entry.state == "waiting" and "Walk to the wall" not in ideas(as_(cast.ben))
    assert "Waiting to be read" in ana.get("/strategies/offered/").content.decode()
    for who in REVIEWERS:
        page = as_(getattr(cast, who)).get("/library/").content.decode()
        assert "Walk to the wall" in page and "Ana" not in page
        opened = as_(getattr(cast, who)).get(f"/library/{entry.pk}/").content.decode()
        assert "There and back" in opened and "Ana" not in opened


def test_offering_twice_is_offering_once_and_needs_words_for_others(cast, ana, entry):
    address = f"/strategies/{entry.strategy_id}/offer/"
    assert ana.post(address, FORM)["Location"] == f"/strategies/offered/{entry.pk}/"
    other = actions.add_strategy(cast.ana, "Sing")
    for wrong in ({"how": ""}, {"fits": []}, {"fits": ["x"]}, {"language": "xx"}, {"name": ""}):
        assert ana.post(f"/strategies/{other.pk}/offer/", FORM | wrong).status_code == 422
    assert LibraryEntry.objects.count() == 1


@pytest.mark.parametrize("who", ["ana", "ben", "cleo", "stranger"])
def test_others_never_get_to_the_queue(cast, as_, entry, who):
    client = as_(getattr(cast, who))
    problem = actions.say_what_is_wrong(cast.ben, library.starters()[0], "harm", "")
    for address in ("/library/", f"/library/{entry.pk}/"):
        assert client.get(address).status_code == 404
    for address in (
        f"/library/{entry.pk}/",
        "/library/ideas/slow-breath/out/",
        f"/library/problems/{problem.pk}/settle/",
    ):
        assert client.post(address, REVIEW | {"check_by": a_year_on()}).status_code == 404
    entry.refresh_from_db()
    assert entry.state == "waiting" and not LibraryMark.objects.exists()


def test_the_queue_with_something_of_everything_asks_at_most_twelve_times(cast, grace, listed, queries):
    LibraryEntry.objects.update(check_by=timezone.localdate() - timedelta(days=1))
    for name in ("Sing", "Hum", "Rest"):
        own = actions.add_strategy(cast.ben, name, "So")
        made = actions.offer(cast.ben, own, name, "So", "", "en", ["low", "night"])
        actions.say_what_is_wrong(cast.cleo, access.as_idea(made), "other", "Hm")
    actions.say_what_is_wrong(cast.ben, library.starters()[0], "harm", "")
    actions.take_out(cast.grace, "short-walk")
    with queries(12):
        page = grace.get("/library/").content.decode()
    assert "Sing" in page and "Due to be read again" in page and "Walk to the end of the street" in page


def test_nobody_reviews_their_own(cast, grace, as_):
    own = actions.add_strategy(cast.grace, "Sing", "Loudly")
    entry = actions.offer(cast.grace, own, "Sing", "Loudly", "", "en", ["low"])
    assert "Sing" not in grace.get("/library/").content.decode()
    assert grace.get(f"/library/{entry.pk}/").status_code == 404
    assert "Sing" in as_(cast.femi).get("/library/").content.decode()
    actions.say_what_is_wrong(cast.ben, access.as_idea(entry), "harm", "It hurt")
    assert "It hurt" not in grace.get("/library/").content.decode()


def test_taken_in_it_says_who_read_it_by_role_and_when_and_is_from_a_member(cast, as_, listed):
    page = ideas(as_(cast.ben))
    assert "Walk to the wall" in page and "From a member. Read by a steward on" in page
    assert "Ana" not in page and "Grace" not in page
    assert [notice.actor for notice in Notice.objects.filter(person=cast.ana, kind="library_answered")] == [None]
    assert "Thank you" in as_(cast.ana).get(f"/strategies/offered/{listed.pk}/").content.decode()


def test_other_words_wait_for_the_member_to_agree(ana, grace, entry):
    grace.post(f"/library/{entry.pk}/", REVIEW | {"how": "Slowly, there and back", "check_by": a_year_on()})
    page = ana.get(f"/strategies/offered/{entry.pk}/").content.decode()
    assert "Slowly, there and back" in page and "Walk to the wall" not in ideas(grace)
    assert grace.get(f"/library/{entry.pk}/").status_code == 404
    ana.post(f"/strategies/offered/{entry.pk}/agree/")
    assert "Slowly, there and back" in ideas(grace)


def test_how_a_browser_ends_its_lines_changes_no_words(cast, as_, entry):
    LibraryEntry.objects.update(how="There\nand back")
    as_(cast.femi).post(f"/library/{entry.pk}/", REVIEW | {"how": "There\r\nand back", "check_by": a_year_on()})
    entry.refresh_from_db()
    assert entry.state == "listed"


def test_the_member_can_keep_their_own_words_and_it_waits_again(ana, grace, entry):
    grace.post(f"/library/{entry.pk}/", REVIEW | {"how": "Other", "check_by": a_year_on()})
    ana.post(f"/strategies/offered/{entry.pk}/agree/", {"keep": "1"})
    entry.refresh_from_db()
    assert (entry.state, entry.how, entry.new_how) == ("waiting", "There and back", "")
    ana.post(f"/strategies/offered/{entry.pk}/agree/")
    entry.refresh_from_db()
    assert entry.state == "waiting"


def test_declining_needs_kind_words_and_nobody_else_learns_of_it(cast, ana, grace, as_, entry):
    assert grace.post(f"/library/{entry.pk}/", {"decline": "1", "answer": ""}).status_code == 422
    grace.post(f"/library/{entry.pk}/", {"decline": "1", "answer": "It names a place. Thank you for offering."})
    page = ana.get(f"/strategies/offered/{entry.pk}/").content.decode()
    assert "It names a place." in page and "Not taken in" in page
    assert "Walk to the wall" not in ideas(as_(cast.ben))
    forget_declined(now() + timedelta(days=1))
    assert not LibraryEntry.objects.exists() and Strategy.objects.count() == 1


def test_declining_what_another_took_in_meanwhile_changes_nothing_and_says_so(cast, as_, grace, entry):
    asked = REVIEW | {"check_by": a_year_on()}
    grace.post(f"/library/{entry.pk}/", asked)
    before = LibraryEntry.objects.values().get()
    for late in ({**asked, "decline": "1", "answer": "No"}, {**asked, "how": "Slowly"}):
        page = as_(cast.femi).post(f"/library/{entry.pk}/", late, follow=True)
        assert "Someone else saw to it in the meantime." in page.text
    assert LibraryEntry.objects.values().get() == before
    assert {row.verb for row in AuditEvent.objects.filter(kind="library_entry")} == {"entry_added", "entry_answered"}


def test_an_answer_to_what_was_taken_back_meanwhile_does_not_bring_it_back(cast, entry):
    held = LibraryEntry.objects.get()
    actions.take_back_entry(cast.ana, entry)
    review = actions.Review("Thank you", timezone.localdate() + timedelta(days=9), *list(REVIEW.values())[:3])
    assert not actions.take_in(cast.grace, held, review) and not actions.decline(cast.grace, held, "No")
    assert not LibraryEntry.objects.exists() and not LibraryAnswer.objects.exists()


def test_reading_again_does_not_undo_that_it_was_taken_out_meanwhile(cast, listed):
    held = LibraryEntry.objects.get()
    assert actions.take_out(cast.femi, listed.code)
    assert not actions.check_again(cast.grace, held, timezone.localdate() + timedelta(days=9))
    assert LibraryEntry.objects.get().state == "aside"


def test_agreeing_twice_or_both_ways_keeps_the_first_answer(cast, grace, ana, entry):
    grace.post(f"/library/{entry.pk}/", REVIEW | {"how": "Other", "check_by": a_year_on()})
    one, other = LibraryEntry.objects.get(), LibraryEntry.objects.get()
    assert actions.keep_own_words(cast.ana, one) and not actions.agree_to_changes(cast.ana, other)
    assert LibraryEntry.objects.values_list("state", "how").get() == ("waiting", "There and back")
    page = ana.post(f"/strategies/offered/{entry.pk}/agree/", follow=True)
    assert "This was answered already." in page.text and "It is in the library now" not in page.text


def test_what_was_taken_out_can_be_put_back_as_long_as_said_and_then_goes_whole(cast, ana, grace, listed):
    LibraryEntry.objects.update(reviewed=now() - timedelta(days=300))
    actions.take_out(cast.grace, listed.code)
    actions.say_what_is_wrong(cast.ben, access.as_idea(listed), "other", "")
    assert forget_declined(now() - timedelta(days=180)) == 0 and LibraryEntry.objects.exists()
    assert forget_declined(now() + timedelta(days=1)) == 1
    kept = (LibraryEntry, LibraryMark, LibraryProblem, Notice.objects.filter(kind="library_answered"))
    assert not any(one.exists() if hasattr(one, "exists") else one.objects.exists() for one in kept)


def test_taking_out_says_so_only_when_something_was_taken_out(cast, as_, grace, listed):
    for code in (listed.code, "slow-breath"):
        address = f"/library/ideas/{code}/out/"
        for post, said in (({}, "It is out of the library."), ({"back": "1"}, "It is in the library again.")):
            assert said in grace.post(address, post, follow=True).text
            again = grace.post(address, post, follow=True).text
            assert said not in again and "Nothing was changed." in again
    assert "Nothing was changed." in grace.post("/library/ideas/no-such/out/", follow=True).text
    assert AuditEvent.objects.filter(verb="entry_removed").count() == 2


def test_a_reviewer_can_neither_take_out_nor_put_back_their_own(cast, grace):
    own = actions.offer(cast.grace, actions.add_strategy(cast.grace, "Sing"), "Sing", "So", "", "en", ["low"])
    review = actions.Review("", timezone.localdate() + timedelta(days=9), "Sing", "So", "")
    actions.take_in(cast.femi, own, review)
    address = f"/library/ideas/{own.code}/out/"
    assert [grace.post(address, post).status_code for post in ({}, {"back": "1"})] == [404, 404]
    assert actions.take_out(cast.femi, own.code)
    assert [grace.post(address, post).status_code for post in ({}, {"back": "1"})] == [404, 404]
    assert LibraryEntry.objects.get().state == "aside"


def test_the_day_to_read_it_again_lies_ahead_and_passing_it_is_shown(cast, grace, as_, listed):
    for wrong in ("", "soon", timezone.localdate().isoformat(), "2999-01-01"):
        assert grace.post(f"/library/{listed.pk}/", {"check_by": wrong}).status_code == 422
    LibraryEntry.objects.update(check_by=timezone.localdate() - timedelta(days=1))
    assert "Due to be read again" in ideas(as_(cast.ben))
    assert "Walk to the wall" in grace.get("/library/").content.decode()
    grace.post(f"/library/{listed.pk}/", {"check_by": a_year_on()})
    assert "Due to be read again" not in ideas(as_(cast.ben))


def test_it_is_found_by_words_situation_and_language(cast, as_, listed):
    ben = as_(cast.ben)
    for query in ("?q=wall", "?q=walks", "?fits=out", "?q=dusk&fits=low&language=en"):
        assert "Walk to the wall" in ideas(ben, query), query
    for query in ("?q=kettle", "?fits=urge", "?language=fr", "?q=wall&fits=night"):
        assert "Walk to the wall" not in ideas(ben, query), query
    assert "Breathe out slowly" in ideas(ben, "?q=breath&fits=racing")
    assert "Nothing like that yet" in ideas(ben, "?q=zzzz")
    for odd in ("?fits=x", "?q=%00", "?page=-1", "?page=99999", "?language='"):
        assert ben.get(f"/strategies/ideas/{odd}").status_code == 200


def test_its_words_are_offered_to_nobody_without_an_account(listed):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_search_word WHERE word IN ('wall', 'dusk', 'there')")
        assert cursor.fetchone() == (0,)


def test_many_entries_come_a_page_at_a_time_each_once(cast, as_, queries):
    LibraryEntry.objects.bulk_create(
        LibraryEntry(
            person=cast.ana, name=f"Idea {n:04}", how="So", language="en", state="listed",
            reviewed=now() - timedelta(days=n), reviewed_as="steward", check_by=timezone.localdate() + timedelta(days=9),
        )
        for n in range(45)
    )  # fmt: skip
    ben, seen = as_(cast.ben), []
    for number in range(1, 5):
        with queries(12):
            page = ideas(ben, f"?page={number}")
        seen += [
            name
            for name in [*(f"Idea {n:04}" for n in range(45)), *(s.name for s in library.starters())]
            if name in page
        ]
        assert len(page.encode()) < 40_000
    assert sorted(seen) == sorted({*seen}) and len(seen) == 45 + len(library.starters())


def test_borrowing_makes_a_copy_of_ones_own(cast, as_, listed):
    ben = as_(cast.ben)
    for _tap in range(2):
        ben.post(f"/strategies/ideas/{listed.code}/")
    kept = Strategy.objects.get(person=cast.ben)
    assert (kept.name, kept.borrowed) == ("Walk to the wall", listed.code)
    actions.take_back_entry(cast.ana, listed)
    assert "Walk to the wall" in ben.get("/strategies/").content.decode()
    assert ben.post(f"/strategies/ideas/{listed.code}/").status_code == 404


def test_ones_own_is_not_borrowed(cast, ana, listed):
    ana.post(f"/strategies/ideas/{listed.code}/")
    assert Strategy.objects.count() == 1 and "You offered this." in ideas(ana)


def test_taken_back_it_is_gone_everywhere(cast, ana, as_, listed):
    actions.say_what_is_wrong(cast.ben, access.as_idea(listed), "other", "")
    LibraryMark.objects.create(code=listed.code, helped=5)
    ana.post(f"/strategies/offered/{listed.pk}/take-back/")
    assert "Walk to the wall" not in ideas(as_(cast.ben))
    assert (
        not LibraryEntry.objects.exists() and not LibraryMark.objects.exists() and not LibraryProblem.objects.exists()
    )
    assert search.ranked(access.KIND, search.Query((("wall",),)), 5) == []
    assert Strategy.objects.count() == 1


def test_it_is_gone_while_its_offerer_is_leaving_and_when_they_are_erased(cast, as_, listed):
    go_unseen(cast.ana, now())
    assert "Walk to the wall" not in ideas(as_(cast.ben)) and "Walk to the wall" not in ideas(as_(cast.ben), "?q=wall")
    portability.erase(cast.ana)
    assert not LibraryEntry.objects.exists()


def test_a_reviewer_who_is_erased_takes_their_words_along(cast, listed):
    portability.erase(cast.grace)
    assert LibraryEntry.objects.get().answer == "" and not LibraryAnswer.objects.exists()


def test_a_reviewer_takes_along_what_they_read_and_nobodys_name(cast, listed):
    (read,) = portability.export(cast.grace)["library_checked"]
    assert (read["idea"], read["as"]) == ("Walk to the wall", "steward") and read["checked_on"]
    assert "Ana" not in str(read) and portability.export(cast.ana)["library_checked"] == []


def test_nobody_else_reads_what_became_of_it(cast, as_, listed):
    ben = as_(cast.ben)
    assert ben.get(f"/strategies/offered/{listed.pk}/").status_code == 404
    for verb in ("agree", "take-back"):
        assert ben.post(f"/strategies/offered/{listed.pk}/{verb}/").status_code == 404
    assert LibraryEntry.objects.exists()


def test_a_problem_reaches_those_who_look_after_the_library_without_a_name(cast, as_, grace, listed):
    ben = as_(cast.ben)
    address = f"/strategies/ideas/problem/?about={listed.code}"
    assert ben.post(address, {"kind": "x"}).status_code == 422
    ben.post(address, {"kind": "harm", "words": "Not near the railway"})
    page = grace.get("/library/").content.decode()
    assert "Not near the railway" in page and "It could hurt someone" in page and "Ben" not in page
    grace.post(f"/library/ideas/{listed.code}/out/")
    assert (
        "Walk to the wall" not in ideas(ben)
        and "Taken out of the library" in as_(cast.ana).get("/strategies/offered/").content.decode()
    )
    grace.post(f"/library/problems/{LibraryProblem.objects.get().pk}/settle/")
    assert "Not near the railway" not in grace.get("/library/").content.decode()
    grace.post(f"/library/ideas/{listed.code}/out/", {"back": "1"})
    assert "Walk to the wall" in ideas(ben, "?q=wall")
    forget_problems(now() + timedelta(days=1))
    assert not LibraryProblem.objects.exists()


def test_ideas_we_came_with_can_be_wrong_too(cast, as_, grace):
    ben = as_(cast.ben)
    ben.post("/strategies/ideas/problem/?about=slow-breath", {"kind": "wrong"})
    grace.post("/library/ideas/slow-breath/out/")
    assert "Breathe out slowly" not in ideas(ben) and ben.post("/strategies/ideas/slow-breath/").status_code == 404
    grace.post("/library/ideas/slow-breath/out/", {"back": "1"})
    assert "Breathe out slowly" in ideas(ben)
    for odd in ("no-such", "member-0", "member-x", "member-" + "9" * 30, ""):
        assert ben.get(f"/strategies/ideas/problem/?about={odd}").status_code == 404
        assert grace.post(f"/library/ideas/{odd or '-'}/out/").status_code == 302


def test_the_record_holds_ids_and_no_words(listed):
    rows = AuditEvent.objects.filter(kind__startswith="library")
    assert {row.verb for row in rows} == {"entry_added", "entry_answered"}
    assert all("wall" not in f"{row.thing} {row.note_code}".lower() for row in rows)


# How many it helped


@pytest.fixture
def helped(make_person):
    def make(count, code="slow-breath", days=10, helped=2):
        for n in range(count):
            person = make_person(f"p{StrategyTry.objects.count()}x{n}")
            kept = actions.borrow(person, library.starter(code))
            for _time in range(3):
                StrategyTry.objects.create(strategy=kept, helped=helped, at=now() - timedelta(days=days))

    return make


def test_four_people_are_nobody_however_often_they_tried(cast, as_, helped):
    helped(4)
    helped(9, helped=1)
    count_who_was_helped()
    assert not LibraryMark.objects.exists() and "It has helped" not in ideas(as_(cast.ben))


def test_from_five_people_on_a_round_number_is_said(cast, as_, helped):
    helped(7)
    count_who_was_helped()
    assert "It has helped five people or more." in ideas(as_(cast.ben))
    helped(3)
    count_who_was_helped()
    assert "It has helped ten people or more." in ideas(as_(cast.ben))


def test_this_week_is_not_counted_yet_and_a_number_never_falls(helped):
    helped(5, days=0)
    count_who_was_helped()
    assert not LibraryMark.objects.exists()
    StrategyTry.objects.update(at=now() - timedelta(days=8))
    count_who_was_helped()
    assert LibraryMark.objects.get().helped == 5
    StrategyTry.objects.all().delete()
    count_who_was_helped()
    assert LibraryMark.objects.get().helped == 5


def test_counting_leaves_what_was_taken_out_where_it_is(helped):
    LibraryMark.objects.create(code="slow-breath", aside=now())
    helped(5)
    count_who_was_helped()
    mark = LibraryMark.objects.get()
    assert mark.helped == 5 and mark.aside


def test_what_was_taken_back_is_not_counted_again(cast, make_person, listed):
    for n in range(5):
        kept = actions.borrow(make_person(f"b{n}"), access.as_idea(listed))
        StrategyTry.objects.create(strategy=kept, helped=2, at=now() - timedelta(days=10))
    count_who_was_helped()
    assert LibraryMark.objects.get().helped == 5
    actions.take_back_entry(cast.ana, listed)
    count_who_was_helped()
    assert not LibraryMark.objects.exists()


# From a person, and to a group


def test_what_someone_shares_with_me_can_be_borrowed_and_they_are_not_told(cast, as_):
    theirs = actions.add_strategy(cast.ana, "Text Ben", "One word")
    people.give(cast.ana, "strategies", grantee=cast.ben)
    ben, before = as_(cast.ben), Notice.objects.count()
    for _tap in range(2):
        ben.post(f"/strategies/{theirs.pk}/borrow/")
    kept = Strategy.objects.get(person=cast.ben)
    assert (kept.name, kept.how) == ("Text Ben", "One word")
    assert "In your own set." in ben.get(f"/strategies/{theirs.pk}/").content.decode()
    assert Notice.objects.count() == before
    assert as_(cast.stranger).post(f"/strategies/{theirs.pk}/borrow/").status_code == 404
    actions.change_strategy(cast.ben, kept, "Text Ana", "", "")
    theirs.refresh_from_db()
    assert theirs.name == "Text Ben"
