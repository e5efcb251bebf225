"""Writes a great many plain rows quickly: the same rows `bulk_create` would write, without an object for each."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], names: str, rows: Iterable[tuple]) -> None:
    """Insert rows whose values stand in the order of `names` (field names, spaces between; ids for foreign keys).

    For fields that keep their value as it is, and times; never for sealed ones. Fields left out must allow null.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names.split()]
    turn = [_turns(field) for field in fields]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names come from our own models
            [tuple([t(value) if t else value for t, value in zip(turn, row, strict=True)]) for row in rows],
        )


def _turns(field: Any) -> Callable | None:
    """What this database needs done to a value of the field first; None for nothing."""
    if isinstance(field, models.DateTimeField) and connection.vendor == "sqlite":
        return _as_sqlite_keeps_it
    return None


def _as_sqlite_keeps_it(moment: datetime) -> str:
    """What Django writes for an aware time in UTC, without asking the time zone each time."""
    return moment.replace(tzinfo=None).isoformat(" ")
