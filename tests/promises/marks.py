"""Leaves a mark in every private field: one short function for each kind of thing, and a new kind adds its own."""

from datetime import time, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.drawing import Drawn
from kith.directory.models import Listing
from kith.groups import actions as groups
from kith.groups.actions.meetings import Instead
from kith.groups.belonging.models import ReachOut
from kith.groups.belonging.tasks import ask_in_group, miss_people
from kith.groups.models import Group, MeetingTime, Session, SessionPost
from kith.mydata import actions as mydata
from kith.mydata import making
from kith.mydata.models import Export
from kith.notices import actions as notices
from kith.notices.models import Device, Notice
from kith.people import actions as people
from kith.people.models import Snapshot, Tie
from kith.recovery import actions as recovery
from kith.recovery.library import starters
from kith.recovery.models import CheckIn, Strategy
from kith.resources import actions as resources
from kith.safety import actions as safety
from kith.safety.acts import actions as acts_taken
from kith.safety.acts import appeals
from kith.safety.cases import closing, reporting
from kith.safety.cases import keeping as case_keeping
from kith.safety.cases import things as reportable
from kith.safety.models import Case, Opening, Shift
from kith.safety.watch import actions as watch
from kith.spaces import actions as spaces
from kith.spaces import quoting
from kith.spaces.actions import drafts
from kith.spaces.models import Bookmark, Letter, Membership, Picture, Poll, PollAnswer, Post, Thread
from kith.spaces.pictures import actions as pictures
from kith.spaces.pictures.actions import Given
from kith.spaces.polls import actions as polls
from kith.spaces.polls.actions import Asked
from kith.weave.models import Answer, Dismissal
from tests.promises.passkey import made_by
from tests.promises.scene import Scene, mark


def services(scene: Scene) -> None:
    """The directory is for everyone; what Ana saved of it is hers."""
    words = mark("service", "the_town")
    listing = Listing.objects.create(slug="the-library", name=words, description=words)
    scene.know("services/slug", listing.slug, "service", "the_town")
    people.add_tie_for(scene.ana, "listing", listing.pk, mark("saved"), "service")


def maps(scene: Scene) -> None:
    """Everyone's map: a private note, a snapshot, and something just taken off."""
    for who, person in scene.people.items():
        name = mark("tie_name", who)
        gives = ["listen", mark("tie_note", who)]
        tie = Tie.objects.create(owner=person, kind="family", name=name, note=mark("tie_note", who), gives=gives)
        scene.know("tie_id", tie.pk, "tie", who)
        kept = [{"id": str(tie.pk), "name": mark("snapshot", who), "kind": "family", "circle": "inner", "gives": []}]
        snapshot = Snapshot.objects.create(owner=person, note=mark("snapshot", who), data=kept)
        scene.know("snapshot_id", snapshot.pk, "snapshot", who)
        words = mark("removed_tie", who)
        gone = people.add_tie(person, words, "family", note=words)
        scene.know("removed_id", people.remove_tie(person, gone).pk, "removed_tie", who)


def check_ins(scene: Scene) -> None:
    for who, person in scene.people.items():
        shown = CheckIn.objects.create(person=person, mood=1, words=mark("check_in_words", who), at=scene.ago(2))
        scene.know("check_in_id", shown.pk, "check_in", who)
    for thing, days, only_me in (("check_in_before", 40, False), ("check_in_mine", 1, True)):
        _check_in(scene, thing, days, only_me)
    one = _check_in(scene, "check_in_one", 39)
    _only(scene, "check_ins", one)
    recovery.remove_check_in(scene.ana, _check_in(scene, "check_in_removed", 3))


def _check_in(scene: Scene, thing: str, days: int, only_me: bool = False) -> CheckIn:
    made = CheckIn.objects.create(person=scene.ana, mood=1, words=mark(thing), at=scene.ago(days), only_me=only_me)
    scene.know("check_in_id", made.pk, thing)
    return made


def _only(scene: Scene, kind: str, one: CheckIn | Strategy) -> None:
    """Share this one thing, by itself, with one person."""
    grant = people.give(scene.ana, kind, grantee=scene.once, thing=one.pk, purpose=mark("purpose"))
    scene.know("grant_id", grant.pk, "grant")


