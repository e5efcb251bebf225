"""The one way out: a short message to an address a browser gave, never to a machine of our own network.

The address comes from a member's browser and could name anything. So: https only, the name is looked up once, every
address it has must be a public one, and the connection goes to just that address. No redirect is followed.
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
TUNNELS = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class RefusedError(Exception):
    """This address is none we send to."""


class AwayError(Exception):
    """The push service did not answer."""


def parts_of(endpoint: str) -> SplitResult:
    """The parts of an address that may be a push service. Raises RefusedError."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise RefusedError("not an address") from error
    plain = parts.scheme == "http" and settings.PUSH_TO_THIS_MACHINE
    if not parts.hostname or parts.username or parts.password or len(endpoint) > LONGEST:
        raise RefusedError("not an address")
    if not (plain or parts.scheme == "https") or not endpoint.isascii() or not endpoint.isprintable():
        raise RefusedError("not https")
    if not settings.PUSH_TO_THIS_MACHINE and port not in (None, 443):
        raise RefusedError("another port")
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also behind the ways to write IPv4 as IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in net for net in TUNNELS):
            return False
    if settings.PUSH_TO_THIS_MACHINE and found.is_loopback:
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
        self.default_port = 443 if self.secure else 80  # left out of the Host header

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    """Send it and return the status. Raises RefusedError or AwayError."""
    parts = parts_of(endpoint)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    line = Checked(parts, addresses_of(parts.hostname or "", port)[0], port)
    try:
        line.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        return line.getresponse().status
    except (OSError, HTTPException) as error:
        raise AwayError(type(error).__name__) from error
    finally:
        line.close()
