"""Everything a person can do with their check-ins, strategies and hard times, and how others answer them."""

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
from kith.notices.actions import drop, notify
from kith.people import actions as people
from kith.people.access import reached
from kith.people.models import Person
from kith.people.sharing_kinds import WORDS
from kith.recovery.access import CHECK_INS, STRATEGIES, Reader, Shared, readers
from kith.recovery.hard_times import LASTS, my_hard_time
from kith.recovery.library import Starter
from kith.recovery.models import CheckIn, HardTime, Strategy, StrategyTry
from kith.recovery.sharing import HARD_TIME
from kith.recovery.tasks import UNDO_FOR, forget_hard_time, forget_removed
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
    new = _match_grants(actor, people_now, set() if only_me else {str(tie) for tie in share}, CHECK_INS, made.pk)
    if new:
        notify(actor.main_handle, reached(actor, new), "check_in", "check_in", made.pk)
    _stir(actor, [r.person.pk for r in people_now if r.once or (r.standing and standing_read)])


def _stir(actor: Person, people_ids: list[int]) -> None:
    """Open pages of these people look again, as far as anything of the actor's reaches them."""
    for person in reached(actor, people_ids) if people_ids else []:
        announce(f"home:{person}")


def _match_grants(actor: Person, people_now: list[Reader], wanted: set[str], kind: str, thing: Any) -> list[int]:
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


@transaction.atomic
def add_strategy(actor: Person, name: str, how: str = "", when: str = "", borrowed: str = "") -> Strategy:
    limit(actor, "strategy", 40, 60)
    return Strategy.objects.create(person=actor, name=name, how=how, when=when, borrowed=borrowed)


def borrow(actor: Person, starter: Starter) -> Strategy:
    """Copy a starter strategy into the actor's own set; borrowing it twice keeps one."""
    held = Strategy.objects.filter(person=actor, borrowed=starter.code, removed__isnull=True).first()
    return held or add_strategy(actor, starter.name, starter.how, starter.when, starter.code)


@transaction.atomic
def change_strategy(actor: Person, strategy: Strategy, name: str, how: str, when: str) -> None:
    strategy.name, strategy.how, strategy.when = name, how, when
    strategy.save(update_fields=["name", "how", "when"])


@transaction.atomic
def share_strategy(actor: Person, strategy: Strategy, share: Collection[Any]) -> None:
    """Let exactly these ties read this one strategy; those with a standing grant read it anyway."""
    people_now = readers(actor, STRATEGIES, strategy.pk)
    _match_grants(actor, people_now, {str(tie) for tie in share}, STRATEGIES, strategy.pk)


@transaction.atomic
def remove_strategy(actor: Person, strategy: Strategy) -> None:
    strategy.removed = now()
    strategy.save(update_fields=["removed"])
    forget_removed.enqueue(
        "strategy",
        str(strategy.pk),
        key=f"strategy:{strategy.pk}:{strategy.removed.timestamp()}",
        run_at=now() + UNDO_FOR,
    )


@transaction.atomic
def take_back_strategy(actor: Person, strategy: Strategy) -> None:
    strategy.removed = None
    strategy.save(update_fields=["removed"])


@transaction.atomic
def log_try(actor: Person, strategy: Strategy, helped: int) -> StrategyTry:
    """Note that the strategy was tried just now, and whether it helped this time (2 helped, 1 a bit, 0 not this time)."""
    limit(actor, "try", 40, 60)
    return StrategyTry.objects.create(strategy=strategy, helped=helped)


@transaction.atomic
def undo_last_try(actor: Person, strategy: Strategy) -> None:
    """Take back the newest try, for a slip of the thumb."""
    newest = strategy.tries.order_by("-at").first()
    if newest:
        newest.delete()


@transaction.atomic
def say_so(actor: Person, words: str = "") -> HardTime:
    """Let it stand for a week. Those it is shared with hear that there is something, once; saying it again changes nothing."""
    standing = my_hard_time(actor)
    if standing:
        return standing
    limit(actor, "hard_time", 10, 3600)
    HardTime.objects.filter(person=actor).delete()
    made = HardTime.objects.create(person=actor, words=words, ends=now() + LASTS)
    record(Verb.HARD_TIME_SAID, actor, actor, HARD_TIME, made.pk)
    forget_hard_time.enqueue(actor.pk, run_at=made.ends)
    _tell(actor, made, [reader.person.pk for reader in readers(actor, HARD_TIME) if reader.standing])
    return made


def _tell(actor: Person, made: HardTime, people_ids: Collection[int]) -> None:
    there = reached(actor, people_ids)
    notify(actor.main_handle, there, HARD_TIME, HARD_TIME, made.pk)
    for person in [actor.pk, *there]:
        announce(f"home:{person}")


@transaction.atomic
def put_words(actor: Person, made: HardTime, words: str, share: Collection[Any] = ()) -> None:
    """Change the words, and let these ties see it as well, until it ends; later ones of theirs are chosen anew."""
    made.words = words
    made.save(update_fields=["words"])
    new = [r.person for r in readers(actor, HARD_TIME) if str(r.tie_id) in set(map(str, share)) and not r.standing]
    for person in new:
        people.give(actor, HARD_TIME, WORDS, person, ends=made.ends)
    if new:
        _tell(actor, made, [person.pk for person in new])


@transaction.atomic
def make_longer(actor: Person, made: HardTime) -> None:
    """Another week from today; also for those who were chosen only for as long as it lasts."""
    ends = now() + LASTS
    for reader in readers(actor, HARD_TIME):
        if reader.standing and reader.standing.ends == made.ends and reader.standing.grantee_id:
            people.change_grant(actor, reader.standing, WORDS, ends, reader.standing.purpose)
    made.ends = ends
    made.save(update_fields=["ends"])
    forget_hard_time.enqueue(actor.pk, run_at=made.ends)


@transaction.atomic
def take_back(actor: Person, made: HardTime) -> None:
    """Gone at once, with its words and what was told of it. Nothing of it is kept."""
    standing = [reader for reader in readers(actor, HARD_TIME) if reader.standing]
    told = reached(actor, [reader.person.pk for reader in standing])
    for reader in standing:
        if reader.standing and reader.standing.grantee_id and reader.standing.ends == made.ends:
            people.end_grant(actor, reader.standing)  # chosen for as long as it stands, and no longer
    drop(HARD_TIME, HARD_TIME, made.pk)
    record(Verb.HARD_TIME_OVER, actor, actor, HARD_TIME, made.pk)
    made.delete()
    for person in [actor.pk, *told]:
        announce(f"home:{person}")