def hard_times(scene: Scene) -> None:
    for who, person in scene.people.items():
        scene.know("hard_time_id", recovery.say_so(person, mark("hard_time", who)).pk, "hard_time", who)


def strategies(scene: Scene) -> None:
    for who, person in scene.people.items():
        words = mark("strategy", who)
        kept = Strategy.objects.create(person=person, name=words, how=words, when=words)
        scene.know("strategy_id", kept.pk, "strategy", who)
        more = recovery.More(2, 4, mark("occasion", who), mark("try_note", who))
        scene.know("try_id", recovery.log_try(person, kept, 2, more).pk, "try_note", who)
    one = Strategy.objects.create(person=scene.ana, name=mark("strategy_one"))
    scene.know("strategy_id", one.pk, "strategy_one")
    _only(scene, "strategies", one)
    gone = Strategy.objects.create(person=scene.ana, name=mark("strategy_removed"))
    scene.know("strategy_id", gone.pk, "strategy_removed")
    recovery.remove_strategy(scene.ana, gone)


def offered(scene: Scene) -> None:
    """What Ana offered: one that waits, one taken in with an answer, one with other words; and what she said was wrong."""
    for thing in ("offered", "listed", "offer_changed"):
        words = mark("offered" if thing == "offer_changed" else thing)
        own = Strategy.objects.create(person=scene.ana, name=mark("strategy"))
        scene.know("strategy_id", own.pk, "strategy")
        entry = recovery.offer(scene.ana, own, words, words, words, "en", ["night"])
        scene.know("entry_id", entry.pk, "offered" if thing == "offered" else thing)
        if thing != "offered":
            new = mark("offer_changed") if thing == "offer_changed" else words
            review = recovery.Review(mark("offer_answer"), scene.at.date() + timedelta(days=99), new, new, new)
            recovery.take_in(scene.grace, entry, review)
    problem = recovery.say_what_is_wrong(scene.ana, starters()[0], "harm", mark("problem"))
    scene.know("problem_id", problem.pk, "problem")


def what_would_help(scene: Scene) -> None:
    for who, person in scene.people.items():
        Answer.objects.create(person=person, question="hard", value={"things": [], "words": mark("answer", who)})
        aside = Dismissal.objects.create(person=person, kind="service", thing_id=who, title=mark("aside", who))
        scene.know("dismissal_id", aside.pk, "aside", who)


def letters(scene: Scene) -> None:
    spaces.write_to(scene.ana, scene.ben, mark("letter"))
    spaces.write_to(scene.ben, scene.ana, mark("letter_back", "ben"))


def invitations(scene: Scene) -> None:
    tie = Tie.objects.filter(owner=scene.ana, person=None, target_kind="").first()
    scene.know("token", people.invite(scene.ana, tie), "invitation")


def conversations(scene: Scene) -> None:
    for name, group in scene.groups.items():
        scene.know("groups/slug", group.slug, name, "cleo")
        words = mark(f"{name}_post")
        thread = spaces.start_thread(scene.ana, group.space, words, words, "heard", note=words)
        scene.know("thread_id", thread.pk, f"{name}_post")
        scene.know("post_id", Post.objects.get(thread=thread).pk, f"{name}_post")
        if name == "open":
            for_some(scene, group, "open_inside", "members")
        enclosed(scene, f"{name}_post", thread)
        if name == "club":
            for_some(scene, group, "club_asked", "running")
            quote = quoting.begin(scene.fellow, thread, Post.objects.get(thread=thread).pk)
            spaces.reply(scene.fellow, thread, quote + mark("club_answer", "fellow"))
            spaces.withdraw_post(scene.ana, spaces.reply(scene.ana, thread, mark("club_taken_back")))
            unnamed(scene, group)


def for_some(scene: Scene, group: Group, thing: str, readers: str) -> None:
    """A conversation that its author let only some of the group's readers read."""
    words = mark(thing)
    thread = spaces.start_thread(scene.ana, group.space, words, words, "heard", note=words, readers=readers)
    scene.know("thread_id", thread.pk, thing)
    scene.know("post_id", Post.objects.get(thread=thread).pk, thing)


