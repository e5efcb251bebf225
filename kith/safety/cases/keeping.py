"""How a case begins, grows and gets its lines of history: the part that everything else in safety writes through."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.groups.models import SessionPost
from kith.notices.actions import notify
from kith.people.models import Handle, Person, Role
from kith.safety import rules
from kith.safety.access import KEEPERS
from kith.safety.models import Case, CaseEvent
from kith.spaces.models import Post, Space
from kith.spaces.polls.access import words_of_poll

QUEUE = "safety:queue"
"""The topic of live updates that pages with the queue listen to."""
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
    poll = words_of_poll(post.thread) if post.opening else ""
    return About(
        Case.Thing.POST,
        str(post.pk),
        author.person if author else None,
        author,
        post.thread.space,
        f"{title}{post.body}\n\n{poll}" if poll else f"{title}{post.body}",
    )


def about_said(said: SessionPost) -> About:
    return About(Case.Thing.SAID, str(said.pk), said.person, said.author, said.session.group.space, said.body)


def standing(kind: str, thing: Any) -> Case | None:
    """The case about a thing that is not closed, if there is one."""
    return Case.objects.filter(thing_kind=kind, thing=str(thing), state__in=OPEN_STATES).first()


@transaction.atomic
def open_case(about: About, lane: str, source: str, codes: list[str], urgency: int) -> tuple[Case, bool]:
    """The one open case about this thing, begun now or grown: the more urgent of the two, with every code. And whether it is new.

    Two people may open it in the same moment: the database lets one of them, and the other joins it.
    """
    announce(QUEUE)
    held = _lock(about)
    if held is None:
        try:
            with transaction.atomic():
                return _begin(about, lane, source, codes, urgency), True
        except IntegrityError:
            held = _lock(about)
            if held is None:
                raise
    return _grow(held, lane, codes, urgency), False


def _lock(about: About) -> Case | None:
    """The standing case, so that nobody closes it while it grows."""
    return Case.objects.select_for_update().filter(thing_kind=about.kind, thing=about.id, state__in=OPEN_STATES).first()


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
    _call_someone(case)
    return case


def _grow(case: Case, lane: str, codes: list[str], urgency: int) -> Case:
    """It can only become more urgent and sooner due; what one person is worried about stays a worry."""
    case.codes = _codes(case.codes, codes)
    case.lane = Case.Lane.WORRIED if Case.Lane.WORRIED in (lane, case.lane) else lane
    sooner = urgency < case.urgency
    if sooner:
        case.urgency = urgency
        case.due = min(case.due, now() + rules.minutes(DUE[Case.Urgency(urgency)]))
    case.save(update_fields=["codes", "lane", "urgency", "due"])
    if sooner:
        _call_someone(case)
    return case


def _call_someone(case: Case) -> None:
    """What cannot wait is told to those who keep the place safe: not to whom it is about, nor to who told of it.

    Who takes a rest hears of it only when all the others do, too.
    """
    if case.urgency != Case.Urgency.NOW:
        return
    keepers = Role.objects.filter(kind__in=KEEPERS, person__is_active=True).exclude(person=case.subject_id or 0)
    keepers = keepers.exclude(person__in=case.reports.values("reporter"))
    awake = keepers.exclude(person__mindful__resting_until__gt=now()).values_list("person", flat=True)
    notify(None, list(awake) or keepers.values_list("person", flat=True), "case_now", "case", case.pk)


def _codes(had: str, more: list[str]) -> str:
    """Each once, in the order they came; those that would not fit are left out whole."""
    kept: list[str] = []
    for code in [*filter(None, had.split(",")), *more]:
        if code not in kept and len(",".join([*kept, code])) <= 120:
            kept.append(code)
    return ",".join(kept)


def note(case: Case, by: Person | None, kind: str, words: str = "") -> CaseEvent:
    """Write one line of a case's history. Its words are sealed in a second step: they are bound to the number of the line."""
    owner = (case.subject_id or getattr(by, "pk", None)) if words else None
    line = CaseEvent.objects.create(case=case, by=by, kind=kind, owner_id=owner)
    if owner:
        line.words = words
        line.save(update_fields=["words"])
    return line


def count_report(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(reports_count=F("reports_count") + 1)
