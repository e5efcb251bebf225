"""Puts the server together: the door, the pages, the live updates and the jobs, in one process or several."""

import asyncio
import gc
import logging
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from django.conf import settings
from django.db import connection
from django.template import engines
from django.urls import get_resolver
from uvicorn.supervisors.multiprocess import Multiprocess

from kith.core import streams
from kith.core.css import script, stylesheet
from kith.core.front import Front
from kith.core.postgres import patience
from kith.core.relay import Relay
from kith.core.runner import Runner
from kith.core.upkeep import Upkeep

log = logging.getLogger(__name__)
MOST_THREADS = 16
BIGGEST_BODY = 12_000_000
SECONDS_UNTIL_A_DEAD_BROWSER_IS_LET_GO = 60
# SQLite's pages never wait for another machine, so one at a time is quickest; see docs/decisions/0003-server-shape.md.
AT_ONCE = {"sqlite": 1, "postgresql": 3}


class WholeServer:
    """The ASGI application, with a beginning and an end."""

    def __init__(self, pages: Callable) -> None:
        self.hub = streams.Hub()
        free = (*settings.DATABASE_FREE_PATHS, settings.STATIC_URL)
        self.front = Front(pages, self.hub.answer, free, AT_ONCE[connection.vendor], MOST_THREADS, BIGGEST_BODY)
        self.relay = Relay(settings.VALKEY_URL, self.hub) if settings.VALKEY_URL else None
        self.runner = Runner() if settings.JOBS_EMBEDDED else None
        self.upkeep = Upkeep()

    async def __call__(self, scope: dict[str, Any], receive: Callable, send: Callable) -> None:
        if scope["type"] == "lifespan":
            await self._live_and_end(receive, send)
        else:
            await self.front(scope, receive, send)

    async def _live_and_end(self, receive: Callable, send: Callable) -> None:
        await receive()
        self.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.close()
        await send({"type": "lifespan.shutdown.complete"})

    def open(self) -> None:
        patience.statement_ms = patience.PAGE_STATEMENT_MS
        self.hub.open()
        if self.relay:
            self.relay.open()
        if self.runner:
            self.runner.start()
        self.upkeep.start()
        gc.set_threshold(
            50_000, 25, 50
        )  # a page makes thousands of short-lived things; looking after each 700 costs more
        gc.freeze()  # what is loaded now stays: the collector need not look at it again

    async def close(self) -> None:
        self.hub.close()
        if self.relay:
            await self.relay.close()
        if self.runner:
            await asyncio.get_running_loop().run_in_executor(None, self.runner.stop)
        self.upkeep.stop()
        self.front.close()


def whole_server(pages: Callable) -> WholeServer:
    """Everything is loaded before the door opens, so that the first visitor waits no longer than the second."""
    _ = get_resolver().url_patterns
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in environment.list_templates():
        environment.get_template(name)
    _ = stylesheet(), script()
    return WholeServer(pages)


class Server(uvicorn.Server):
    """uvicorn, which first lets the open streams end, so that stopping takes less than a second."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if streams.hub:
            streams.hub.close()
        await super().shutdown(sockets)


def configuration(processes: int) -> uvicorn.Config:
    return uvicorn.Config(
        "config.asgi:application",
        workers=processes,
        lifespan="on",
        ws="none",
        access_log=False,
        log_config=None,  # our own, which leaves out what people write
        log_level="warning",
        server_header=False,
        proxy_headers=settings.BEHIND_PROXY,
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        limit_concurrency=streams.MOST_STREAMS + 2000,
        h11_max_incomplete_event_size=32_768,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that waits for browsers. Raises OSError when the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SECONDS_UNTIL_A_DEAD_BROWSER_IS_LET_GO * 1000)
    door.bind((host, port))
    door.listen(2048)
    door.setblocking(False)
    door.set_inheritable(True)
    return door


def serve(door: socket.socket, processes: int) -> None:
    """Answer until told to stop."""
    logging.getLogger("uvicorn.error").addFilter(_expected)
    config = configuration(processes)
    if processes > 1:
        Multiprocess(config, [door]).run()
    else:
        Server(config).run([door])


def _expected(record: logging.LogRecord) -> bool:
    """A stream whose reader was too slow is ended half-way on purpose."""
    return "without completing response" not in str(record.msg)
