"""The one way out: a short request to an address that someone gave, never to a machine of our own network.

The address could name anything. So: http and https only, the name is looked up once, every address it has must be a
public one, and the connection goes to just one of these. No redirect is followed, no cookie or referrer is sent. All of it
together takes ten seconds at most, however slowly the other side lets single bytes drip.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 10.0
"""Seconds for one address from looking it up to its answer, and not for each of its bytes."""
LONGEST = 1000
PORTS = {"http": 80, "https": 443}
CLOSED = [
    ipaddress.ip_network(one)
    for one in ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48", "2001::/32", "fec0::/10", "168.63.129.16/32")
]
"""What Python calls global though it leads to machines of a network, or may; the last is what hosts of one cloud ask about themselves."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """This address is none we send to."""


class AwayError(Exception):
    """Nobody answered."""


def parts_of(address: str, schemes: tuple[str, ...] = ("http", "https")) -> SplitResult:
    """The parts of an address that may be asked. Raises RefusedError."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise RefusedError("not an address") from error
    here = settings.OUTSIDE_IS_THIS_MACHINE and parts.scheme == "http"
    if not parts.hostname or parts.username or parts.password or len(address) > LONGEST:
        raise RefusedError("not an address")
    if not (here or parts.scheme in schemes) or not address.isascii() or not address.isprintable() or " " in address:
        raise RefusedError(f"not {schemes[-1]}")
    if not settings.OUTSIDE_IS_THIS_MACHINE and port not in (None, PORTS[parts.scheme]):
        raise RefusedError("another port")
    return parts


def host_of(address: str) -> str:
    """The name in an address; "" where there is none."""
    try:
        return parts_of(address).hostname or ""
    except RefusedError:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also behind the ways to write IPv4 as IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inside = _held_in(found) if isinstance(found, ipaddress.IPv6Address) else None
    if inside:
        return is_public(str(inside))
    if settings.OUTSIDE_IS_THIS_MACHINE and found.is_loopback:
        return True
    return found.is_global and not found.is_multicast and not any(found in net for net in CLOSED)


def _held_in(found: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that this one leads to, where it holds one."""
    if found in NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour


def addresses_of(host: str, port: int) -> list[str]:
    """Where a name leads. Raises AwayError when it leads nowhere, RefusedError when any of it is not public."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise AwayError(type(error).__name__) from error
    if not found or not all(is_public(one) for one in found):
        raise RefusedError("not a public address")
    return list(dict.fromkeys(found))


class Checked(HTTPConnection):
    """A connection to one of the addresses that were looked at, not to whatever the name means by then."""

    def __init__(self, parts: SplitResult, addresses: list[str], port: int, until: float) -> None:
        super().__init__(parts.hostname or "", port, timeout=PATIENCE)
        self.addresses, self.until, self.secure = addresses, until, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = self._reached()
        if self.secure:
            self.sock = tls = ssl.create_default_context().wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.must_be_in_time()
            tls.do_handshake()
        self.must_be_in_time()

    def must_be_in_time(self) -> None:
        """`cut` may have come while there was nothing to cut yet."""
        if monotonic() >= self.until:
            raise TimeoutError

    def _reached(self) -> socket.socket:
        """The first of the addresses that answers; each may take its share of the time that is left."""
        refused: OSError = TimeoutError()
        for tried, address in enumerate(self.addresses):
            try:
                share = (self.until - monotonic()) / (len(self.addresses) - tried)
                line = socket.create_connection((address, self.port), max(share, 0.001))
            except OSError as error:
                refused = error
            else:
                line.settimeout(PATIENCE)
                return line
        raise refused

    def cut(self) -> None:
        """End it, whoever waits for it now; the socket below is meant, since ending TLS would wait for the other side."""
        if self.sock:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


@contextmanager
def _within_time(line: Checked) -> Iterator[None]:
    """Cut the connection when its time is over. Raises AwayError then, and for whatever else goes wrong."""
    over = threading.Timer(max(line.until - monotonic(), 0), line.cut)
    over.daemon = True
    over.start()
    try:
        yield
        line.must_be_in_time()
    except (OSError, HTTPException) as error:
        raise AwayError(type(error).__name__) from error
    finally:
        over.cancel()
        line.close()


def ask(
    parts: SplitResult,
    method: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    until: float | None = None,
) -> int:
    """Send one request and return its status; what comes back is not read. Raises RefusedError or AwayError."""
    until = until or monotonic() + PATIENCE
    port = parts.port or PORTS[parts.scheme]
    line = Checked(parts, addresses_of(parts.hostname or "", port), port, until)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    with _within_time(line):
        line.request(method, path, body, headers or {})
        return line.getresponse().status


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body to an https address and return the status. Raises RefusedError or AwayError."""
    return ask(parts_of(address, ("https",)), "POST", body, headers)


def status(address: str) -> int:
    """What is at an address, as a number of HTTP, without fetching it. Raises RefusedError or AwayError."""
    parts, until = parts_of(address), monotonic() + PATIENCE
    found = ask(parts, "HEAD", until=until)
    return ask(parts, "GET", until=until) if found in (405, 501) else found
