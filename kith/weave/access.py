"""What a person may see here: their own answers, what they put aside, and what might help them. Nobody else's, ever."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, F, QuerySet, Value
from django.utils import timezone

from kith.core.prepared import Prepared
from kith.people.access import my_map
from kith.people.models import Need, Person, Tie
from kith.weave import sources
from kith.weave.asked import Asked, from_answers
from kith.weave.models import Answer, Dismissal
from kith.weave.ranking import Suggestion, rank


@dataclass(frozen=True)
class Gap:
    """A kind of support that is thin: `count` ties give it, and `said_missing` when the person said they miss it."""

    need: str
    label: str
    count: int
    said_missing: bool


def my_answers(viewer: Person) -> QuerySet[Answer]:
    return Answer.objects.filter(person=viewer)


def answers(viewer: Person) -> dict[str, Any]:
    """The viewer's own answers: question to value, in the shapes of `questions.py`. One query."""
    return {row.question: row.value for row in ANSWERS.objects(viewer.pk)}


ANSWERS = Prepared(lambda viewer: my_answers(Person(pk=viewer)), int)


def put_aside(viewer: Person) -> QuerySet[Dismissal]:
    """What the viewer said is not for them, newest first."""
    return Dismissal.objects.filter(person=viewer).order_by("-at")


def tie_list(viewer: Person) -> list[Tie]:
    """The viewer's own ties, each with `is_connected`. One query."""
    return list(my_map(viewer))


def gaps(viewer: Person, ties: Iterable[Tie] | None = None, said: dict[str, Any] | None = None) -> list[Gap]:
    """What is thin on the viewer's map: first what they said they miss, then what nobody gives yet.

    Pass `ties` and `said` (their answers) when they are at hand, to save the queries.
    """
    ties = tie_list(viewer) if ties is None else ties
    missing = from_answers(answers(viewer) if said is None else said).missing
    given = [code for tie in ties for code in tie.needs]
    all_needs = [Gap(need.value, str(need.label), given.count(need.value), need.value in missing) for need in Need]
    return sorted((gap for gap in all_needs if gap.said_missing or not gap.count), key=lambda gap: not gap.said_missing)


@dataclass(frozen=True)
class Picture:
    """Everything about one person that suggestions are made of, read once for a page."""

    viewer: Person
    said: dict[str, Any]
    ties: list[Tie]
    aside: list[Dismissal]

    @property
    def asked(self) -> Asked:
        return from_answers(
            self.said,
            dismissed=frozenset(key for row in self.aside for key in _keys(row)),
            on_map=frozenset(
                (sources.KIND_OF_TARGET.get(tie.target_kind, ""), str(tie.target_id))
                for tie in self.ties
                if tie.target_id
            ),
            usual_language=settings.LANGUAGE_CODE.split("-")[0],
            today=timezone.localdate(),
        )

    @property
    def gaps(self) -> list[Gap]:
        return gaps(self.viewer, self.ties, self.said)


def _keys(row: Dismissal) -> list[tuple[str, str]]:
    """A group and its meetings are put aside together: they have one id."""
    return [
        (kind, row.thing_id) for kind in (("group", "gathering") if row.kind in ("group", "gathering") else (row.kind,))
    ]


def picture(viewer: Person, ties: Iterable[Tie] | None = None) -> Picture:
    said, aside = _told(viewer)
    return Picture(viewer, said, tie_list(viewer) if ties is None else list(ties), aside)


def _told(viewer: Person) -> tuple[dict[str, Any], list[Dismissal]]:
    """Answers, and what was put aside (newest first), in one query: a page of suggestions has none to spare."""
    columns = ("is_answer", "id", "code", "sealed", "thing", "when")
    said = (
        my_answers(viewer)
        .order_by()
        .annotate(
            is_answer=Value(1), code=F("question"), sealed=F("value"), thing=Value("", CharField()), when=F("changed")
        )
    )
    aside = (
        put_aside(viewer)
        .order_by()
        .annotate(is_answer=Value(0), code=F("kind"), sealed=F("title"), thing=F("thing_id"), when=F("at"))
    )
    rows = list(said.values_list(*columns).union(aside.values_list(*columns), all=True))
    given = {
        code: Answer(pk=pk, person=viewer, question=code, value=sealed).value
        for is_answer, pk, code, sealed, *_ in rows
        if is_answer
    }
    put = [
        Dismissal(pk=pk, person=viewer, kind=code, title=sealed, thing_id=thing, at=when)
        for is_answer, pk, code, sealed, thing, when in rows
        if not is_answer
    ]
    return given, sorted(put, key=lambda row: row.at, reverse=True)


def suggestions(seen: Picture, needs: Iterable[str]) -> list[Suggestion]:
    """Everything that could help with any of the needs, best first."""
    asked = seen.asked.looking_for(needs)
    return rank(asked, sources.candidates(seen.viewer, asked, seen.ties))


def by_gap(seen: Picture, each: int) -> list[tuple[Gap, Sequence[Suggestion]]]:
    """For every gap a few suggestions, none of them twice. Candidates are read once for all."""
    asked = seen.asked
    things = sources.candidates(seen.viewer, asked.looking_for(gap.need for gap in seen.gaps), seen.ties)
    shown: set[tuple[str, str]] = set()
    sections: list[tuple[Gap, Sequence[Suggestion]]] = []
    for gap in seen.gaps:
        fresh = [one for one in rank(asked.looking_for([gap.need]), things) if one.thing.key not in shown][:each]
        shown.update(one.thing.key for one in fresh)
        sections.append((gap, fresh))
    return sections


def top_suggestions(viewer: Person, limit: int = 3, ties: Iterable[Tie] | None = None) -> list[Suggestion]:
    """The few best things for all the viewer's gaps together, for the home page.

    Pass `ties`, from `people.access.my_map`, to save a query.
    """
    seen = picture(viewer, ties)
    return suggestions(seen, [gap.need for gap in seen.gaps])[:limit]
