"""The steward settles how long things are kept, everyone can read it, and it is carried out."""

from datetime import time, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import Http404

from kith.core import retention, settled
from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.core.jobs import Job, State
from kith.core.runner import run_due
from kith.core.settled import Setting
from kith.core.tasks import keep_to_the_times
from kith.groups.belonging.models import Offer, ReachOut
from kith.groups.models import Group, HandOverNote, JoinRequest, MeetingTime
from kith.groups.models import Session as GroupSession
from kith.notices.models import Notice, Outgoing
from kith.people.models import Grant, Invitation, Tie
from kith.recovery.models import LibraryEntry, LibraryProblem
from kith.resources.models import Problem, Resource
from kith.safety.models import Act, Case, Debrief, Shift
from kith.spaces import actions as spaces
from kith.spaces.models import Draft, Membership, Poll, PollAnswer, Post, PostVersion, Space
from kith.steward import actions


def typed(**changed):
    return {name: str(days) for name, days in (retention.days_now() | changed).items()} | {"once": "a"}


def test_for_everyone_but_stewards_the_page_does_not_exist(cast, as_, visitor):
    for person in (cast.ana, cast.femi, cast.cleo, cast.dr_osei):
        assert as_(person).get("/steward/").status_code == 404
        assert as_(person).post("/steward/", typed(notices=9)).status_code == 404
        assert 'href="/steward/"' not in as_(person).get("/you/").content.decode()
    assert visitor.get("/steward/").status_code == 404
    with pytest.raises(Http404):
        actions.settle_times(cast.ana, {"notices": 9})
    assert not Setting.objects.exists()


def test_a_steward_changes_a_number_and_it_is_written_down(cast, as_, visitor):
    grace = as_(cast.grace)
    assert 'href="/steward/"' in grace.get("/you/").content.decode()
    assert grace.post("/steward/", typed(notices=30)).status_code == 302
    assert retention.days("notices") == 30
    event = AuditEvent.objects.get(verb="setting_changed")
    assert (event.actor, event.thing, event.note_code) == (cast.grace.pk, "keep.notices", "30")
    assert "30 days" in visitor.get("/privacy/").content.decode()


@pytest.mark.parametrize("wrong", ["0", "6", "366", "", "soon", "7.5"])
def test_a_number_out_of_bounds_is_refused_with_the_bounds_and_changes_nothing(cast, as_, wrong):
    answer = as_(cast.grace).post("/steward/", typed() | {"notices": wrong})
    assert answer.status_code == 422
    assert "from 7 to 365" in answer.content.decode()
    assert not Setting.objects.exists()


def test_a_number_that_came_out_of_bounds_some_other_way_is_held_within_them(cast):
    Setting.objects.create(name="keep.notices", value=0)
    assert retention.days("notices") == 7
    with pytest.raises(ValueError, match="from 7 to 365"):
        settled.settle(cast.grace, {"keep.notices": 1})


def ago(days):
    return now() - timedelta(days=days)


def a_post(cast, days):
    space = Space.objects.get_or_create(kind="group")[0]
    Group.objects.get_or_create(space=space, defaults={"slug": "x", "name": "X"})
    spaces.enter(space, cast.ana, cast.ana.main_handle)
    post = spaces.start_thread(cast.ana, space, "Title", "Words", "heard").posts.get()
    spaces.withdraw_post(cast.ana, post)
    Post.objects.filter(pk=post.pk).update(withdrawn=ago(days))
    return Post.objects.filter(pk=post.pk).exclude(body="")


def an_invitation(cast, days):
    tie = Tie.objects.create(owner=cast.ana, kind="peer", name="x")
    made = Invitation.objects.create(owner=cast.ana, tie=tie, token_hash=f"h{days}", expires=ago(days))
    return Invitation.objects.filter(pk=made.pk)


def a_request(cast, days):
    space = Space.objects.create(kind="group")
    group = Group.objects.create(space=space, slug=f"g{days}", name="G")
    held = Membership.objects.create(space=space, person=cast.ana, handle=cast.ana.main_handle)
    made = JoinRequest.objects.create(group=group, membership=held, person=cast.ana, decided=ago(days), accepted=True)
    return JoinRequest.objects.filter(pk=made.pk)


def a_closed_group(cast, days):
    space = Space.objects.create(kind="group", writing=False)
    made = Group.objects.create(space=space, slug=f"c{days}", name="C", state="closed", closed=ago(days))
    return Group.objects.filter(pk=made.pk)


