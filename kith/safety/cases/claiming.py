"""Taking a case, giving it back, passing it on: one moderator has it for a while, and it never gets lost between two."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.safety import rules
from kith.safety.access import mindful_of
from kith.safety.cases import access
from kith.safety.cases.keeping import QUEUE, note
from kith.safety.models import Case, CaseEvent, Shift

A_SHIFT = timedelta(hours=12)
Kind, OPEN, LOOKED = CaseEvent.Kind, Case.State.OPEN, Case.State.LOOKED


class Enough(Exception):
    """They took as many in this shift as they wished to."""


def _held(actor: Person, case: Case, at: datetime) -> QuerySet[Case]:
    return Case.objects.filter(pk=case.pk, state=LOOKED, holder=actor, held_until__gt=at)


def holds(actor: Any, case: Case) -> bool:
    """The actor has this case now."""
    return (
        case.state == LOOKED and case.holder_id == actor.pk and case.held_until is not None and case.held_until > now()
    )


@transaction.atomic
def require_held(actor: Person, case: Case) -> None:
    """For everything that is decided about a case: the actor has it, and has it anew from now on. Raises Http404 else."""
    if not renew(actor, case):
        raise Http404


def renew(actor: Person, case: Case) -> bool:
    """Acting on a case keeps it for another while. False when it is not the actor's (any more)."""
    at = now()
    return bool(_held(actor, case, at).update(held_until=at + rules.minutes(rules.CLAIM)))


@transaction.atomic
def claim(actor: Person, case: Case) -> bool:
    """Take a case for a while. Of two who do so at once one gets it; False for the other. Raises Enough, Http404."""
    at = now()
    case = access.get_case(actor, case.pk)
    if _held(actor, case, at).exists():
        return renew(actor, case)
    if not access.can_claim(actor, case, at):
        return False
    if _taken_lately(actor, at) >= mindful_of(actor).most_cases:
        raise Enough
    time_out(at, case.pk)
    free = Case.objects.filter(pk=case.pk, state=OPEN)
    values = {
        "holder": actor,
        "held_until": at + rules.minutes(rules.CLAIM),
        "first_looked": Coalesce("first_looked", at),
    }
    if not free.update(state=LOOKED, **values):
        return False
    note(case, actor, Kind.CLAIMED)
    record(Verb.CASE_CLAIMED, actor, kind="case", thing=case.pk)
    drop("case_now", "case", case.pk)
    announce(QUEUE)
    return True


def _taken_lately(actor: Person, at: datetime) -> int:
    """How many different cases they took since their shift began; without a shift, in twelve hours."""
    shift = Shift.objects.filter(person=actor, starts__lte=at, ends__gt=at).order_by("starts").first()
    since = shift.starts if shift else at - A_SHIFT
    return CaseEvent.objects.filter(by=actor, kind=Kind.CLAIMED, at__gte=since).values("case").distinct().count()


@transaction.atomic
def let_go(actor: Person, case: Case) -> bool:
    """Give it back to all. False when it was not the actor's any more."""
    return bool(_free(Case.objects.filter(pk=case.pk, holder=actor), Kind.LET_GO, actor))


@transaction.atomic
def pass_on(actor: Person, case: Case, to: Person, words: str = "") -> bool:
    """Hand it to a colleague, with a few words: it is theirs at once, for as long as one has a case. Raises Http404 for anyone else."""
    if to.pk not in {one.pk for one in access.colleagues(actor, case)}:
        raise Http404
    at = now()
    if not _held(actor, case, at).update(holder=to, held_until=at + rules.minutes(rules.CLAIM)):
        return False
    note(case, actor, Kind.PASSED, words)
    record(Verb.CASE_CLAIMED, actor, kind="case", thing=case.pk, note_code=Kind.PASSED)
    notify(None, [to.pk], "case_passed", "case", case.pk)
    announce(QUEUE)
    return True


@transaction.atomic
def give_all_back(actor: Person) -> int:
    """Everything the actor has is anyone's again. How many that was."""
    return _free(Case.objects.filter(holder=actor), Kind.LET_GO, actor)


@transaction.atomic
def time_out(at: datetime | None = None, only: Any = None) -> int:
    """Cases whose time with one moderator is over are anyone's again. How many that was."""
    over = Case.objects.filter(Q(pk=only) if only else Q(), held_until__lte=at or now())
    return _free(over, Kind.TIMED_OUT, None)


def _free(cases: QuerySet[Case], why: str, by: Person | None) -> int:
    """Put cases that are being looked at back among the others, each with a line of history. Two at once do so once."""
    freed = 0
    for case in cases.filter(state=LOOKED).order_by("pk")[:500]:
        still = Case.objects.filter(pk=case.pk, state=LOOKED, holder=case.holder_id, held_until=case.held_until)
        if still.update(state=OPEN, holder=None, held_until=None):
            note(case, by, why)
            if by:
                record(Verb.CASE_CLAIMED, by, kind="case", thing=case.pk, note_code=why)
            freed += 1
    if freed:
        announce(QUEUE)
    return freed
