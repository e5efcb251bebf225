"""Everything stewards do with the numbers on help now. Each act makes a whole new version; earlier ones stay for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from kith.core.audit import Verb, record
from kith.people.models import Person
from kith.safety import helplines
from kith.safety.helplines import Book, Line, Number
from kith.safety.lines.access import keeps_lines, newest_version, whole_book
from kith.safety.lines.copies import refresh
from kith.safety.models import BookOfHelp

VERSIONS = 50
REMOVED = 20
TRIES = 5


class ChangedMeanwhile(Exception):
    """What the person saw when they began is no longer what stands there. Nothing was written."""


def _write(actor: Person | None, change: Callable[[Book], Book]) -> None:
    """The next version is what `change` makes of the newest. When somebody else was quicker, it is made of theirs instead."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                number, book = newest_version(), whole_book()
                if not number:  # what was shown until now is kept as the first version
                    BookOfHelp.objects.create(version=1, text=helplines.as_text(book))
                version = max(number, 1) + 1
                BookOfHelp.objects.create(version=version, text=helplines.as_text(change(book)), by=actor)
                break
        except IntegrityError:
            if not left:
                raise
    BookOfHelp.objects.filter(version__lte=version - VERSIONS).delete()
    transaction.on_commit(refresh, robust=True)


def _require(actor: Person) -> None:
    if not keeps_lines(actor):
        raise Http404


def _with(book: Book, before: Line | None, after: Line | None) -> Book:
    """The book with one line in the place of another. Raises ChangedMeanwhile where `before` is not what stands there."""
    name = (after or before).id  # type: ignore[union-attr]
    if book.find(name) != before:
        raise ChangedMeanwhile
    if before is None and after:
        return replace(book, lines=(*book.lines, after))
    changed = tuple(after if line.id == name else line for line in book.lines)
    return replace(book, lines=tuple(line for line in changed if line))


@transaction.atomic
def add_line(actor: Person, line: Line) -> None:
    """Raises ChangedMeanwhile where a line of this id is there already."""
    _require(actor)
    _write(actor, partial(_with, before=None, after=line))
    record(Verb.HELP_LINE_ADDED, actor, kind="help_line", thing=line.id)


@transaction.atomic
def change_line(actor: Person, before: Line, after: Line) -> None:
    """Raises ChangedMeanwhile where someone changed or took away the line since `before` was read."""
    _require(actor)
    _write(actor, partial(_with, before=before, after=after))
    record(Verb.HELP_LINE_CHANGED, actor, kind="help_line", thing=before.id)


@transaction.atomic
def check_line(actor: Person, line: Line, by: str) -> None:
    """Say that this line, as it was just read, is right today. `by` is what visitors read."""
    _require(actor)
    _write(actor, partial(_with, before=line, after=line.checked(timezone.localdate(), by, actor.pk)))
    record(Verb.HELP_LINE_CHECKED, actor, kind="help_line", thing=line.id)


@transaction.atomic
def remove_line(actor: Person, line: Line) -> None:
    _require(actor)

    def change(book: Book) -> Book:
        left = _with(book, line, None)
        return replace(left, removed=(line, *(one for one in left.removed if one.id != line.id))[:REMOVED])

    _write(actor, change)
    record(Verb.HELP_LINE_REMOVED, actor, kind="help_line", thing=line.id)


@transaction.atomic
def put_back(actor: Person, line_id: str) -> None:
    """Raises Http404 where no such line was taken away lately."""
    _require(actor)

    def change(book: Book) -> Book:
        back = [line for line in book.removed if line.id == line_id and not book.find(line_id)]
        if not back:
            raise Http404
        rest = tuple(line for line in book.removed if line.id != line_id)
        return replace(book, lines=(*book.lines, *back), removed=rest)

    _write(actor, change)
    record(Verb.HELP_LINE_RESTORED, actor, kind="help_line", thing=line_id)


Country = tuple[str, tuple[Number, ...]]


def country_in(book: Book, code: str) -> Country | None:
    """Its name and emergency numbers."""
    return (book.countries[code], book.emergency.get(code, ())) if code in book.countries else None


@transaction.atomic
def settle_country(actor: Person, code: str, before: Country | None, name: str, numbers: tuple[Number, ...]) -> None:
    """Add a country or change its emergency numbers. Raises ChangedMeanwhile where `before` is not what stands there."""
    _require(actor)

    def change(book: Book) -> Book:
        if country_in(book, code) != before:
            raise ChangedMeanwhile
        emergency = {other: held for other, held in book.emergency.items() if other != code}
        return replace(
            book,
            countries=book.countries | {code: name},
            emergency=emergency | ({code: numbers} if numbers else {}),
        )

    _write(actor, change)
    record(Verb.HELP_COUNTRY_SETTLED, actor, kind="help_country", thing=code)


@transaction.atomic
def forget_checker(person: Person) -> None:
    """Lines this person checked stay checked, without their name; in every version that is kept."""
    changed = False
    for version in BookOfHelp.objects.order_by("version"):
        book = helplines.parse(version.text)
        kept = [_forgotten(lines, person.pk) for lines in (book.lines, book.removed)]
        text = helplines.as_text(replace(book, lines=kept[0], removed=kept[1]))
        if text != version.text:
            changed = bool(BookOfHelp.objects.filter(pk=version.pk).update(text=text)) or changed
    if changed:
        transaction.on_commit(refresh, robust=True)


def _forgotten(lines: tuple[Line, ...], person_id: int) -> tuple[Line, ...]:
    return tuple(line.without_checker() if line.checker == person_id else line for line in lines)
