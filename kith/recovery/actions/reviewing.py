"""What moderators, practitioners and stewards do for the library: read what is offered, answer, and check again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from kith.core import search
from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.notices.actions import notify
from kith.people.models import Person
from kith.recovery import library
from kith.recovery.access.library import KIND, REVIEWERS, entry_number, reviews
from kith.recovery.actions.library import put_in_the_index, step
from kith.recovery.models import LibraryAnswer, LibraryEntry, LibraryMark, LibraryProblem
from kith.recovery.tasks import ANSWERED

State = LibraryEntry.State


@dataclass(frozen=True)
class Review:
    """What a reviewer says of an entry: kind words to its offerer, the text as it should be, when to read it again."""

    answer: str
    check_by: date
    name: str
    how: str
    when: str


def _may_review(actor: Person, entry: LibraryEntry) -> None:
    """Raises PermissionDenied for anyone without the role, and for one's own entry."""
    if not reviews(actor) or entry.person_id == actor.pk:
        raise PermissionDenied


@transaction.atomic
def take_in(actor: Person, entry: LibraryEntry, review: Review) -> bool:
    """Into the library at once when its words are as they were offered; changed words wait for its offerer to agree.

    False when it does not wait any more.
    """
    _may_review(actor, entry)
    pairs = [(review.name, entry.name), (review.how, entry.how), (review.when, entry.when)]
    changed = any(new.splitlines() != old.splitlines() for new, old in pairs)
    new = {"new_name": review.name, "new_how": review.how, "new_when": review.when} if changed else {}
    state = State.CHANGES if changed else State.LISTED
    said = _answer(actor, entry, state, review.answer, check_by=review.check_by, **new)
    if said and not changed:
        put_in_the_index(entry)
    return said


@transaction.atomic
def decline(actor: Person, entry: LibraryEntry, answer: str) -> bool:
    """Not into the library, with words to its offerer that say why. False when it does not wait any more."""
    _may_review(actor, entry)
    return _answer(actor, entry, State.DECLINED, answer, check_by=None)


def _answer(actor: Person, entry: LibraryEntry, state: str, words: str, **new: Any) -> bool:
    if not step(entry, State.WAITING, state=state, **_read_by(actor), **new):
        return False
    LibraryAnswer.objects.filter(entry=entry).delete()
    if words:
        LibraryAnswer.objects.create(person=actor, entry=entry, words=words)
    record(Verb.ENTRY_ANSWERED, actor, entry.person, "library_entry", entry.pk, state, role=entry.reviewed_as)
    notify(None, [entry.person_id], ANSWERED, "library_entry", entry.pk)
    return True


def _read_by(actor: Person) -> dict[str, Any]:
    return {"reviewer": actor, "reviewed": now(), "reviewed_as": _role(actor)}


def _role(actor: Person) -> str:
    return next(kind for kind in REVIEWERS if actor.has_role(kind))


@transaction.atomic
def check_again(actor: Person, entry: LibraryEntry, check_by: date) -> bool:
    """Say that it was read again today and still stands. Its offerer hears nothing. False when it is not listed."""
    _may_review(actor, entry)
    if not step(entry, State.LISTED, check_by=check_by, **_read_by(actor)):
        return False
    record(Verb.ENTRY_CHECKED, actor, entry.person, "library_entry", entry.pk, role=entry.reviewed_as)
    return True


@transaction.atomic
def take_out(actor: Person, code: str) -> bool:
    """Take an idea out of the library. Reviewers can put it back; what people borrowed before stays theirs.

    False when it was not in the library. Raises Http404 for one's own.
    """
    if not reviews(actor):
        raise PermissionDenied
    is_out = LibraryMark.objects.filter(code=code, aside__isnull=False).exists()
    if is_out if library.starter(code) else not _move(actor, code, State.ASIDE):
        return False
    LibraryMark.objects.update_or_create(code=code, defaults={"aside": now()})
    record(Verb.ENTRY_REMOVED, actor, None, "library_idea", code)
    return True


@transaction.atomic
def put_back(actor: Person, code: str) -> bool:
    """Into the library again. False when it was not taken out. Raises Http404 for one's own."""
    if not reviews(actor):
        raise PermissionDenied
    moved = library.starter(code) or _move(actor, code, State.LISTED)
    unmarked = LibraryMark.objects.filter(code=code, aside__isnull=False).update(aside=None) if moved else 0
    if not moved or (library.starter(code) and not unmarked):
        return False
    record(Verb.ENTRY_RESTORED, actor, None, "library_idea", code)
    return True


def _move(actor: Person, code: str, new: str) -> bool:
    """Whether there was such an entry to move, in the library or out of it. Raises Http404 for one's own."""
    entry = LibraryEntry.objects.filter(pk=entry_number(code)).first()
    if entry is None:
        return False
    if entry.person_id == actor.pk:
        raise Http404
    if not step(entry, State.ASIDE if new == State.LISTED else State.LISTED, state=new):
        return False
    if new == State.LISTED:
        put_in_the_index(entry)
    else:
        search.drop(KIND, [entry.pk])
    notify(None, [entry.person_id], ANSWERED, "library_entry", entry.pk)
    return True


@transaction.atomic
def settle_problem(actor: Person, problem: LibraryProblem) -> None:
    """Say that somebody saw to it."""
    if not LibraryProblem.objects.filter(pk=problem.pk, settled=None).update(settled=now()):
        return
    record(Verb.PROBLEM_ANSWERED, actor, None, "library_problem", problem.pk, role=_role(actor))
