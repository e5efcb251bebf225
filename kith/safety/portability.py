"""What openings hold about a person: what they were told is theirs to take; all of it goes with them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from kith.core.clock import now
from kith.people.models import Person
from kith.safety.access import told_to
from kith.safety.acts import portability as acts
from kith.safety.cases import portability as cases
from kith.safety.lines.access import checked_by
from kith.safety.lines.actions import forget_checker
from kith.safety.models import HintOff, Opening, Silence
from kith.safety.watch import portability as watch


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What was opened of theirs, as they were told. What they asked to see of others is about those others."""
    asked = Opening.objects.filter(Q(asker=person) | Q(agreer=person)).order_by("asked")
    return watch.export(person) | {
        "openings_of_mine": [_mine(one) for one in told_to(person)],
        "openings_i_took_part_in": [dict(row) for row in asked.values("kind", "ground", "asked", "agreed", "ended")],
        **cases.export(person),
        **acts.export(person),
        "hints_i_switched_off": [{"hint": one.code or "all"} for one in HintOff.objects.filter(person=person)],
        "helplines_i_checked": [
            {"line": line.name, "last_checked": line.last_checked, "checked_by": line.checked_by}
            for line in checked_by(person)
        ],
    }


def _mine(one: Any) -> dict[str, Any]:
    what = one.handle.name if one.handle else ""
    when = {"opened": one.agreed, "ends": one.ends, "ended": one.ended, "told": one.told}
    return {
        "what": one.kind,
        "name": what,
        "ground": one.ground,
        "group": one.group_name,
        "reads": one.reads,
        "last_read": one.last_read,
        "contact": one.contact,
        "said_outside": one.said,
        "contacted": one.done,
    } | when


def hide(person: Person, keep_posts: bool) -> dict[str, Any]:
    """Their name comes off the helplines they checked, for good: others may check them again."""
    forget_checker(person)
    return {}


def show_again(person: Person, noted: dict[str, Any]) -> None:
    """Nothing was kept to be put back."""


def erase(person: Person) -> None:
    """Openings of theirs go. Those they asked for or agreed to end at once, and stay without them."""
    watch.erase(person)
    forget_checker(person)
    Opening.objects.filter(subject=person).delete()
    part = Opening.objects.filter(Q(asker=person) | Q(agreer=person))
    part.filter(ended__isnull=True).update(ended=now())
    Opening.objects.filter(asker=person).update(asker=None)
    Opening.objects.filter(agreer=person).update(agreer=None)
    HintOff.objects.filter(person=person).delete()
    Silence.objects.filter(by=person).update(by=None)
    cases.erase(person)
    acts.erase(person)