def keeping(scene: Scene) -> None:
    """What each keeps for themselves, and would rather not read."""
    posts = {name: Post.objects.get(thread__title=mark(f"{name}_post"), opening=True) for name in ("open", "club")}
    for who, person in scene.people.items():
        people.mute_words(person, [mark("muted_words", who)], [])
        groups.keep_post(person, posts["open"])
        scene.know("bookmark_id", Bookmark.objects.get(person=person).pk, "bookmark", who)
    groups.keep_post(scene.ana, posts["club"])
    groups.put_away(scene.fellow, posts["open"].thread)


def unsent(scene: Scene) -> None:
    """What those who write in groups began there; and what Ana's words were before she changed them."""
    for who, name in (("ana", "open"), ("ben", "open"), ("fellow", "quiet")):
        words = {"title": mark("draft", who), "hope": "heard", "body": mark("draft", who)}
        draft = drafts.keep(scene.people[who], scene.groups[name].space, None, words, 0)
        scene.know("draft_id", draft.pk, "draft", who)
    post = Post.objects.get(thread__title=mark("open_post"), opening=True)
    Post.objects.filter(pk=post.pk).update(body=mark("earlier_words"))
    spaces.edit_post(scene.ana, post, mark("open_post"), mark("open_post"))


def enclosed(scene: Scene, thing: str, thread: Thread) -> None:
    """With words of Ana's stand a picture and a poll, which are for whoever may read the words; what she chose is for nobody."""
    post, words = Post.objects.get(thread=thread), mark(thing)
    pictures.put_with(scene.ana, post, [Given(Drawn(f"RIFF {words}".encode(), 40, 30), words)])
    scene.know("picture_id", Picture.objects.get(post=post).pk, thing)
    polls.put_with(scene.ana, post, Asked(words, (words, "Another day")))
    chosen = [mark("poll_answer")]
    PollAnswer.objects.create(poll=Poll.objects.get(post=post), person=scene.ana, chosen=chosen, counted=chosen)


def unnamed(scene: Scene, club: Group) -> None:
    """Words without a name: the handle they have for themselves would tell who wrote them, so nobody may meet it."""
    words = mark("unnamed_post")
    thread = spaces.start_thread(scene.ana, club.space, words, words, "heard", unnamed=True)
    scene.know("thread_id", thread.pk, "unnamed_post")
    scene.know("post_id", Post.objects.get(thread=thread).pk, "unnamed_post")
    scene.know("name_key", thread.author.name_key, "unnamed_handle")


def mutes(scene: Scene) -> None:
    for who, person in (("ana", scene.fellow), ("ben", scene.cleo)):
        scene.know("mutes/mark", people.mute(scene.people[who], person.signature).mark, "mute", who)


def belonging(scene: Scene) -> None:
    """In the club: what Ana does there, thanks (one to her is held, for she muted the name), who is asked to answer, and who is missed."""
    club, before = scene.groups["club"], scene.ago(10)
    groups.set_part(scene.ana, club, line=mark("doing"), welcomes=True, missed_after=1)
    groups.set_part(scene.fellow, club, answers_a_week=1)
    Post.objects.filter(thread__title=mark("unnamed_post")).update(created=scene.ago(1))
    ask_in_group(club.pk)
    groups.say_thanks(scene.ana, club, scene.handle("fellow"), mark("thanks"))
    groups.say_thanks(scene.fellow, club, scene.handle("ana"), mark("thanks_held", "fellow"))
    Membership.objects.filter(space=club.space, person=scene.ana).update(seen=before)
    miss_people()
    groups.say_we_miss_you(scene.cleo, club, ReachOut.objects.get(), mark("hello", "cleo"))


def openings(scene: Scene) -> None:
    """Femi and Grace had to look: at who is behind a name, without telling Ana; and at two records, and told her."""
    words, why = mark("opening_reason"), mark("silence")
    post = Post.objects.get(thread__title=mark("open_post"), opening=True)
    asked = [safety.ask_for_name(scene.femi, post, "danger", words, unsafe=why)]
    asked += [
        safety.ask_for_record(scene.grace, scene.ana, kind, "law", words, 24) for kind in ("check_ins", "network")
    ]
    for one in asked:
        safety.agree(scene.femi if one.asker == scene.grace else scene.grace, one, unsafe=why)
        scene.know("opening_id", one.pk, "opening")


