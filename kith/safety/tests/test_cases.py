"""The queue and its cases: who sees which, one moderator at a time, nothing lost between two, and what is written down."""

from datetime import timedelta

import pytest

from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.groups import actions as groups
from kith.notices.models import Notice
from kith.people.models import Handle, Role
from kith.safety.cases import access, claiming, closing, keeping, reporting, things
from kith.safety.models import Case, CaseEvent, Mindful, Report
from kith.spaces import actions as spaces
from kith.spaces.models import Post


@pytest.fixture
def told(cast, post):
    """Ben is worried about what Ana wrote."""
    found = things.find(cast.ben, "post", str(post.pk))
    return reporting.report(cast.ben, found, "worried", "She never writes like this.", tell=True)


@pytest.fixture
def case(told):
    return told.case


@pytest.fixture
def mo(make_person):
    return make_person("mo", "Mo", ["moderator"])


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_who_keep_the_place_safe_see_the_queue_and_others_do_not(cast, as_, case):
    for person in (cast.femi, cast.grace):
        assert f"/safety/cases/{case.pk}/" in text(as_(person).get("/safety/"))
    for person in (cast.ben, cast.ana, cast.stranger):
        assert as_(person).get("/safety/").status_code == 404
        assert as_(person).get(f"/safety/cases/{case.pk}/").status_code == 404
        assert as_(person).get(f"/safety/cases/{case.pk}/around/").status_code == 404


def test_who_runs_the_group_sees_that_something_was_told_but_neither_words_nor_who(cast, as_, case):
    page = text(as_(cast.cleo).get(f"/safety/cases/{case.pk}/"))
    assert "worried about someone" in page and "She never writes" not in page and "Ben" not in page
    assert "She never writes" in text(as_(cast.femi).get(f"/safety/cases/{case.pk}/"))


def test_nobody_who_looks_is_shown_who_told(cast, as_, case):
    for address in ("", "around/", "alike/"):
        page = text(as_(cast.femi).get(f"/safety/cases/{case.pk}/{address}"))
        assert "Ben" not in page and "/people/" not in page


def test_a_moderator_never_sees_a_case_about_themselves(cast, as_, case):
    Case.objects.filter(pk=case.pk).update(subject=cast.femi)
    assert str(case.pk) not in text(as_(cast.femi).get("/safety/"))
    assert as_(cast.femi).get(f"/safety/cases/{case.pk}/").status_code == 404
    assert as_(cast.femi).post(f"/safety/cases/{case.pk}/claim/").status_code == 404


def test_a_practitioner_sees_cases_of_groups_they_are_in_alone(cast, as_, case, walk):
    assert as_(cast.dr_osei).get(f"/safety/cases/{case.pk}/").status_code == 404
    spaces.enter(walk.space, cast.dr_osei, cast.dr_osei.main_handle)
    assert as_(cast.dr_osei).get(f"/safety/cases/{case.pk}/").status_code == 200


def test_a_practitioner_does_not_see_what_was_asked_of_those_who_run_the_group_alone(cast, as_, walk):
    spaces.enter(walk.space, cast.dr_osei, cast.dr_osei.main_handle)
    thread = spaces.start_thread(cast.ana, walk.space, "Alone", "Only for you.", "heard", readers="running")
    post = Post.objects.get(thread=thread)
    made, _new = keeping.open_case(keeping.about_post(post), "worried", "words", ["danger"], 0)
    assert as_(cast.dr_osei).get(f"/safety/cases/{made.pk}/").status_code == 404
    assert as_(cast.cleo).get(f"/safety/cases/{made.pk}/").status_code == 200


def test_messages_and_people_are_for_those_who_keep_the_place_safe_alone(cast, as_, walk):
    letter = spaces.write_to(cast.ana, cast.cleo, "Please help.")
    made = reporting.report(cast.cleo, things.find(cast.cleo, "letter", str(letter.pk)), "worried").case
    assert as_(cast.cleo).get(f"/safety/cases/{made.pk}/").status_code == 404
    assert "Please help." in text(as_(cast.femi).get(f"/safety/cases/{made.pk}/"))
    assert "only the one" in text(as_(cast.femi).get(f"/safety/cases/{made.pk}/around/"))


