"""Taking what is due out of the outbox as one letter, and writing down how it went.

A letter is claimed in a transaction of its own before anything leaves the house: its rows get one number and may be
tried again only after `LEASE`. If the process dies between sending and noting, the same rows go again under the same
number: at least once. The number is the mail's Message-ID and, for devices, what they were told last, so that a mail
program folds the two and a device is not told twice: numbers grow with time. Nothing is lost: in the house the notice stands all the while.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, F, Max, Min

from kith.core.clock import now
from kith.core.ids import new_id
from kith.notices.access import visible_notices
from kith.notices.families import Family
from kith.notices.kinds import Told, kinds_of, tell
from kith.notices.models import Channel, Notice, Outgoing
from kith.notices.wanted import look_again
from kith.notices.wishes import quiet_until, wishes_of
from kith.people.models import Person

LEASE = timedelta(minutes=10)
HOUR = timedelta(hours=1)
MOST_AN_HOUR = {Channel.MAIL: 3, Channel.PUSH: 6}
LONGEST_PAUSE = timedelta(hours=4)
TRIES_OF_A_DAY = 10
"""After 2, 4, 8 minutes and so on, then every four hours, and not at night: the tenth try is about a day after the first."""
State = Outgoing.State


class Letter(NamedTuple):
    """What goes to one person by one way, now. The words are those of this moment. One that was `begun` may have gone before."""

    id: uuid.UUID
    person: Person
    channel: str
    lines: list[tuple[Notice, Told]]
    begun: bool = False


def someone_waits() -> list[tuple[int, str]]:
    """To whom and how something is due."""
    return list(_due().values_list("person", "channel").distinct().order_by("person", "channel")[:1000])


def _due():
    return Outgoing.objects.filter(state=State.WAITING, due__lte=now())


def take(person_id: int, channel: str) -> Letter | None:
    """Claim the next letter that may go to a person. What they may not know any more, do not want, or read, is let go."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).filter(pk=person_id, is_active=True).first()
        mine = _due().filter(person=person_id, channel=channel)
        if person is None or person.on_a_break:
            mine.update(state=State.LET_GO, done=now())
            return None
        if person.is_suspended:
            mine.exclude(notice__kind__in=kinds_of(Family.SAFETY)).update(due=person.suspended_until)
        wanted = look_again(person, list(mine.select_related("notice__actor").order_by("pk")))
        rows = _of_one_letter(_awake(person, wanted))
        lines = _lines(person, rows)
        said = {notice.pk for notice, _told in lines}
        _let_go([row for row in rows if row.notice_id not in said])
        if not lines or _too_often(person, channel, rows):
            return None
        letter = rows[0].letter or new_id()
        there = [row.pk for row in rows if row.notice_id in said]
        Outgoing.objects.filter(pk__in=there).update(letter=letter, due=now() + LEASE, tries=F("tries") + 1)
        return Letter(letter, person, channel, lines, begun=rows[0].letter is not None)


def _awake(person: Person, rows: list[Outgoing]) -> list[Outgoing]:
    """What may go now; what fell into quiet hours, as they were chosen since, waits for their end."""
    wake = quiet_until(person, wishes_of(person), now())
    if wake <= now():
        return rows
    Outgoing.objects.filter(pk__in=[row.pk for row in rows if not row.at_night]).update(due=wake)
    return [row for row in rows if row.at_night]


def _of_one_letter(rows: list[Outgoing]) -> list[Outgoing]:
    """A letter that was begun goes again as it was; else everything that is due, gathered."""
    begun = next((row.letter for row in rows if row.letter), None)
    return [row for row in rows if row.letter == begun]


def _lines(person: Person, rows: Sequence[Outgoing]) -> list[tuple[Notice, Told]]:
    """The notices that are still unread, and still say something to this reader, with their words."""
    rounds = {row.notice_id: row.round for row in rows}
    found = visible_notices(person).filter(pk__in=rounds, read_at=None).select_related("actor")
    notices = [one for one in found if one.round == rounds[one.pk]]
    told = tell(person, notices)
    return [(one, told[one.pk]) for one in notices if one.pk in told]


def _let_go(rows: Sequence[Outgoing]) -> None:
    Outgoing.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.LET_GO, done=now())


def _too_often(person: Person, channel: str, rows: Sequence[Outgoing]) -> bool:
    """Enough letters went within the hour: this one waits, and gathers what comes meanwhile. One begun is let through."""
    if rows[0].letter or any(row.at_night for row in rows):
        return False
    lately = Outgoing.objects.filter(person=person, channel=channel, state=State.SENT, done__gt=now() - HOUR)
    found = lately.aggregate(letters=Count("letter", distinct=True), first=Min("done"))
    if found["letters"] < MOST_AN_HOUR[Channel(channel)]:
        return False
    Outgoing.objects.filter(pk__in=[row.pk for row in rows]).update(due=found["first"] + HOUR)
    return True


def sent(letter: Letter) -> None:
    """It left the house."""
    _of(letter).update(state=State.SENT, done=now())


def let_go(letter: Letter) -> None:
    """There is no way to reach this person any more: no address, no device."""
    _of(letter).update(state=State.LET_GO, done=now())


def put_off(letter: Letter, surely_not_sent: bool, refused: bool = False) -> None:
    """It could not be sent: later again, later each time. If nothing left the house, now or before, it may gather more till then.

    What is still refused for good after a day of trying is given up; `kith doctor` says so.
    """
    tries = _of(letter).aggregate(most=Max("tries"))["most"] or 1
    change = {"letter": None} if surely_not_sent and not letter.begun else {}
    if refused and tries >= TRIES_OF_A_DAY:
        _of(letter).update(state=State.GIVEN_UP, done=now(), **change)
        return
    pause = min(timedelta(minutes=2 ** min(tries, 10)), LONGEST_PAUSE)
    _of(letter).update(due=now() + pause, **change)


def _of(letter: Letter):
    return Outgoing.objects.filter(letter=letter.id, person=letter.person, state=State.WAITING)
