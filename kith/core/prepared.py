"""Keeps the SQL of the few queries that the busiest pages run, so that it is worked out once and not each time.

The query itself is still written once, in access: it is built with marks in place of the values that change, and the marks
are exchanged for the values when it runs. Building a query costs Django several times what running it costs the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

MARK = 7_100_000_000_000_000_000
"""Marks are whole numbers that no row has: they stand where numbers stand, so the database's types fit."""


class Prepared:
    """A query of plain columns (`values_list`) with `count` whole numbers that change from call to call."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], count: int) -> None:
        self.build = build
        self.marks = {MARK + number: number for number in range(count)}
        self._sql = lru_cache(maxsize=4)(self._work_out)

    def _work_out(self, vendor: str) -> tuple[str, tuple, Any, Any]:
        compiler = self.build(*self.marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return sql, tuple(params), compiler, compiler.get_converters([column for column, *_rest in compiler.select])

    def rows(self, *values: int) -> list[tuple]:
        """Run it with these values in place of the marks; the same rows as the query it was built from."""
        sql, params, compiler, converters = self._sql(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [values[self.marks[one]] if type(one) is int and one in self.marks else one for one in params]
            )
            found = cursor.fetchall()
        if converters:
            found = [tuple(row) for row in compiler.apply_converters(found, converters)]
        return found


def columns(model: type[Model], prefix: str = "") -> list[str]:
    """The names of a model's columns for `values_list`, reached by `prefix` ("author__")."""
    return [prefix + field.attname for field in model._meta.concrete_fields]


def instance(model: type[Model], values: Iterator[Any]) -> Any:
    """Make an object of the next values, which `columns` of the same model named; None where a join found nothing."""
    row = [next(values) for _field in model._meta.concrete_fields]
    names = [field.attname for field in model._meta.concrete_fields]
    return None if row[0] is None else model.from_db(connection.alias, names, row)
