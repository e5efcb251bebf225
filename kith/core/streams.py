"""The event-loop side of live updates: who listens to what in this process, and the answer to `/live/`."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import parse_cookie

from kith.core.front import always
from kith.core.tickets import AGE, mark, read_ticket

REST = 0.05  # one announcement of a topic in this many seconds
PING = 20.0
SLICE = 250  # streams written to before others get a turn
MANY = tuple(150 * 2**step for step in range(8))  # pages on one topic, in steps
MS_A_PAGE = 2  # room for each to be answered while others are
MOST_TICKETS = 12
MOST_STREAMS = 20_000
MOST_STREAMS_OF_ONE = 40
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),
]
HELLO = b"retry: 3000\n: listening\n\n"
STILL_HERE = b": still here\n\n"


@dataclass(eq=False, slots=True)
class Stream:
    """One open page."""

    send: Callable[[dict[str, Any]], Awaitable[None]]
    task: asyncio.Task
    client: str
    mark: str
    events: dict[str, bytes]


class Hub:
    """Every open page of this process, by what it listens to. All methods run on the event loop."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.topics: dict[str, set[Stream]] = {}
        self.resting: dict[str, bool] = {}
        self.relay: Any = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.closing = False
        self.ended: dict[str, float] = {}

    def open(self) -> None:
        global hub
        self.loop = asyncio.get_running_loop()
        self.loop.call_later(PING, self.ping)
        hub = self

    def close(self) -> None:
        """End every stream cleanly; browsers come back by themselves."""
        self.closing = True
        for stream in self.streams:
            stream.task.cancel()

    def hear(self, kind: str, value: str) -> None:
        """A message from this process: tell our own streams, and the other processes."""
        if kind == "changed" and not self._may_speak(value):
            return
        self.hear_from_others(kind, value)
        if self.relay:
            self.relay.publish(kind, value)

    def hear_from_others(self, kind: str, value: str) -> None:
        if kind == "changed":
            self.push(value)
        elif kind == "ended":
            self._remember_ended(value)
            for stream in [each for each in self.streams if each.mark == value]:
                stream.task.cancel()

    def _remember_ended(self, session: str) -> None:
        """Tickets of a session that was signed out open nothing for as long as any of them would last."""
        if session == mark(None):
            return
        self.ended[session] = time.monotonic() + AGE
        while next(iter(self.ended.values())) < time.monotonic():
            del self.ended[next(iter(self.ended))]

    async def _has_ended(self, session: str) -> bool:
        return session in self.ended or bool(self.relay and await self.relay.has_ended(session))

    def push(self, digest: str) -> None:
        """Tell everyone who listens; where they are many, also over how long to spread their looking."""
        listening = tuple(self.topics.get(digest, ()))
        spread = spread_over(len(listening) * settings.PROCESSES)
        self._write(listening, lambda stream: stream.events[digest] + spread)

    def push_everything(self) -> None:
        """Updates may have been missed: every page looks again, spread over a few seconds."""
        for place, digest in enumerate(list(self.topics)):
            if self.loop:
                self.loop.call_later(place % 50 / 10, self.push, digest)

    def ping(self) -> None:
        if self.loop and not self.closing:
            self._write(tuple(self.streams), lambda stream: STILL_HERE)
            self.loop.call_later(PING, self.ping)

    def _may_speak(self, digest: str) -> bool:
        """Gathers announcements: the first goes out at once, the next ones together when the topic has rested."""
        if digest in self.resting:
            self.resting[digest] = True
            return False
        self.resting[digest] = False
        if self.loop:
            self.loop.call_later(REST, self._rested, digest)
        return True

    def _rested(self, digest: str) -> None:
        if self.resting.pop(digest):
            self.hear("changed", digest)

    def _write(self, streams: tuple[Stream, ...], words: Callable[[Stream], bytes]) -> None:
        """A slice at a time; the next is asked for only when the others had their turn, such as who just posted."""
        if self.loop and streams:
            self.loop.call_soon(self._write_slice, streams, words)

    def _write_slice(self, streams: tuple[Stream, ...], words: Callable[[Stream], bytes]) -> None:
        write_all(streams[:SLICE], words)
        self._write(streams[SLICE:], words)

    async def answer(self, scope: dict, receive: Callable, send: Callable) -> None:
        """The ASGI application of `/live/`."""
        session = mark_of(scope)
        events = wanted(scope, session)
        client = scope["client"][0] if scope["client"] else ""
        if events and await self._has_ended(session):
            events = {}
        if refusal := self._refusal(scope, events, session, client):
            await send(
                {
                    "type": "http.response.start",
                    "status": refusal,
                    "headers": [(b"content-length", b"0"), *always()],
                }
            )
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *always()]})
        await send({"type": "http.response.body", "body": HELLO, "more_body": True})
        task = asyncio.current_task()
        assert task is not None
        await self._listen(Stream(send, task, client, session, events), receive)

    async def _listen(self, stream: Stream, receive: Callable) -> None:
        self._join(stream)
        life = AGE * (0.8 + len(self.streams) % 200 / 1000)  # not all that came at once leave at once
        end_of_life = asyncio.get_running_loop().call_later(life, stream.task.cancel)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        except asyncio.CancelledError:
            end = stream.send({"type": "http.response.body", "body": b"", "more_body": False})
            write_now(end)
        finally:
            end_of_life.cancel()
            self._leave(stream)

    def _refusal(self, scope: dict, events: dict, session: str, client: str) -> int:
        if scope["method"] != "GET":
            return 405
        if not events:
            return 403
        if self.closing or len(self.streams) >= MOST_STREAMS:
            return 503
        same = sum(
            1
            for digest in events
            for each in self.topics.get(digest, ())
            if (each.mark, each.client) == (session, client)
        )
        return 429 if same >= MOST_STREAMS_OF_ONE else 0

    def _join(self, stream: Stream) -> None:
        self.streams.add(stream)
        for digest in stream.events:
            self.topics.setdefault(digest, set()).add(stream)

    def _leave(self, stream: Stream) -> None:
        self.streams.discard(stream)
        for digest in stream.events:
            self.topics[digest].discard(stream)
            if not self.topics[digest]:
                del self.topics[digest]


