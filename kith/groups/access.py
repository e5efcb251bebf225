"""Who may know of a group, come in, read, run it; and what of each may be suggested to someone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.groups.about import A_PAGE, About, about_groups
from kith.groups.models import Agreement, Facet, Group, GroupInvitation, JoinRequest, MeetingTime
from kith.people.models import Person
from kith.spaces.access import members_met, my_memberships, names_met
from kith.spaces.models import Membership, Post, Thread

BACK_WITHIN = timedelta(hours=1)
INVITED_FOR = timedelta(days=30)
INSIDE = (Membership.State.ACTIVE, Membership.State.INVITED, Membership.State.ASKED)


def visible_groups(viewer: Any) -> QuerySet[Group]:
    """Groups the viewer may know of: those for anyone, with an account those for members, and hidden ones they belong to."""
    theirs = Membership.objects.filter(space=OuterRef("space_id"), person_id=viewer.pk or 0, state__in=INSIDE)
    known = Q(visibility=Group.Visibility.ANYONE)
    if viewer.pk:
        known |= Q(visibility=Group.Visibility.MEMBERS) | Q(Exists(theirs))
    return Group.objects.filter(known).select_related("space")


def get_group(viewer: Any, slug: str) -> Group:
    """Raises Http404 alike for groups that do not exist and for those the viewer may not know of."""
    found = (GROUP if viewer.pk else GROUP_FOR_VISITORS).objects(slug, viewer.pk)
    if not found:
        raise Http404
    return found[0]


def _group(slug: str, viewer: int | None = None) -> QuerySet[Group]:
    return visible_groups(Person(pk=viewer)).filter(slug=slug)


GROUP, GROUP_FOR_VISITORS = Prepared(_group, str, int), Prepared(_group, str)


def get_group_i_run(viewer: Any, slug: str) -> Group:
    """A group the viewer runs, or may look after as a steward. Raises Http404 for everyone else."""
    group = get_group(viewer, slug)
    if not can_run(viewer, group):
        raise Http404
    return group


def can_run(viewer: Any, group: Group, membership: Membership | None = None) -> bool:
    """Its facilitators and co-facilitators; and stewards, for groups they may know of."""
    return bool(viewer.pk) and (can_answer_requests(viewer, group, membership) or viewer.has_role("steward"))


def can_answer_requests(viewer: Any, group: Group, membership: Membership | None = None) -> bool:
    """Only those who run the group itself: what people write when they ask is for them alone."""
    membership = membership or my_memberships(viewer).filter(space=group.space_id).first()
    return bool(membership and membership.runs_it)


def can_set_roles(viewer: Any, group: Group, membership: Membership | None = None) -> bool:
    """Those who run the group; and where nobody does, a steward, so that someone can."""
    if can_answer_requests(viewer, group, membership):
        return True
    running = Membership.objects.filter(space=group.space_id, state=Membership.State.ACTIVE)
    return viewer.has_role("steward") and not running.exclude(role=Membership.Role.MEMBER).exists()


def visibilities(group: Group) -> list[str]:
    """Who may be let find and read it from now on: once there are words, nobody whom their writers did not agree to."""
    widest = list(Group.Visibility.values)
    if not Post.objects.filter(thread__space=group.space_id).exists():
        return widest
    return widest[widest.index(group.visibility) :]


def can_make_groups(viewer: Any) -> bool:
    return bool(viewer.pk) and viewer.has_role("steward", "facilitator")


def can_read(viewer: Any, group: Group, membership: Membership | None) -> bool:
    """Whether the group's conversations are open to the viewer; the same rule as `spaces.access.can_read_space`."""
    return group.space.reading == "anyone" or bool(membership and membership.is_active)


def must_use_main_name(viewer: Person) -> bool:
    """Practitioners are always met with their name, title and organisation, so they take no other name."""
    return viewer.has_role("practitioner")


@dataclass(frozen=True)
class Search:
    """What someone looks for. Empty means: does not matter."""

    words: str = ""
    need: str = ""
    language: str = ""
    way: str = ""


def find_groups(viewer: Any, search: Search, start: int, count: int) -> list[Any]:
    """Some of the groups that fit, from number `start`; the page that is asked for most takes no time to work out."""
    if viewer.pk and search == Search() and (start, count) == (0, FIRST):
        return FIRST_GROUPS.objects(viewer.pk)
    return list(fitting(viewer, search)[start : start + count])


def _first_groups(viewer: int) -> QuerySet[Any]:
    return fitting(Person(pk=viewer), Search())[:FIRST]


FIRST = A_PAGE + 1  # one more than is shown, to know whether there are more
FIRST_GROUPS = Prepared(_first_groups, int)


def fitting(viewer: Any, search: Search) -> QuerySet[Any]:
    """Visible groups that fit, each with `joined`; ones the viewer is in come first."""
    found = visible_groups(viewer).exclude(state=Group.State.CLOSED)
    for kind, code in (
        (Facet.Kind.NEED, search.need),
        (Facet.Kind.LANGUAGE, search.language),
        (Facet.Kind.FORMAT, search.way),
    ):
        if code:
            found = found.filter(Exists(Facet.objects.filter(group=OuterRef("pk"), kind=kind, code=code)))
    for word in search.words.split()[:8]:
        found = found.filter(_says(word))
    mine = Exists(my_memberships(viewer).filter(space=OuterRef("space_id")))
    return found.annotate(joined=mine).order_by(F("joined").desc(), "name", "id")


