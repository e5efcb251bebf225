"""A person asks for another look at what was done about them; somebody who did not do it answers, in words and by a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.notices.actions import drop, notify
from kith.people.models import Person
from kith.safety import rules
from kith.safety.acts import access
from kith.safety.acts.actions import undo
from kith.safety.cases import keeping
from kith.safety.models import Act, Appeal, CaseEvent


@transaction.atomic
def appeal(actor: Person, act: Act, words: str) -> Appeal:
    """Ask for another look. Asking twice is asking once. Raises Http404 for what is not about the actor or is over.

    Where nobody is left who could answer, everyone who keeps the place safe hears of it, so that they find someone.
    """
    mine = access.get_act_about_me(actor, act.pk)
    if hasattr(mine, "appeal"):
        return mine.appeal
    if not access.can_appeal(mine):
        raise Http404
    due = now() + timedelta(days=rules.value(rules.APPEAL_DAYS))
    try:
        with transaction.atomic():
            made = Appeal.objects.create(act=mine, subject=actor, words=words, due=due)
    except IntegrityError:
        return Appeal.objects.get(act=mine)
    record(Verb.APPEAL_MADE, actor, owner=actor, kind="act", thing=mine.pk)
    if mine.case:
        keeping.note(mine.case, None, CaseEvent.Kind.APPEALED)
    notify(None, access.who_can_answer(mine) or access.keepers_but(mine.subject_id), "appeal_made", "act", mine.pk)
    return made


@transaction.atomic
def answer(actor: Person, made: Appeal, upheld: bool, words: str) -> bool:
    """Say whether it stands, and why; what does not stand is undone in the same step. False when somebody answered before.

    Raises Http404 for those who acted, and for whom it is about.
    """
    if not access.can_answer(actor, made):
        raise Http404
    waits = Appeal.objects.filter(pk=made.pk, answered__isnull=True)
    if not waits.update(answered=now(), upheld=upheld, by=actor):
        return False
    made.answer = words
    made.save(update_fields=["answer"])
    act = Act.objects.select_related("case", "subject").get(pk=made.act_id)
    came = "stays" if upheld else "undone"
    record(Verb.APPEAL_ANSWERED, actor, owner=act.subject, kind="act", thing=act.pk, note_code=came)
    if act.case:
        keeping.note(act.case, actor, CaseEvent.Kind.ANSWERED)
    if not upheld and act.stands:
        undo(actor, act, quietly=True)
    drop("appeal_made", "act", act.pk)
    notify(None, [act.subject_id], "appeal_answered", "act", act.pk)
    return True
