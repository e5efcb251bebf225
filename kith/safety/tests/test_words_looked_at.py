"""Words are looked at as they are written: help at once, a place in the queue, a wait only for detail that harms."""

import logging
import re

import pytest
from django.http import Http404

from kith.core.audit import AuditEvent
from kith.notices.models import Notice
from kith.safety.acts import actions as acts
from kith.safety.cases import keeping
from kith.safety.models import Act, Case, CaseEvent
from kith.safety.words.examining import looks
from kith.safety.words.looking import after
from kith.spaces import actions as spaces
from kith.spaces import holding
from kith.spaces.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand_in")]


def told(page):
    return page.content.decode()


def send(client, talk, words, **more):
    return client.post(talk.address, {"body": words, **more})


def offered(page):
    return re.search(r'name="offered" value="([^"]*)"', told(page))[1]


def latest(talk):
    return Post.objects.filter(thread=talk).order_by("-pk").first()


def block(page):
    return re.search(r'<aside class="beside-help".*?</aside>', told(page), re.S)


@pytest.mark.parametrize("word", ["DANGERWORDS", "GOODBYEWORDS"])
def test_who_may_be_in_danger_gets_help_at_once_and_their_words_stand(as_, cast, talk, word):
    page = as_(cast.ben).post(talk.address, {"body": f"so {word} it is"}, follow=True)
    assert page.status_code == 200
    assert block(page)
    assert latest(talk).hold == ""
    case = Case.objects.get()
    assert (case.lane, case.source, case.urgency) == ("worried", "words", Case.Urgency.NOW)
    assert case.subject == cast.ben
    assert case.thing == str(latest(talk).pk)


def test_help_is_for_its_author_alone(as_, cast, talk):
    send(as_(cast.ben), talk, "DANGERWORDS")
    for other in (cast.ana, cast.cleo, cast.femi, cast.stranger):
        page = as_(other).get(talk.address)
        assert "DANGERWORDS" in told(page)
        assert not block(page)


def test_help_reads_the_same_whatever_else_is_found(as_, cast, talk):
    said = set()
    for words in (
        "DANGERWORDS",
        "GOODBYEWORDS",
        "DANGERWORDS WAYWORDS NUMBERWORDS",
        "DANGERWORDS WORRYWORDS CONTACTWORDS",
    ):
        page = as_(cast.ben).post(talk.address, {"body": words}, follow=True)
        said.add(block(page)[0])
    assert len(said) == 1


def test_nothing_stands_in_the_way_of_someone_in_danger(as_, cast, talk):
    page = send(as_(cast.ben), talk, "DANGERWORDS WAYWORDS NUMBERWORDS CONTACTWORDS")
    assert page.status_code == 302
    assert latest(talk).hold == ""
    assert Case.objects.get().codes == "danger,method,numbers"


def test_who_fears_for_someone_else_sees_what_one_can_do(as_, cast, talk):
    page = as_(cast.ben).post(talk.address, {"body": "WORRYWORDS"}, follow=True)
    assert "You are worried about someone." in block(page)[0]
    case = Case.objects.get()
    assert (case.lane, case.urgency, latest(talk).hold) == ("worried", Case.Urgency.SOON, "")


@pytest.mark.parametrize("word", ["WAYWORDS", "NUMBERWORDS"])
def test_detail_is_offered_to_be_taken_out_once_and_waits_when_it_is_sent_as_it_is(as_, cast, talk, word):
    client, words = as_(cast.ben), f"before\nI mean {word} here\nafter"
    page = send(client, talk, words, note="hard", unnamed="")
    assert page.status_code == 422
    assert "before\nI mean" in told(page)
    assert f"I mean <mark>{word}</mark> here" in told(page)
    assert 'value="hard"' in told(page)
    assert "a moderator reads it first" in told(page)
    assert Post.objects.filter(thread=talk).count() == 1
    assert not Case.objects.exists()
    assert send(client, talk, words, offered=offered(page)).status_code == 302
    post = latest(talk)
    assert (post.body, post.hold) == (words, "waiting")
    case = Case.objects.get()
    assert (case.lane, case.source, case.urgency) == ("harm", "words", Case.Urgency.SOON)
    assert list(case.events.values_list("kind", flat=True)) == ["opened", "held"]


