"""Writes a great many plain rows quickly: the same rows `bulk_create` would write, without an object for each."""

from collections.abc import Callable, Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import connection, models

from kith.core.crypto import key_for, seal


def insert(model: type[models.Model], names: str, rows: Iterable[tuple]) -> None:
    """Insert rows whose values stand in the order of `names` (field names, spaces between; ids for foreign keys).

    Values of sealed fields come from `sealed`. Fields left out get their default, the same in every row, or null.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names.split()]
    others = [f for f in model._meta.concrete_fields if f not in fields and not (f.null or f.primary_key)]
    same = tuple(b"" if isinstance(field, models.BinaryField) else field.get_default() for field in others)
    fields += others
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({columns})"  # names come from our own models
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + same)
        else:
            marks, turn = ", ".join(["%s"] * len(fields)), [_turns(field) for field in fields]
            turned = [_turned(turn, row + same) for row in rows]
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", turned)  # noqa: S608


def _turned(turn: list[Callable | None], row: tuple) -> tuple:
    return tuple([t(v) if t and v is not None else v for t, v in zip(turn, row, strict=True)])


def sealed(model: type[models.Model], name: str, pk: Any, owner: int, value: Any) -> bytes:
    """A value of a sealed field as it lies in the row with this key and owner; nothing stays nothing."""
    if not value:
        return b""
    field: Any = model._meta.get_field(name)
    row = SimpleNamespace(pk=pk, _meta=model._meta, **{field.owner: owner})
    return seal(key_for(owner), field.encode(value), field.bound_to(row))


def _turns(field: Any) -> Callable | None:
    """What this database needs done to a value of the field first; None for nothing."""
    if connection.vendor != "sqlite":
        return None
    if isinstance(field, models.DateTimeField):
        return _as_sqlite_keeps_it
    if isinstance(field, models.DateField):
        return str
    return (lambda value: value.hex) if isinstance(field, models.UUIDField) else None


def _as_sqlite_keeps_it(moment: datetime) -> str:
    """What Django writes for an aware time in UTC, without asking the time zone each time."""
    return moment.replace(tzinfo=None).isoformat(" ")
