"""Telling those who keep the place safe of something, and taking that back. Who it is about learns nothing of it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _lazy

from kith.core.audit import Verb, record
from kith.core.limits import limit
from kith.core.live import announce
from kith.notices.actions import drop
from kith.people.models import Person
from kith.safety import rules
from kith.safety.acts import actions as acts
from kith.safety.cases.here import nobody_is_here
from kith.safety.cases.keeping import QUEUE, count_report, note, open_case
from kith.safety.cases.things import Found
from kith.safety.models import Case, CaseEvent, Report
from kith.spaces.models import Post

AN_HOUR, A_DAY = 10, 30
MORE_URGENT_BY = 3
"""So many people together make a case one step more urgent."""
URGENCY = {
    Report.Kind.WORRIED: Case.Urgency.NOW,
    Report.Kind.DETAIL: Case.Urgency.SOON,
    Report.Kind.PRIVATE: Case.Urgency.SOON,
}


@transaction.atomic
def report(actor: Person, found: Found, kind: str, words: str = "", tell: bool = False) -> Report:
    """Tell of something. Telling twice while it is not over is telling once: the first words stay. Raises TooMany."""
    limit(actor, "report", AN_HOUR, 3600)
    limit(actor, "reports_a_day", A_DAY, 86400)
    lane = Case.Lane.WORRIED if kind == Report.Kind.WORRIED else Case.Lane.HARM
    urgency = URGENCY.get(Report.Kind(kind), Case.Urgency.ORDINARY)
    case, new = open_case(found.about, lane, Case.Source.REPORT, [kind], urgency)
    made, first = Report.objects.get_or_create(
        case=case, reporter=actor, defaults={"kind": kind, "words": words, "tell": tell}
    )
    if not first:
        return made
    count_report(case)
    drop("case_now", "case", case.pk, actor)
    record(Verb.REPORTED, actor, kind=found.about.kind, thing=made.pk, note_code=kind)
    if not new:
        note(case, None, CaseEvent.Kind.REPORTED)
        _many_told(case, found)
    _hold_if_many(case)
    return made


def _many_told(case: Case, found: Found) -> None:
    """Several people who each told of it make it more urgent: one step for every few."""
    count = case.reports.count()
    if count % MORE_URGENT_BY == 0 and case.urgency > Case.Urgency.NOW:
        open_case(found.about, case.lane, case.source, [], case.urgency - 1)


MANY = _lazy("Several people told those who keep this place safe about it, and nobody is there just now to read it.")


def reports_hold(case: Case) -> bool:
    """Whether reports alone hold this post now: enough people, nobody there, and no moderator has ever decided on it.

    Worry never holds anyone's words back.
    """
    if case.thing_kind != Case.Thing.POST or case.first_looked is not None or not nobody_is_here():
        return False
    enough = rules.value(rules.REPORTS_HOLD)
    harm = case.reports.exclude(kind=Report.Kind.WORRIED).count()
    decided = Case.objects.filter(thing_kind=case.thing_kind, thing=case.thing, first_looked__isnull=False)
    return 0 < enough <= harm and not decided.exists()


def _hold_if_many(case: Case) -> None:
    if reports_hold(case):
        post = Post.objects.select_related("author__person", "thread").filter(pk=int(case.thing)).first()
        if post:
            acts.hold_by_rule(post, "reports", str(MANY))


@transaction.atomic
def take_back(actor: Person, told: Report) -> None:
    """One's own report goes, words and all. The case stays: somebody may still need to look at what it was about."""
    if not Report.objects.filter(pk=told.pk, reporter=actor).delete()[0]:
        return
    Case.objects.filter(pk=told.case_id).update(reports_count=Greatest(F("reports_count") - 1, 0))
    drop("report_ended", "report", told.pk)
    record(Verb.REPORTED, actor, kind="report", thing=told.pk, note_code="taken_back")
    announce(QUEUE)
