"""What happens later: notices leave the house by the ways people chose, and old ones are let go of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.notices import outbox, planning, post
from kith.notices.models import Channel, Notice, Outgoing
from kith.notices.push import delivering

DELIVER = {Channel.MAIL: post.deliver, Channel.PUSH: delivering.deliver}


@task("notices.plan_ways")
def plan_ways(notice_ids: Sequence[int]) -> None:
    """Decide for new notices what leaves the house and when; what may go at once is asked for."""
    for person_id, channel in sorted(planning.plan(notice_ids)):
        send.enqueue(person_id, channel)


@task("notices.send", in_transaction=False)
def send(person_id: int, channel: str) -> None:
    """Send one person everything that is due by one way."""
    while letter := outbox.take(person_id, channel):
        DELIVER[Channel(channel)](letter)


@task("notices.send_what_is_due", every=timedelta(minutes=1))
def send_what_is_due() -> None:
    """Also finds what a process that died, or a post office that was away, left behind."""
    minute = f"{now():%Y%m%d%H%M}"
    for person_id, channel in outbox.someone_waits():
        send.enqueue(person_id, channel, key=f"{person_id}:{channel}:{minute}")


@retention.kept(
    "notices",
    days=90,
    least=7,
    most=365,
    what=_("notices"),
    why=_("So that you see what is new for you."),
    who=_("You."),
)
def forget_old_notices(before: datetime) -> int:
    return Notice.objects.filter(at__lt=before).delete()[0]


@retention.kept(
    "sent_notices",
    days=30,
    least=7,
    most=90,
    what=_("which notices went to you by mail or to a device, without their words"),
    why=_("So that nothing reaches you twice."),
    who=_("Whoever runs the server."),
)
def forget_what_went(before: datetime) -> int:
    """Also what could not be sent in all that time."""
    return Outgoing.objects.filter(made__lt=before).delete()[0]
