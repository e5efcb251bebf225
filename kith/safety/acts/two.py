"""What two people decide: one asks, another agrees, and nothing has happened before that. After a week the question is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.safety.acts import access, standing
from kith.safety.acts.actions import begin, require_free, subject_of, tell_of
from kith.safety.acts.tasks import sweep
from kith.safety.cases import keeping
from kith.safety.models import WAITS, Act, Case, CaseEvent

Kind, Event = Act.Kind, CaseEvent.Kind


@transaction.atomic
def ask_to_suspend(actor: Person, case: Case, reason: str, days: int) -> Act:
    """Ask for somebody's account to rest. Changes nothing yet; asked already on this case, it stays one question."""
    access.get_case(actor, case.pk, "suspend")
    require_free(actor, case)
    held = access.waits_for_second(actor).filter(case=case, kind=Kind.SUSPEND).first()
    if held:
        return held
    return ask(Act(case=case, kind=Kind.SUSPEND, subject=subject_of(case), by=actor, reason=reason, hours=days * 24))


def ask(act: Act) -> Act:
    """Put it before the others; the person it is about is told nothing."""
    act.save(force_insert=True)
    record(Verb.ACT_ASKED, act.by, kind="act", thing=act.pk, note_code=act.kind)
    if act.case:
        keeping.note(act.case, act.by, Event.ASKED)
    notify(None, access.keepers_but(act.by_id, act.subject_id), "act_asked", "act", act.pk)
    return act


@transaction.atomic
def agree(actor: Person, act: Act) -> bool:
    """Bring it into force, as the second person. False when somebody did, it was withdrawn, or its time to wait is over."""
    if not access.can_agree(actor, act):
        return False
    at = now()
    free = Act.objects.filter(pk=act.pk, began__isnull=True, undone__isnull=True, asked__gt=at - WAITS)
    ends = at + timedelta(hours=act.hours) if act.hours else None
    others = free.filter(by__isnull=False).exclude(by=actor).exclude(subject=actor)
    if not others.update(second=actor, began=at, ends=ends):
        return False
    act.refresh_from_db()
    drop("act_asked", "act", act.pk)
    if act.case:
        keeping.note(act.case, actor, Event.AGREED)
    tell_of(act, actor)
    standing.keep_true(act.subject_id)
    if act.kind == Kind.MANY:
        sweep(str(act.pk))
    return True


@transaction.atomic
def hide_many(actor: Person, case: Case, reason: str, since: datetime, every_name: bool = False) -> Act:
    """Hide everything someone wrote since then, in one step: under the name of the case at once, undone in one step as well.

    Under every name of theirs it takes a second person: what vanishes would show one moderator alone which names belong
    together. Raises Overtaken, Http404.
    """
    access.get_case(actor, case.pk, "many")
    require_free(actor, case)
    about = {"case": case, "subject": subject_of(case), "by": actor, "since": since, "every_name": every_name}
    act = Act(kind=Kind.MANY, reason=reason, **about)
    if every_name:
        return ask(act)
    begin(act)
    sweep(str(act.pk))
    return act
