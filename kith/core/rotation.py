"""Changing the server's key while people write: everything an older key sealed is opened and sealed again with the newest.

Each kind of thing that a server key seals registers itself here, so that counting, testing and rotating miss none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from kith.core import chain, crypto, keyring
from kith.core.chain import AuditHead
from kith.core.crypto import DataKey, WrongKeyError

BATCH = 500
SAMPLE = 50


@dataclass(frozen=True)
class Sealed:
    """One kind of thing sealed with a server key: how many by each key's name, how to open some, how to seal some anew."""

    what: str
    counts: Callable[[], dict[str, int]]
    open_some: Callable[[str, int], None]
    seal_again: Callable[[str, int], int]


def _counts() -> dict[str, int]:
    return dict(DataKey.objects.values_list("server_key").annotate(n=Count("owner")).order_by("server_key"))


def _open_some(name: str, most: int) -> None:
    for row in DataKey.objects.filter(server_key=name).order_by("?" if most > 1 else "owner")[:most]:
        crypto.unwrap(row)


@transaction.atomic
def _seal_again(newest: str, most: int) -> int:
    rows = list(DataKey.objects.exclude(server_key=newest).order_by("owner")[:most])
    for row in rows:
        again = crypto.wrap(row.owner, crypto.unwrap(row))
        same = DataKey.objects.filter(owner=row.owner, server_key=row.server_key)
        same.update(server_key=again.server_key, wrapped=again.wrapped)
    return len(rows)


def _head_counts() -> dict[str, int]:
    return dict.fromkeys(AuditHead.objects.exclude(key_name="").values_list("key_name", flat=True), 1)


def _head_opens(name: str, most: int) -> None:
    """Whether the record's end is signed rightly is another question, which `kith doctor` asks: it need not be the key."""


def _sign_again(newest: str, most: int) -> int:
    """Raises BrokenError when the record was tampered with."""
    if not _head_counts().keys() - {newest}:
        return 0
    chain.seal()
    return 1


KINDS = [
    Sealed("people's keys", _counts, _open_some, _seal_again),
    Sealed("the record of acts", _head_counts, _head_opens, _sign_again),
]


def counts() -> dict[str, int]:
    """How many things each server key seals, by its name."""
    found: dict[str, int] = {}
    for kind in KINDS:
        for name, number in kind.counts().items():
            found[name] = found.get(name, 0) + number
    return found


def troubles(sample: int = 1) -> list[str]:
    """What is wrong with the server's keys, in sentences: names that are missing, and keys that are not the ones used."""
    found = []
    for kind in KINDS:
        for name, number in kind.counts().items():
            try:
                crypto.server_key(name)
            except WrongKeyError:
                found.append(f"The key named {name!r} is missing from KITH_KEYS. It sealed {number} of {kind.what}.")
                continue
            try:
                kind.open_some(name, sample)
            except WrongKeyError:
                found.append(f"The key named {name!r} in KITH_KEYS is not the one that sealed {kind.what}.")
    return found


def left() -> int:
    """How many things are not sealed with the newest key yet."""
    newest, _key = crypto.newest_key()
    return sum(number for name, number in counts().items() if name != newest)


def rotate() -> Iterator[int]:
    """Seal everything with the newest key, in batches, each a transaction of its own; yields how many each did.

    Stopped at any moment, it goes on from there when it is started again. Raises WrongKeyError.
    """
    newest, _key = crypto.newest_key()
    for kind in KINDS:
        while done := kind.seal_again(newest, BATCH):
            yield done
    keyring.refresh()


def old_names() -> list[str]:
    """The keys that nothing needs any more, once `left` is 0."""
    return list(crypto.server_keys(settings.KITH_KEYS))[:-1]