def hours(scene: Scene) -> None:
    """Femi is here today, told the next shift how it stands, and kept for himself how it was."""
    starts = now() - timedelta(hours=1)
    shift = Shift.objects.create(person=scene.femi, starts=starts, ends=starts + timedelta(hours=4))
    scene.know("shift_id", shift.pk, "shift", "femi")
    watch.tell_the_next(scene.femi, mark("shift_told", "femi"))
    watch.write_debrief(scene.femi, mark("debrief", "femi"), False)


def cases(scene: Scene) -> None:
    """Ben told of what Ana wrote to him, and Femi wrote a note about it. What can be reported is known by its own address."""
    letter = Letter.objects.get(person=scene.ana)
    found = reportable.find(scene.ben, "letter", str(letter.pk))
    told = reporting.report(scene.ben, found, "worried", mark("report_words", "ben"), tell=True)
    closing.add_note(scene.femi, told.case, mark("case_note"))
    scene.know("report_id", told.pk, "report", "ben")
    scene.know("case_id", told.case_id, "case")
    scene.know("thing", letter.pk, "letter")
    asked = Post.objects.get(thread__title=mark("club_asked"), opening=True)
    scene.know("thing", asked.pk, "club_asked")
    scene.know(
        "thing",
        SessionPost.objects.get(person=scene.ana, session__group=scene.groups["club"], number=1).pk,
        "club_said",
    )
    scene.know("thing", scene.groups["quiet"].slug, "quiet", "cleo")


def outside(scene: Scene) -> None:
    """Two agreed to tell someone outside about Ana, and one of them did."""
    told = {"contact": "crisis", "said": mark("told_outside"), "ground": "danger", "reason": mark("opening_reason")}
    asked = safety.ask_to_contact(scene.femi, Case.objects.get(subject=scene.ana, thing_kind="letter"), **told)
    safety.agree(scene.grace, asked)
    safety.write_down_contact(scene.femi, Opening.objects.get(pk=asked.pk), mark("outside_outcome"))
    scene.know("opening_id", asked.pk, "opening")


def acts(scene: Scene) -> None:
    """What Femi held of Ana's in the group anyone may read, and what she asked about it; Grace answered."""
    thread = Post.objects.get(thread__title=mark("open_post"), opening=True).thread
    post = spaces.reply(scene.ana, thread, mark("held_post"))
    case = case_keeping.open_case(case_keeping.about_post(post), Case.Lane.HARM, Case.Source.REPORT, ["other"], 2)[0]
    act = acts_taken.hold(scene.femi, case, mark("act_reason"), mark("act_lines"))
    made = appeals.appeal(scene.ana, act, mark("appeal"))
    appeals.answer(scene.grace, made, True, mark("appeal_answer"))
    scene.know("case_id", case.pk, "act_reason")
    scene.know("act_id", act.pk, "act_reason")


def copies(scene: Scene) -> None:
    """What people take with them, made and waiting."""
    for who in ("ana", "ben"):
        copy = mydata.ask_for_copy(scene.people[who])
        making.make(Export.objects.get(pk=copy.pk))
        scene.know("export_id", copy.pk, "copy", who)


def places(scene: Scene) -> None:
    """Where Ana is signed in, and her passkey."""
    held = SessionStore()
    held.save()
    words = mark("device")
    row = UserSession.objects.create(user=scene.ana, session_key=held.session_key, ip="127.0.0.1", user_agent=words)
    scene.know("sessions/pk", row.pk, "device")
    data = {"name": mark("key"), "credential": made_by(b"her phone")}
    notices.choose_ways(scene.ana, True, False, {}, {group.pk: "named" for group in scene.groups.values()})
    address = {"endpoint": f"https://push.example/{mark('push_address')}", "p256dh": "", "auth": ""}
    told = Device.objects.create(person=scene.ana, session=row, address=address)
    scene.know("device_id", told.pk, "device")
    key = Authenticator.objects.create(user=scene.ana, type="webauthn", data=data)
    scene.know("keys/pk", key.pk, "key")


