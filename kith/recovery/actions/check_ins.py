"""What people do with their check-ins, and how others answer them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kith.core.audit import AuditEvent, Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.notices.actions import notify
from kith.people import actions as people
from kith.people.access import reached
from kith.people.models import Person
from kith.people.sharing_kinds import WORDS
from kith.recovery.access import CHECK_INS, Reader, Shared, readers
from kith.recovery.models import CheckIn
from kith.recovery.tasks import UNDO_FOR, forget_removed
from kith.spaces import actions as spaces

LOOK_GATHERED = timedelta(hours=1)


@transaction.atomic
def check_in(actor: Person, mood: int, words: str = "", only_me: bool = False, share: Collection[Any] = ()) -> CheckIn:
    """Keep how the actor is, for themselves; `share` holds ids of ties who may read this one, with its words."""
    limit(actor, "check_in", 20, 60)
    made = CheckIn.objects.create(person=actor, mood=mood, words=words, only_me=only_me)
    record(Verb.CHECKED_IN, actor, actor, "check_in", made.pk)
    choose_readers(actor, made, only_me, share, standing_read=not only_me)
    return made


@transaction.atomic
def change_check_in(actor: Person, made: CheckIn, words: str, only_me: bool, share: Collection[Any]) -> None:
    """Put words to a check-in and choose who reads it. The mood and the time stay as they were tapped."""
    standing_read = not (made.only_me and only_me)
    made.words, made.only_me = words, only_me
    made.save(update_fields=["words", "only_me"])
    choose_readers(actor, made, only_me, share, standing_read)


def choose_readers(actor: Person, made: CheckIn, only_me: bool, share: Collection[Any], standing_read: bool) -> None:
    """Make the one-off grants match the choice. Keeping it to oneself ends them all, and standing grants do not reach it.

    `standing_read`: those with a standing grant read it before or after. Pages of those who read nothing of it stay still.
    """
    people_now = readers(actor, CHECK_INS, made.pk, made.at)
    new = match_grants(actor, people_now, set() if only_me else {str(tie) for tie in share}, CHECK_INS, made.pk)
    if new:
        notify(actor.main_handle, reached(actor, new), "check_in", "check_in", made.pk)
    _stir(actor, [r.person.pk for r in people_now if r.once or (r.standing and standing_read)])


def _stir(actor: Person, people_ids: list[int]) -> None:
    """Open pages of these people look again, as far as anything of the actor's reaches them."""
    for person in reached(actor, people_ids) if people_ids else []:
        announce(f"home:{person}")


def match_grants(actor: Person, people_now: list[Reader], wanted: set[str], kind: str, thing: Any) -> list[int]:
    """Give and end one-off grants until exactly the wanted ties hold one. Returns the ids of people who are new to it."""
    new = []
    for reader in people_now:
        chosen = str(reader.tie_id) in wanted
        if chosen and not reader.once:
            people.give(actor, kind, WORDS, reader.person, thing=thing)
            new.append(reader.person.pk)
        elif reader.once and not chosen:
            people.end_grant(actor, reader.once)
    return new


@transaction.atomic
def remove_check_in(actor: Person, made: CheckIn) -> None:
    """Take it away at once for everyone. It can be taken back for an hour, then it is deleted."""
    made.removed = now()
    made.save(update_fields=["removed"])
    record(Verb.CHECK_IN_REMOVED, actor, actor, "check_in", made.pk)
    forget_removed.enqueue(
        "check_in", str(made.pk), key=f"check_in:{made.pk}:{made.removed.timestamp()}", run_at=now() + UNDO_FOR
    )
    people_now = readers(actor, CHECK_INS, made.pk, made.at)
    _stir(actor, [r.person.pk for r in people_now if r.once or (r.standing and not made.only_me)])


@transaction.atomic
def take_back_check_in(actor: Person, made: CheckIn) -> None:
    """Undo a removal: the check-in is as it was, with the same readers."""
    made.removed = None
    made.save(update_fields=["removed"])


@transaction.atomic
def note_look(viewer: Person, owner: Person, kind: str, thing: Any) -> None:
    """Tell the owner's record that the viewer opened what was shared; gathered to once an hour for each pair."""
    since = now() - LOOK_GATHERED
    before = AuditEvent.objects.filter(owner=owner.pk, verb=Verb.LOOKED, at__gt=since, actor=viewer.pk, kind=kind)
    if not before.exists():
        record(Verb.LOOKED, viewer, owner, kind, thing)


def kind_answers() -> dict[str, str]:
    """The warm one-tap answers."""
    return {"thinking": _("Thinking of you."), "here": _("I am here."), "call": _("Shall I call?")}


@transaction.atomic
def answer(actor: Person, shared: Shared, text: str) -> None:
    """Send words about a check-in the actor may read; they arrive among the owner's messages."""
    spaces.write_to(actor, shared.person, text, about=shared.id)
