"""Remembers that something is away, so that nobody waits for it: one tries again, the others are told at once."""

import threading
import time


class Breaker:
    """Closed while all is well. After a failure everyone is refused for `rest` seconds; then one may try."""

    def __init__(self, rest: float = 1.0, trial: float = 5.0) -> None:
        self.rest, self.trial = rest, trial
        self.refusing_until = 0.0
        self.failing = False
        self.lock = threading.Lock()

    def may_try(self) -> bool:
        """True when nothing is known to be wrong, or when it is this caller's turn to find out."""
        if not self.failing:
            return True
        with self.lock:
            moment = time.monotonic()
            if moment < self.refusing_until:
                return False
            self.refusing_until = moment + self.trial
            return True

    def failed(self) -> None:
        with self.lock:
            self.failing = True
            self.refusing_until = time.monotonic() + self.rest

    def worked(self) -> None:
        if self.failing:
            with self.lock:
                self.failing = False
