"""What someone who told us of something reads about what came of it: kind, general, and nothing about anyone else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kith.safety.models import Case, Report

WAITS: dict[str, Any] = {
    Case.State.OPEN: _("It waits for someone to look."),
    Case.State.LOOKED: _("Someone is looking at it."),
}
OVER: dict[str, Any] = {
    Case.State.RESOLVED: _("Someone looked at it and did what was needed. Thank you for telling us."),
    Case.State.NO_ACTION: _(
        "Someone looked at it and left it as it is. It was right to tell us, and you can do so again."
    ),
}
CARED = _(
    "Someone looked at it with care. Thank you for not looking away. We cannot tell you more about another person."
)
QUIET = _("It is over. You asked not to hear more.")


def what_came_of_it(report: Report) -> Any:
    """How the report stands, in one or two sentences."""
    state = report.case.state
    if state in WAITS:
        return WAITS[state]
    if not report.tell:
        return QUIET
    return CARED if report.case.lane == Case.Lane.WORRIED else OVER[state]
