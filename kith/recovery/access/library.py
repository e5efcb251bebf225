"""Who may read what of the library: all members what is listed, its offerer the rest of theirs, reviewers what waits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kith.core import search
from kith.core.crypto import prefetch_keys
from kith.people.models import Person, Role
from kith.recovery import library
from kith.recovery.library import Idea
from kith.recovery.models import LibraryEntry, LibraryFit, LibraryMark, LibraryProblem, Strategy
from kith.recovery.models.library import BY_MEMBERS, today

KIND = "what_helps"
REVIEWERS = (Role.Kind.STEWARD, Role.Kind.MODERATOR, Role.Kind.PRACTITIONER)
State = LibraryEntry.State
A_PAGE, MOST = 20, 50


def reviews(viewer: Any) -> bool:
    return viewer.has_role(*REVIEWERS)


def listed() -> QuerySet[LibraryEntry]:
    """What any member may read. It is gone as soon as its offerer is leaving."""
    return LibraryEntry.objects.filter(state=State.LISTED, person__is_active=True)


class Shelf:
    """Everything that fits what was asked, one page at a time: from members first, the newest reading first, then ours.

    Members' entries stay in the database until their page is asked for. It can be counted and sliced, as a list can.
    """

    def __init__(self, viewer: Person, q: str = "", fits: str = "", language: str = "") -> None:
        self.viewer = viewer
        self.entries = _asked(listed(), q, fits, language).order_by("-reviewed", "-pk").prefetch_related("fits")
        aside = _aside()
        ours = [idea for idea in library.starters() if idea.code not in aside]
        self.ours = library.fitting(ours, q, fits, language)
        self.from_members = self.entries.count()

    def __len__(self) -> int:
        return self.from_members + len(self.ours)

    def __getitem__(self, part: slice) -> list[Idea]:
        start, stop = part.start or 0, part.stop
        theirs = [as_idea(entry) for entry in self.entries[start:stop]] if start < self.from_members else []
        ours = self.ours[max(0, start - self.from_members) : max(0, stop - self.from_members)]
        return _with_marks([*theirs, *ours])


def _aside() -> set[str]:
    """Codes of ideas Kith came with that were taken out."""
    ours = [idea.code for idea in library.starters()]
    return set(LibraryMark.objects.filter(code__in=ours, aside__isnull=False).values_list("code", flat=True))


def _asked(found: QuerySet[LibraryEntry], q: str, fits: str, language: str) -> QuerySet[LibraryEntry]:
    if fits:
        found = found.filter(Exists(LibraryFit.objects.filter(entry=OuterRef("pk"), code=fits)))
    if language:
        found = found.filter(language=language)
    if words := search.telling_words(q):
        query = search.Query(words=tuple((word,) for word in words)).wider()
        found = found.filter(pk__in=search.matching(KIND, query))
    return found


def _with_marks(ideas: list[Idea]) -> list[Idea]:
    marks = LibraryMark.objects.filter(code__in=[idea.code for idea in ideas], helped__gt=0)
    helped = dict(marks.values_list("code", "helped"))
    return [replace(idea, helped=helped.get(idea.code, 0)) for idea in ideas]


def as_idea(entry: LibraryEntry) -> Idea:
    """What others read of an entry: never whose it is."""
    return replace(in_words(entry), fits=tuple(fit.code for fit in entry.fits.all()))


def in_words(entry: LibraryEntry) -> Idea:
    """The same without the situations it is for."""
    return Idea(
        code=entry.code,
        name=entry.name,
        how=entry.how,
        when=entry.when,
        language=entry.language,
        reviewed=entry.reviewed,
        reviewed_as=entry.get_reviewed_as_display(),
        check_by=entry.check_by,
        is_overdue=entry.is_overdue,
    )


def get_idea(code: str) -> Idea:
    """An idea any member may borrow, by its code. Raises Http404 for one that is not listed, or taken out."""
    idea = library.starter(code)
    if idea and not LibraryMark.objects.filter(code=code, aside__isnull=False).exists():
        return idea
    found = listed().filter(pk=entry_number(code)).prefetch_related("fits").first()
    if found is None:
        raise Http404
    return as_idea(found)


def entry_number(code: str) -> int:
    """The number of a member's entry by its code; 0 for anything else."""
    number = code.removeprefix(BY_MEMBERS)
    known = code.startswith(BY_MEMBERS) and number.isascii() and number.isdigit() and len(number) < 19
    return int(number) if known else 0


