"""Deciding which notices leave the house, by which way and when: one row for each, never a second in the same round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from kith.core.clock import now
from kith.core.live import announce
from kith.notices.families import Family, Mail
from kith.notices.kinds import family_of, may_come_at_night, places
from kith.notices.models import Channel, GroupWish, Notice, Outgoing
from kith.notices.wishes import Chosen, chosen_by, digest_after, quiet_until
from kith.people.models import Handle

GATHER = timedelta(minutes=2)
"""How long a mail waits for more that belongs into it."""


@transaction.atomic
def plan(notice_ids: Iterable[int]) -> set[tuple[int, str]]:
    """Write down what leaves the house for these notices; returns to whom and how something may go at once."""
    notices = list(Notice.objects.filter(pk__in=notice_ids, read_at=None).select_related("person", "actor"))
    notices = [one for one in notices if one.person.is_active]
    chosen, groups = chosen_by(one.person_id for one in notices), _groups_of(notices)
    unwanted = [one for one in notices if not _wanted(one, chosen, groups.get(one.pk))]
    _read_quietly(unwanted)
    skip = {one.pk for one in unwanted}
    rows = [row for one in notices if one.pk not in skip and not one.person.on_a_break for row in _rows(one, chosen)]
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
    return {(row.person_id, row.channel) for row in rows if row.due <= now()}


def _groups_of(notices: Sequence[Notice]) -> dict[int, int]:
    """The group each notice is about, for those that are about one."""
    found: dict[int, int] = {}
    for kind in {one.thing_kind for one in notices}:
        about = [one for one in notices if one.thing_kind == kind]
        groups = places().groups_of(kind, [one.thing_id for one in about])
        found |= {one.pk: groups[one.thing_id] for one in about if one.thing_id in groups}
    return found


def _wanted(notice: Notice, chosen: Chosen, group: int | None) -> bool:
    level = chosen.groups.get((notice.person_id, group)) if group else None
    if level == GroupWish.Level.NAMED:
        return family_of(notice.kind) == Family.NAMED
    return level != GroupWish.Level.NOTHING


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
    night, unnamed = _at_night(notice, chosen), _is_unnamed(notice)
    later = digest_after(person, wishes, moment)
    if wishes.by_mail and person.email and (night or ways.mail != Mail.NEVER):
        soon = quiet_until(person, wishes, moment + GATHER)
        due = soon if ways.mail == Mail.SOON and not unnamed else later
        yield _row(notice, Channel.MAIL, moment if night else due, night)
    if person.pk in chosen.told_on_devices and (night or ways.push):
        due = later if unnamed else quiet_until(person, wishes, moment)
        yield _row(notice, Channel.PUSH, moment if night else due, night)


def _is_unnamed(notice: Notice) -> bool:
    """Someone wrote without a name. When they did is told by the day only: it waits for the summary, whatever was chosen."""
    return notice.actor is not None and notice.actor.kind == Handle.Kind.ONCE


def _at_night(notice: Notice, chosen: Chosen) -> bool:
    """Someone's hard time, and the reader said that theirs may reach them at any hour."""
    if not notice.actor or not may_come_at_night(notice.kind):
        return False
    return (notice.person_id, notice.actor.person_id) in chosen.nights


def _row(notice: Notice, channel: Channel, due: datetime, night: bool) -> Outgoing:
    return Outgoing(
        person_id=notice.person_id, notice=notice, channel=channel, round=notice.round, due=due, at_night=night
    )