def a_note(cast, days):
    group = Group.objects.create(space=Space.objects.create(kind="group"), slug=f"n{days}", name="N")
    words = {"author": cast.ana.main_handle, "words": "Words", "at": ago(days)}
    return HandOverNote.objects.filter(pk=HandOverNote.objects.create(group=group, person=cast.ana, **words).pk)


def an_offer(cast, days):
    post = Post.objects.get(pk=a_post(cast, 0).get().pk)
    Post.objects.filter(pk=post.pk).update(withdrawn=None)
    made = Offer.objects.create(
        group=Group.objects.get(slug="x"), post=post, person=cast.ben, until=ago(days), ended=ago(days), how="passed"
    )
    return Offer.objects.filter(pk=made.pk)


def a_hello(cast, days):
    space = Space.objects.create(kind="group")
    held = Membership.objects.create(space=space, person=cast.ana, handle=cast.ana.main_handle)
    return ReachOut.objects.filter(pk=ReachOut.objects.create(membership=held, ended=ago(days)).pk)


def a_device(cast, days):
    made = UserSession.objects.create(user=cast.ana, session_key=f"k{days}", ip="::1", user_agent="x")
    UserSession.objects.filter(pk=made.pk).update(last_seen_at=ago(days))
    return UserSession.objects.filter(pk=made.pk)


def an_answer(cast, days):
    space = Space.objects.create(kind="group")
    Group.objects.create(space=space, slug=f"p{days}", name="P")
    spaces.enter(space, cast.ana, cast.ana.main_handle)
    post = spaces.start_thread(cast.ana, space, "Title", "Words", "heard").posts.get()
    poll = Poll.objects.create(post=post, question="Which?", closes=ago(days).date())
    return PollAnswer.objects.filter(pk=PollAnswer.objects.create(poll=poll, person=cast.ana, chosen=[0]).pk)


def a_mail(cast, days):
    notice = Notice.objects.create(person=cast.ana, kind="message", thing_kind="pair", thing_id=f"m{days}")
    made = Outgoing.objects.create(person=cast.ana, notice=notice, channel="mail", due=ago(days), made=ago(days))
    return Outgoing.objects.filter(pk=made.pk)


def a_draft(cast, days):
    space = Space.objects.create(kind="group")
    made = Draft.objects.create(person=cast.ana, space=space, words={"body": "Begun"}, changed=ago(days))
    return Draft.objects.filter(pk=made.pk)


def an_earlier_version(cast, days):
    post = Post.objects.get(pk=a_post(cast, 0).get().pk)
    return PostVersion.objects.filter(
        pk=PostVersion.objects.create(post=post, person=cast.ana, body="Before", until=ago(days)).pk
    )


def an_entry(cast, days, state="declined"):
    words = {"name": "A walk", "how": "Out of the door", "language": "en"}
    made = LibraryEntry.objects.create(person=cast.ana, **words, state=state, reviewed=ago(days))
    return LibraryEntry.objects.filter(pk=made.pk)


def a_problem(cast, days):
    made = LibraryProblem.objects.create(person=cast.ben, about=f"idea{days}", kind="wrong", settled=ago(days))
    return LibraryProblem.objects.filter(pk=made.pk)


def a_meeting(cast, days):
    group = Group.objects.create(space=Space.objects.create(kind="group"), slug=f"t{days}", name="T")
    day = ago(days).date()
    at = {"weekday": day.weekday(), "starts": time(18), "time_zone": "UTC", "once": day}
    return MeetingTime.objects.filter(pk=MeetingTime.objects.create(group=group, **at).pk)


def a_resource(cast, days, state="declined"):
    words = {"code": f"c{days}", "kind": "tip", "title": "A flask", "words": "By the bed"}
    made = Resource.objects.create(person=cast.ana, **words, state=state, changed=ago(days))
    return Resource.objects.filter(pk=made.pk)


def a_wrong(cast, days):
    made = Problem.objects.create(
        resource=a_resource(cast, days, "waiting").get(), person=cast.ben, kind="wrong", settled=ago(days)
    )
    return Problem.objects.filter(pk=made.pk)