def test_only_the_name_used_there_is_shown(cast, as_, walk):
    night = Handle.objects.create(person=cast.stranger, name="Night owl", name_key="night owl")
    spaces.enter(walk.space, cast.stranger, night)
    thread = spaces.start_thread(cast.stranger, walk.space, "Hm", "Words.", "heard")
    unnamed = spaces.reply(cast.stranger, thread, "More words.", unnamed=True)
    for post in (*Post.objects.filter(thread=thread, opening=True), unnamed):
        made = reporting.report(cast.ben, things.find(cast.ben, "post", str(post.pk)), "unkind").case
        page = text(as_(cast.femi).get(f"/safety/cases/{made.pk}/"))
        assert ("someone in this group" if post == unnamed else "Night owl") in page and "Sam" not in page
        around = text(as_(cast.femi).get(f"/safety/cases/{made.pk}/around/"))
        assert "/safety/openings/new/" in around and "Sam" not in around


def test_reading_is_written_down_and_says_nothing_to_the_person_while_it_is_open(cast, as_, case):
    as_(cast.femi).get(f"/safety/cases/{case.pk}/")
    as_(cast.femi).get(f"/safety/cases/{case.pk}/around/")
    read = AuditEvent.objects.filter(verb="case_read", thing=str(case.pk)).order_by("pk")
    assert [one.note_code for one in read] == ["", "around"] and {one.actor for one in read} == {cast.femi.pk}
    assert not read.filter(owner=cast.ana.pk).exists()
    assert case.events.filter(kind="looked", by=cast.femi).count() == 1


def test_words_are_folded_until_asked_for_where_a_moderator_wishes_it(cast, as_, case):
    assert "Show the words" in text(as_(cast.femi).get(f"/safety/cases/{case.pk}/"))
    Mindful.objects.create(person=cast.femi, blurs=False)
    assert "Show the words" not in text(as_(cast.femi).get(f"/safety/cases/{case.pk}/"))


def test_around_it_are_a_few_words_and_no_more(cast, as_, case, post):
    for number in range(6):
        spaces.reply(cast.ben, post.thread, f"answer-{number}")
    page = text(as_(cast.femi).get(f"/safety/cases/{case.pk}/around/"))
    assert "answer-2" in page and "answer-3" not in page


# Taking, giving back, passing on


def test_of_two_who_take_it_one_gets_it_and_the_other_is_told(cast, as_, case, mo):
    femi, other = as_(cast.femi), as_(mo)
    femi.post(f"/safety/cases/{case.pk}/claim/")
    page = text(other.post(f"/safety/cases/{case.pk}/claim/", follow=True))
    assert "Somebody else has this one now" in page and "Femi has it now" in page
    case.refresh_from_db()
    assert case.holder == cast.femi and case.first_looked is not None
    assert CaseEvent.objects.filter(case=case, kind="claimed").count() == 1


def test_a_case_comes_back_by_itself_and_another_takes_it(cast, case, mo):
    assert claiming.claim(cast.femi, case)
    Case.objects.filter(pk=case.pk).update(held_until=now() - timedelta(minutes=1))
    assert claiming.claim(mo, case)
    case.refresh_from_db()
    assert case.holder == mo and case.events.filter(kind="timed_out").count() == 1
    assert not closing.close(cast.femi, case, "resolved")


def test_all_whose_time_is_over_come_back(cast, case):
    claiming.claim(cast.femi, case)
    assert claiming.time_out() == 0
    assert claiming.time_out(now() + timedelta(hours=2)) == 1
    case.refresh_from_db()
    assert (case.state, case.holder) == ("open", None)


def test_acting_on_a_case_keeps_it_for_another_while(cast, case, mo):
    claiming.claim(cast.femi, case)
    soon = now() + timedelta(minutes=1)
    Case.objects.filter(pk=case.pk).update(held_until=soon)
    assert claiming.renew(cast.femi, case) and not claiming.renew(mo, case)
    case.refresh_from_db()
    assert case.held_until > soon


