"""Gives back cases whose time with one moderator is over, and forgets what nobody needs to know any more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.clock import now
from kith.core.jobs import task
from kith.safety.models import Case, CaseEvent, Debrief, HandOver, Shift
from kith.safety.watch.actions import give_back


@transaction.atomic
def give_back_timed_out() -> int:
    """Cases that somebody took and did not come back to. Also asked for whenever the queue is read."""
    return give_back(Case.objects.filter(held_until__lte=now()), CaseEvent.Kind.TIMED_OUT, None)


@task("safety.give_back_cases", every=timedelta(minutes=5))
def give_back_regularly() -> None:
    give_back_timed_out()


@retention.kept(
    "rota",
    days=90,
    least=7,
    most=730,
    what=_("who was here when to keep the place safe, and what one shift told the next"),
    why=_("So that nothing is lost from one shift to the next."),
    who=_("Moderators and stewards."),
)
def forget_old_shifts(before: datetime) -> int:
    return Shift.objects.filter(ends__lt=before).delete()[0] + HandOver.objects.filter(at__lt=before).delete()[0]


@retention.kept(
    "debriefs",
    days=90,
    least=7,
    most=730,
    what=_("what a moderator wrote for themselves on how it was"),
    why=_("So that they can look back for a while. It is sealed with their key."),
    who=_("The moderator, and their buddy if they chose so."),
)
def forget_debriefs(before: datetime) -> int:
    return Debrief.objects.filter(at__lt=before).delete()[0]
