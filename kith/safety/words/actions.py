"""Choosing which hints on language one sees; and, for stewards, what they say."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.people.models import Person, Role
from kith.safety.models import HintOff, StewardHint
from kith.safety.words.hinting import every_hint
from kith.safety.words.shipped import shipped

NONE = ""
"""Stands for every hint."""
KIND = "hint"


@transaction.atomic
def no_more_of(actor: Person, code: str) -> None:
    """A hint that does not exist is passed over: the words it came with are what counts."""
    if code in {one.code for one in every_hint()} and HintOff.objects.get_or_create(person=actor, code=code)[1]:
        record(Verb.SETTING_CHANGED, actor, owner=actor, kind=KIND, thing=code, note_code="off")


@transaction.atomic
def choose(actor: Person, wanted: Collection[str], none_at_all: bool) -> None:
    """Which hints the actor sees from now on; `none_at_all` leaves the rest as chosen, for when they come back."""
    off = {one.code for one in every_hint()} - set(wanted) | ({NONE} if none_at_all else set())
    held = HintOff.objects.filter(person=actor)
    had = set(held.values_list("code", flat=True))
    if had == off:
        return
    held.exclude(code__in=off).delete()
    HintOff.objects.bulk_create([HintOff(person=actor, code=code) for code in off - had], ignore_conflicts=True)
    record(Verb.SETTING_CHANGED, actor, owner=actor, kind=KIND, thing="mine")


def _only_stewards(actor: Person) -> None:
    if not actor.has_role(Role.Kind.STEWARD):
        raise PermissionDenied


@transaction.atomic
def write_hint(actor: Person, code: str, **said: object) -> None:
    """Add a hint, or put the steward's words in place of the shipped ones. Raises PermissionDenied."""
    _only_stewards(actor)
    said = {name: "" if value == _as_shipped(code).get(name) else value for name, value in said.items()}
    StewardHint.objects.update_or_create(code=code, defaults={**said, "changed": now()})
    record(Verb.SETTING_CHANGED, actor, kind=KIND, thing=code, note_code="written")


def _as_shipped(code: str) -> dict[str, str]:
    """What need not be written down, so that it goes on being translated."""
    came = shipped().get(code)
    if came is None:
        return {}
    return {"words": "\n".join(came.hint.wordings), "why": came.why, "instead": came.instead, "source": came.source}


@transaction.atomic
def put_back(actor: Person, code: str) -> bool:
    """Let a shipped hint say again what it came with; one of the steward's own goes for good. Raises PermissionDenied."""
    _only_stewards(actor)
    gone = bool(StewardHint.objects.filter(code=code).delete()[0])
    if gone and code not in shipped():
        HintOff.objects.filter(code=code).delete()
    if gone:
        record(Verb.SETTING_CHANGED, actor, kind=KIND, thing=code, note_code="put_back")
    return gone
