"""Forgets what nobody needs to know any more of who was here when, and how it was."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.safety.models import Debrief, HandOver, Shift


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
