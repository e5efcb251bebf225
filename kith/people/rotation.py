"""The secrets of authenticator apps and recovery codes, which the server's own key seals: counted, tested and sealed anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from kith.core import rotation
from kith.people.adapter import MFAAdapter

PLACES = ("secret", "seed", "migrated_codes")


def secrets_in(data: dict[str, Any]) -> Iterator[str]:
    """Every sealed text in one authenticator's data."""
    for place in PLACES:
        held = data.get(place) or []
        yield from [held] if isinstance(held, str) else held


def key_names(data: dict[str, Any]) -> set[str]:
    return {sealed.partition(":")[0] for sealed in secrets_in(data)}


def _rows() -> Iterator[Authenticator]:
    return Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").iterator()


def counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in _rows():
        for name in key_names(row.data):
            found[name] = found.get(name, 0) + 1
    return found


def open_some(name: str, most: int) -> None:
    """Raises WrongKeyError when this key does not open what it sealed."""
    for row in [row for row in _rows() if name in key_names(row.data)][:most]:
        for sealed in secrets_in(row.data):
            if sealed.partition(":")[0] == name:
                MFAAdapter().decrypt(sealed)


@transaction.atomic
def seal_again(newest: str, most: int) -> int:
    """Seal up to `most` authenticators anew. The row is held meanwhile: a recovery code used now stays used."""
    due = [row.pk for row in _rows() if key_names(row.data) - {newest}][:most]
    for row in Authenticator.objects.select_for_update().filter(pk__in=due):
        row.data = {place: _again(held) if place in PLACES else held for place, held in row.data.items()}
        row.save(update_fields=["data"])
    return len(due)


def _again(held: Any) -> Any:
    if not held:
        return held
    adapter = MFAAdapter()
    if isinstance(held, str):
        return adapter.encrypt(adapter.decrypt(held))
    return [adapter.encrypt(adapter.decrypt(one)) for one in held]


def register() -> None:
    rotation.KINDS.append(rotation.Sealed("sign-in secrets", counts, open_some, seal_again))
