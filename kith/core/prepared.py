"""Keeps the SQL of the few queries that the busiest pages run, so that it is worked out once and not each time.

The query itself is still written once, in access: it is built with marks in place of the values that change, and the marks
are exchanged for the values when it runs. Building a query costs Django several times what running it costs the database.
A prepared query must hold nothing else that changes: the present moment is passed in as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]  # the stubs leave it out

MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_100_000_000_000_000_000 + number,
    str: lambda number: f"7100 mark {number}",
    datetime: lambda number: datetime(7100, 1, 1, tzinfo=UTC) + timedelta(days=number),
}
"""What no row has. A mark is of the kind of the value it stands for, so the database's types fit."""


KEPT_AS = {int: "bigint", str: "text", datetime: "timestamptz"}
"""What PostgreSQL takes each value as; it is sent as text, so that one statement serves numbers of any size."""
PLACE = re.compile("%(s|%)")


class Plan(NamedTuple):
    """A query worked out for one kind of database."""

    sql: str
    params: list[Any]
    places: list[tuple[int, int]]
    """Which parameter is which value."""
    compiler: Any
    converters: Any
    kept: str
    """The same for a server that keeps statements: what never changes stands in it, only the values are left out; "" for none."""


class Prepared:
    """A query in which values of these kinds (int, str, datetime) change from call to call."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self.marks = [MARKS[kind](number) for number, kind in enumerate(kinds)]
        self._plan = lru_cache(maxsize=4)(self._work_out)

    def _work_out(self, vendor: str) -> Plan:
        compiler = self.build(*self.marks).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        marks = {_as_sent(mark): number for number, mark in enumerate(self.marks)}
        places = [(at, marks[one]) for at, one in enumerate(params) if isinstance(one, tuple(MARKS)) and one in marks]
        selected = [column for column, *_rest in compiler.select]
        return Plan(
            sql, list(params), places, compiler, compiler.get_converters(selected), self._kept(sql, params, places)
        )

    def _kept(self, sql: str, params: Any, places: list[tuple[int, int]]) -> str:
        if not hasattr(connection, "kept_cursor") or not settings.PREPARED_STATEMENTS:
            return ""
        changing, at = dict(places), count()

        def placed(sign: re.Match[str]) -> str:
            if sign[1] == "%":
                return "%%"
            number = changing.get(place := next(at))
            if number is not None:
                return f"%s::{KEPT_AS[self.kinds[number]]}"
            return connection.ops.compose_sql("%s", [params[place]]).replace("%", "%%")  # type: ignore[attr-defined]  # PostgreSQL's

        return PLACE.sub(placed, sql)

    def rows(self, *values: int | str | datetime) -> list[tuple]:
        """Run it with these values in place of the marks; the same rows as the query it was built from."""
        plan = self._plan(connection.vendor)
        if plan.kept:
            with connection.kept_cursor() as cursor:  # type: ignore[attr-defined]  # of core/postgres
                cursor.execute(plan.kept, [_as_text(values[number]) for _place, number in plan.places])
                found = cursor.fetchall()
        else:
            params = plan.params.copy()
            for place, number in plan.places:
                params[place] = _as_sent(values[number])
            with connection.cursor() as cursor:
                cursor.execute(plan.sql, params)
                found = cursor.fetchall()
        if plan.converters:
            found = [tuple(row) for row in plan.compiler.apply_converters(found, plan.converters)]
        return found

    def objects(self, *values: int | str | datetime) -> list[Any]:
        """The same as objects of the query's model, with what it joins and annotates."""
        rows, compiler = self.rows(*values), self._plan(connection.vendor).compiler
        kind, first = compiler.klass_info, compiler.klass_info["select_fields"][0]
        end = kind["select_fields"][-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:end]]
        joined = get_related_populators(kind, compiler.select, connection.alias)
        made = []
        for row in rows:
            one = kind["model"].from_db(connection.alias, names, row[first:end])
            for each in joined:
                each.populate(row, one)
            for name, column in compiler.annotation_col_map.items():
                setattr(one, name, row[column])
            made.append(one)
        return made


def _as_sent(value: int | str | datetime) -> Any:
    """As Django hands a value to this database: SQLite has no moments of its own."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _as_text(value: int | str | datetime | None) -> str | None:
    """As PostgreSQL reads it in its place."""
    return None if value is None else value.isoformat() if isinstance(value, datetime) else str(value)


def filled(ids: Iterable[int], count: int) -> list[int]:
    """`count` numbers for a prepared query over at most so many rows: these, and then zeros, which no row has."""
    found = list(ids)
    return found + [0] * (count - len(found))


def columns(model: type[Model], prefix: str = "") -> list[str]:
    """The names of a model's columns for `values_list`, reached by `prefix` ("author__")."""
    return [prefix + field.attname for field in model._meta.concrete_fields]


def instance(model: type[Model], values: Iterator[Any]) -> Any:
    """Make an object of the next values, which `columns` of the same model named; None where a join found nothing."""
    row = [next(values) for _field in model._meta.concrete_fields]
    names = [field.attname for field in model._meta.concrete_fields]
    return None if row[0] is None else model.from_db(connection.alias, names, row)
