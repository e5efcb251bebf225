"""Telling those who keep the place safe of something: who can, of what, once; and nobody learns who it was."""

import pytest

from kith.core.audit import AuditEvent
from kith.notices.models import Notice
from kith.people import actions as people
from kith.people.models import Tie
from kith.safety.cases import here
from kith.safety.models import Case, Report
from kith.spaces import actions as spaces
from kith.spaces.models import Letter, Post


def tell(client, what, thing, kind="unkind", **more):
    return client.post(f"/report/{what}/{thing}/", {"kind": kind, "words": "Please look.", **more})


def test_a_post_is_reported_in_one_step_and_its_author_learns_nothing(cast, as_, post):
    ben = as_(cast.ben)
    page = ben.get(f"/report/post/{post.pk}/").content.decode()
    assert "Ana" in page and "without your name" in page
    assert tell(ben, "post", post.pk, "worried", tell="on").status_code == 302
    case = Case.objects.get()
    assert (case.lane, case.urgency, case.reports_count) == ("worried", Case.Urgency.NOW, 1)
    assert case.subject == cast.ana and case.words.endswith("does not stop.")
    assert not Notice.objects.filter(person=cast.ana).exists()
    assert not AuditEvent.objects.filter(owner=cast.ana.pk, verb__in=["reported", "case_opened"]).exists()


def test_telling_twice_is_telling_once(cast, as_, post):
    ben = as_(cast.ben)
    first = tell(ben, "post", post.pk)
    again = tell(ben, "post", post.pk, "other")
    assert again.url == first.url and Report.objects.get().kind == "unkind"
    assert ben.get(f"/report/post/{post.pk}/").url == first.url
    assert Case.objects.get().reports_count == 1


def test_one_does_not_report_oneself_nor_what_one_cannot_see(cast, as_, walk, post):
    assert as_(cast.ana).get(f"/report/post/{post.pk}/").status_code == 404
    walk.space.reading = "members"
    walk.space.save()
    assert as_(cast.stranger).get(f"/report/post/{post.pk}/").status_code == 404
    assert tell(as_(cast.stranger), "post", post.pk).status_code == 404
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "address", ["post/x", "post/9" * 20, "post/0", "letter/x", "said/1", "cat/1", "person/no", "group/no"]
)
def test_an_address_of_nothing_is_not_found(cast, as_, address):
    assert as_(cast.ben).get(f"/report/{address}/").status_code == 404


def test_a_visitor_is_asked_to_sign_in_first(visitor, post):
    assert "/accounts/login/" in visitor.get(f"/report/post/{post.pk}/").url


def test_what_was_taken_back_or_held_cannot_be_reported_by_others(cast, as_, post):
    spaces.withdraw_post(cast.ana, post)
    assert as_(cast.ben).get(f"/report/post/{post.pk}/").status_code == 404


def test_a_message_is_reported_by_whoever_received_it_alone(cast, as_):
    letter = spaces.write_to(cast.ben, cast.ana, "You are worth nothing.")
    assert as_(cast.ben).get(f"/report/letter/{letter.pk}/").status_code == 404
    assert as_(cast.cleo).get(f"/report/letter/{letter.pk}/").status_code == 404
    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    assert f"/report/letter/{letter.pk}/" in as_(cast.ana).get(f"/messages/{tie.pk}/").content.decode()
    assert tell(as_(cast.ana), "letter", letter.pk).status_code == 302
    case = Case.objects.get()
    assert case.subject == cast.ben and case.words == letter.body and Letter.objects.count() == 1


def test_a_person_is_reported_from_ones_map_or_by_a_name_in_a_group(cast, as_, walk):
    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    assert tell(as_(cast.ana), "person", tie.pk, "worried").status_code == 302
    assert Case.objects.get().subject == cast.ben
    named = as_(cast.cleo).post(f"/report/person/{walk.slug}/?name=Ben", {"kind": "unkind"})
    assert named.status_code == 302 and Case.objects.get().reports_count == 2
    assert as_(cast.cleo).get(f"/report/person/{walk.slug}/?name=Sam").status_code == 404
    assert as_(cast.stranger).get(f"/report/person/{tie.pk}/").status_code == 404


def test_someone_blocked_is_no_longer_met_and_so_not_reported_from_the_map(cast, as_):
    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    people.block(cast.ana, cast.ben)
    assert as_(cast.ana).get(f"/report/person/{tie.pk}/").status_code == 404


