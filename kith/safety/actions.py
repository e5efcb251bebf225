"""Everything people do with openings: ask, agree, look, end, tell. Each takes the place of nobody's word but their own.

Until the person is told, the record of acts names the opening and not them: nothing that lists what concerned a member can
tell of it too early. From then on it names them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.notices.actions import drop, notify
from kith.people.models import Person, Role
from kith.recovery.models import CheckIn
from kith.safety import access
from kith.safety.cases import keeping
from kith.safety.models import MOST_HOURS, NAME_HOURS, WAITS, Case, CaseEvent, Opening, Silence
from kith.spaces.models import Post

REVIEWED_AFTER = timedelta(days=30)
FOR = "BTG"  # FHIR's code for breaking the glass


@transaction.atomic
def ask_for_name(actor: Person, post: Post, ground: str, reason: str, unsafe: str = "") -> Opening:
    """Ask who wrote a post under another name. Shows nothing yet. Raises Http404 where there is nothing to open."""
    author = post.author
    if not access.keeps_safe(actor) or author is None or author.is_main or author.person_id == actor.pk:
        raise Http404
    held = access.standing(author, author.person, Opening.Kind.NAME)
    if held:
        return held
    asked = {"handle": author, "post": post, "hours": NAME_HOURS, "ground": ground, "reason": reason}
    made = _ask(actor, author.person, Opening.Kind.NAME, asked)
    if unsafe:
        Silence.objects.create(opening=made, subject_id=made.subject_id, by=actor, why=unsafe)
    return made


@transaction.atomic
def ask_for_record(actor: Person, subject: Person, kind: str, ground: str, reason: str, hours: int) -> Opening:
    """A steward asks to see one kind of thing of one member's. Shows nothing yet."""
    if not actor.has_role(Role.Kind.STEWARD) or subject.pk == actor.pk or kind not in access.RECORDS:
        raise Http404
    asked = {"hours": hours, "ground": ground, "reason": reason}
    return access.standing(None, subject, kind) or _ask(actor, subject, kind, asked)


@transaction.atomic
def ask_to_contact(
    actor: Person, case: Case, contact: str, said: str, ground: str, reason: str, unsafe: str = ""
) -> Opening:
    """Ask that someone outside is told about the person a case is about. Nothing goes anywhere by itself, now or later."""
    subject = case.subject
    if not access.keeps_safe(actor) or subject is None or subject.pk == actor.pk:
        raise Http404
    held = access.standing(case.handle, subject, Opening.Kind.OUTSIDE)
    if held:
        return held
    asked = {"handle": case.handle, "case": case, "contact": contact, "said": said, "hours": MOST_HOURS}
    made = _ask(actor, subject, Opening.Kind.OUTSIDE, asked | {"ground": ground, "reason": reason})
    keeping.note(case, actor, CaseEvent.Kind.ASKED)
    if unsafe:
        Silence.objects.create(opening=made, subject_id=subject.pk, by=actor, why=unsafe)
    return made


@transaction.atomic
def write_down_contact(actor: Person, opening: Opening, outcome: str) -> bool:
    """That it was done, by which way and what came of it. Once, by one of the two, while it is open. False otherwise."""
    if not access.can_write_down(actor, opening):
        return False
    live = Opening.objects.filter(pk=opening.pk, done__isnull=True, ended__isnull=True, ends__gt=now())
    opening.outcome, opening.done = outcome, now()
    held = live.select_for_update().first()
    if held is None:
        return False
    opening.save(update_fields=["outcome", "done"])
    owner = opening.subject if opening.told else None
    record(Verb.OUTSIDE_CONTACTED, actor, owner=owner, kind=opening.kind, thing=opening.pk, note_code=opening.contact)
    if opening.case:
        keeping.note(opening.case, actor, CaseEvent.Kind.CONTACTED)
    return True


def _ask(actor: Person, subject: Person, kind: str, asked: dict[str, Any]) -> Opening:
    limit(actor, "opening", 10, 86400)
    made = Opening.objects.create(kind=kind, subject=subject, asker=actor, **asked)
    record(Verb.OPENING_ASKED, actor, kind=kind, thing=made.pk, note_code=made.ground)
    notify(None, access.second_people(actor, subject), "opening_asked", "opening", made.pk)
    return made


