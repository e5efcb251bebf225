"""A connection that gives up on a server that has stopped answering, even one that still holds the line open.

`statement_timeout` needs a server that runs, `tcp_user_timeout` one whose machine is gone. A server that is frozen, or a
proxy that swallows everything, looks alive to both; only the client's own clock ends that wait.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from kith.core.postgres import patience

INTERVAL = 0.1


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


class DatabaseWrapper(base.DatabaseWrapper):
    Database = _Psycopg()

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if patience.statement_ms:
            params["options"] = f"{params.get('options', '')} -c statement_timeout={patience.statement_ms}".strip()
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not patience.breaker.may_try():
            raise psycopg.OperationalError("the database was away a moment ago")
        try:
            connection = super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            patience.breaker.failed()
            raise
        patience.breaker.worked()
        return connection
