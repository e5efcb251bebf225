"""What a reader wants to hear, and by which way, as they chose: asked when a notice is new, and again when it would go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kith.core.clock import now
from kith.notices.families import Family, Mail
from kith.notices.kinds import family_of, may_come_at_night, places
from kith.notices.models import Channel, GroupWish, Notice, Outgoing
from kith.notices.wishes import Chosen, chosen_by, digest_after
from kith.people.models import Handle, Person


def groups_of(notices: Iterable[Notice]) -> dict[int, int]:
    """The group each notice is about, for those that are about one."""
    found: dict[int, int] = {}
    known = list(notices)
    for kind in {one.thing_kind for one in known}:
        about = [one for one in known if one.thing_kind == kind]
        groups = places().groups_of(kind, [one.thing_id for one in about])
        found |= {one.pk: groups[one.thing_id] for one in about if one.thing_id in groups}
    return found


def is_wanted(notice: Notice, chosen: Chosen, group: int | None) -> bool:
    """Whether its reader wants to hear of it at all, by what they chose for its group."""
    level = chosen.groups.get((notice.person_id, group)) if group else None
    if level == GroupWish.Level.NAMED:
        return family_of(notice.kind) == Family.NAMED
    return level != GroupWish.Level.NOTHING


def comes_at_night(notice: Notice, chosen: Chosen) -> bool:
    """Someone's hard time, and the reader said that theirs may reach them at any hour."""
    if not notice.actor or not may_come_at_night(notice.kind):
        return False
    return (notice.person_id, notice.actor.person_id) in chosen.nights


def may_go(notice: Notice, channel: str, chosen: Chosen) -> bool:
    """Whether its reader lets it go that way."""
    ways, night = chosen.ways_for(notice.person_id, family_of(notice.kind)), comes_at_night(notice, chosen)
    if channel == Channel.MAIL:
        return chosen.of(notice.person_id).by_mail and (night or ways.mail != Mail.NEVER)
    return night or ways.push


def is_unnamed(notice: Notice) -> bool:
    """Someone wrote without a name. When they did is told by the day only: it waits for the summary, whatever was chosen."""
    return notice.actor is not None and notice.actor.kind == Handle.Kind.ONCE


def look_again(person: Person, rows: Sequence[Outgoing]) -> list[Outgoing]:
    """Those of one person's rows that may still go now. Others are let go, or wait for the summary, as was chosen since."""
    chosen, groups = chosen_by([person.pk]), groups_of(row.notice for row in rows)
    _let_sleep(rows, chosen)
    stay = {
        row.pk
        for row in rows
        if is_wanted(row.notice, chosen, groups.get(row.notice_id)) and may_go(row.notice, row.channel, chosen)
    }
    gone = [row.pk for row in rows if row.pk not in stay]
    Outgoing.objects.filter(pk__in=gone).update(state=Outgoing.State.LET_GO, done=now())
    return [row for row in rows if row.pk in stay and not _waits_for_the_summary(person, row, chosen)]


def _let_sleep(rows: Sequence[Outgoing], chosen: Chosen) -> None:
    """What may not come at night any more waits for the morning."""
    for row in rows:
        if row.at_night and not comes_at_night(row.notice, chosen):
            row.at_night = False
            Outgoing.objects.filter(pk=row.pk).update(at_night=False)


def _waits_for_the_summary(person: Person, row: Outgoing, chosen: Chosen) -> bool:
    """It was to come soon, and now comes with the next summary after it was made. A letter that was begun goes on."""
    daily = chosen.ways_for(person.pk, family_of(row.notice.kind)).mail == Mail.DIGEST
    if row.letter or row.channel != Channel.MAIL or not daily or comes_at_night(row.notice, chosen):
        return False
    due = digest_after(person, chosen.of(person.pk), row.made)
    if due <= now():
        return False
    Outgoing.objects.filter(pk=row.pk).update(due=due)
    return True