hub: Hub | None = None


def pass_on(kind: str, value: str) -> bool:
    """Give a message from any thread to this process's event loop. False when this process has none."""
    if hub is None or hub.loop is None or hub.loop.is_closed():
        return False
    hub.loop.call_soon_threadsafe(hub.hear, kind, value)
    return True


def mark_of(scope: dict) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            return mark(parse_cookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME))
    return mark(None)


def wanted(scope: dict, session: str) -> dict[str, bytes]:
    """What this request may listen to, with the event each topic will send. Tickets that do not hold are left out."""
    asked = (
        parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=MOST_TICKETS) if scope["query_string"] else []
    )
    tickets = [text for name, text in asked if name == "t"]
    return {
        digest: f"event: changed\ndata: {text}\n".encode() for text in tickets if (digest := read_ticket(text, session))
    }


def spread_over(listening: int) -> bytes:
    """The end of an event: for many pages, the milliseconds over which to spread what they fetch, so that they do not stampede.

    It is in steps, so that nobody reads from it how many others are there.
    """
    steps = (many for many in MANY if listening <= many)
    most = next(steps, MANY[-1])
    return b"\n" if most == MANY[0] else b"data: %d\n\n" % (most * MS_A_PAGE)


def write_all(streams: Iterable[Stream], words: Callable[[Stream], bytes]) -> None:
    for stream in streams:
        message = {"type": "http.response.body", "body": words(stream), "more_body": True}
        if not write_now(stream.send(message)):
            stream.task.cancel()  # a reader too slow to follow; it will come back and look again


def write_now(sending: Any) -> bool:
    """Finish a `send` in this very moment; False when the connection is too full to take more."""
    try:
        sending.send(None)
    except StopIteration:
        return True
    except Exception as error:
        logging.getLogger(__name__).info("A live stream broke off: %s", type(error).__name__)
        return False
    with contextlib.suppress(RuntimeError):
        sending.close()
    return False