def _says(word: str) -> Q:
    culture = Exists(Facet.objects.filter(group=OuterRef("pk"), kind=Facet.Kind.CULTURE, code__icontains=word))
    said = Q(culture)
    for name in ("name", "purpose", "who_for", "about", "place_name"):
        said |= Q(**{f"{name}__icontains": word})
    return said


@dataclass(frozen=True)
class Candidate:
    """One group as it may be suggested to someone: only what it publishes, and whether they are in it."""

    group: Group
    about: About
    full: bool
    joined: bool
    next: datetime | None


def candidates(viewer: Person) -> list[Candidate]:
    """Groups that could be suggested: visible, open, joinable. Three queries, however many there are.

    Full groups and those the viewer is in are among them and say so. Groups by invitation only are left out.
    """
    mine = Exists(my_memberships(viewer).filter(space=OuterRef("space_id")))
    joinable = visible_groups(viewer).filter(state=Group.State.OPEN).exclude(joining=Group.Joining.INVITATION)
    groups = list(joinable.exclude(visibility=Group.Visibility.HIDDEN).annotate(joined=mine).order_by("name", "id"))
    about, at = about_groups(groups), now()
    return [_candidate(group, about[group.pk], at) for group in groups]


def _candidate(group: Any, about: About, at: datetime) -> Candidate:
    soonest = about.next_meeting(at)
    return Candidate(group, about, group.is_full, group.joined, soonest[0] if soonest else None)


@dataclass(frozen=True)
class Gathering:
    """One coming meeting of a group. `where` is only set for members."""

    group: Group
    starts: datetime
    minutes: int
    where: str
    notes: str


def gatherings(viewer: Any, limit: int = 40) -> list[Gathering]:
    """The next meeting of every meeting time of groups the viewer may know of, soonest first. Two queries."""
    mine = Exists(my_memberships(viewer).filter(space=OuterRef("space_id")))
    groups = visible_groups(viewer).filter(state=Group.State.OPEN).annotate(joined=mine).in_bulk()
    at = now()
    found = [_gathering(groups[time.group_id], time, at) for time in MeetingTime.objects.filter(group__in=list(groups))]
    return sorted(found, key=lambda one: (one.starts, one.group.name))[:limit]


def _gathering(group: Any, time: MeetingTime, at: datetime) -> Gathering:
    where, notes = (time.place_or_link, time.notes) if group.joined else ("", "")
    return Gathering(group, time.next_meeting(at), time.minutes, where, notes)


def current_agreement(group: Group) -> Agreement | None:
    return next(iter(AGREEMENT.objects(group.pk)), None)


def _agreement(group: int) -> QuerySet[Agreement]:
    return Agreement.objects.filter(group=group).order_by("-version")[:1]


AGREEMENT = Prepared(_agreement, int)


def readers(viewer: Any, group: Group, chosen: str = Thread.Readers.ALL) -> int:
    """How many people in the group read what the viewer writes for these readers; not counted where anyone at all may read."""
    members = chosen == Thread.Readers.MEMBERS or (chosen == Thread.Readers.ALL and group.space.reading == "members")
    return members_met(viewer, group.space) if members else 0


def requests_for(viewer: Person) -> QuerySet[JoinRequest]:
    """Questions that wait for an answer from the viewer: those to groups they run, but from names they do not meet."""
    running = my_memberships(viewer).exclude(role=Membership.Role.MEMBER)
    here = {"person__is_active": True, "group__space__in": running.values("space")}
    waiting = JoinRequest.objects.filter(names_met(viewer, "membership__handle"), decided__isnull=True, **here)
    return waiting.select_related("group", "membership__handle").order_by("asked")


def open_requests(viewer: Person, group: Group) -> QuerySet[JoinRequest]:
    """People waiting to join this group, the longest wait first; Http404 for those who do not run it."""
    if not can_answer_requests(viewer, group):
        raise Http404
    return requests_for(viewer).filter(group=group)


def get_request(viewer: Person, group: Group, request_id: Any) -> JoinRequest:
    try:
        return get_object_or_404(open_requests(viewer, group).select_related("person"), pk=request_id)
    except ValidationError as error:
        raise Http404 from error


def get_meeting_time(viewer: Person, group: Group, time_id: Any) -> MeetingTime:
    """A meeting time of a group the viewer runs."""
    if not can_run(viewer, group):
        raise Http404
    return get_object_or_404(MeetingTime.objects.filter(group=group), pk=time_id)


def left_lately(viewer: Any) -> list[Group]:
    """Groups the viewer left within the hour and may still go back to with one press, hidden ones too."""
    return LEFT_LATELY.objects(viewer.pk, now() - BACK_WITHIN) if viewer.pk else []


def _left_lately(viewer: int, since: datetime) -> QuerySet[Group]:
    mine = Membership.objects.filter(
        person=viewer, state=Membership.State.LEFT, joined__isnull=False, changed__gt=since
    )
    left = Group.objects.filter(space__in=mine.values("space")).exclude(state=Group.State.CLOSED)
    return left.select_related("space").order_by("name")


LEFT_LATELY = Prepared(_left_lately, int, datetime)


def states_of(viewer: Person, group: Group, people: Iterable[int]) -> dict[int, str]:
    """What an inviter may know of these people: that they invited them lately, or that they are in it under their main name."""
    ids, lately = list(people), now() - INVITED_FOR
    invited = GroupInvitation.objects.filter(group=group, inviter=viewer, person__in=ids, at__gt=lately)
    known = Membership.objects.filter(space=group.space_id, person__in=ids, handle__is_main=True)
    states = dict.fromkeys(invited.values_list("person", flat=True), "invited")
    return states | dict(known.filter(state=Membership.State.ACTIVE).values_list("person", "state"))
