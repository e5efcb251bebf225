"""What moderators, practitioners and stewards do for the library: read what is offered, answer, and check again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kith.core import search
from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.notices.actions import notify
from kith.people.models import Person
from kith.recovery import library
from kith.recovery.access.library import KIND, REVIEWERS, entry_number, reviews
from kith.recovery.actions.library import ANSWERED, put_in_the_index
from kith.recovery.models import LibraryAnswer, LibraryEntry, LibraryMark, LibraryProblem

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
def take_in(actor: Person, entry: LibraryEntry, review: Review) -> None:
    """Into the library at once when its words are as they were offered; changed words wait for its offerer to agree."""
    _may_review(actor, entry)
    pairs = [(review.name, entry.name), (review.how, entry.how), (review.when, entry.when)]
    changed = any(new.splitlines() != old.splitlines() for new, old in pairs)
    if changed:
        entry.new_name, entry.new_how, entry.new_when = review.name, review.how, review.when
    _answer(actor, entry, State.CHANGES if changed else State.LISTED, review.answer, review.check_by)
    if not changed:
        put_in_the_index(entry)


@transaction.atomic
def decline(actor: Person, entry: LibraryEntry, answer: str) -> None:
    """Not into the library, with words to its offerer that say why."""
    _may_review(actor, entry)
    _answer(actor, entry, State.DECLINED, answer, None)


def _answer(actor: Person, entry: LibraryEntry, state: str, words: str, check_by: date | None) -> None:
    entry.state, entry.check_by = state, check_by
    entry.reviewer, entry.reviewed, entry.reviewed_as = actor, now(), _role(actor)
    entry.save()
    LibraryAnswer.objects.filter(entry=entry).delete()
    if words:
        LibraryAnswer.objects.create(person=actor, entry=entry, words=words)
    record(Verb.ENTRY_ANSWERED, actor, entry.person, "library_entry", entry.pk, state, role=entry.reviewed_as)
    notify(None, [entry.person_id], ANSWERED, "library_entry", entry.pk)


def _role(actor: Person) -> str:
    return next(kind for kind in REVIEWERS if actor.has_role(kind))


@transaction.atomic
def check_again(actor: Person, entry: LibraryEntry, check_by: date) -> None:
    """Say that it was read again today and still stands. Its offerer hears nothing."""
    _may_review(actor, entry)
    if entry.state != State.LISTED:
        return
    entry.reviewer, entry.reviewed, entry.reviewed_as = actor, now(), _role(actor)
    entry.check_by = check_by
    entry.save()
    record(Verb.ENTRY_CHECKED, actor, entry.person, "library_entry", entry.pk, role=entry.reviewed_as)


@transaction.atomic
def take_out(actor: Person, code: str) -> None:
    """Take an idea out of the library. Reviewers can put it back; what people borrowed before stays theirs."""
    if not reviews(actor):
        raise PermissionDenied
    if library.starter(code):
        LibraryMark.objects.update_or_create(code=code, defaults={"aside": now()})
    elif not _move(actor, code, State.LISTED, State.ASIDE):
        return
    record(Verb.ENTRY_REMOVED, actor, None, "library_idea", code)


@transaction.atomic
def put_back(actor: Person, code: str) -> None:
    if not reviews(actor):
        raise PermissionDenied
    if library.starter(code):
        LibraryMark.objects.filter(code=code).update(aside=None)
    elif not _move(actor, code, State.ASIDE, State.LISTED):
        return
    record(Verb.ENTRY_RESTORED, actor, None, "library_idea", code)


def _move(actor: Person, code: str, old: str, new: str) -> bool:
    """Whether there was such an entry to move."""
    entry = LibraryEntry.objects.filter(pk=entry_number(code), state=old).first()
    if entry is None:
        return False
    _may_review(actor, entry)
    entry.state = new
    entry.save(update_fields=["state"])
    if new == State.LISTED:
        put_in_the_index(entry)
    else:
        search.drop(KIND, [entry.pk])
    notify(None, [entry.person_id], ANSWERED, "library_entry", entry.pk)
    return True


@transaction.atomic
def settle_problem(actor: Person, problem: LibraryProblem) -> None:
    """Say that somebody saw to it."""
    problem.settled = now()
    problem.save(update_fields=["settled"])
    record(Verb.PROBLEM_ANSWERED, actor, None, "library_problem", problem.pk, role=_role(actor))
