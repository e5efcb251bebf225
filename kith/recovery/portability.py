"""Everything a person gave to the recovery area: to take away, and to erase."""

from typing import Any

from kith.people.models import Person
from kith.recovery.models import CheckIn, HardTime, Strategy


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """All check-ins and strategies, removed ones too while they still exist; and a hard time that stands."""
    return {
        "check_ins": [_check_in(c) for c in CheckIn.objects.filter(person=person).order_by("at")],
        "strategies": _strategies(person),
        "hard_time": [
            {"since": h.since.isoformat(), "ends": h.ends.isoformat(), "words": h.words}
            for h in HardTime.objects.filter(person=person)
        ],
    }


def _check_in(made: CheckIn) -> dict[str, Any]:
    return {
        "at": made.at,
        "mood": made.mood_word,
        "words": made.words,
        "only_me": made.only_me,
        "removed": made.removed,
    }


def _strategies(person: Person) -> list[dict[str, Any]]:
    found = Strategy.objects.filter(person=person).prefetch_related("tries").order_by("created")
    return [
        {
            "name": s.name,
            "how": s.how,
            "when": s.when,
            "created": s.created,
            "removed": s.removed,
            "tries": [{"at": t.at, "helped": str(t.get_helped_display())} for t in s.tries.all()],
        }
        for s in found
    ]


def erase(person: Person) -> None:
    CheckIn.objects.filter(person=person).delete()
    Strategy.objects.filter(person=person).delete()
    HardTime.objects.filter(person=person).delete()
