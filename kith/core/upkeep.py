"""What every process that answers pages looks after for itself, once a minute: such as files that must be beside it.

Jobs are done once for everyone, wherever that may be. This is for what each machine needs, when machines share a database and no folder.
"""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connection

from kith.core.runner import describe

log = logging.getLogger(__name__)
PAUSE = 60.0
EACH: list[Callable[[], None]] = []


def in_each_process(function: Callable[[], None]) -> None:
    if function not in EACH:
        EACH.append(function)


def one_round() -> None:
    """A database that is away is no matter: the next round is soon."""
    close_old_connections()
    for function in EACH:
        try:
            function()
        except Exception as error:
            log.warning("Upkeep waits: %s", describe(error))
            connection.close()


class Upkeep:
    """A thread beside the pages."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._work, name="upkeep", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self, patience: float = 0.5) -> None:
        self.stopping.set()
        if self.thread.is_alive():
            self.thread.join(patience)

    def _work(self) -> None:
        while not self.stopping.is_set():
            one_round()
            self.stopping.wait(PAUSE)
        connection.close()