def test_a_case_is_passed_to_a_colleague_with_a_few_words(cast, as_, case, mo):
    femi = as_(cast.femi)
    femi.post(f"/safety/cases/{case.pk}/claim/")
    assert "Mo" in text(femi.get(f"/safety/cases/{case.pk}/"))
    answer = femi.post(f"/safety/cases/{case.pk}/pass/", {"pass-to": "Mo", "pass-words": "My shift ends."})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.holder == mo and Notice.objects.filter(person=mo, kind="case_passed").exists()
    assert "My shift ends." in text(as_(mo).get(f"/safety/cases/{case.pk}/"))


def test_a_case_is_not_passed_to_whom_it_is_about_or_to_someone_without_the_role(cast, as_, case):
    Role.objects.create(person=cast.ana, kind="moderator")
    femi = as_(cast.femi)
    femi.post(f"/safety/cases/{case.pk}/claim/")
    for name in ("Ana", "Sam", "Femi", ""):
        assert femi.post(f"/safety/cases/{case.pk}/pass/", {"pass-to": name}).status_code == 422
    case.refresh_from_db()
    assert case.holder == cast.femi


def test_who_told_of_something_decides_on_it_only_when_nobody_else_did_in_time(cast, case, told):
    Report.objects.filter(pk=told.pk).update(reporter=cast.femi)
    assert not claiming.claim(cast.femi, case)
    Case.objects.filter(pk=case.pk).update(due=now() - timedelta(minutes=1))
    assert claiming.claim(cast.femi, case)


def test_a_moderator_takes_no_more_in_a_shift_than_they_wished(cast, as_, case):
    Mindful.objects.create(person=cast.femi, most_cases=0)
    assert "as many as you wished" in text(as_(cast.femi).post(f"/safety/cases/{case.pk}/claim/", follow=True))
    case.refresh_from_db()
    assert case.holder is None


def test_a_break_gives_everything_back_at_once(cast, as_, case):
    femi = as_(cast.femi)
    femi.post(f"/safety/cases/{case.pk}/claim/")
    assert "I need a break" in text(femi.get("/safety/"))
    assert femi.post("/safety/break/").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holder, case.held_until) == ("open", None, None)


# Ending


def test_ending_a_case_tells_those_who_asked_in_general_words(cast, as_, case):
    femi = as_(cast.femi)
    femi.post(f"/safety/cases/{case.pk}/claim/")
    data = {"close-outcome": "resolved", "close-words": "Wrote to her; her sister is there.", "close-reports": "1"}
    assert femi.post(f"/safety/cases/{case.pk}/close/", data).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.closed_by, case.holder) == ("resolved", cast.femi, None)
    ben = as_(cast.ben)
    assert "There is an answer to something you told us" in text(ben.get("/notices/"))
    page = text(ben.get("/safety/my-reports/"))
    assert "looked at it with care" in page and "sister" not in page and "Femi" not in page
    assert not Notice.objects.filter(person=cast.ana).exists()


def test_who_did_not_ask_to_be_told_is_not(cast, case, told):
    Report.objects.filter(pk=told.pk).update(tell=False)
    claiming.claim(cast.femi, case)
    closing.close(cast.femi, case, "no_action")
    assert not Notice.objects.filter(kind="report_ended").exists()


def test_only_who_has_a_case_ends_it(cast, as_, case, mo):
    claiming.claim(cast.femi, case)
    page = text(as_(mo).post(f"/safety/cases/{case.pk}/close/", {"close-outcome": "resolved"}, follow=True))
    assert "you do not have it any more" in page
    case.refresh_from_db()
    assert case.state == "looked"


def test_a_report_that_came_while_it_was_read_keeps_the_case_open(cast, case, post):
    claiming.claim(cast.femi, case)
    reporting.report(cast.stranger, things.find(cast.stranger, "post", str(post.pk)), "detail", "There is more.")
    assert not closing.close(cast.femi, case, "no_action", reports=1)
    assert closing.close(cast.femi, case, "no_action", reports=2)


def test_an_outcome_there_is_not_is_refused(cast, as_, case):
    claiming.claim(cast.femi, case)
    assert as_(cast.femi).post(f"/safety/cases/{case.pk}/close/", {"close-outcome": "open"}).status_code == 422


