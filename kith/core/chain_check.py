"""Reads the whole chain of acts and says what was tampered with; and keeps its end outside the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Subquery

from kith.core.audit import AuditEvent
from kith.core.chain import (
    COLUMNS,
    HEAD,
    START,
    AuditHead,
    AuditLink,
    digest,
    is_signed,
    link_hash,
    seal,
    unsealed,
)
from kith.core.clock import now
from kith.core.crypto import WrongKeyError

A_CHUNK = 1000
MOST = 20


@dataclass(frozen=True)
class Place:
    """How far one walk along the chain has come."""

    position: int = 0
    hash: bytes = START


def faults(most: int = MOST) -> list[str]:
    """What is wrong with the record of acts, in words, with the number of each act concerned; nothing when it is whole."""
    found: list[str] = []
    for words in _look():
        found.append(words)
        if len(found) == most:
            break
    return found


def _look() -> Iterator[str]:
    head = AuditHead.objects.filter(pk=HEAD).first()
    if head is None or not head.chain:
        if AuditLink.objects.exists():
            yield "The head of the record is gone."
        yield from _anchor_faults(None)
        return
    yield from _head_faults(head)
    place = Place()
    for chunk in _chunks(head.count):
        place = yield from _chunk_faults(place, chunk)
    if (place.position, place.hash) != (head.count, bytes(head.hash)):
        yield f"The record was signed with {head.count} acts and ends at {place.position}: its end is not the one signed."
    # One statement, so that sealing meanwhile is not taken for tampering.
    if AuditLink.objects.filter(position__gt=Subquery(AuditHead.objects.filter(pk=HEAD).values("count"))).exists():
        yield "There are seals beyond the signed end of the record."
    for number in unsealed(-(2**62)).filter(pk__lte=head.low).values_list("pk", flat=True)[:MOST]:
        yield f"Act {number} was put in afterwards."
    yield from _anchor_faults(head)


def _head_faults(head: AuditHead) -> Iterator[str]:
    try:
        if not is_signed(head):
            yield "The head of the record was not signed by this installation."
    except WrongKeyError:
        yield f"The head of the record was signed with the key {head.key_name!r}, which is not in KITH_KEYS."


def _chunks(end: int) -> Iterator[list[tuple]]:
    """The links up to a place: what others seal while we read is not looked at."""
    after = 0
    names = ("position", "event", "until", "digest", "hash")
    while chunk := list(
        AuditLink.objects.filter(position__gt=after, position__lte=end)
        .order_by("position")
        .values_list(*names)[:A_CHUNK]
    ):
        yield chunk
        after = chunk[-1][0]


def _chunk_faults(place: Place, links: list[tuple]) -> Any:
    """Yields what is wrong with these links and their acts; returns the place reached."""
    acts = {row[0]: row for row in AuditEvent.objects.filter(pk__in=[link[1] for link in links]).values_list(*COLUMNS)}
    for position, event, until, of, kept in links:
        if position != place.position + 1:
            yield f"The seals of places {place.position + 1} to {position - 1} are gone."
        elif link_hash(place.hash, position, event, until, bytes(of)) != bytes(kept):
            yield f"The seal of act {event}, at place {position}, was changed or moved."
        if words := _act_fault(acts.get(event), event, until, bytes(of)):
            yield words
        place = Place(position, bytes(kept))
    return place


def _act_fault(row: tuple | None, event: int, until: datetime | None, of: bytes) -> str:
    if row is None:
        return "" if until and until < now() else f"Act {event} was removed."
    return "" if digest(row) == of else f"Act {event} was changed."


def anchor() -> Path:
    """The copy of the chain's end that is not in the database: whoever puts an older state back is found by it."""
    return settings.KITH_DATA / "audit-anchor"


def keep_anchor() -> None:
    """Write down where the chain ends now. Call it when that is committed."""
    head = AuditHead.objects.filter(pk=HEAD).first()
    if head is None or not head.chain:
        return
    settings.KITH_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = anchor().with_suffix(f".{os.getpid()}")
    half.write_text(f"{head.chain} {head.count} {bytes(head.hash).hex()}\n", encoding="utf-8")
    half.chmod(0o600)
    half.replace(anchor())


def _anchor_faults(head: AuditHead | None) -> Iterator[str]:
    if not anchor().is_file():
        return
    chain, count, kept = anchor().read_text(encoding="utf-8").split()
    if head is None or head.chain != chain:
        yield f"The record is not the one that {anchor()} remembers. If the database is a new one, remove that file."
        return
    if int(count) == 0:
        return
    there = AuditLink.objects.filter(position=int(count)).values_list("hash", flat=True).first()
    if there is None or bytes(there).hex() != kept:
        yield f"The record is older or other than {anchor()} remembers: it held {count} acts."


def seal_everything(steps: int = 1000) -> int:
    """Seal what waits, step by step, and keep the anchor; returns how many were sealed. Raises BrokenError."""
    sealed = 0
    for _step in range(steps):
        done = seal()
        sealed += done
        if not done:
            break
    keep_anchor()
    return sealed
