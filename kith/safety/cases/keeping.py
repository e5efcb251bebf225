"""How a case begins, grows and gets its lines of history: the part that everything else in safety writes through."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.people.models import Handle, Person
from kith.safety import rules
from kith.safety.models import Case, CaseEvent
from kith.spaces.models import Post, Space

OPEN_STATES = (Case.State.OPEN, Case.State.LOOKED)
DUE = {
    Case.Urgency.NOW: rules.DUE_NOW,
    Case.Urgency.SOON: rules.DUE_SOON,
    Case.Urgency.ORDINARY: rules.DUE_ORDINARY,
}


class About(NamedTuple):
    """What a case is about: a thing by kind and id, whose it is, where it stands and how it reads now."""

    kind: str
    id: str
    subject: Person | None = None
    handle: Handle | None = None
    space: Space | None = None
    words: str = ""


def about_post(post: Post) -> About:
    author = post.author
    title = f"{post.thread.title}\n\n" if post.opening else ""
    return About(
        Case.Thing.POST,
        str(post.pk),
        author.person if author else None,
        author,
        post.thread.space,
        f"{title}{post.body}",
    )


def standing(kind: str, thing: Any) -> Case | None:
    """The case about a thing that is not closed, if there is one."""
    return Case.objects.filter(thing_kind=kind, thing=str(thing), state__in=OPEN_STATES).first()


@transaction.atomic
def open_case(about: About, lane: str, source: str, codes: list[str], urgency: int) -> tuple[Case, bool]:
    """The one open case about this thing, begun now or grown: the more urgent of the two, with every code. And whether it is new.

    Two people may open it in the same moment: the database lets one of them, and the other joins it.
    """
    held = standing(about.kind, about.id)
    if held is None:
        try:
            with transaction.atomic():
                return _begin(about, lane, source, codes, urgency), True
        except IntegrityError:
            held = standing(about.kind, about.id)
            if held is None:
                raise
    return _grow(held, lane, codes, urgency), False


def _begin(about: About, lane: str, source: str, codes: list[str], urgency: int) -> Case:
    at = now()
    case = Case.objects.create(
        lane=lane,
        source=source,
        thing_kind=about.kind,
        thing=about.id,
        subject=about.subject,
        handle=about.handle,
        space=about.space,
        words=about.words if about.subject else "",
        codes=_codes("", codes),
        urgency=urgency,
        opened=at,
        due=at + rules.minutes(DUE[Case.Urgency(urgency)]),
    )
    note(case, None, CaseEvent.Kind.OPENED)
    record(Verb.CASE_OPENED, None, kind=about.kind, thing=case.pk, note_code=source)
    return case


def _grow(held: Case, lane: str, codes: list[str], urgency: int) -> Case:
    """It can only become more urgent and sooner due; what one person is worried about stays a worry."""
    case = Case.objects.select_for_update().get(pk=held.pk)
    case.codes = _codes(case.codes, codes)
    case.lane = Case.Lane.WORRIED if Case.Lane.WORRIED in (lane, case.lane) else lane
    if urgency < case.urgency:
        case.urgency = urgency
        case.due = min(case.due, now() + rules.minutes(DUE[Case.Urgency(urgency)]))
    case.save(update_fields=["codes", "lane", "urgency", "due"])
    return case


def _codes(had: str, more: list[str]) -> str:
    """Each once, in the order they came; those that would not fit are left out whole."""
    kept: list[str] = []
    for code in [*filter(None, had.split(",")), *more]:
        if code not in kept and len(",".join([*kept, code])) <= 120:
            kept.append(code)
    return ",".join(kept)


def note(case: Case, by: Person | None, kind: str, words: str = "") -> CaseEvent:
    """Write one line of a case's history."""
    owner = (case.subject_id or getattr(by, "pk", None)) if words else None
    return CaseEvent.objects.create(case=case, by=by, kind=kind, owner_id=owner, words=words if owner else "")


def count_report(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(reports_count=F("reports_count") + 1)
