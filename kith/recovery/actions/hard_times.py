"""Saying that one is having a hard time, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.core.live import announce
from kith.notices.actions import drop, notify
from kith.people import actions as people
from kith.people.access import reached
from kith.people.models import Person
from kith.people.sharing_kinds import WORDS
from kith.recovery.access import readers
from kith.recovery.hard_times import LASTS, my_hard_time
from kith.recovery.models import HardTime
from kith.recovery.sharing import HARD_TIME
from kith.recovery.tasks import forget_hard_time


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
