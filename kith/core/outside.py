"""The one way out: a short request to an address that someone gave, never to a machine of our own network.

The address could name anything. So: http and https only, the name is looked up once, every address it has must be a
public one, and the connection goes to just that address. No redirect is followed, no cookie or referrer is sent.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 10.0
LONGEST = 1000
PORTS = {"http": 80, "https": 443}
TUNNELS = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


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
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in net for net in TUNNELS):
            return False
    if settings.OUTSIDE_IS_THIS_MACHINE and found.is_loopback:
        return True
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """Where a name leads. Raises AwayError when it leads nowhere, RefusedError when any of it is not public."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise AwayError(type(error).__name__) from error
    if not found or not all(is_public(one) for one in found):
        raise RefusedError("not a public address")
    return found


class Checked(HTTPConnection):
    """A connection to an address that was looked at, not to whatever the name means by then."""

    def __init__(self, parts: SplitResult, address: str, port: int) -> None:
        super().__init__(parts.hostname or "", port, timeout=PATIENCE)
        self.address, self.secure = address, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def ask(parts: SplitResult, method: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
    """Send one request and return its status; what comes back is not read. Raises RefusedError or AwayError."""
    port = parts.port or PORTS[parts.scheme]
    line = Checked(parts, addresses_of(parts.hostname or "", port)[0], port)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        line.request(method, path, body, headers or {})
        return line.getresponse().status
    except (OSError, HTTPException) as error:
        raise AwayError(type(error).__name__) from error
    finally:
        line.close()


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    """Send a body to an https address and return the status. Raises RefusedError or AwayError."""
    return ask(parts_of(address, ("https",)), "POST", body, headers)


def status(address: str) -> int:
    """What is at an address, as a number of HTTP, without fetching it. Raises RefusedError or AwayError."""
    parts = parts_of(address)
    found = ask(parts, "HEAD")
    return ask(parts, "GET") if found in (405, 501) else found