def meetings(scene: Scene) -> None:
    for name in ("club", "quiet"):
        words = mark(f"{name}_place", "cleo")
        at = MeetingTime(weekday=2, starts=time(18, 30), time_zone="Europe/London", place_or_link=words, notes=words)
        groups.save_meeting_time(scene.cleo, scene.groups[name], at)
        kept = MeetingTime.objects.get(group=scene.groups[name])
        scene.know("time_id", kept.pk, f"{name}_time", "cleo")
        first = next(kept.meetings(scene.at))
        otherwise = Instead(first.day + timedelta(days=1), time(19), 60, f"{words} again", words)
        groups.move(scene.cleo, scene.groups[name], first, otherwise)
        scene.know("meeting", first.key, f"{name}_meeting", "cleo")
        groups.say_if_coming(scene.ana, scene.groups[name], first, comes=True)
        groups.remind_me(scene.ana, scene.groups[name], day_before=True, hour_before=True)


def sessions(scene: Scene) -> None:
    """One of last week in each group; its words are still kept."""
    for name in ("club", "quiet"):
        time = MeetingTime.objects.get(group=scene.groups[name])
        ended = {"opened": scene.ago(7), "led": scene.ago(7), "closed": scene.ago(6)}
        held = Session.objects.create(group=scene.groups[name], time=time, day=scene.ago(7).date(), said=1, **ended)
        author = Membership.objects.get(space=scene.groups[name].space, person=scene.ana).handle
        said = {"number": 1, "person": scene.ana, "author": author, "body": mark(f"{name}_said")}
        SessionPost.objects.create(session=held, **said)
        if name == "club":
            put_away = {"number": 2, "body": mark("club_put_away"), "hidden": scene.ago(6)}
            SessionPost.objects.create(session=held, **said | put_away)
        scene.know("meeting", held.key, f"{name}_session", "cleo")


def calendars(scene: Scene) -> None:
    scene.know("secret", groups.make_calendar(scene.ana), "calendar")


def running(scene: Scene) -> None:
    """What Cleo says to whoever joins the hidden group, and to the others who run the club."""
    groups.set_welcome(scene.cleo, scene.groups["quiet"], mark("quiet_welcome", "cleo"))
    groups.leave_note(scene.cleo, scene.groups["club"], mark("hand_over", "cleo"))


def tips(scene: Scene) -> None:
    """Ana's: one that was checked, one that waits, one that was not taken in; and what she says of someone else's."""

    def share(person, words):
        said = {"kind": "tip", "title": words, "url": f"https://{words}.example/", "words": words, "language": "en"}
        return resources.share(person, ["sleep"], **said, cost="free")

    made = {thing: share(scene.ana, mark(thing)) for thing in ("tip", "tip_waiting", "tip_refused")}
    resources.accept(scene.grace, made["tip"])
    resources.decline(scene.femi, made["tip_refused"], mark("tip_answer"))
    for thing, one in made.items():
        scene.know("resources/mark", one.code, thing)
    others = share(scene.stranger, "A tip of someone else")
    resources.accept(scene.grace, others)
    resources.report(scene.ana, others, "wrong", mark("tip_problem"))
    scene.know("resources/mark", others.code, "tip")  # open to everyone, as hers is


def questions(scene: Scene) -> None:
    name = scene.handle("asking").name
    groups.ask_to_join(scene.asking, scene.groups["club"], name, mark("asked", "asking"))


def looks(scene: Scene) -> None:
    for who in ("ben", "ended"):
        record(Verb.LOOKED, scene.people[who], scene.ana, "check_in", scene.ids["check_in_id"][0][0])


def told(scene: Scene) -> None:
    """Everything above told somebody something; each notice is theirs."""
    names = {person.pk: who for who, person in scene.people.items()}
    for notice in Notice.objects.order_by("pk"):
        scene.know("notice_id", notice.pk, "notice", names[notice.person_id])


MARKERS = [
    services, maps, check_ins, hard_times, strategies, offered, what_would_help, letters, invitations, conversations, unsent, meetings,
    sessions, calendars, tips, running, questions, looks, mutes, keeping, belonging, openings, hours, cases, outside, acts, copies, places, told,
]  # fmt: skip
