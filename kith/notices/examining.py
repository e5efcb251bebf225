"""What `kith doctor` finds out about notices that leave the house, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min

from kith.core.clock import now
from kith.core.diagnosis import Finding, fine, note, wrong
from kith.notices.models import Channel, Device, Outgoing
from kith.notices.push import vapid

LATE, LATELY = timedelta(minutes=30), timedelta(days=7)
WHAT_TO_DO = {
    Channel.MAIL: "Look at the findings on mail, and whether `kith serve` or `kith worker` may reach the mail server.",
    Channel.PUSH: "Let `kith serve` or `kith worker` reach the push services of browsers over https (docs/operate.md).",
}


def outbox() -> Iterator[Finding]:
    """Whether notices go out by mail and to devices, and since when they do not."""
    waiting = Outgoing.objects.filter(state=Outgoing.State.WAITING)
    failing = waiting.filter(tries__gt=1).values("channel").annotate(most=Count("pk"), since=Min("made"))
    for row in failing.order_by("channel"):
        way = Channel(row["channel"])
        words = f"{row['most']} notices could not go out by {way.value} since {row['since']:%Y-%m-%d %H:%M} UTC; they are tried again."
        yield wrong("notices", f"{words} {WHAT_TO_DO[way]}")
    late = waiting.filter(tries=0, due__lt=now() - LATE).count()
    if late:
        yield wrong("notices", f"{late} notices wait to go out, and nobody took them up. Is `kith worker` running?")
    if not late and not failing:
        yield fine("notices", "Nothing that should have gone out is waiting.")
    yield from given_up()
    yield from push()


def given_up() -> Iterator[Finding]:
    """What was refused for so long that it is not, or soon will not be, tried any more."""
    gone = Outgoing.objects.filter(state=Outgoing.State.GIVEN_UP, done__gt=now() - LATELY)
    if most := gone.count():
        words = f"{most} notices were given up within a week: the mail server refused them for about a day."
        yield wrong(
            "notices", f"{words} Does it take mail from KITH_MAIL_FROM? Else their readers' addresses are no more."
        )
    refused = Device.objects.filter(refused_since__isnull=False).aggregate(most=Count("pk"), since=Min("refused_since"))
    if refused["most"]:
        words = f"Push services refuse {refused['most']} devices since {refused['since']:%Y-%m-%d %H:%M} UTC."
        yield wrong("notices", f"{words} After a day each is forgotten. Is KITH_PUSH_KEY the one that was used before?")


def push() -> Iterator[Finding]:
    """Whether devices can be told."""
    if not vapid.is_ready():
        kind = wrong if Device.objects.exists() else note
        yield kind("notices", "Devices cannot be told: there is no push key. Run `kith setup`, which makes it once.")
    elif not vapid.is_sound():
        yield wrong(
            "notices", "KITH_PUSH_KEY is no key. Put the one that was used back, or take it out and run `kith setup`."
        )
