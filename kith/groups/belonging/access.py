"""Who sees the thanks given to them, who has been quiet and asked to be missed, and what a newcomer is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.ids import is_id
from kith.groups.access import visible_groups
from kith.groups.belonging.models import Pace, ReachOut, Thanks
from kith.groups.belonging.pace import in_words
from kith.groups.models import Group
from kith.people.access import blocked_with, not_blocked
from kith.people.apart import hidden, muted, not_muted_by
from kith.people.models import Handle, Person
from kith.spaces.access import my_memberships, names_met
from kith.spaces.models import Membership

NEW_FOR = timedelta(days=14)
BACK_FOR = timedelta(days=7)
QUIET_FOR = timedelta(days=14)
PUT_BACK_WITHIN = timedelta(hours=1)


def today() -> datetime:
    """This day as a moment: when someone came to a group is not known any finer."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def reads_name(reader: int, handle: Handle) -> bool:
    """Whether something from this name reaches that person: the same question `notices.notify` asks."""
    reached = Person.objects.filter(not_muted_by("pk", handle.pk), pk=reader, is_active=True)
    if handle.is_main:
        reached = reached.filter(not_blocked(Person(pk=handle.person_id), "pk"))
    return reached.exists()


# ------------------------------------------------------------------------------------------------ coming, and coming back


def is_new_here(membership: Membership, threads: Sequence[Any]) -> bool:
    """They came within two weeks, were not here before, and have not begun to talk; nor said that they would rather not."""
    if membership.returned or membership.greeted or membership.joined is None:
        return False
    return membership.joined > now() - NEW_FOR and all(one.author_id != membership.handle_id for one in threads)


def came_today(membership: Membership) -> bool:
    """Nothing more is to be remembered of their coming: they did not ask to be missed, or were here today already."""
    return not membership.missed_after or bool(membership.seen and membership.seen >= today())


def was_away(membership: Membership, threads: Sequence[Any]) -> bool:
    """They came in again lately, or all they have read of the list they are shown anyway is older than two weeks.

    How far someone has read is all there is to go by: when they came is not kept.
    """
    at = now()
    came_in = membership.joined or at
    if membership.returned and came_in > at - BACK_FOR:
        return True
    read = [one.created if one.unread else one.last_post_at for one in threads if one.mark]
    return bool(read) and max(read) < at - QUIET_FOR and came_in < at - QUIET_FOR


# ------------------------------------------------------------------------------------------------ thanks


def visible_thanks(viewer: Person) -> QuerySet[Thanks]:
    """Thanks that reached the viewer, newest first; none from a name or person they blocked.

    That the writer blocked the viewer since does not take them away: it would tell (decision 13).
    """
    blocked = Q(given_as__in=hidden(viewer)) | Q(given_as__is_main=True, giver__in=blocked_with(viewer))
    reached = Thanks.objects.filter(receiver=viewer, held=False, giver__is_active=True).exclude(blocked)
    return reached.select_related("group", "given_as", "received_as").order_by("-at", "-id")


def my_thanks(viewer: Person) -> QuerySet[Thanks]:
    return visible_thanks(viewer).filter(removed__isnull=True)


def removed_thanks(viewer: Person) -> QuerySet[Thanks]:
    """What they removed within the hour and can put back."""
    return visible_thanks(viewer).filter(removed__gt=now() - PUT_BACK_WITHIN)


def get_thanks(viewer: Person, thanks_id: Any) -> Thanks:
    standing = Q(removed__isnull=True) | Q(removed__gt=now() - PUT_BACK_WITHIN)
    return get_object_or_404(visible_thanks(viewer).filter(standing), pk=thanks_id if is_id(thanks_id) else None)


def known_names(viewer: Person, groups: Iterable[int]) -> dict[int, str]:
    """The names of those of these groups the viewer may still know of."""
    return dict(visible_groups(viewer).filter(pk__in=list(groups)).values_list("pk", "name"))


