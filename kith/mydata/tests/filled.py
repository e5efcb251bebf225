"""A person who has given something to every area, through the real actions, each with a mark nobody else could write."""

import io
from datetime import timedelta
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from PIL import Image

from kith.core.drawing import redraw
from kith.directory.models import Listing
from kith.groups import actions as groups
from kith.people import actions as people
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from kith.spaces import enclosing
from kith.spaces.models import Poll, PollAnswer
from kith.spaces.pictures.actions import Given
from kith.spaces.polls import actions as polls
from kith.spaces.polls.actions import Asked
from kith.spaces.polls.models import today
from kith.weave import actions as weave

MARKS = (
    "mark-tie-name", "mark-tie-note", "mark-purpose", "mark-snapshot", "mark-check-in", "mark-strategy", "mark-how",
    "mark-when", "mark-answer", "mark-title", "mark-post", "mark-reply", "mark-letter", "mark-request", "mark-removed",
    "mark-hard-time", "mark-shows", "mark-question", "mark-choice",
)  # fmt: skip


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()


def group_of(founder, name, joining="open"):
    start = {"name": name, "purpose": "Fresh air.", "visibility": "anyone", "joining": joining}
    return groups.make_group(founder, start, "Be kind.", {"needs": ["company"], "formats": ["in_person"]})


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
    recovery.log_try(ana, strategy, 2)
    weave.answer(ana, "hard", {"words": "mark-answer"})
    weave.put_aside(ana, "service", "5", "mark-title")
    groups.join(ana, walk, "Mossy Markwren")
    thread = spaces.start_thread(ana, walk.space, "Title markthread", "mark-post", "heard")
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
    spaces.reply(ana, thread, "mark-reply")
    cleos = spaces.start_thread(cast.cleo, walk.space, "Rain", "Shall we walk?", "heard")
    spaces.give_reaction(ana, cleos.posts.get(), "hear")
    spaces.write_to(ana, cast.ben, "mark-letter")
    spaces.write_to(cast.ben, ana, "Words of Ben")
    closed = group_of(cast.cleo, "By asking", "request")
    groups.ask_to_join(ana, closed, ana.name, "mark-request")
    listing = Listing.objects.create(name="The clinic", slug="the-clinic", checked_on="2026-01-02")
    Listing.objects.filter(pk=listing.pk).update(checked_by=ana.main_handle)
    return SimpleNamespace(walk=walk, thread=thread, closed=closed, cleos=cleos, listing=listing)
