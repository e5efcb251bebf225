"""Keeps private words readable only while their owner's key exists.

Each person has a data key, wrapped by the server's key. Every value is sealed with AES-256-GCM and bound to its table,
column, row and owner, so a ciphertext moved elsewhere does not open. Erasing a person destroys the data key, and with it
every copy of their words, backups included, because backups hold no data keys (`kith.core.keyring`).
"""

import base64
import binascii
import json
import os
import threading
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import request_started
from django.db import models

from kith.core.prepared import Prepared, filled

NONCE = 12
VERSION = b"\x01"


class WrongKeyError(Exception):
    """The server does not hold the key this was sealed with, or the value was tampered with."""


class ErasedError(Exception):
    """The owner's key was destroyed; the words can never be read again."""


class DataKey(models.Model):
    """One person's key, wrapped by a server key. Deleting the row is the erasure."""

    owner = models.BigIntegerField(primary_key=True)
    server_key = models.CharField(max_length=40)
    wrapped = models.BinaryField()

    class Meta:
        app_label = "core"


@lru_cache(maxsize=4)
def server_keys(text: str) -> dict[str, bytes]:
    """The server's keys by name, oldest first, from `name:base64 name:base64`.

    Raises ImproperlyConfigured when the list is empty or a key is not 32 bytes of base64.
    """
    keys: dict[str, bytes] = {}
    for item in text.replace(",", " ").split():
        name, _, encoded = item.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ImproperlyConfigured(f"KITH_KEYS: the key named {name!r} is not base64.") from error
        if not name or len(key) != 32:
            raise ImproperlyConfigured(f"KITH_KEYS: the key named {name!r} should be 32 bytes, written as base64.")
        keys[name] = key
    if not keys:
        raise ImproperlyConfigured("There is no encryption key. Run `kith setup`, or set KITH_KEYS or KITH_KEYS_FILE.")
    return keys


def newest_key() -> tuple[str, bytes]:
    """The key that seals from now on, also when another process has just added it to the file of keys."""
    read_keys_again()
    return list(server_keys(settings.KITH_KEYS).items())[-1]


def server_key(name: str) -> bytes:
    """One of the server's keys. Raises WrongKeyError when it is not among them, nor in the file they came from."""
    key = server_keys(settings.KITH_KEYS).get(name)
    if key is None and read_keys_again():
        key = server_keys(settings.KITH_KEYS).get(name)
    if key is None:
        raise WrongKeyError(f"The server key named {name!r} is missing from KITH_KEYS.")
    return key


def read_keys_again() -> bool:
    """Take up what changed in the file of keys since this process began, so that keys change without a restart."""
    path = Path(settings.KITH_KEYS_FILE) if settings.KITH_KEYS_FILE else None
    text = path.read_text(encoding="utf-8").strip() if path and path.is_file() else ""
    if not text or text == settings.KITH_KEYS:
        return False
    server_keys(text)
    settings.KITH_KEYS = text
    return True


def make_server_key(name: str) -> str:
    """A fresh entry for KITH_KEYS: `name:base64` of 32 random bytes."""
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def seal(key: bytes, plaintext: bytes, bound_to: str) -> bytes:
    """Encrypt with AES-256-GCM (NIST SP 800-38D): version byte, 12-byte nonce, ciphertext and 16-byte tag."""
    nonce = os.urandom(NONCE)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plaintext, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """Open what `seal` made. Raises WrongKeyError when the key, the place or the bytes are not the ones it was made with."""
    if sealed[:1] != VERSION:
        raise WrongKeyError("This value was not sealed by Kith.")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], bound_to.encode())
    except InvalidTag as error:
        raise WrongKeyError("This value does not open with this key in this place.") from error


class _Held(threading.local):
    """Opened keys, kept for one request only."""

    def __init__(self) -> None:
        self.keys: dict[int, bytes] = {}


_held = _Held()


def forget_keys(**_kwargs: Any) -> None:
    _held.keys.clear()


request_started.connect(forget_keys)


def unwrap(row: DataKey) -> bytes:
    return unseal(server_key(row.server_key), bytes(row.wrapped), f"datakey:{row.owner}")


