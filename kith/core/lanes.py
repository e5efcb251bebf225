"""Runs pages in threads, as few at a time as keeps them quick, so that one slow page holds up no other.

Python runs one thread at a time; pages that compete for it cost a fifth more processor time each (measured, see
docs/decisions/0003-server-shape.md). So a lane starts `at_once` pages, and one more whenever a page takes longer than
`SLOW`, because that page is waiting for something: a database, a disk, a hash.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

SLOW = 0.02
Result = TypeVar("Result")


class Full(Exception):
    """No turn came within the lane's patience."""


@dataclass
class Run:
    """One piece of work under way."""

    slow: bool = False


@dataclass
class Lane:
    """`at_once` quick pieces of work and at most `most` in all; a turn is waited for at most `patience` seconds."""

    name: str
    at_once: int
    most: int
    patience: float
    quick: int = 0
    running: int = 0
    turns: deque[asyncio.Future] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.most, thread_name_prefix=self.name)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do `work` in a thread and return what it returns. Raises Full when no turn came in time."""
        if not self._has_room():
            await self._turn()
        run = Run()
        self.quick += 1
        self.running += 1
        loop = asyncio.get_running_loop()
        timer = loop.call_later(SLOW, self._is_slow, run)
        try:
            return await loop.run_in_executor(self.pool, work)
        finally:
            timer.cancel()
            self.running -= 1
            self.quick -= 0 if run.slow else 1
            self._next()

    def close(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _has_room(self) -> bool:
        return self.quick < self.at_once and self.running < self.most

    async def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        turn: asyncio.Future = loop.create_future()
        self.turns.append(turn)
        timer = loop.call_later(self.patience, _give_up, turn)
        try:
            await turn
        finally:
            timer.cancel()

    def _is_slow(self, run: Run) -> None:
        run.slow = True
        self.quick -= 1
        self._next()

    def _next(self) -> None:
        """Wake whoever waits longest. It counts itself in when it runs, a moment later."""
        while self.turns and self._has_room():
            turn = self.turns.popleft()
            if not turn.done():
                turn.set_result(None)
                return


def _give_up(turn: asyncio.Future) -> None:
    if not turn.done():
        turn.set_exception(Full())
