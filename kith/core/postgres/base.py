"""A connection that gives up on a server that has stopped answering, even one that still holds the line open.

`statement_timeout` needs a server that runs, `tcp_user_timeout` one whose machine is gone. A server that is frozen, or a
proxy that swallows everything, looks alive to both; only the client's own clock ends that wait.
"""

from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base, operations

from kith.core.postgres import patience

INTERVAL = 0.1
MOST_KEPT = 300
"""Statements that one connection keeps worked out; there are fewer prepared queries than that."""


class PatientConnection(psycopg.Connection):
    """psycopg's connection, with this thread's patience on every wait."""

    def wait(self, gen: Any, interval: float = INTERVAL, timeout: float | None = None) -> Any:
        limit = patience.seconds.get()
        if timeout is not None or not limit:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, limit)
        except psycopg.errors._WaitTimeout as error:
            patience.breaker.failed()
            self.pgconn.finish()
            raise psycopg.OperationalError(f"the database did not answer within {limit} seconds") from error


class _Psycopg:
    """The psycopg module, but for `connect`."""

    def __getattr__(self, name: str) -> Any:
        return getattr(psycopg, name)

    connect = staticmethod(PatientConnection.connect)


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """A cursor whose statement the server keeps does not know its words any more."""
        if isinstance(cursor, base.ServerBindingCursor):  # type: ignore[attr-defined]  # the stubs leave it out
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    Database = _Psycopg()
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if patience.statement_ms:
            params["options"] = f"{params.get('options', '')} -c statement_timeout={patience.statement_ms}".strip()
        return params

    def kept_cursor(self) -> Any:
        """A cursor whose statements the server keeps worked out, for `core.prepared`: planning costs it more than running."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[attr-defined]  # the stubs leave both out

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not patience.breaker.may_try():
            raise psycopg.OperationalError("the database was away a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            patience.breaker.failed()
            raise
        patience.breaker.worked()
        if settings.PREPARED_STATEMENTS:
            connection.prepare_threshold, connection.prepared_max = 1, MOST_KEPT
        return connection