def my_lines(viewer: Person) -> list[tuple[Membership, Group]]:
    """What the viewer says they do, group by group: for their own record."""
    rows = my_memberships(viewer).exclude(line="", welcomes=False, role=Membership.Role.MEMBER)
    held = {row.space_id: row for row in rows.filter(space__group__isnull=False).select_related("handle")}
    known = visible_groups(viewer).filter(space__in=list(held)).order_by("name")
    return [(held[group.space_id], group) for group in known]


# ------------------------------------------------------------------------------------------------ being missed


def minds_others(viewer: Any, group: Group) -> Membership | None:
    """The viewer's membership, if they run the group or welcome there."""
    held = my_memberships(viewer).filter(space=group.space_id).select_related("handle").first()
    return held if held and held.minds_others else None


def quiet_members(viewer: Person, group: Group) -> list[ReachOut]:
    """People of this group who asked to be missed and have been quiet, the longest first; none for those who do not mind them.

    Each with `membership.handle`, and once somebody said hello, with `written_as` where `knows_writer`. Two queries.
    """
    if minds_others(viewer, group) is None:
        return []
    read = names_met(viewer, "written_as") & ~Q(written_as__in=muted(viewer))
    quiet = _quiet(viewer).annotate(knows_writer=Case(When(read, then=Value(True)), default=Value(False)))
    return list(quiet.filter(membership__space=group.space_id).order_by("noticed", "id"))


def _quiet(viewer: Person) -> QuerySet[ReachOut]:
    standing = ReachOut.objects.filter(names_met(viewer, "membership__handle"), ended__isnull=True)
    here = standing.filter(membership__state=Membership.State.ACTIVE, membership__person__is_active=True)
    return here.exclude(membership__person=viewer).select_related("membership__handle", "written_as")


def get_quiet(viewer: Person, group: Group, reach_out: Any) -> ReachOut:
    """Someone who is missed here. Raises Http404 for those who do not run the group or welcome there."""
    if minds_others(viewer, group) is None:
        raise Http404
    quiet = _quiet(viewer).filter(membership__space=group.space_id)
    return get_object_or_404(quiet, pk=reach_out if is_id(reach_out) else None)


def quiet_by_id(viewer: Person, ids: Sequence[str]) -> dict[str, ReachOut]:
    """Those of these the viewer may know of, for notices."""
    mine = my_memberships(viewer).filter(Q(welcomes=True) | ~Q(role=Membership.Role.MEMBER)).values("space")
    found = _quiet(viewer).filter(pk__in=ids, said__isnull=True, membership__space__in=mine)
    return {str(one.pk): one for one in found.select_related("membership__space__group")}


def hello_to(viewer: Person, group: Group | None = None) -> QuerySet[ReachOut]:
    """Hellos to the viewer that they have not answered, from names they read."""
    said = ReachOut.objects.filter(
        membership__person=viewer, membership__state=Membership.State.ACTIVE, said__isnull=False, ended__isnull=True
    )
    said = said.filter(writer__is_active=True, answer="").exclude(written_as__in=muted(viewer))
    said = said.exclude(written_as__is_main=True, writer__in=blocked_with(viewer))
    said = said.filter(membership__space=group.space_id) if group else said
    return said.select_related("membership__space__group", "written_as")


# ------------------------------------------------------------------------------------------------ answering


def my_offering(viewer: Person) -> list[tuple[Group, int]]:
    """The groups the viewer is in, each with how often a week they offered to answer there. Two queries."""
    mine = dict(my_memberships(viewer).filter(space__group__isnull=False).values_list("space", "answers_a_week"))
    groups = visible_groups(viewer).filter(space__in=list(mine), state=Group.State.OPEN).order_by("name")
    return [(group, mine[group.space_id]) for group in groups]


# ------------------------------------------------------------------------------------------------ how long answers take


def community_pace() -> str:
    """How long the first answer usually takes here, in words; "" while there is too little to say. One query."""
    pace = Pace.objects.first()
    return in_words(pace.minutes) if pace else ""


def weeks_quiet(reach_out: ReachOut, at: datetime) -> int:
    """For how many whole weeks they have been quiet: said no finer."""
    since = reach_out.membership.seen or reach_out.noticed
    return max(1, (at - since).days // 7)