def test_what_waits_is_seen_by_its_author_alone(as_, cast, talk):
    spaces.reply(cast.ben, talk, "WAYWORDS")
    assert "WAYWORDS" in told(as_(cast.ben).get(talk.address))
    for other in (cast.ana, cast.cleo, cast.stranger, cast.femi):
        assert "WAYWORDS" not in told(as_(other).get(talk.address))
    assert not Notice.objects.filter(person=cast.ana, kind="reply").exists()


def test_words_changed_elsewhere_are_not_asked_about_again_but_new_detail_is(as_, cast, talk):
    client = as_(cast.ben)
    page = send(client, talk, "WAYWORDS a")
    more = send(client, talk, "WAYWORDS and NUMBERWORDS", offered=offered(page))
    assert more.status_code == 422
    assert "<mark>NUMBERWORDS</mark>" in told(more)
    assert "<mark>WAYWORDS</mark>" not in told(more)
    assert send(client, talk, "WAYWORDS only, and said otherwise", offered=offered(page)).status_code == 302


def test_taking_the_detail_out_sends_it_at_once(as_, cast, talk):
    client = as_(cast.ben)
    page = send(client, talk, "WAYWORDS")
    assert send(client, talk, "It was a hard night.", offered=offered(page)).status_code == 302
    assert latest(talk).hold == ""
    assert not Case.objects.exists()


def test_contact_details_are_a_reminder_and_never_wait(as_, cast, talk):
    client = as_(cast.ben)
    page = send(client, talk, "CONTACTWORDS")
    assert page.status_code == 422
    assert "a moderator reads it first" not in told(page)
    assert send(client, talk, "CONTACTWORDS", offered=offered(page)).status_code == 302
    assert latest(talk).hold == ""
    assert not Case.objects.exists()


def test_a_new_conversation_and_a_change_are_offered_the_same(as_, cast, talk):
    client = as_(cast.ana)
    new = {"title": "NUMBERWORDS", "body": "hello", "hope": "heard"}
    page = client.post(f"/groups/{talk.group.slug}/threads/new/", new)
    assert page.status_code == 422
    assert "<mark>NUMBERWORDS</mark>" in told(page)
    post = Post.objects.get(thread=talk, opening=True)
    change = {"body": "WAYWORDS"}
    page = client.post(f"{talk.address}posts/{post.pk}/edit/", change)
    assert page.status_code == 422
    client.post(f"{talk.address}posts/{post.pk}/edit/", change | {"offered": offered(page)})
    post.refresh_from_db()
    assert (post.body, post.hold) == ("WAYWORDS", "waiting")


def test_a_post_held_for_its_words_is_let_through_when_its_author_takes_them_out(cast, talk):
    post = spaces.reply(cast.ben, talk, "WAYWORDS")
    spaces.edit_post(cast.ben, post, "WAYWORDS, still")
    post.refresh_from_db()
    assert post.hold == "waiting"
    spaces.edit_post(cast.ben, post, "It was hard.")
    post.refresh_from_db()
    assert (post.hold, post.withdrawn) == ("", None)
    assert Case.objects.get().events.filter(kind=CaseEvent.Kind.EDITED).count() == 2
    assert Notice.objects.filter(person=cast.ana, kind="reply").count() == 1


@pytest.mark.parametrize("also", ["rule", "report"])
def test_a_post_held_for_more_than_its_words_waits_on(cast, talk, also):
    post = spaces.reply(cast.ben, talk, "WAYWORDS")
    keeping.open_case(keeping.about_post(post), "harm", also, ["unkind" if also == "report" else "newcomer"], 1)
    spaces.edit_post(cast.ben, post, "It was hard.")
    post.refresh_from_db()
    assert post.hold == "waiting"