def test_a_case_is_opened_again_and_a_new_report_after_the_end_is_a_new_case(cast, as_, case, post):
    claiming.claim(cast.femi, case)
    closing.close(cast.femi, case, "resolved")
    assert as_(cast.grace).post(f"/safety/cases/{case.pk}/reopen/").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.closed) == ("open", None)
    claiming.claim(cast.femi, case)
    closing.close(cast.femi, case, "resolved")
    again = reporting.report(cast.ben, things.find(cast.ben, "post", str(post.pk)), "unkind").case
    assert again.pk != case.pk
    assert closing.reopen(cast.grace, case).pk == again.pk
    assert Case.objects.filter(state="open").count() == 1


def test_a_note_is_kept_for_whoever_looks_next_and_not_shown_to_who_runs_the_group(cast, as_, case):
    data = {"note-words": "I know her a little."}
    assert as_(cast.femi).post(f"/safety/cases/{case.pk}/note/", data).status_code == 302
    assert as_(cast.femi).post(f"/safety/cases/{case.pk}/note/", {"note-words": ""}).status_code == 422
    assert "I know her a little." in text(as_(cast.grace).get(f"/safety/cases/{case.pk}/"))
    assert "I know her a little." not in text(as_(cast.cleo).get(f"/safety/cases/{case.pk}/"))


# The queue, alike, times


def many(cast, count, **values):
    at = now()
    facts = {
        "source": "report",
        "thing_kind": "post",
        "codes": "unkind",
        "due": at + timedelta(days=1),
        "subject": cast.ana,
    }
    rows = [
        Case(lane="harm", thing=f"{n + 1000}", opened=at - timedelta(minutes=n), urgency=n % 3, **{**facts, **values})
        for n in range(count)
    ]
    return Case.objects.bulk_create(rows)


def test_the_queue_goes_by_urgency_then_age_and_pages_without_leaving_any_out(cast):
    many(cast, 47)
    seen, after = [], ""
    while after is not None:
        rows, after = access.lane(cast.femi, "harm", after)
        seen += rows
    assert len(seen) == 47 and seen == sorted(seen, key=lambda one: (one.urgency, one.opened, one.pk))


def test_worry_stands_in_a_lane_of_its_own_before_the_rest(cast, as_, case):
    many(cast, 25)
    page = text(as_(cast.femi).get("/safety/"))
    assert page.index("lane-worried") < page.index(str(case.pk)) < page.index("lane-harm")
    assert "?lane=harm" in page


def test_what_waits_too_long_is_said_calmly(cast, as_, case):
    Case.objects.filter(pk=case.pk).update(due=now() - timedelta(hours=1))
    assert "Waiting longer than we said" in text(as_(cast.femi).get("/safety/"))


@pytest.mark.parametrize(
    "address",
    ["/safety/", "/safety/cases/{}/", "/safety/cases/{}/around/", "/safety/cases/{}/alike/", "/safety/closed/"],
)
def test_pages_stay_within_their_queries(cast, as_, case, post, queries, address):
    many(cast, 60, state="resolved", closed=now())
    many(cast, 60)
    claiming.claim(cast.femi, case)
    closing.add_note(cast.femi, case, "One.")
    femi = as_(cast.femi)
    with queries(12, info=address):
        answer = femi.get(address.format(case.pk))
    assert answer.status_code == 200 and len(answer.content) < 40_000


def test_the_list_is_read_from_its_own_index(cast, db):
    from django.db import connection

    rows = access.standing_cases(cast.femi).filter(lane="harm").order_by("urgency", "opened", "id")[:20]
    if connection.vendor == "sqlite":
        assert "case_queue" in rows.explain() and "TEMP B-TREE" not in rows.explain()


def test_how_cases_like_it_ended_is_told_in_numbers_without_names(cast, as_, case):
    many(cast, 3, state="resolved", closed=now())
    many(cast, 2, state="no_action", closed=now())
    mine = many(cast, 1)[0]
    page = text(as_(cast.femi).get(f"/safety/cases/{mine.pk}/alike/"))
    assert "5 like this" in page and ">3<" in page and ">2<" in page and "Ana" not in page
    assert "You are the first" in text(as_(cast.femi).get(f"/safety/cases/{case.pk}/alike/"))