def wrap(owner: int, key: bytes) -> DataKey:
    name, server_key = newest_key()
    return DataKey(owner=owner, server_key=name, wrapped=seal(server_key, key, f"datakey:{owner}"))


def _keys(*owners: int) -> models.QuerySet[DataKey]:
    return DataKey.objects.filter(owner__in=owners)


A_FEW = 10
KEYS = Prepared(_keys, *[int] * A_FEW)


def prefetch_keys(owners: Iterable[int]) -> None:
    """Open many people's keys in one query, before reading a list of their things."""
    wanted = set(owners) - _held.keys.keys()
    if wanted:
        rows = KEYS.objects(*filled(wanted, A_FEW)) if len(wanted) <= A_FEW else list(_keys(*wanted))
        _held.keys.update({row.owner: unwrap(row) for row in rows})


def key_for(owner: int) -> bytes:
    """The owner's data key. Raises ErasedError when it was destroyed (or never made)."""
    if owner not in _held.keys:
        prefetch_keys([owner])
    if owner not in _held.keys:
        raise ErasedError
    return _held.keys[owner]


def make_key(owner: int) -> bytes:
    """The owner's data key, made now if there is none yet; safe when two requests race."""
    try:
        return key_for(owner)
    except ErasedError:
        DataKey.objects.bulk_create([wrap(owner, os.urandom(32))], ignore_conflicts=True)
        return key_for(owner)


def destroy_key(owner: int) -> None:
    """Make everything the owner sealed unreadable for ever in the database; `keyring.let_go` does so for backups."""
    _held.keys.pop(owner, None)
    DataKey.objects.filter(owner=owner).delete()


class _Sealed(bytes):
    """Bytes as they lie in the database, not opened yet."""


class _OpensWhenRead(models.query_utils.DeferredAttribute):
    """Decrypts on first read, so that a list that does not show the words does not pay for them."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, _Sealed):
            value = self.field.open(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text sealed with its owner's key. `owner` names the attribute that holds the owner's id."""

    descriptor_class = _OpensWhenRead

    def __init__(self, *args: Any, owner: str = "owner_id", **kwargs: Any) -> None:
        self.owner = owner
        kwargs.setdefault("editable", True)
        kwargs.setdefault("default", b"")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def bound_to(self, instance: Any) -> str:
        return f"{instance._meta.db_table}.{self.column}:{instance.pk}:{getattr(instance, self.owner)}"

    def empty(self) -> Any:
        return ""

    def encode(self, value: Any) -> bytes:
        return str(value).encode()

    def decode(self, raw: bytes) -> Any:
        return raw.decode()

    def open(self, instance: Any, sealed: bytes) -> Any:
        """The plain value; the empty one when the owner's key was destroyed."""
        if not sealed:
            return self.empty()
        try:
            key = key_for(getattr(instance, self.owner))
        except ErasedError:
            return self.empty()
        return self.decode(unseal(key, bytes(sealed), self.bound_to(instance)))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else _Sealed(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_default(self) -> Any:
        return self.empty()

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname, self.empty())
        if isinstance(value, _Sealed):
            return value
        if value is None or value == self.empty():
            return b""
        key = make_key(getattr(model_instance, self.owner))
        return seal(key, self.encode(value), self.bound_to(model_instance))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """Rows that were there before the column was have nothing in it."""
        return super().get_db_prep_save(b"" if value == self.empty() else value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, bytes | memoryview):
            raise TypeError(f"{self.name} is sealed: write it by saving the row, and never filter by it.")
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: Any) -> str:
        raise TypeError(f"{self.name} is sealed and is not serialised.")


class EncryptedJSONField(EncryptedTextField):
    """A JSON value sealed with its owner's key; empty is None."""

    def empty(self) -> Any:
        return None

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, raw: bytes) -> Any:
        return json.loads(raw)


class EncryptedBytesField(EncryptedTextField):
    """Bytes sealed with their owner's key, as of a picture."""

    def empty(self) -> Any:
        return b""

    def encode(self, value: Any) -> bytes:
        return bytes(value)

    def decode(self, raw: bytes) -> Any:
        return raw