def a_session(cast, days):
    group = Group.objects.create(space=Space.objects.create(kind="group"), slug=f"s{days}", name="S")
    at = {"weekday": 0, "starts": time(18), "time_zone": "UTC", "here": True}
    held = MeetingTime.objects.create(group=group, **at)
    told = {"day": ago(days).date(), "opened": ago(days), "led": ago(days), "closed": ago(days)}
    return GroupSession.objects.filter(pk=GroupSession.objects.create(group=group, time=held, **told).pk)


def a_shift(cast, days):
    made = Shift.objects.create(person=cast.femi, starts=ago(days + 1), ends=ago(days))
    return Shift.objects.filter(pk=made.pk)


def a_debrief(cast, days):
    made = Debrief.objects.create(person=cast.femi, words="Words")
    Debrief.objects.filter(pk=made.pk).update(at=ago(days))
    return Debrief.objects.filter(pk=made.pk)


def a_case(cast, days):
    over = {"state": "no_action", "opened": ago(days + 1), "due": ago(days), "closed": ago(days)}
    made = Case.objects.create(lane="harm", source="report", thing_kind="group", thing=str(days), **over)
    return Case.objects.filter(pk=made.pk)


def an_act(cast, days):
    made = Act.objects.create(kind="word", subject=cast.ana, by=cast.femi, began=ago(days), reason="Words")
    return Act.objects.filter(pk=made.pk)


MAKE = {
    "acts": an_act,
    "rota": a_shift,
    "debriefs": a_debrief,
    "safety.cases": a_case,
    "sessions": a_session,
    "resources_declined": a_resource,
    "resource_problems": a_wrong,
    "sent_notices": a_mail,
    "drafts": a_draft,
    "earlier_words": an_earlier_version,
    "entries_not_taken_in": an_entry,
    "problems_settled": a_problem,
    "meetings": a_meeting,
    "poll_answers": an_answer,
    "notices": lambda cast, days: Notice.objects.filter(
        pk=Notice.objects.create(person=cast.ana, kind="message", thing_kind="pair", thing_id=days, at=ago(days)).pk
    ),
    "done_jobs": lambda cast, days: Job.objects.filter(
        pk=Job.objects.create(name="x", state=State.DONE, finished=ago(days)).pk
    ),
    "posts_taken_back": a_post,
    "invitations": an_invitation,
    "ended_sharing": lambda cast, days: Grant.objects.filter(
        pk=Grant.objects.create(
            owner=cast.ana, grantee=cast.ben, kind="network", starts=ago(days + 1), revoked=ago(days)
        ).pk
    ),
    "answer_offers": an_offer,
    "hellos": a_hello,
    "devices": a_device,
    "join_requests": a_request,
    "closed_groups": a_closed_group,
    "hand_over_notes": a_note,
}


def test_there_is_a_way_to_try_every_span():
    assert {span.name for span in retention.spans()} == set(MAKE), "Add the new span above"


@pytest.mark.parametrize("name", sorted(MAKE))
@pytest.mark.parametrize("settled_now", [False, True])
def test_what_has_been_kept_long_enough_goes_and_the_rest_stays(cast, name, settled_now):
    span = next(span for span in retention.spans() if span.name == name)
    days = span.number.most if settled_now else span.number.default
    if settled_now:
        actions.settle_times(cast.grace, {name: days})
    old, young = MAKE[name](cast, days + 1), MAKE[name](cast, days - 0.5)
    keep_to_the_times()
    run_due()
    assert not old.exists()
    assert young.exists()


def test_a_device_that_is_still_signed_in_stays_in_the_list(cast, as_):
    client = as_(cast.ana)
    client.get("/you/")
    key = client.session.session_key
    assert Session.objects.filter(session_key=key).exists()
    UserSession.objects.create(user=cast.ana, session_key=key, ip="::1", user_agent="x")
    UserSession.objects.update(last_seen_at=ago(80))
    keep_to_the_times()
    run_due()
    assert UserSession.objects.filter(session_key=key).exists()


def test_words_taken_back_can_be_put_back_for_as_long_as_the_steward_says(cast, as_):
    actions.settle_times(cast.grace, {"posts_taken_back": 3})
    standing = a_post(cast, 2)
    keep_to_the_times()
    run_due()
    spaces.restore_post(cast.ana, standing.get())
    assert standing.get().withdrawn is None


def test_it_is_asked_for_once_a_day(db):
    keep_to_the_times()
    keep_to_the_times()
    assert Job.objects.filter(name="core.let_go").count() == len(retention.spans())
