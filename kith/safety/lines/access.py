"""What stewards see of the numbers on help now. Visitors read the copy in the data folder instead, which needs no database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404

from kith.people.models import Role
from kith.safety import helplines
from kith.safety.helplines import Book, Line
from kith.safety.models import BookOfHelp


def keeps_lines(viewer: Any) -> bool:
    return bool(viewer.pk) and viewer.has_role(Role.Kind.STEWARD)


def newest_texts() -> list[str]:
    """The newest version and the one before it, as they are kept; none where nobody has changed anything yet."""
    return list(BookOfHelp.objects.order_by("-version").values_list("text", flat=True)[:2])


def newest_version() -> int:
    return BookOfHelp.objects.order_by("-version").values_list("version", flat=True).first() or 0


def whole_book() -> Book:
    """The book in the database; where there is none yet, what visitors see now."""
    for text in newest_texts():
        try:
            return helplines.parse(text)
        except helplines.MISTAKES:
            continue
    return helplines.book()


def visible_book(viewer: Any) -> Book:
    """Raises Http404 for anyone but a steward."""
    if not keeps_lines(viewer):
        raise Http404
    return whole_book()


def get_line(viewer: Any, line_id: str) -> Line:
    found = visible_book(viewer).find(line_id)
    if found is None:
        raise Http404
    return found


def due(book: Book, today: date) -> list[Line]:
    """Lines that someone should look at, those never checked and the longest ago first."""
    waiting = [line for line in book.lines if line.is_due(today)]
    return sorted(waiting, key=lambda line: (line.last_checked or date.min, line.country, line.name))


def checked_by(person: Any) -> list[Line]:
    return [line for line in whole_book().lines if line.checker == person.pk]