def test_past_cases_of_a_name_are_shown_and_none_of_another_name_of_theirs(cast, as_, case):
    other = Handle.objects.create(person=cast.ana, name="Owl", name_key="owl")
    old, hidden = many(cast, 2, state="resolved", closed=now())
    Case.objects.filter(pk=old.pk).update(handle=cast.ana.main_handle)
    Case.objects.filter(pk=hidden.pk).update(handle=other)
    page = text(as_(cast.femi).get(f"/safety/cases/{case.pk}/around/"))
    assert str(old.pk) in page and str(hidden.pk) not in page


def test_stewards_see_how_long_it_takes_and_nobody_is_singled_out(cast, as_):
    at = now()
    rows = many(cast, 10)
    for number, row in enumerate(rows):
        Case.objects.filter(pk=row.pk).update(
            opened=at - timedelta(hours=1), first_looked=at - timedelta(minutes=59 - number)
        )
    page = text(as_(cast.grace).get("/safety/times/"))
    assert ">5<" in page and ">9<" in page and "fewer than five" in page and "Femi" not in page
    assert as_(cast.femi).get("/safety/times/").status_code == 404


def test_the_queue_follows_for_keepers_and_has_no_ticket_for_others(cast, as_, case):
    assert 'data-live=""' not in text(as_(cast.femi).get("/safety/"))
    assert 'data-live=""' in text(as_(cast.cleo).get("/safety/"))
    block = as_(cast.femi).get("/safety/?block=cases", headers={"HX-Request": "true"})
    assert str(case.pk) in text(block) and "<html" not in block.content.decode()


def test_leaving_for_good_takes_reports_and_cases_along_and_gives_back_what_one_had(cast, case, told):
    from kith.safety import portability

    claiming.claim(cast.femi, case)
    portability.erase(cast.femi)
    case.refresh_from_db()
    assert (case.state, case.holder) == ("open", None)
    assert portability.export(cast.ben)["reports"][0]["words"] == "She never writes like this."
    portability.erase(cast.ben)
    assert Case.objects.filter(pk=case.pk).exists() and not Report.objects.exists()
    portability.erase(cast.ana)
    assert not Case.objects.exists()


def test_closed_cases_are_let_go_of_in_time_and_standing_ones_never(cast):
    from kith.safety.cases.tasks import let_go_of_cases

    many(cast, 2, state="resolved", closed=now() - timedelta(days=200))
    many(cast, 1)
    assert let_go_of_cases(now() - timedelta(days=180)) == 2 and Case.objects.count() == 1


def test_there_are_words_to_begin_from_for_every_kind_of_report():
    from kith.safety.cases.snippets import snippets

    for kind in Report.Kind.values:
        found = snippets(kind)
        assert len(found) >= 3 and all(code and len(words) < 400 for code, words in found)


def test_a_group_that_a_moderator_runs_is_for_another_moderator(cast, as_, make_person):
    Role.objects.create(person=cast.cleo, kind="moderator")
    made = groups.make_group(
        cast.cleo, {"name": "Tea", "purpose": "Tea.", "visibility": "anyone", "joining": "open"}, "Be kind.", {}
    )
    told = reporting.report(cast.ana, things.find(cast.ana, "group", made.slug), "unkind").case
    assert as_(cast.cleo).get(f"/safety/cases/{told.pk}/").status_code == 404
    assert as_(cast.femi).get(f"/safety/cases/{told.pk}/").status_code == 200


def test_who_takes_a_rest_is_not_called_and_is_passed_nothing_while_others_are_there(cast, post, mo):
    Mindful.objects.create(person=mo, resting_until=now() + timedelta(hours=2))
    told = reporting.report(cast.ben, things.find(cast.ben, "post", str(post.pk)), "worried")
    assert not Notice.objects.filter(person=mo).exists() and Notice.objects.filter(person=cast.femi).exists()
    assert mo not in access.colleagues(cast.femi, told.case)
    for person in (cast.femi, cast.grace):
        Mindful.objects.create(person=person, resting_until=now() + timedelta(hours=2))
    walk = post.thread.space
    other = Post.objects.get(thread=spaces.start_thread(cast.ana, walk, "Again", "Words.", "heard"))
    reporting.report(cast.ben, things.find(cast.ben, "post", str(other.pk)), "worried")
    assert Notice.objects.filter(kind="case_now", thing_kind="case").values("person").distinct().count() == 3
