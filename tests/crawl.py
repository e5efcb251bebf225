"""Walks the site by its links as one viewer, keeping one page of every kind, for tests that look at all pages."""

import re
from dataclasses import dataclass, field

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ID = re.compile(r"/(\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{32})(?=/|$)")
NAMED = re.compile(r"^/(groups|services|suggestions|what-would-help)/(?!new/|made/|check/|done/)[\w-]+/")
HREF = re.compile(r"""\shref=["']([^"'#]*)""")
LEAVES = ("/static/", "/leave/", "/accounts/logout", "/healthz", "/readyz", "/sw.js", "/manifest")


@dataclass
class Seen:
    """One page as it came back."""

    address: str
    status: int
    html: str
    queries: int
    to: str = ""
    sql: list[str] = field(default_factory=list)


def shape(address: str) -> str:
    """Addresses of one kind of page are the same to us: /groups/x/threads/5/ stands for all threads."""
    return NAMED.sub(r"/\1/one/", ID.sub("/N", address.split("?")[0]))


def links(html: str) -> list[str]:
    found = (link.replace("&amp;", "&") for link in HREF.findall(html))
    return [link for link in found if link.startswith("/") and not link.startswith(("//", *LEAVES))]


def get(client: Client, address: str) -> Seen:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    html = answer.content.decode() if not answer.streaming and "text/html" in answer.get("Content-Type", "") else ""
    asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return Seen(address, answer.status_code, html, len(asked), answer.get("Location", ""), asked)


def walk(client: Client, start: str = "/", each: int = 2, most: int = 250) -> list[Seen]:
    """Pages reached from `start`, at most `each` of a kind."""
    counted: dict[str, int] = {}
    queue, done, pages = [start], set(), []
    while queue and len(pages) < most:
        address = queue.pop(0)
        if address in done or counted.get(shape(address), 0) >= each:
            continue
        done.add(address)
        counted[shape(address)] = counted.get(shape(address), 0) + 1
        page = get(client, address)
        pages.append(page)
        queue += [page.to] if page.to.startswith("/") else links(page.html)
    return pages
