"""What notices hold about a person: taken out whole, or taken away."""

from __future__ import annotations

from kith.notices.models import Notice
from kith.people.models import Person


def export(person: Person) -> dict[str, list[dict]]:
    rows = Notice.objects.filter(person=person).order_by("at").values("kind", "at", "read_at")
    return {"notices": [dict(row) for row in rows]}


def hide(person: Person, keep_posts: bool) -> None:
    """What others were told about the person goes at once, and does not come back: it is old news by then."""
    Notice.objects.filter(actor__person=person).delete()


def erase(person: Person) -> None:
    Notice.objects.filter(person=person).delete()
    Notice.objects.filter(actor__person=person).delete()
