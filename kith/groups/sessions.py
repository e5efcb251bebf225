"""Who may be in a session, what they read there and whom they see: people who are in the group, under their names in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import Http404

from kith.core.clock import now
from kith.groups.about import meeting_times
from kith.groups.access import get_group
from kith.groups.coming import meeting_called
from kith.groups.models import Group, Meeting, Seat, Session, SessionPost
from kith.groups.models.session import HERE, may_open
from kith.people.apart import is_muted
from kith.people.models import Person
from kith.spaces.access import get_membership, names_met
from kith.spaces.models import Membership

A_PAGE = 40
TYPING = 8  # seconds


@dataclass
class Place:
    """A session, or a meeting that will be one, as someone in the group comes to it."""

    group: Group
    membership: Membership
    key: str
    meeting: Meeting | None
    """Only before it is opened."""
    session: Session | None
    seat: Seat | None

    @property
    def can_open(self) -> bool:
        """Those who run the group, in its time."""
        soon = self.meeting is not None and may_open(self.meeting, now())
        return soon and self.session is None and self.membership.runs_it

    def is_over(self, at: datetime) -> bool:
        return self.session.is_over(at) if self.session else False


def see_session(viewer: Person, slug: str, key: str) -> Place:
    """Only for people in the group, stewards too only when they are. Raises Http404 for all that is no session."""
    group = get_group(viewer, slug)
    membership = get_membership(viewer, group.space)
    if membership is None or not membership.is_active:
        raise Http404
    session = _session(group, key)
    meeting = None if session else _meeting(group, key)
    if session is None and meeting is None:
        raise Http404
    seat = Seat.objects.filter(session=session, membership=membership).first() if session else None
    return Place(group, membership, key, meeting, session, seat)


def _meeting(group: Group, key: str) -> Meeting | None:
    """A meeting that is to be held in writing."""
    found = meeting_called(meeting_times([group.pk]), key) if group.state == Group.State.OPEN else None
    return found if found and found.time.here and not found.cancelled else None


def _session(group: Group, key: str) -> Session | None:
    """What makes no sense is looked for like anything else: the answer to it must not come in another way."""
    number, day = _parts(key)
    return Session.objects.filter(group=group, time=number, day=day).select_related("lead__handle").first()


def _parts(key: str) -> tuple[int, date]:
    """The meeting time and the day in an address; ones that no session has where there are none."""
    number, _dash, day = key.partition("-")
    try:
        if number.isascii() and number.isdigit() and len(number) < 16 and len(day) == 8 and day.isascii():
            return int(number), date.fromisoformat(day)
    except ValueError:
        pass
    return 0, date.min


def as_it_is(session: Session) -> Session:
    """The session after what the viewer just did in it."""
    return Session.objects.select_related("lead__handle").get(pk=session.pk)


def words_in(viewer: Person, session: Session) -> QuerySet[Any]:
    """What was said, but by names the viewer does not meet; `muted` for those they do not want to read."""
    there = Q(hidden__isnull=True) | Q(person=viewer)
    met = SessionPost.objects.filter(names_met(viewer, "author"), there, session=session)
    return met.select_related("author").annotate(muted=is_muted(viewer, "author"))


@dataclass
class Shown:
    """One page of a session's words, oldest first, and from where the earlier and later ones go on."""

    posts: list[Any]
    earlier: int | None
    later: int | None


def words_page(viewer: Person, session: Session, before: int | None = None) -> Shown:
    """The latest words, or those before a number. One query."""
    every = words_in(viewer, session)
    rows = every.filter(number__lt=before) if before is not None else every
    found = list(rows.order_by("-number")[: A_PAGE + 1])
    shown = found[:A_PAGE][::-1]
    later = before if before is not None else None
    return Shown(shown, shown[0].number if len(found) > A_PAGE else None, later)


def people_here(viewer: Person, session: Session) -> list[Membership]:
    """Who is in it now, by the name they have in the group, in the order of the alphabet. Coarse: of the last minutes."""
    here = Seat.objects.filter(names_met(viewer, "membership__handle"), session=session, seen__gt=now() - HERE)
    seats = here.select_related("membership__handle").order_by("membership__handle__name_key")
    return [seat.membership for seat in seats if seat.membership.is_active]


def who_runs(viewer: Person, group: Group) -> list[Membership]:
    running = Membership.objects.filter(names_met(viewer, "handle"), space=group.space_id, role__in=Membership.RUNNING)
    return list(running.filter(state=Membership.State.ACTIVE).select_related("handle").order_by("handle__name_key"))


def typing_key(session: Session, membership: int) -> str:
    return f"typing:{session.pk}:{membership}"


def who_types(session: Session, people: Iterable[Membership], but: int) -> list[str]:
    """Of those the viewer sees there, who is writing in this moment. It is held in memory for some seconds and kept nowhere."""
    names = {typing_key(session, one.pk): one.handle.name for one in people if one.pk != but}
    writing = cache.get_many(names)
    return [names[key] for key in names if key in writing]
