"""What members do with the library: offer something, answer what a reviewer asks, take it back, and say what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from kith.core import search
from kith.core.audit import Verb, record
from kith.core.limits import limit
from kith.notices.actions import drop
from kith.people.models import Person
from kith.people.resting import require_not_paused
from kith.recovery.access.library import KIND, offered_from
from kith.recovery.library import Idea
from kith.recovery.models import Fits, LibraryEntry, LibraryFit, LibraryProblem, Strategy
from kith.recovery.tasks import ANSWERED, forget_entries

State = LibraryEntry.State
NO_NEW_WORDS = {"new_name": "", "new_how": "", "new_when": ""}


@transaction.atomic
def offer(
    actor: Person, strategy: Strategy, name: str, how: str, when: str, language: str, fits: Collection[str]
) -> LibraryEntry:
    """Ask for a strategy to be taken into the library, as it is written here. Offered once, it stays one."""
    held = offered_from(actor, strategy)
    if held:
        return held
    require_not_paused(actor)
    limit(actor, "offer", 10, 86400)
    words = {"name": name, "how": how, "when": when, "language": language}
    made = LibraryEntry.objects.create(person=actor, strategy=strategy, **words)
    LibraryFit.objects.bulk_create([LibraryFit(entry=made, code=code) for code in fits])
    record(Verb.ENTRY_ADDED, actor, actor, "library_entry", made.pk)
    return made


@transaction.atomic
def agree_to_changes(actor: Person, entry: LibraryEntry) -> bool:
    """Let it stand in the library in the reviewer's words. Only while the question stands."""
    words = {"name": entry.new_name, "how": entry.new_how, "when": entry.new_when}
    if not step(entry, State.CHANGES, state=State.LISTED, **words, **NO_NEW_WORDS):
        return False
    put_in_the_index(entry)
    drop(ANSWERED, "library_entry", entry.pk)
    record(Verb.ENTRY_CHANGED, actor, actor, "library_entry", entry.pk, "agreed")
    return True


@transaction.atomic
def keep_own_words(actor: Person, entry: LibraryEntry) -> bool:
    """Say no to the changes: it waits again, as it was offered, for any reviewer. Only while the question stands."""
    if not step(entry, State.CHANGES, state=State.WAITING, **NO_NEW_WORDS):
        return False
    drop(ANSWERED, "library_entry", entry.pk)
    record(Verb.ENTRY_CHANGED, actor, actor, "library_entry", entry.pk, "kept")
    return True


def step(entry: LibraryEntry, stood: str, /, **new: Any) -> bool:
    """Write these fields, only while the entry is there and stands like this: what others did meanwhile is not undone."""
    if not LibraryEntry.objects.filter(pk=entry.pk, state=stood).update(**new):
        return False
    for name, value in new.items():
        setattr(entry, name, value)
    return True


@transaction.atomic
def take_back_entry(actor: Person, entry: LibraryEntry) -> None:
    """Out of the library and gone. What others made their own of it before stays theirs."""
    record(Verb.ENTRY_WITHDRAWN, actor, actor, "library_entry", entry.pk)
    forget_entries([entry])


def put_in_the_index(entry: LibraryEntry) -> None:
    fits = " ".join(str(Fits(fit.code).label) for fit in entry.fits.all())
    search.put([search.Document(KIND, entry.pk, entry.name, f"{entry.when} {fits}", entry.how)], for_anyone=False)


@transaction.atomic
def say_what_is_wrong(actor: Person, idea: Idea, kind: str, words: str) -> LibraryProblem:
    """Tell those who look after the library. Nobody is told who said it."""
    limit(actor, "library_problem", 20, 3600)
    made = LibraryProblem.objects.create(person=actor, about=idea.code, kind=kind, words=words)
    record(Verb.PROBLEM_ADDED, actor, actor, "library_problem", made.pk)
    return made
