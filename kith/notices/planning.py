"""Deciding which notices leave the house, by which way and when: one row for each, never a second in the same round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kith.core.clock import now
from kith.core.live import announce
from kith.notices.families import Mail
from kith.notices.kinds import family_of
from kith.notices.models import Channel, Notice, Outgoing
from kith.notices.wanted import comes_at_night, groups_of, is_unnamed, is_wanted, may_go
from kith.notices.wishes import Chosen, chosen_by, digest_after, quiet_until

GATHER = timedelta(minutes=2)
"""How long a mail waits for more that belongs into it."""


@transaction.atomic
def plan(notice_ids: Iterable[int]) -> set[tuple[int, str]]:
    """Write down what leaves the house for these notices; returns to whom and how something may go at once."""
    notices = list(Notice.objects.filter(pk__in=notice_ids, read_at=None).select_related("person", "actor"))
    notices = [one for one in notices if one.person.is_active]
    chosen, groups = chosen_by(one.person_id for one in notices), groups_of(notices)
    unwanted = [one for one in notices if not is_wanted(one, chosen, groups.get(one.pk))]
    _read_quietly(unwanted)
    skip = {one.pk for one in unwanted}
    rows = [row for one in notices if one.pk not in skip and not one.person.on_a_break for row in _rows(one, chosen)]
    Outgoing.objects.bulk_create(_take_up_again(rows), ignore_conflicts=True)
    return {(row.person_id, row.channel) for row in rows if row.due <= now()}


def _take_up_again(rows: Sequence[Outgoing]) -> list[Outgoing]:
    """Let what was let go in this round go after all, since it happened again; returns the rows that are new.

    It keeps the number of its letter: should that one have gone, this is the same once more, and not a second.
    """
    found = Outgoing.objects.filter(notice__in={row.notice_id for row in rows}, state__in=Outgoing.LEFT_OUT)
    before = {_place(row): row for row in found}
    again = [(before[_place(row)], row) for row in rows if _place(row) in before]
    for old, row in again:
        old.state, old.done, old.tries = Outgoing.State.WAITING, None, 0
        old.due, old.made, old.at_night = row.due, row.made, row.at_night
    fields = ["state", "done", "tries", "due", "made", "at_night"]
    Outgoing.objects.bulk_update([old for old, _row in again], fields, batch_size=100)
    return [row for row in rows if _place(row) not in before]


def _place(row: Outgoing) -> tuple[int, str, int]:
    return row.notice_id, str(row.channel), row.round


def _read_quietly(notices: Sequence[Notice]) -> None:
    """These stand in the list as if they had been read: their reader wants to hear nothing of that group."""
    ids = [one.pk for one in notices]
    Notice.objects.filter(pk__in=ids, read_at=None).update(read_at=now(), round=F("round") + 1)
    for person in {one.person_id for one in notices}:
        announce(f"notices:{person}")


def _rows(notice: Notice, chosen: Chosen) -> Iterator[Outgoing]:
    """Mail and messages for one notice, each with its hour."""
    person, wishes, moment = notice.person, chosen.of(notice.person_id), now()
    ways = chosen.ways_for(person.pk, family_of(notice.kind))
    night, unnamed = comes_at_night(notice, chosen), is_unnamed(notice)
    later = digest_after(person, wishes, moment)
    if person.email and may_go(notice, Channel.MAIL, chosen):
        soon = quiet_until(person, wishes, moment + GATHER)
        due = soon if ways.mail == Mail.SOON and not unnamed else later
        yield _row(notice, Channel.MAIL, moment if night else due, night)
    if person.pk in chosen.told_on_devices and may_go(notice, Channel.PUSH, chosen):
        due = later if unnamed else quiet_until(person, wishes, moment)
        yield _row(notice, Channel.PUSH, moment if night else due, night)


def _row(notice: Notice, channel: Channel, due: datetime, night: bool) -> Outgoing:
    return Outgoing(
        person_id=notice.person_id, notice=notice, channel=channel, round=notice.round, due=due, at_night=night
    )
