"""Notes on a case, how it ends, and that it begins again: each by one moderator, once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.safety import rules
from kith.safety.cases import access
from kith.safety.cases.keeping import DUE, QUEUE, note, standing
from kith.safety.models import Case, CaseEvent

Kind, State = CaseEvent.Kind, Case.State
OUTCOMES = (State.RESOLVED, State.NO_ACTION)


@transaction.atomic
def read_case(actor: Person, case: Case, around: bool = False) -> None:
    """Write down that the actor read a case; `around` when they also read what stands around it."""
    record(Verb.CASE_READ, actor, kind="case", thing=case.pk, note_code="around" if around else "")
    if around:
        note(case, actor, Kind.LOOKED)


@transaction.atomic
def add_note(actor: Person, case: Case, words: str) -> None:
    """A few words for whoever looks at this case next."""
    case = access.get_case(actor, case.pk)
    note(case, actor, Kind.NOTED, words)
    record(Verb.CASE_NOTED, actor, kind="case", thing=case.pk)


@transaction.atomic
def close(actor: Person, case: Case, outcome: str, words: str = "", reports: int | None = None) -> bool:
    """End a case. Who reported it and wished to hear of it is told. False when it is not the actor's (any more).

    `reports` is how many the actor has read: when there are others by now, it stays. Raises Http404 for an outcome there is not.
    """
    if outcome not in OUTCOMES:
        raise Http404
    mine = Case.objects.filter(pk=case.pk, state=State.LOOKED, holder=actor, held_until__gt=now())
    if reports is not None:
        mine = mine.filter(reports_count=reports)
    if not mine.update(state=outcome, closed=now(), closed_by=actor, holder=None, held_until=None):
        return False
    note(case, actor, outcome, words)
    record(Verb.CASE_ENDED, actor, kind="case", thing=case.pk, note_code=outcome)
    _tell_reporters(case)
    drop("case_now", "case", case.pk)
    announce(QUEUE)
    return True


def _tell_reporters(case: Case) -> None:
    """Each hears of their own report, and of nobody else's."""
    for report in case.reports.filter(tell=True):
        notify(None, [report.reporter_id], "report_ended", "report", report.pk)


@transaction.atomic
def reopen(actor: Person, case: Case) -> Case:
    """Look at it once more. Where somebody reported the thing again meanwhile, that case goes on, and is what comes back."""
    case = access.get_case(actor, case.pk)
    values = {"state": State.OPEN, "closed": None, "closed_by": None, "holder": None, "held_until": None}
    due = now() + rules.minutes(DUE[Case.Urgency(case.urgency)])
    try:
        with transaction.atomic():
            if not Case.objects.filter(pk=case.pk, state__in=OUTCOMES).update(due=due, **values):
                return case
    except IntegrityError:
        return standing(case.thing_kind, case.thing) or case
    note(case, actor, Kind.REOPENED)
    record(Verb.CASE_OPENED, actor, kind="case", thing=case.pk, note_code=Kind.REOPENED)
    announce(QUEUE)
    return case
