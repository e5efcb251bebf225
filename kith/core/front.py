"""Stands at the door: one event loop answers `/live/` and hands every other address to Django's WSGI side in threads.

Pages over WSGI cost half to a third of pages over ASGI, and live updates need an event loop; this gives each its own and
keeps one port (docs/decisions/0003-server-shape.md). Addresses that need no database have a lane of their own, so that
help-now answers however many pages wait for a database that hangs.
"""

import asyncio
import io
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings

from kith.core.lanes import Full, Lane

log = logging.getLogger(__name__)
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Reply = tuple[int, Headers, bytes]

BODY_TIME = 30.0
FILES_TIME = 120.0  # four pictures over a slow line
PLAIN = (b"content-type", b"text/plain; charset=utf-8")
BUSY = "We are very busy just now. Please try again in a few seconds. Help now is at /help-now/\n"
FAULT = "Something went wrong on our side. Please try again. Help now is at /help-now/\n"
TOO_BIG = "That was too big to send. Please try a smaller one.\n"
TOO_SLOW = "Your words did not all arrive. Please try again.\n"


class Front:
    """The ASGI application: `live` for `/live/`, `wsgi` in threads for everything else."""

    def __init__(
        self, wsgi: Callable, live: Callable, free_paths: tuple[str, ...], at_once: int, most: int, biggest: int
    ) -> None:
        self.wsgi, self.live, self.free_paths, self.biggest = wsgi, live, free_paths, biggest
        self.biggest_files = max(biggest, settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
        self.pages = Lane("page", at_once, most, patience=10.0)
        self.free = Lane("free", 1, 4, patience=10.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == "/live/":
            await self.live(scope, receive, send)
            return
        status, headers, body = await self.answer(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def answer(self, scope: Scope, receive: Receive) -> Reply:
        """The whole reply to one request; never raises."""
        lane = self.free if scope["path"].startswith(self.free_paths) else self.pages
        try:
            body = await self.body(scope, receive) if may_have_body(scope) else b""
            return await lane.run(partial(run, self.wsgi, environ(scope, body)))
        except Full:
            return plain(503, BUSY, (b"retry-after", b"5"))
        except TooBig:
            return plain(413, TOO_BIG, (b"connection", b"close"))
        except (TimeoutError, Gone):
            return plain(408, TOO_SLOW, (b"connection", b"close"))
        except Exception as error:
            log.error("A page failed outside Django: %s", type(error).__name__)
            return plain(500, FAULT)

    async def body(self, scope: Scope, receive: Receive) -> bytes:
        """All of it, in time. Raises TooBig, Gone, TimeoutError."""
        biggest, seconds = (self.biggest_files, FILES_TIME) if has_files(scope) else (self.biggest, BODY_TIME)
        return await asyncio.wait_for(read(receive, biggest), seconds)

    def close(self) -> None:
        self.pages.close()
        self.free.close()


class TooBig(Exception):
    """More bytes than anyone here needs to send."""


class Gone(Exception):
    """The sender left before everything had arrived."""


def may_have_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])


def has_files(scope: Scope) -> bool:
    return any(name == b"content-type" and value.startswith(b"multipart/form-data") for name, value in scope["headers"])


async def read(receive: Receive, biggest: int) -> bytes:
    """All of a request's body. Raises TooBig or Gone."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > biggest:
            raise TooBig
        if not message.get("more_body"):
            return b"".join(parts)


def environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """The request as WSGI (PEP 3333) describes it. Names with `_` are dropped: they could pass for another header."""
    host, port = scope.get("server") or ("localhost", 80)
    result = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/" + scope["http_version"],
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if name == "content-type":
            result["CONTENT_TYPE"] = value
        elif name not in ("content-length", "transfer-encoding") and "_" not in name:
            key = "HTTP_" + name.upper().replace("-", "_")
            joiner = "; " if key == "HTTP_COOKIE" else ","
            result[key] = result[key] + joiner + value if key in result else value
    return result


def run(wsgi: Callable, request: dict[str, Any]) -> Reply:
    """One request through the WSGI application, to its last byte."""
    started: list[tuple[int, Headers]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        started.append((int(status[:3]), encoded))

    chunks: Iterable[bytes] = wsgi(request, start_response)
    try:
        body = b"".join(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    status, headers = started[-1]
    if not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", str(len(body)).encode()))
    return status, headers, body


def always() -> Headers:
    """What an answer made without Django tells the browser: it is no page, it is kept nowhere, and this site is https."""
    https = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload".encode()
    return [
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        (b"cross-origin-resource-policy", b"same-origin"),
        (b"x-content-type-options", b"nosniff"),
        *([(b"strict-transport-security", https)] if settings.SECURE_HSTS_SECONDS else []),
    ]


def plain(status: int, words: str, *headers: tuple[bytes, bytes]) -> Reply:
    body = words.encode()
    return status, [PLAIN, (b"content-length", str(len(body)).encode()), *always(), *headers], body
