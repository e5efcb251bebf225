"""`kith serve`: the server, as it runs in earnest."""

import contextlib
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kith.core.checks import at_start


class Command(BaseCommand):
    requires_system_checks: list = []  # at_start looks, and says it in one line
    help = "Answer on HOST and PORT until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--processes", type=int, default=settings.PROCESSES)

    def handle(self, *args: Any, host: str, port: int, processes: int, **options: Any) -> None:
        from kith.core import serve

        settings.PROCESSES = processes
        for words in at_start():
            self.stderr.write(f"Note: {words}")
        refuse_an_old_database()
        os.environ["PROCESSES"] = str(processes)
        try:
            door = serve.listen(host, port)
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with PORT=…", returncode=2
            ) from error
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"Kith is at http://{shown}:{door.getsockname()[1]}/  (Ctrl-C stops it)")
        self.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            serve.serve(door, processes)


def refuse_an_old_database() -> None:
    """Pages over a database without their tables would only fail one by one. A database that is away is waited for."""
    try:
        waiting = _waiting_migrations()
    except Exception:
        return
    if waiting:
        raise CommandError(
            f"The database is not up to date ({waiting} steps wait). Run `kith setup` first.", returncode=2
        )


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not connection.in_atomic_block:
        connection.close()
    return len(plan)