def test_a_group_is_reported_and_those_who_run_it_do_not_see_that(cast, as_, walk):
    assert tell(as_(cast.ana), "group", walk.slug, "selling").status_code == 302
    case = Case.objects.get()
    assert case.subject is None and as_(cast.femi).get(f"/safety/cases/{case.pk}/").status_code == 200
    assert as_(cast.cleo).get(f"/safety/cases/{case.pk}/").status_code == 404


def test_several_people_who_each_told_make_it_more_urgent(cast, as_, post):
    for person, urgency in ((cast.ben, 2), (cast.cleo, 2), (cast.stranger, 1)):
        tell(as_(person), "post", post.pk, "unkind")
        assert Case.objects.get().urgency == urgency


def test_worry_raises_a_case_that_began_otherwise(cast, as_, post):
    tell(as_(cast.ben), "post", post.pk, "unkind")
    tell(as_(cast.cleo), "post", post.pk, "worried")
    case = Case.objects.get()
    assert (case.lane, case.urgency, case.codes) == ("worried", 0, "unkind,worried")


def test_what_cannot_wait_is_told_to_keepers_in_few_words_and_not_to_whoever_told(cast, as_, post):
    tell(as_(cast.grace), "post", post.pk, "worried")
    assert [one.person for one in Notice.objects.filter(kind="case_now")] == [cast.femi]
    page = as_(cast.femi).get("/notices/").content.decode()
    assert "should not wait long" in page and "does not stop" not in page


def test_nobody_tells_of_very_many_things(cast, as_, walk, settings):
    settings.LIMITS = True
    ben = as_(cast.ben)
    for number in range(11):
        thread = spaces.Thread.objects.create(space=walk.space, author=cast.ana.main_handle, title="x", hope="heard")
        one = Post.objects.create(thread=thread, author=cast.ana.main_handle, body=f"{number}", opening=True)
        answer = tell(ben, "post", one.pk)
    assert answer.status_code == 422 and "Please look." in answer.content.decode()
    assert Report.objects.count() == 10


def test_enough_people_hold_a_post_only_while_nobody_is_there(cast, as_, post, monkeypatch, make_person):
    monkeypatch.setattr("kith.safety.cases.reporting.nobody_is_here", lambda: False)
    for person in (cast.ben, cast.cleo, cast.stranger):
        tell(as_(person), "post", post.pk)
    post.refresh_from_db()
    assert post.hold == ""
    monkeypatch.setattr("kith.safety.cases.reporting.nobody_is_here", lambda: True)
    tell(as_(make_person("mo")), "post", post.pk)
    post.refresh_from_db()
    assert post.hold == "waiting"
    assert Case.objects.get().events.filter(kind="held", by=None).exists()


def test_worry_never_holds_anyones_words_back(cast, as_, post, monkeypatch):
    monkeypatch.setattr("kith.safety.cases.reporting.nobody_is_here", lambda: True)
    for person in (cast.ben, cast.cleo, cast.stranger):
        tell(as_(person), "post", post.pk, "worried")
    post.refresh_from_db()
    assert post.hold == ""


def test_without_a_rota_nothing_is_said_about_who_is_there_and_nobody_is_counted_on(db):
    assert here.who_is_here().now is None and here.nobody_is_here()


def test_ones_own_report_can_be_read_and_taken_back_by_oneself_alone(cast, as_, post):
    ben = as_(cast.ben)
    there = tell(ben, "post", post.pk, "worried").url
    page = ben.get(there).content.decode()
    assert "Please look." in page and "/help-now/" in page and "not an emergency service" in page
    assert as_(cast.femi).get(there).status_code == 404
    assert as_(cast.femi).post(f"{there}take-back/").status_code == 404
    assert ben.post(f"{there}take-back/").status_code == 302
    assert not Report.objects.exists() and Case.objects.get().reports_count == 0
    assert "You have not told us" in ben.get("/safety/my-reports/").content.decode()


def test_links_to_report_stand_beside_what_others_wrote_and_not_beside_ones_own(cast, as_, walk, post):
    there = f"/groups/{walk.slug}/threads/{post.thread_id}/"
    assert f"/report/post/{post.pk}/" in as_(cast.ben).get(there).content.decode()
    assert f"/report/post/{post.pk}/" not in as_(cast.ana).get(there).content.decode()
    assert f"/report/group/{walk.slug}/" in as_(cast.ben).get(f"/groups/{walk.slug}/").content.decode()
    assert f"/report/person/{walk.slug}/" in as_(cast.ben).get(f"/groups/{walk.slug}/names/?name=Ana").content.decode()