def borrowed_codes(viewer: Person) -> set[str]:
    """What the viewer's own set began as: codes of ideas, and ids of others' strategies."""
    mine = Strategy.objects.filter(person=viewer, removed__isnull=True).exclude(borrowed="")
    return set(mine.values_list("borrowed", flat=True))


def codes_offered(viewer: Person) -> set[str]:
    return {f"{BY_MEMBERS}{pk}" for pk in LibraryEntry.objects.filter(person=viewer).values_list("pk", flat=True)}


# What one offered


def my_entries(viewer: Person) -> QuerySet[LibraryEntry]:
    mine = LibraryEntry.objects.filter(person=viewer).select_related("said")
    return mine.prefetch_related("fits").order_by("-offered", "-pk")


def get_my_entry(viewer: Person, entry_id: Any) -> LibraryEntry:
    return _first(my_entries(viewer), entry_id)


def offered_from(viewer: Person, strategy: Strategy) -> LibraryEntry | None:
    return LibraryEntry.objects.filter(person=viewer, strategy=strategy).first()


# Reviewing


def to_read(viewer: Person) -> QuerySet[LibraryEntry]:
    """What waits for a reviewer, the longest waiting first; never the viewer's own."""
    return _for_reviewer(viewer).filter(state=State.WAITING).order_by("offered", "pk")


def to_look_at_again(viewer: Person) -> list[LibraryEntry]:
    """What should be read again by now, and what was taken out, the longest due first."""
    due = Q(state=State.LISTED, check_by__lt=today()) | Q(state=State.ASIDE)
    return list(_for_reviewer(viewer).filter(due).order_by("check_by", "pk")[: 2 * MOST])


def get_for_review(viewer: Person, entry_id: Any) -> LibraryEntry:
    """An entry that waits, or stands in the library or beside it. Raises Http404 to all who do not review, and its offerer."""
    to_look_at = _for_reviewer(viewer).exclude(state__in=[State.CHANGES, State.DECLINED])
    return _first(to_look_at.prefetch_related("fits"), entry_id)


def _for_reviewer(viewer: Person) -> QuerySet[LibraryEntry]:
    if not reviews(viewer):
        return LibraryEntry.objects.none()
    return LibraryEntry.objects.filter(person__is_active=True).exclude(person=viewer)


def _first(found: QuerySet[LibraryEntry], entry_id: Any) -> LibraryEntry:
    entry = found.filter(pk=entry_id).first() if 0 < int(entry_id) < 2**63 else None
    if entry is None:
        raise Http404
    return entry


class Wrong(NamedTuple):
    """What a member said is wrong, and the idea it is about; None when that is gone."""

    problem: LibraryProblem
    idea: Idea | None


def open_problems(viewer: Person) -> list[Wrong]:
    """What members said is wrong, the oldest first. Who said it is told to nobody.

    What a reviewer said themselves, or what is about an entry of theirs, is left to others.
    """
    if not reviews(viewer):
        return []
    found = list(LibraryProblem.objects.filter(settled=None).exclude(person=viewer).order_by("at")[:MOST])
    prefetch_keys({problem.person_id for problem in found})
    codes = {problem.about for problem in found}
    entries = list(LibraryEntry.objects.filter(pk__in=[entry_number(code) for code in codes]))
    own = {entry.code for entry in entries if entry.person_id == viewer.pk}
    ideas = {idea.code: idea for idea in library.starters()} | {entry.code: in_words(entry) for entry in entries}
    return [Wrong(problem, ideas.get(problem.about)) for problem in found if problem.about not in own]


def get_problem(viewer: Person, problem_id: Any) -> LibraryProblem:
    found = LibraryProblem.objects.filter(settled=None).exclude(Q(person=viewer) | Q(about__in=codes_offered(viewer)))
    problem = found.filter(pk=problem_id).first() if reviews(viewer) else None
    if problem is None:
        raise Http404
    return problem


def ours_taken_out(viewer: Person) -> list[Idea]:
    """Ideas Kith came with that reviewers took out of this library."""
    aside = _aside() if reviews(viewer) else set()
    return [idea for idea in library.starters() if idea.code in aside]
