"""Words said in a session: put away by who runs it or by a moderator, told to their writer, brought back, seen by nobody meanwhile."""

from datetime import time, timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from kith.core.audit import AuditEvent, Verb
from kith.groups import actions as groups
from kith.groups import hiding
from kith.groups.coming import next_meetings
from kith.groups.models import MeetingTime, SessionPost
from kith.notices.models import Notice
from kith.safety.acts import actions
from kith.safety.cases import keeping, reporting, things
from kith.safety.models import Act, Case

SAID = "Only a fool would stay."


@pytest.fixture
def session(club, cast, clock):
    at = MeetingTime(weekday=2, starts=time(18, 30), time_zone="Europe/London", here=True)
    groups.save_meeting_time(cast.cleo, club, at)
    meeting = next_meetings(club)[0]
    clock.at = meeting.starts - timedelta(minutes=10)
    opened = groups.open_session(cast.cleo, meeting)
    for person in (cast.ana, cast.ben):
        groups.come_in(person, opened)
    return opened


@pytest.fixture
def said(session, cast):
    return groups.say(cast.ben, session, SAID)


def page_of(by, who, session):
    return by(who).get(reverse("session", args=[session.group.slug, session.key])).content.decode()


def test_who_runs_it_puts_words_away_with_one_press_and_a_moderator_hears(said, session, cast, by):
    there = reverse("session", args=[session.group.slug, session.key])
    assert "Put it away" in page_of(by, "cleo", session) and "Put it away" not in page_of(by, "ana", session)
    assert by("cleo").post(there, {"act": "hide", "number": str(said.number)}).status_code == 302
    assert SAID not in page_of(by, "ana", session)
    mine = page_of(by, "ben", session)
    assert SAID in mine and "Only you see this" in mine
    act, case = Act.objects.get(), Case.objects.get()
    assert (act.kind, act.said, act.by, act.subject, act.case) == ("hide", said.pk, cast.cleo, cast.ben, case)
    assert (case.thing_kind, case.lane, case.codes) == ("said", "harm", "session")
    assert reverse("about-you-act", args=[act.pk]) in mine
    assert "put this away during the session" in by("ben").get(reverse("about-you-act", args=[act.pk])).content.decode()
    assert Notice.objects.filter(person=cast.ben, kind="act").exists()
    assert AuditEvent.objects.filter(verb=Verb.WORDS_HIDDEN, actor=cast.cleo.pk, owner=cast.ben.pk).exists()
    assert SAID in by("femi").get(reverse("case", args=[case.pk])).content.decode()


@pytest.mark.parametrize("who", ["ana", "ben", "stranger"])
def test_nobody_else_can_put_words_away(who, said, session, cast, by):
    there = reverse("session", args=[session.group.slug, session.key])
    assert by(who).post(there, {"act": "hide", "number": str(said.number)}).status_code == 404
    assert not SessionPost.objects.exclude(hidden=None).exists() and not Act.objects.exists()


def test_a_moderator_hides_what_was_told_of_and_brings_it_back(said, session, cast, by):
    found = things.find(cast.ana, "said", str(said.pk))
    case = reporting.report(cast.ana, found, "unkind").case
    hide = reverse("case-act", args=[case.pk, "hide"])
    assert by("femi").post(hide, {"lines": ["0"], "reason": "It hurts.", "over": ""}).status_code == 302
    act = Act.objects.get()
    assert act.lines == SAID and SAID not in page_of(by, "ana", session)
    assert by("femi").get(reverse("case-act", args=[case.pk, "hold"])).status_code == 404, "they cannot be changed"
    assert by("femi").post(hide, {"reason": "Twice.", "over": ""}).status_code == 422, "somebody acted already"
    by("femi").post(reverse("act-undo", args=[act.pk]))
    assert SAID in page_of(by, "ana", session)
    assert AuditEvent.objects.filter(verb=Verb.WORDS_SHOWN, owner=cast.ben.pk).exists()


def test_hidden_words_cannot_be_told_of_again_or_found_by_their_number(said, session, cast, by):
    hiding.hide(cast.cleo, said)
    with pytest.raises(Http404):
        things.find(cast.ana, "said", str(said.pk))
    assert by("ana").get(reverse("report", args=["said", str(said.pk)])).status_code == 404
    assert (
        SAID
        not in by("ana")
        .get(reverse("session", args=[session.group.slug, session.key]) + "?block=words")
        .content.decode()
    )


def test_of_two_who_act_at_once_one_does(said, cast):
    case = keeping.open_case(keeping.about_said(said), Case.Lane.HARM, Case.Source.REPORT, ["unkind"], 2)[0]
    actions.hide(cast.femi, case, "It hurts.")
    with pytest.raises(actions.Overtaken):
        actions.hide(cast.grace, case, "It hurts.")
    assert not hiding.hide(cast.grace, said)
