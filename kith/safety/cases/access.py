"""Who sees which case and what of it; and what someone who reported something sees of their own report.

Those who keep the place safe see every case but those about themselves, and those about a group they run. Who runs a group,
and a practitioner in it, see what was written there. Nobody sees who told.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, When
from django.db.models import Case as Choose
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.http import Http404
from django.shortcuts import get_object_or_404

from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.people.access import main_handle_of
from kith.people.models import Person, Role
from kith.safety.access import KEEPERS, keeps_safe
from kith.safety.models import Case, Report
from kith.spaces.access import my_memberships
from kith.spaces.models import Membership, Post, Thread

A_PAGE = 20
MOST_LATE = 100
WRITTEN = (Case.Thing.POST, Case.Thing.SAID)


class Stands(Func):
    """Not closed, said with the very words of the index, so that databases see that the index fits."""

    template = "%(expressions)s IN ('open', 'looked')"
    output_field = BooleanField()


def runs_something(viewer: Any) -> bool:
    return my_memberships(viewer).filter(role__in=Membership.RUNNING).exists()


def require_watcher(viewer: Any) -> None:
    """Raises Http404 for whom the queue does not exist."""
    if not (keeps_safe(viewer) or viewer.has_role(Role.Kind.PRACTITIONER) or runs_something(viewer)):
        raise Http404


def visible_cases(viewer: Any) -> QuerySet[Any]:
    """Never one about the viewer."""
    if not viewer.pk:
        return Case.objects.none()
    seen = Case.objects.exclude(subject=viewer)
    runs = my_memberships(viewer).filter(role__in=Membership.RUNNING).values("space")
    if keeps_safe(viewer):
        return seen.exclude(thing_kind=Case.Thing.GROUP, space__in=runs)
    theirs = Q(space__in=runs)
    if viewer.has_role(Role.Kind.PRACTITIONER):
        theirs |= Q(space__in=my_memberships(viewer).values("space")) & ~Q(_only_for_those_who_run_it())
    return seen.filter(theirs, thing_kind__in=WRITTEN)


def _only_for_those_who_run_it() -> Exists:
    """A post in a conversation that its author opened for those who run the group alone."""
    number = Cast(OuterRef("thing"), BigIntegerField())
    post = Choose(When(Exact(OuterRef("thing_kind"), Case.Thing.POST), then=number), output_field=BigIntegerField())
    return Exists(Post.objects.filter(thread__readers=Thread.Readers.RUNNING, pk=post))


def _with_names(cases: QuerySet[Any]) -> QuerySet[Any]:
    """With the name used there, the group, and who has it now."""
    return cases.select_related("handle", "space__group").annotate(holder_name=main_handle_of("name", "holder_id"))


def standing_cases(viewer: Any) -> QuerySet[Any]:
    return visible_cases(viewer).filter(Stands(F("state")))


def lane(viewer: Any, name: str, after: str = "") -> tuple[list[Any], Any]:
    """One page of a lane, the most urgent and then the oldest first; and the id after which the next page begins, or None."""
    cases = standing_cases(viewer).filter(lane=name)
    last = visible_cases(viewer).filter(pk=after, lane=name).first() if after else None
    if last is not None:
        later = Q(opened=last.opened, id__gt=last.pk) | Q(opened__gt=last.opened)
        cases = cases.filter(urgency__gte=last.urgency).filter(Q(urgency__gt=last.urgency) | later)
    rows = list(_with_names(cases).defer("words").order_by("urgency", "opened", "id")[: A_PAGE + 1])
    return rows[:A_PAGE], rows[A_PAGE - 1].pk if len(rows) > A_PAGE else None


def my_cases(viewer: Any) -> list[Any]:
    """What the viewer has taken, the first due first."""
    mine = standing_cases(viewer).filter(holder=viewer, state=Case.State.LOOKED)
    return list(_with_names(mine).defer("words").order_by("due")[:50])


def closed_cases(viewer: Any) -> QuerySet[Any]:
    return _with_names(visible_cases(viewer).filter(closed__isnull=False)).defer("words").order_by("-closed")


def get_case(viewer: Any, case_id: Any) -> Any:
    return get_object_or_404(_with_names(visible_cases(viewer)), pk=case_id)


def told_the_case(viewer: Any, case: Case) -> bool:
    """Whether the viewer is one of those who reported it."""
    return Report.objects.filter(case=case, reporter=viewer.pk or 0).exists()


def can_claim(viewer: Any, case: Case, at: datetime) -> bool:
    """Who told of something does not also decide on it, unless its time is over and nobody else took it."""
    free = case.state == Case.State.OPEN or (case.held_until is not None and case.held_until <= at)
    return not case.is_over and free and (case.due <= at or not told_the_case(viewer, case))


def told_and_done(viewer: Any, case: Case) -> tuple[list[Report], list[Any]]:
    """What was told, without who told it, and every line of what was done, the first first.

    What people told is for those who keep the place safe alone; notes are for them, and for who wrote them.
    """
    keeps = keeps_safe(viewer)
    reports = list(case.reports.order_by("at") if keeps else case.reports.defer("words").order_by("at"))
    rows: list[Any] = list(case.events.annotate(by_name=main_handle_of("name", "by_id")).order_by("id")[:200])
    prefetch_keys({one.reporter_id for one in reports} | {row.owner_id for row in rows if row.owner_id})
    for one in reports:
        one.said = one.words if keeps else ""  # type: ignore[attr-defined]
    for row in rows:
        row.said = row.words if keeps or row.by_id == viewer.pk else ""
    return reports, rows


def colleagues(viewer: Any, case: Case) -> list[Person]:
    """To whom a case can be passed on: others who keep the place safe, but nobody it is about, nor whoever told of it."""
    people = Person.objects.filter(roles__kind__in=KEEPERS, is_active=True).exclude(
        pk__in=[viewer.pk, case.subject_id or 0]
    )
    told = case.reports.values("reporter")
    runs = Membership.objects.filter(space=case.space_id, state=Membership.State.ACTIVE, role__in=Membership.RUNNING)
    if case.thing_kind == Case.Thing.GROUP:
        people = people.exclude(pk__in=runs.values("person"))
    people = people.exclude(mindful__resting_until__gt=now())
    named = people.exclude(pk__in=told).annotate(main_name=main_handle_of("name", "id"))
    return list(named.distinct().order_by("main_name")[:100])


def past_cases(viewer: Any, case: Case) -> list[Any]:
    """Closed cases about the same name, without any words: what it was and how it ended. Never of another name of theirs."""
    if case.handle_id is None:
        return []
    same = visible_cases(viewer).filter(handle=case.handle_id, closed__isnull=False).exclude(pk=case.pk)
    return list(same.defer("words").order_by("-closed")[:10])


def my_reports(viewer: Person) -> QuerySet[Report]:
    return Report.objects.filter(reporter=viewer).select_related("case").order_by("-at", "-id")


def my_report_of(viewer: Person, kind: str, thing: str) -> Report | None:
    """What the viewer already told of this thing, while it is not over."""
    return my_reports(viewer).filter(Stands(F("case__state")), case__thing_kind=kind, case__thing=thing).first()


def get_my_report(viewer: Person, report_id: Any) -> Report:
    return get_object_or_404(my_reports(viewer), pk=report_id)


def past_their_time(viewer: Any) -> int:
    """How many cases nobody looked at by the time somebody should have; no more than `MOST_LATE` and one are counted."""
    late = standing_cases(viewer).filter(first_looked__isnull=True, due__lt=now())
    return late.order_by()[: MOST_LATE + 1].count()