def test_what_a_moderator_hid_stays_hidden(cast, talk):
    post = spaces.reply(cast.ben, talk, "WAYWORDS")
    holding.hold(cast.femi, post, holding.HIDDEN)
    with pytest.raises(Http404):
        spaces.edit_post(cast.ben, post, "It was hard.")
    post.refresh_from_db()
    assert post.hold == "hidden"


def test_what_a_moderator_has_read_is_not_held_again(cast, talk):
    post = spaces.reply(cast.ben, talk, "WAYWORDS")
    acts.undo(cast.femi, Act.objects.get())
    Case.objects.update(state="no_action", closed=Case.objects.get().opened)
    post.refresh_from_db()
    spaces.edit_post(cast.ben, post, "WAYWORDS, with a comma")
    post.refresh_from_db()
    assert post.hold == ""
    assert Case.objects.count() == 1
    spaces.edit_post(cast.ben, post, "WAYWORDS and NUMBERWORDS")
    post.refresh_from_db()
    assert post.hold == "waiting"


def test_nothing_is_kept_about_a_person_and_no_score(as_, cast, talk):
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    as_(cast.ben).post(talk.address, {"body": "CONTACTWORDS"})
    as_(cast.ben).post(talk.address, {"body": "WAYWORDS"})
    assert set(AuditEvent.objects.values_list("pk", flat=True)) == before
    assert not Case.objects.exists()
    spaces.reply(cast.ben, talk, "DANGERWORDS")
    assert Case.objects.get().reports_count == 0
    assert not Notice.objects.filter(person=cast.ana).exclude(kind="reply").exists()


def test_a_look_that_fails_loses_no_words(as_, cast, talk, monkeypatch, caplog):
    def broken(text):
        raise ValueError(text)

    monkeypatch.setattr("kith.safety.words.failing.screen", broken)
    with caplog.at_level(logging.ERROR):
        assert send(as_(cast.ben), talk, "my very own words").status_code == 302
    assert latest(talk).body == "my very own words"
    assert "ValueError" in caplog.text
    assert "my very own words" not in caplog.text


def test_a_case_that_cannot_be_opened_loses_no_words(cast, talk, monkeypatch):
    def broken(*_args):
        raise RuntimeError

    monkeypatch.setattr(keeping, "open_case", broken)
    assert spaces.reply(cast.ben, talk, "DANGERWORDS").hold == ""
    assert latest(talk).body == "DANGERWORDS"


def test_those_outside_learn_nothing_by_trying_words(as_, cast, talk):
    page = send(as_(cast.stranger), talk, "WAYWORDS")
    assert "<mark>" not in told(page)


def test_help_stands_beside_letters_and_check_ins_too_and_nothing_is_opened(as_, cast):
    from kith.people.models import Tie
    from kith.recovery.models import CheckIn

    tie = Tie.objects.get(owner=cast.ana, person=cast.ben)
    page = as_(cast.ana).post(f"/messages/{tie.pk}/", {"body": "DANGERWORDS"}, follow=True)
    assert block(page)
    back = Tie.objects.get(owner=cast.ben, person=cast.ana)
    assert not block(as_(cast.ben).get(f"/messages/{back.pk}/"))
    made = CheckIn.objects.create(person=cast.ana, mood=1, words="DANGERWORDS")
    assert block(as_(cast.ana).get(f"/check-in/{made.pk}/"))
    assert not Case.objects.exists()


def test_the_doctor_says_when_looking_fails(monkeypatch):
    monkeypatch.undo()
    assert [one.good for one in looks()] == [True]
    monkeypatch.setattr("kith.safety.words.failing.screen", lambda _text: 1 / 0)
    assert [one.wrong for one in looks()] == [True]


def test_two_who_look_at_once_leave_one_case(cast, talk):
    post = spaces.reply(cast.ben, talk, "DANGERWORDS")
    after(cast.ben, post)
    after(cast.ben, post)
    assert Case.objects.count() == 1


def test_changes_by_others_are_not_looked_at(cast, talk):
    post = spaces.reply(cast.ben, talk, "hello")
    Post.objects.filter(pk=post.pk).update(body="DANGERWORDS")
    post.refresh_from_db()
    after(cast.femi, post)
    assert not Case.objects.exists()
