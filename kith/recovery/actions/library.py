"""What members do with the library: offer something, answer what a reviewer asks, take it back, and say what is wrong."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from kith.core import search
from kith.core.audit import Verb, record
from kith.core.limits import limit
from kith.notices.actions import drop
from kith.people.models import Person
from kith.people.resting import require_not_paused
from kith.recovery.access.library import KIND, offered_from
from kith.recovery.library import Idea
from kith.recovery.models import Fits, LibraryEntry, LibraryFit, LibraryMark, LibraryProblem, Strategy

State = LibraryEntry.State
ANSWERED = "library_answered"


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
def agree_to_changes(actor: Person, entry: LibraryEntry) -> None:
    """Let it stand in the library in the reviewer's words. Only while the question stands."""
    if entry.state != State.CHANGES:
        return
    entry.name, entry.how, entry.when = entry.new_name, entry.new_how, entry.new_when
    entry.new_name = entry.new_how = entry.new_when = ""
    entry.state = State.LISTED
    entry.save()
    put_in_the_index(entry)
    drop(ANSWERED, "library_entry", entry.pk)
    record(Verb.ENTRY_CHANGED, actor, actor, "library_entry", entry.pk, "agreed")


@transaction.atomic
def keep_own_words(actor: Person, entry: LibraryEntry) -> None:
    """Say no to the changes: it waits again, as it was offered, for any reviewer."""
    if entry.state != State.CHANGES:
        return
    entry.new_name = entry.new_how = entry.new_when = ""
    entry.state = State.WAITING
    entry.save()
    drop(ANSWERED, "library_entry", entry.pk)
    record(Verb.ENTRY_CHANGED, actor, actor, "library_entry", entry.pk, "kept")


@transaction.atomic
def take_back_entry(actor: Person, entry: LibraryEntry) -> None:
    """Out of the library and gone. What others made their own of it before stays theirs."""
    record(Verb.ENTRY_WITHDRAWN, actor, actor, "library_entry", entry.pk)
    forget_entries([entry])


def forget_entries(entries: Collection[LibraryEntry]) -> None:
    """Delete entries with all that is known of them."""
    codes = [entry.code for entry in entries]
    search.drop(KIND, [entry.pk for entry in entries])
    LibraryMark.objects.filter(code__in=codes).delete()
    LibraryProblem.objects.filter(about__in=codes).delete()
    for entry in entries:
        drop(ANSWERED, "library_entry", entry.pk)
        entry.delete()


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
