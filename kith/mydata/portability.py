"""What this area holds about a person: that they asked for copies, and that they are leaving."""

from __future__ import annotations

from typing import Any

from kith.mydata.models import Export, Leaving
from kith.people.models import Person


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    copies = Export.objects.filter(person=person).order_by("asked").values("asked", "ready")
    leaving = Leaving.objects.filter(person=person).values("asked", "due", "keep_posts")
    return {"copies": [dict(row) for row in copies], "leaving": [dict(row) for row in leaving]}


def erase(person: Person) -> None:
    Export.objects.filter(person=person).delete()
    Leaving.objects.filter(person=person).delete()
