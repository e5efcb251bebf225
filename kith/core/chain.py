"""Seals the record of acts, so that a row changed, removed, added later or moved is found, also the newest.

Acts are written without any of this, in their own transactions. Once a minute `seal` links what was committed since into a
chain of hashes, under a lock that no page waits for. The head says how long the chain is and how it ends, signed with a key
that is not in the database; the anchor is a copy of it outside the database. `docs/decisions/0009-…` says why.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from kith.core.audit import KEPT, KEPT_A_YEAR, AuditEvent
from kith.core.clock import now
from kith.core.crypto import WrongKeyError, newest_key, server_key

A_STEP = 2000
LATE = timedelta(hours=1)
"""How long a transaction may take to commit and still be sealed; on PostgreSQL numbers are given before the commit."""
START = bytes(32)
FOR_HEADS = b"kith.audit.head.1"
HEAD = 1
COLUMNS = ("pk", "at", "verb", "actor", "owner", "kind", "thing", "note_code", "outcome", "role", "purpose", "salt")


class BrokenError(Exception):
    """The head, or the end of the chain, is not what was signed: nothing is sealed on top of it."""


class AuditLink(models.Model):
    """The seal of one act. It stays when the act is forgotten: `until` says from when that is right."""

    position = models.BigIntegerField(primary_key=True)
    event = models.BigIntegerField(unique=True)
    until = models.DateTimeField(null=True)
    digest = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        app_label = "core"


class AuditHead(models.Model):
    """Where the chain ends. The one row that changes; it is signed, with the name of the key."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    chain = models.CharField(max_length=20, blank=True)
    count = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=START)
    low = models.BigIntegerField(default=0)
    """Every act up to this number is sealed; one that appears later was not written by Kith."""
    seen = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(default=now)
    key_name = models.CharField(max_length=40, blank=True)
    mark = models.BinaryField(max_length=32, default=b"")

    class Meta:
        app_label = "core"


def digest(row: Iterable[Any]) -> bytes:
    """What stands for one act: SHA-256 over its values in the order of `COLUMNS`."""
    number, at, *said, salt = row
    values = [number, at.astimezone(UTC).isoformat(timespec="microseconds"), *said, bytes(salt or b"").hex()]
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).digest()


def link_hash(before: bytes, position: int, event: int, until: datetime | None, of: bytes) -> bytes:
    ends = until.astimezone(UTC).isoformat(timespec="microseconds") if until else ""
    return hashlib.sha256(before + f"|{position}|{event}|{ends}|".encode() + of).digest()


def mark_of(head: AuditHead, key: bytes) -> bytes:
    """The head's signature, with a key made from a server key for this alone."""
    own = hmac.digest(key, FOR_HEADS, "sha256")
    said = [head.chain, head.count, bytes(head.hash).hex(), head.low, head.seen, head.key_name]
    return hmac.digest(own, json.dumps(said).encode(), "sha256")


def is_signed(head: AuditHead) -> bool:
    """Raises WrongKeyError when the key it was signed with is gone."""
    key = server_key(head.key_name)
    return hmac.compare_digest(mark_of(head, key), bytes(head.mark))


def unsealed(above: int) -> QuerySet[AuditEvent]:
    """Acts with a greater number that no link seals yet."""
    linked = AuditLink.objects.filter(event=OuterRef("pk"))
    return AuditEvent.objects.filter(~Exists(linked), pk__gt=above).order_by("pk")


@transaction.atomic
def seal(most: int = A_STEP) -> int:
    """Link up to `most` committed acts; returns how many. Raises BrokenError when the chain's end was tampered with.

    Only those who seal wait for each other. The head is signed with the newest key, so that an older one can be retired.
    """
    head = _head()
    rows = _next(head, most)
    if not rows and head.key_name == newest_key()[0] and not _time_to_move_on(head):
        return 0
    _link(head, rows)
    _move_on(head, rows, full=len(rows) == most)
    head.key_name, key = newest_key()
    head.mark = mark_of(head, key)
    head.save()
    return len(rows)


def length() -> int:
    """How many acts are sealed."""
    return AuditHead.objects.filter(pk=HEAD).values_list("count", flat=True).first() or 0


def _head() -> AuditHead:
    """The head, held until the end of the transaction; a new one where nothing was ever sealed."""
    AuditHead.objects.bulk_create([AuditHead(id=HEAD)], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update().get(pk=HEAD)
    last = AuditLink.objects.order_by("-position").values_list("position", "hash").first()
    if head.chain == "" and last is None:
        head.chain = secrets.token_hex(8)
        return head
    try:
        sound = is_signed(head) and (last or (0, START)) == (head.count, bytes(head.hash))
    except WrongKeyError as error:
        raise BrokenError(f"the key {head.key_name!r} is gone") from error
    if not sound:
        raise BrokenError
    return head


def _next(head: AuditHead, most: int) -> list[tuple]:
    """What is to be sealed: what committed late among numbers sealed before, then what is new. Neither looks far back."""
    top = AuditLink.objects.order_by("-event").values_list("event", flat=True).first() or 0
    late = list(unsealed(head.low).filter(pk__lte=top).values_list(*COLUMNS)[:most])
    new = AuditEvent.objects.filter(pk__gt=top).order_by("pk").values_list(*COLUMNS)
    return late + list(new[: most - len(late)])


INSERT = "INSERT INTO core_auditlink (position, event, until, digest, hash) VALUES "
AT_ONCE = 500


def _link(head: AuditHead, rows: list[tuple]) -> None:
    """Write the links for these acts; the head's count and hash move along."""
    made, adapt = [], connection.ops.adapt_datetimefield_value
    for row in rows:
        of, until = digest(row), row[1] + KEPT if row[2] in KEPT_A_YEAR else None
        head.count += 1
        head.hash = link_hash(bytes(head.hash), head.count, row[0], until, of)
        made.append((head.count, row[0], adapt(until) if until else None, of, head.hash))
    with connection.cursor() as cursor:
        for start in range(0, len(made), AT_ONCE):
            some = made[start : start + AT_ONCE]
            marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(INSERT + marks, [value for link in some for value in link])  # noqa: S608 - only placeholders


def _time_to_move_on(head: AuditHead) -> bool:
    return head.low < head.seen and now() - head.seen_at >= LATE


def _move_on(head: AuditHead, rows: list[tuple], full: bool) -> None:
    """Raise the mark up to which everything must be sealed.

    SQLite lets one writer in at a time, so numbers appear in order. PostgreSQL gives them out before the commit: there the
    mark follows `LATE` behind, by when every transaction is over.
    """
    newest = max([head.seen, *(row[0] for row in rows)])
    if connection.vendor == "sqlite":
        head.low = head.seen = newest
    elif not full and now() - head.seen_at >= LATE:
        head.low, head.seen, head.seen_at = head.seen, newest, now()