@transaction.atomic
def agree(actor: Person, opening: Opening, unsafe: str = "") -> bool:
    """Open it, as the second person. False when somebody else did, it was withdrawn, or its time to wait is over.

    The person is told in the same step, unless it is about a name and both of the two said why that is not safe.
    """
    if not access.can_agree(actor, opening):
        return False
    at = now()
    free = Opening.objects.filter(pk=opening.pk, agreed__isnull=True, ended__isnull=True, asked__gt=at - WAITS)
    values = {"agreer": actor, "agreed": at, "ends": at + timedelta(hours=opening.hours)}
    if not free.exclude(asker=actor).exclude(subject=actor).filter(asker__isnull=False).update(**values):
        return False
    opening.refresh_from_db()
    record(Verb.OPENING_AGREED, actor, kind=opening.kind, thing=opening.pk, note_code=opening.ground)
    drop("opening_asked", "opening", opening.pk)
    if opening.case:
        keeping.note(opening.case, actor, CaseEvent.Kind.AGREED)
    if unsafe and opening.can_stay_quiet:
        Silence.objects.create(opening=opening, subject_id=opening.subject_id, by=actor, why=unsafe)
    _tell_unless_both(opening)
    return True


def _tell_unless_both(opening: Opening) -> None:
    if _both_silent(opening, opening.round):
        Opening.objects.filter(pk=opening.pk).update(review=now() + REVIEWED_AFTER)
        record(Verb.OPENING_NOT_TOLD, None, kind=opening.kind, thing=opening.pk)
    else:
        tell(None, opening)


def _both_silent(opening: Opening, number: int) -> bool:
    said = set(Silence.objects.filter(opening=opening, round=number).values_list("by", flat=True))
    return opening.can_stay_quiet and {opening.asker_id, opening.agreer_id} <= said


@transaction.atomic
def tell(actor: Person | None, opening: Opening) -> None:
    """Tell the person that it happened. Once; nobody can take it back."""
    if not Opening.objects.filter(pk=opening.pk, agreed__isnull=False, told__isnull=True).update(
        told=now(), review=None
    ):
        return
    subject = opening.subject
    record(Verb.OPENING_TOLD, actor, owner=subject, kind=opening.kind, thing=opening.pk, note_code=opening.ground)
    notify(None, [subject.pk], "opening", "opening", opening.pk)


@transaction.atomic
def keep_quiet_longer(actor: Person, opening: Opening, why: str) -> None:
    """Say again why telling is not safe. When both have, the date moves; when only one has, the person is told on it."""
    if not access.is_party(actor, opening) or not opening.is_kept_quiet:
        raise Http404
    held = Opening.objects.select_for_update().get(pk=opening.pk)
    if not Silence.objects.filter(opening=held, by=actor, round=held.round + 1).exists():
        row = {"opening": held, "subject_id": held.subject_id, "by": actor, "round": held.round + 1}
        Silence.objects.create(**row, why=why)
    if _both_silent(held, held.round + 1):
        later = {"round": held.round + 1, "review": now() + REVIEWED_AFTER}
        if Opening.objects.filter(pk=held.pk, round=held.round, told__isnull=True).update(**later):
            record(Verb.OPENING_NOT_TOLD, actor, kind=held.kind, thing=held.pk)


@transaction.atomic
def end(actor: Person, opening: Opening) -> bool:
    """Withdraw what was asked, or close what is open, as one of the two. False when it was over already."""
    if not access.is_party(actor, opening):
        raise Http404
    if not Opening.objects.filter(pk=opening.pk, ended__isnull=True).update(ended=now()):
        return False
    record(Verb.OPENING_ENDED, actor, kind=opening.kind, thing=opening.pk)
    drop("opening_asked", "opening", opening.pk)
    return True


def _note_read(actor: Person, opening: Opening) -> None:
    """Each reading is written down, also the second and the third."""
    live = Opening.objects.filter(pk=opening.pk, ended__isnull=True, ends__gt=now())
    if not live.update(reads=F("reads") + 1, last_read=now()):
        raise Http404
    owner = opening.subject if opening.told else None
    record(Verb.OPENING_READ, actor, owner=owner, kind=opening.kind, thing=opening.pk, purpose=FOR)


@transaction.atomic
def read_name(actor: Person, opening: Opening) -> str:
    name = access.name_behind(actor, opening)
    _note_read(actor, opening)
    return name


@transaction.atomic
def read_check_ins(actor: Person, opening: Opening) -> list[CheckIn]:
    found = access.opened_check_ins(actor, opening)
    _note_read(actor, opening)
    return found


@transaction.atomic
def read_network(actor: Person, opening: Opening) -> list[Any]:
    found = access.opened_network(actor, opening)
    _note_read(actor, opening)
    return found
