"""Everything a person gave to the recovery area: to take away, and to erase."""

from typing import Any

from kith.people.models import Person
from kith.recovery.models import (
    CheckIn,
    HardTime,
    LibraryAnswer,
    LibraryEntry,
    LibraryProblem,
    Occasion,
    Strategy,
    StrategyTry,
)
from kith.recovery.tasks import forget_entries


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """All check-ins and strategies, removed ones too while they still exist; a hard time that stands; what was offered and read."""
    return {
        "check_ins": [_check_in(c) for c in CheckIn.objects.filter(person=person).order_by("at")],
        "strategies": _strategies(person),
        "hard_time": [
            {"since": h.since.isoformat(), "ends": h.ends.isoformat(), "words": h.words}
            for h in HardTime.objects.filter(person=person)
        ],
        "library_entries": [_entry(e) for e in LibraryEntry.objects.filter(person=person).order_by("offered")],
        "library_answers": [
            {"words": a.words, "at": a.at} for a in LibraryAnswer.objects.filter(person=person).order_by("at")
        ],
        "library_checked": [
            {"idea": e.name, "state": str(e.get_state_display()), "checked_on": e.reviewed, "as": e.reviewed_as}
            for e in LibraryEntry.objects.filter(reviewer=person).order_by("reviewed")
        ],
        "library_problems": [
            {"about": p.about, "kind": str(p.get_kind_display()), "words": p.words, "at": p.at, "answered": p.settled}
            for p in LibraryProblem.objects.filter(person=person).order_by("at")
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
    tries = "tries__told", "tries__occasion"
    found = Strategy.objects.filter(person=person).prefetch_related(*tries).order_by("created")
    return [
        {
            "name": s.name,
            "how": s.how,
            "when": s.when,
            "created": s.created,
            "removed": s.removed,
            "tries": [_try(t) for t in s.tries.all()],
        }
        for s in found
    ]


def _try(made: StrategyTry) -> dict[str, Any]:
    return {
        "at": made.at,
        "helped": str(made.get_helped_display()),
        "before": str(made.get_before_display() or ""),
        "after": str(made.get_after_display() or ""),
        "occasion": made.occasion.words if made.occasion else "",
        "words": made.note,
        "removed": made.removed,
    }


def _entry(entry: LibraryEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "how": entry.how,
        "when": entry.when,
        "fits": [str(fit.get_code_display()) for fit in entry.fits.all()],
        "language": entry.language,
        "state": str(entry.get_state_display()),
        "created": entry.offered,
        "new_words": "\n\n".join(filter(None, [entry.new_name, entry.new_how, entry.new_when])),
        "their_words": entry.answer,
        "answered": entry.reviewed,
        "role": str(entry.get_reviewed_as_display()),
        "read_again": entry.check_by,
    }


def erase(person: Person) -> None:
    """What they offered leaves the library too; what others made their own of it is theirs. Their answers go."""
    forget_entries(list(LibraryEntry.objects.filter(person=person)))
    LibraryAnswer.objects.filter(person=person).delete()
    LibraryProblem.objects.filter(person=person).delete()
    CheckIn.objects.filter(person=person).delete()
    Strategy.objects.filter(person=person).delete()
    Occasion.objects.filter(person=person).delete()
    HardTime.objects.filter(person=person).delete()
