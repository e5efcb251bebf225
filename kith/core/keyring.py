"""Keeps people's keys apart from backups, in one file that is always the newest, so that erasing reaches old backups.

A backup holds no data keys. They are copied, still wrapped by the server's key, into `people_keys` in the folder of keys.
Restoring takes them from there: whoever was erased in the meantime has no key in that file, and what they sealed stays
unreadable for ever. The file also lists who was erased, by a mark that names nobody, so that a restored backup lets go of
them again. Keys are only ever added to the file, and taken out by erasing.
"""

import base64
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from kith.core import crypto
from kith.core.clock import now
from kith.core.crypto import DataKey, WrongKeyError

FILE = "people_keys"


class Erased(models.Model):
    """Someone was erased. The mark is a hash of what only their row held; it cannot be turned back into a name."""

    mark = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=now)

    class Meta:
        app_label = "core"


def place() -> Path:
    return Path(settings.KEY_FOLDER) / FILE


def fingerprint(key: bytes) -> str:
    """Tells one data key from another, also where a number was given to someone else after a restore."""
    return hashlib.sha256(b"kith.datakey" + key).hexdigest()[:32]


def owners() -> dict[str, str]:
    """Whose key is which, for the list in a backup: {owner: fingerprint}. Keys that do not open are left out."""
    return {str(row.owner): fingerprint(key) for row, key in _opened(DataKey.objects.order_by("owner").iterator())}


def refresh(gone: Iterable[str] = ()) -> int:
    """Bring the file up to date with the database, wrapped by the newest key; `gone` are fingerprints to take out.

    Returns how many keys it holds. What is in the file and not in the database stays: it may belong to another backup.
    """
    with _held() as ring:
        keys = {mark: again for mark, kept in ring["keys"].items() if (again := _wrapped_anew(kept))}
        for row, key in _opened(DataKey.objects.order_by("owner").iterator()):
            keys[fingerprint(key)] = _as_kept(row)
        for mark in gone:
            keys.pop(mark, None)
        erased = dict.fromkeys([*ring["erased"], *Erased.objects.values_list("mark", flat=True)])
        ring.update(keys=keys, erased=list(erased))
    return len(keys)


def mark_of(owner: int) -> str | None:
    """The fingerprint of someone's key; None when they have none."""
    row = DataKey.objects.filter(owner=owner).first()
    return fingerprint(crypto.unwrap(row)) if row else None


def bring_back(wanted: dict[str, str], old: dict[str, Any]) -> tuple[int, int]:
    """After a restore: give those in the backup their keys, and note who was erased since. Returns keys given and wanted.

    `wanted` is the backup's {owner: fingerprint}, `old` the ring as it was before the restore.
    """
    rows = [_as_row(int(owner), old["keys"][mark]) for owner, mark in wanted.items() if mark in old["keys"]]
    DataKey.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    Erased.objects.bulk_create([Erased(mark=mark) for mark in old["erased"]], ignore_conflicts=True, batch_size=500)
    return len(rows), len(wanted)


def read() -> dict[str, Any]:
    """The file as it is: {"keys": {fingerprint: kept}, "erased": [mark]}. Empty when there is none."""
    path = place()
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"keys": {}, "erased": []}


@contextmanager
def _held() -> Iterator[dict[str, Any]]:
    """The ring, for this process alone; what was changed is written whole, over the old file, and lasts."""
    folder = place().parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / f".{FILE}.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ring = read()
        yield ring
        _write(json.dumps(ring))
    finally:
        os.close(lock)


def _write(text: str) -> None:
    half = place().with_suffix(".half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    os.replace(half, place())


def _opened(rows: Iterable[DataKey]) -> Iterator[tuple[DataKey, bytes]]:
    for row in rows:
        try:
            yield row, crypto.unwrap(row)
        except WrongKeyError:
            continue


def _as_kept(row: DataKey) -> list[Any]:
    return [row.owner, row.server_key, base64.b64encode(bytes(row.wrapped)).decode()]


def _as_row(owner: int, kept: list[Any]) -> DataKey:
    return DataKey(owner=owner, server_key=kept[1], wrapped=base64.b64decode(kept[2]))


def _wrapped_anew(kept: list[Any]) -> list[Any] | None:
    """The same key under the newest server key; as it was when it does not open now."""
    row = _as_row(kept[0], kept)
    if row.server_key == crypto.newest_key()[0]:
        return kept
    try:
        return _as_kept(crypto.wrap(row.owner, crypto.unwrap(row)))
    except WrongKeyError:
        return kept
