"""A person who has given something to every area, through the real actions, each with a mark nobody else could write."""

import io
from datetime import time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils.timezone import localtime
from PIL import Image

from kith.core.clock import now
from kith.core.drawing import redraw
from kith.directory.models import Listing
from kith.groups import actions as groups
from kith.groups.belonging.models import Offer, ReachOut
from kith.groups.belonging.tasks import ask_in_group, miss_people
from kith.groups.models import MeetingTime
from kith.notices import actions as notices
from kith.notices.families import Family
from kith.notices.models import Device, Notice, Outgoing
from kith.notices.wishes import Ways
from kith.people import actions as people
from kith.people.models import Tie
from kith.recovery import actions as recovery
from kith.recovery.library import starters
from kith.resources import actions as resources
from kith.safety.cases import reporting, things
from kith.spaces import actions as spaces
from kith.spaces import enclosing
from kith.spaces.actions import drafts
from kith.spaces.models import Membership, Poll, PollAnswer, Post
from kith.spaces.pictures.actions import Given
from kith.spaces.polls import actions as polls
from kith.spaces.polls.actions import Asked
from kith.spaces.polls.models import today
from kith.weave import actions as weave

MARKS = (
    "mark-tie-name", "mark-tie-note", "mark-purpose", "mark-snapshot", "mark-check-in", "mark-strategy", "mark-how",
    "mark-when", "mark-answer", "mark-title", "mark-post", "mark-reply", "mark-letter", "mark-request", "mark-removed",
    "mark-hard-time", "mark-note", "mark-word", "mark-earlier", "mark-draft", "mark-shows", "mark-question", "mark-choice",
    "mark-line", "mark-thanks", "mark-hello", "mark-occasion", "mark-try", "mark-offered", "mark-new", "mark-kind", "mark-wrong",
    "mark-session", "mark-resource", "mark-resource-words", "mark-problem", "mark-report",
)  # fmt: skip


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()


def group_of(founder, name, joining="open"):
    start = {"name": name, "purpose": "Fresh air.", "visibility": "anyone", "joining": joining}
    return groups.make_group(founder, start, "Be kind.", {"needs": ["company"], "formats": ["in_person"]})


def comes_to(ana, cast, group):
    """A meeting she comes to and is reminded of, and her calendar."""
    at = MeetingTime(weekday=2, starts=time(18, 30), time_zone="Europe/London")
    kept = groups.save_meeting_time(cast.cleo, group, at)
    groups.say_if_coming(ana, group, next(kept.meetings(now())), comes=True)
    groups.remind_me(ana, group, day_before=True, hour_before=False)
    groups.make_calendar(ana)
    soon = localtime(now(), ZoneInfo("Europe/London"))
    live = MeetingTime(once=soon.date(), starts=soon.time(), time_zone="Europe/London", here=True)
    session = groups.open_session(cast.cleo, next(groups.save_meeting_time(cast.cleo, group, live).meetings(now())))
    groups.come_in(ana, session)
    groups.say(ana, session, "mark-session")


def full_of(founder, other):
    """A group that has no place left."""
    start = {"name": "For two", "purpose": "Chess.", "visibility": "anyone", "joining": "open", "size_limit": 2}
    group = groups.make_group(founder, start, "Be kind.", {})
    groups.join(other, group, other.name)
    return group


def _told(ana, walk, tie):
    """How Ana wants to be told, a device of hers, something on its way; and a break, so that none of it goes out."""
    notices.choose_ways(ana, True, True, {Family.ANSWERS: Ways("soon", True)}, {walk.pk: "named"})
    hours = {"quiet": True, "weekly": True, "digest_day": 2, "digest_hour": 9}
    friend = Tie.objects.filter(owner=ana, person__isnull=False).first()
    notices.choose_hours(ana, "Europe/Paris", hours, [friend.pk])
    session = UserSession.objects.create(user=ana, session_key="told", ip="127.0.0.1", user_agent="Firefox on Linux")
    address = {"endpoint": "https://push.example/mark-push-address", "p256dh": "", "auth": ""}
    Device.objects.create(person=ana, session=session, address=address)
    one = Notice.objects.create(person=ana, kind="reply", thing_kind="thread", thing_id="0")
    Outgoing.objects.create(person=ana, notice=one, channel="mail", due=now(), done=now())
    notices.take_a_break(ana, now() + timedelta(days=30))


