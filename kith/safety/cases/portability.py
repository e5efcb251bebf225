"""What someone told us is theirs to take along; and it goes with them, like all that is about them."""

from __future__ import annotations

from typing import Any

from kith.people.models import Person
from kith.safety.cases.access import my_reports
from kith.safety.cases.outcomes import what_came_of_it
from kith.safety.models import Case, CaseEvent, Report


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """One's own reports with one's own words. What others told, also about this person, would tell who it was."""
    mine = [
        {
            "about": one.case.thing_kind,
            "kind": one.kind,
            "words": one.words,
            "tell_me": one.tell,
            "at": one.at,
            "what_came_of_it": str(what_came_of_it(one)),
        }
        for one in my_reports(person)
    ]
    notes = CaseEvent.objects.filter(by=person).order_by("id").values("kind", "at")
    return {"reports": mine, "work_on_cases": [dict(row) for row in notes]}


def erase(person: Person) -> None:
    """Cases about them go, with everything in them. What they told goes; the case stays. Cases they had are anyone's again."""
    Case.objects.filter(subject=person).delete()
    Report.objects.filter(reporter=person).delete()
    had = Case.objects.filter(holder=person)
    had.filter(state=Case.State.LOOKED).update(state=Case.State.OPEN, holder=None, held_until=None)
    Case.objects.filter(closed_by=person).update(closed_by=None)
    CaseEvent.objects.filter(owner=person).update(words=b"", owner=None)
    CaseEvent.objects.filter(by=person).update(by=None)
