"""Asking for another look: by a day, by somebody else, in words, once."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from kith.core.clock import now
from kith.notices.models import Notice
from kith.people.models import Person, Role
from kith.safety.acts import actions, appeals
from kith.safety.models import Act, Appeal, CaseEvent
from kith.safety.portability import erase, export
from kith.spaces.models import Post


@pytest.fixture
def held(case, cast):
    return actions.hold(cast.femi, case, "Too much.", "It heals all.")


@pytest.fixture
def asked(held, cast):
    return appeals.appeal(cast.ben, held, "It was a joke.")


def test_one_asks_in_words_and_somebody_else_has_until_a_day_to_answer(held, reply, cast, as_):
    ben, femi, grace = as_(cast.ben), as_(cast.femi), as_(cast.grace)
    mine = reverse("about-you-act", args=[held.pk])
    assert ben.post(mine, {"words": ""}).status_code == 422
    assert ben.post(mine, {"words": "It was a joke."}).status_code == 302
    asked = Appeal.objects.get()
    assert timedelta(days=6) < asked.due - now() < timedelta(days=8)
    assert list(Notice.objects.filter(kind="appeal_made").values_list("person", flat=True)) == [cast.grace.pk]
    assert "It was a joke." in femi.get(reverse("act", args=[held.pk])).content.decode()
    answer = reverse("appeal-answer", args=[held.pk])
    assert femi.post(answer, {"upheld": "yes", "answer": "No."}).status_code == 404
    assert "A post was held" in grace.get(reverse("appeals")).content.decode()
    assert grace.post(answer, {"upheld": "no", "answer": ""}).status_code == 422
    assert grace.post(answer, {"upheld": "no", "answer": "You are right."}).status_code == 302
    assert Post.objects.get(pk=reply.pk).hold == ""
    page = ben.get(mine).content.decode()
    assert "You are right." in page and "It was undone." in page and "Grace" not in page
    assert Notice.objects.filter(person=cast.ben, kind="appeal_answered").exists()
    kinds = list(CaseEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["opened", "held", "appealed", "answered", "let_through"]


def test_what_stays_is_told_with_its_reason(asked, cast):
    assert appeals.answer(cast.grace, asked, True, "It could hurt someone.")
    asked.refresh_from_db()
    assert asked.upheld and asked.answer == "It could hurt someone." and asked.act.stands


def test_it_is_asked_once_and_answered_once(asked, held, cast, make_person):
    assert appeals.appeal(cast.ben, held, "Again!").pk == asked.pk
    kim = make_person("kim", "Kim", ["moderator"])
    assert appeals.answer(cast.grace, asked, True, "It stays.")
    late = Appeal.objects.get()
    late.answered = None
    assert not appeals.answer(kim, late, False, "It goes.")
    assert Appeal.objects.get().upheld


def test_nobody_asks_about_what_is_not_about_them_or_is_over(held, cast, as_):
    assert as_(cast.ana).get(reverse("about-you-act", args=[held.pk])).status_code == 404
    with pytest.raises(Http404):
        appeals.appeal(cast.ana, held, "Me too.")
    actions.undo(cast.femi, held)
    with pytest.raises(Http404):
        appeals.appeal(cast.ben, Act.objects.get(), "Late.")


def test_where_nobody_else_is_left_it_says_so_honestly(held, cast, as_):
    Role.objects.filter(person=cast.grace).delete()
    appeals.appeal(cast.ben, held, "It was a joke.")
    femi = as_(Person.objects.get(pk=cast.femi.pk))
    assert "Nobody here can answer" in femi.get(reverse("appeals")).content.decode()
    assert "Nobody here can answer" in femi.get(reverse("act", args=[held.pk])).content.decode()
    assert Notice.objects.filter(person=cast.femi, kind="appeal_made").exists()


def test_appeals_are_for_those_who_keep_the_place_safe(asked, cast, as_, visitor):
    for person in (cast.ana, cast.ben, cast.cleo, cast.dr_osei):
        assert as_(person).get(reverse("appeals")).status_code == 404
    assert visitor.get(reverse("appeals")).status_code == 404
    cleo = as_(cast.cleo).get(reverse("act", args=[asked.act_id])).content.decode()
    assert "It was a joke." not in cleo


def test_everything_done_about_one_can_be_taken_along_and_goes_with_one(asked, held, case, cast):
    appeals.answer(cast.grace, asked, True, "It stays.")
    said = str(export(cast.ben)["acts_about_me"])
    assert "Too much." in said and "It was a joke." in said and "It stays." in said
    assert "Too much." not in str(export(cast.femi)) and export(cast.femi)["acts_i_took"]
    erase(cast.femi)
    held.refresh_from_db()
    assert held.by is None and held.reason == "Too much."
    erase(cast.ben)
    assert not Act.objects.exists() and not Appeal.objects.exists()


def test_anyone_reads_what_happens_when_in_the_numbers_of_this_community(visitor, cast, as_):
    page = visitor.get(reverse("ladder")).content.decode()
    assert "within 7 days" in page and "takes two" not in page and "These take two" in page
    assert as_(cast.ana).get(reverse("about-you")).status_code == 200