def fill(cast, walk):
    """Ana gives something to every area."""
    ana = cast.ana
    ana.email = "Ana.Marked@example.org"
    ana.save()
    EmailAddress.objects.create(user=ana, email="ana.marked@example.org", verified=True, primary=True)
    tie = people.add_tie(ana, "mark-tie-name", "family", "inner", ["listen"], note="mark-tie-note")
    people.invite(ana, tie)
    people.give(ana, "check_ins", level="words", grantee=cast.ben, purpose="mark-purpose")
    people.keep_snapshot(ana, "mark-snapshot")
    people.remove_tie(ana, people.add_tie(ana, "mark-removed", "peer"))
    people.block(ana, cast.femi)
    people.mute(ana, cast.grace.main_handle)
    recovery.say_so(ana, "mark-hard-time")
    recovery.check_in(ana, 2, "mark-check-in")
    strategy = recovery.add_strategy(ana, name="mark-strategy", how="mark-how", when="mark-when")
    recovery.log_try(ana, strategy, 2, recovery.More(2, 4, "mark-occasion", "mark-try"))
    entry = recovery.offer(ana, strategy, "mark-offered", "Slowly", "At night", "en", ["night"])
    recovery.take_in(cast.grace, entry, recovery.Review("mark-kind", today() + timedelta(9), "mark-new", "So", "Then"))
    recovery.say_what_is_wrong(ana, starters()[0], "other", "mark-wrong")
    weave.answer(ana, "hard", {"words": "mark-answer"})
    weave.put_aside(ana, "service", "5", "mark-title")
    groups.join(ana, walk, "Mossy Markwren")
    thread = spaces.start_thread(ana, walk.space, "Title markthread", "mark-post", "heard", note="mark-note")
    asked = enclosing.start_thread(
        ana,
        walk.space,
        [Given(redraw(a_picture()), "mark-shows")],
        Asked("mark-question", ("mark-choice", "Another"), closes=today() + timedelta(days=7)),
        title="With a picture",
        body="And a poll",
        hope="hello",
    )
    polls.answer_poll(ana, Poll.objects.select_related("post__thread__space").get(post__thread=asked), [0])
    answer = PollAnswer.objects.get(person=ana)
    answer.counted = [0]  # as when two others had answered too
    answer.save()
    spaces.reply(cast.cleo, thread, "Words of Cleo")
    spaces.edit_post(ana, spaces.reply(ana, thread, "mark-earlier"), "mark-reply")
    drafts.keep(ana, walk.space, None, {"title": "A title", "hope": "heard", "body": "mark-draft"}, 0)
    cleos = spaces.start_thread(cast.cleo, walk.space, "Rain", "Shall we walk?", "heard")
    spaces.give_reaction(ana, cleos.posts.get(), "hear")
    people.mute_words(ana, ["mark-word"], ["loss"])
    groups.keep_post(ana, cleos.posts.get())
    spaces.write_to(ana, cast.ben, "mark-letter")
    reporting.report(ana, things.find(ana, "post", str(cleos.posts.get().pk)), "worried", "mark-report")
    spaces.write_to(cast.ben, ana, "Words of Ben")
    comes_to(ana, cast, walk)
    closed = group_of(cast.cleo, "By asking", "request")
    groups.ask_to_join(ana, closed, ana.name, "mark-request")
    said = {"kind": "tip", "title": "mark-resource", "url": "", "words": "mark-resource-words", "language": "en"}
    mine = resources.share(ana, ["sleep"], **{**said, "url": "https://mark.example/"}, cost="free")
    resources.accept(cast.grace, mine)
    resources.decline(cast.grace, mine, "Words of Grace")
    other = resources.share(cast.ben, [], **{**said, "title": "Of Ben", "words": "Of Ben"}, cost="free")
    resources.accept(cast.grace, other)
    resources.report(ana, other, "wrong", "mark-problem")
    groups.wait(ana, full_of(cast.cleo, cast.ben))
    belong(cast, walk, cleos)
    groups.put_away(ana, cleos)
    _told(ana, walk, tie)
    listing = Listing.objects.create(name="The clinic", slug="the-clinic", checked_on="2026-01-02")
    Listing.objects.filter(pk=listing.pk).update(checked_by=ana.main_handle)
    return SimpleNamespace(walk=walk, thread=thread, closed=closed, cleos=cleos, listing=listing)


def belong(cast, walk, waiting):
    """Ana takes on a part in the group, is asked to answer, thanks, is missed, and says hello to Cleo, who is missed."""
    ana, before = cast.ana, now() - timedelta(days=40)
    groups.set_part(ana, walk, line="mark-line", welcomes=True, answers_a_week=2, missed_after=4)
    groups.set_part(cast.cleo, walk, missed_after=4)
    Post.objects.filter(thread=waiting).update(created=now() - timedelta(days=2))
    ask_in_group(walk.pk)
    groups.take_offer(ana, Offer.objects.get(person=ana))
    groups.not_now(ana, Offer.objects.get(person=ana))
    groups.say_thanks(ana, walk, cast.cleo.main_handle, "mark-thanks")
    held = Membership.objects.get(space=walk.space, person=ana)
    groups.say_thanks(cast.cleo, walk, held.handle, "Words of thanks")
    Membership.objects.filter(space=walk.space, missed_after=4).update(seen=before)
    miss_people()
    quiet = {one.membership.person_id: one for one in ReachOut.objects.select_related("membership")}
    groups.say_we_miss_you(ana, walk, quiet[cast.cleo.pk], "mark-hello")
    groups.say_we_miss_you(cast.cleo, walk, quiet[ana.pk], "Words of a hello")
    groups.answer_hello(ana, quiet[ana.pk], "fine")
    groups.set_part(ana, walk, line="mark-line", answers_a_week=2, missed_after=4)
    groups.ask_to_welcome(cast.cleo, walk, held.handle.name)
