"""Carries live updates between processes over Valkey (or Redis): one subscription a process, nothing when it is not set.

Valkey may go away at any time: pages keep working, updates within one process keep arriving, and when it is back every
open page looks again once, because something may have been missed.
"""

import asyncio
import contextlib
import logging
import secrets
from functools import cache
from typing import Any

import redis
import redis.asyncio
from django.conf import settings

from kith.core.streams import Hub
from kith.core.tickets import AGE
from kith.core.valkey import as_redis

log = logging.getLogger(__name__)
CHANNEL = "kith:live"
ENDED = "kith:ended:{}"
PATIENCE = 2.0
QUIET = 5.0  # seconds without a word before we ask whether Valkey is still there
MOST_WAITING = 1000


class Relay:
    """This process's link to the others."""

    def __init__(self, url: str, hub: Hub) -> None:
        self.name = secrets.token_hex(6)
        self.hub = hub
        self.client = redis.asyncio.from_url(as_redis(url), socket_connect_timeout=PATIENCE, socket_timeout=None)
        self.waiting: set[asyncio.Task] = set()
        self.connected = False
        self.listening: asyncio.Task | None = None

    def open(self) -> None:
        self.hub.relay = self
        self.listening = asyncio.create_task(self._keep_listening())

    async def close(self) -> None:
        if self.listening:
            self.listening.cancel()
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self.client.aclose(), 0.3)

    def publish(self, kind: str, value: str) -> None:
        if len(self.waiting) < MOST_WAITING:
            sending = asyncio.create_task(self._publish(kind, value))
            self.waiting.add(sending)
            sending.add_done_callback(self.waiting.discard)

    async def has_ended(self, session: str) -> bool:
        """Whether another process, or an earlier one, noted that this session was signed out."""
        if not self.connected:
            return False
        try:
            return bool(await asyncio.wait_for(self.client.exists(ENDED.format(session)), PATIENCE))
        except (redis.RedisError, OSError, TimeoutError):
            return False

    async def _publish(self, kind: str, value: str) -> None:
        try:
            if kind == "ended":
                await asyncio.wait_for(self.client.set(ENDED.format(value), 1, ex=AGE), PATIENCE)
            await asyncio.wait_for(self.client.publish(CHANNEL, f"{self.name} {kind} {value}"), PATIENCE)
        except (redis.RedisError, OSError, TimeoutError) as error:
            log.warning("Valkey did not take a live update: %s", type(error).__name__)

    async def _keep_listening(self) -> None:
        pause = 0.5
        while True:
            try:
                async with self.client.pubsub() as pubsub:
                    await asyncio.wait_for(pubsub.subscribe(CHANNEL), PATIENCE)
                    await self._listen(pubsub, again=pause > 0.5)
            except (redis.RedisError, OSError, TimeoutError) as error:
                log.warning("Live updates between processes are away: %s", type(error).__name__)
            self.connected = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, 5.0)

    async def _listen(self, pubsub: Any, again: bool) -> None:
        if again:
            self.hub.push_everything()
        self.connected, asked = True, False
        while True:
            message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=QUIET)
            if message is None and asked:
                raise TimeoutError
            if message is None:
                await asyncio.wait_for(pubsub.ping(), PATIENCE)
            elif message["type"] == "message":
                self.take(message["data"])
            asked = message is None

    def take(self, data: bytes) -> None:
        origin, _, rest = data.decode("ascii", "replace").partition(" ")
        kind, _, value = rest.partition(" ")
        if origin != self.name:
            self.hub.hear_from_others(kind, value)


@cache
def _outside() -> Any:
    return redis.from_url(as_redis(settings.VALKEY_URL), socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)


def publish_from_outside(kind: str, value: str) -> None:
    """For processes that serve no pages, such as a worker or a command."""
    if kind == "ended":
        _outside().set(ENDED.format(value), 1, ex=AGE)
    _outside().publish(CHANNEL, f"outside {kind} {value}")
