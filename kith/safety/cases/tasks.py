"""Gives back cases whose time with one moderator is over, and says how long closed ones are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from kith.core import retention
from kith.core.jobs import task
from kith.safety.cases.claiming import time_out
from kith.safety.models import Case


@task("safety.give_back_cases", every=timedelta(minutes=5))
def give_back_cases() -> None:
    """What somebody took and did not come back to."""
    time_out()


@retention.kept(
    "safety.cases",
    days=180,
    least=30,
    most=730,
    what=_("what people told us of, and what was done about it, after it is over"),
    why=_("So that the same thing is treated the same way, and someone can ask about it."),
    who=_(
        "Those who keep this place safe; of what was written in a group also those who run it. Who told is shown to nobody."
    ),
)
def let_go_of_cases(before: datetime) -> int:
    """Closed cases go, with their reports and their history. What stands stays, however old."""
    return Case.objects.filter(closed__lt=before).delete()[1].get("safety.Case", 0)
