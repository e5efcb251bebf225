"""Tickets open one topic to one session for a while, and streams are told without waiting for slow readers."""

import asyncio
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings

from kith.core import streams, tickets
from kith.core.streams import Hub


def person(session: str = "s1") -> SimpleNamespace:
    return SimpleNamespace(pk=1, session_mark=tickets.mark(session))


def test_a_ticket_works_with_the_session_it_was_made_for():
    text = tickets.ticket(person(), "thread:1")
    assert tickets.read_ticket(text, tickets.mark("s1")) == tickets.digest("thread:1")


@pytest.mark.parametrize("session", ["s2", "", None])
def test_a_ticket_is_nothing_to_another_session(session):
    assert tickets.read_ticket(tickets.ticket(person(), "thread:1"), tickets.mark(session)) is None


def test_a_ticket_made_without_a_session_opens_nothing():
    assert tickets.read_ticket(tickets.ticket(SimpleNamespace(pk=1), "thread:1"), tickets.mark(None)) is None


def test_a_visitor_may_listen_to_what_a_visitor_may_see():
    assert tickets.read_ticket(tickets.ticket(None, "thread:1"), tickets.mark(None)) == tickets.digest("thread:1")


def test_a_ticket_names_neither_the_topic_nor_the_person():
    text = tickets.ticket(SimpleNamespace(pk=4711, session_mark=tickets.mark("s1")), "home:4711")
    assert "4711" not in text
    assert "home" not in text


def test_a_changed_or_an_old_ticket_opens_nothing():
    with time_machine.travel("2026-01-01 08:00", tick=False):
        text = tickets.ticket(None, "thread:1")
    assert tickets.read_ticket("0" + text, tickets.mark(None)) is None
    with time_machine.travel("2026-01-01 08:31", tick=False):
        assert tickets.read_ticket(text, tickets.mark(None)) is None


class Page:
    """A browser's side of a stream: remembers what it was sent; with `full` set it takes no more."""

    def __init__(self, hub: Hub, *tickets: str, session: str = "", method: str = "GET") -> None:
        query = "&".join(f"t={text}" for text in tickets).encode()
        cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
        scope = {"method": method, "query_string": query, "headers": [(b"cookie", cookie)], "client": ("127.0.0.1", 1)}
        self.sent, self.full, self.gone = [], False, asyncio.Event()
        self.task = asyncio.create_task(hub.answer(scope, self.receive, self.send))

    async def send(self, message: dict) -> None:
        if self.full:
            await asyncio.sleep(3600)
        self.sent.append(message)

    async def receive(self) -> dict:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    @property
    def status(self) -> int:
        return self.sent[0]["status"]

    @property
    def events(self) -> list[bytes]:
        return [each["body"] for each in self.sent[1:] if b"event: changed" in each.get("body", b"")]


def on_a_loop(story) -> None:
    async def run() -> None:
        hub = Hub()
        hub.loop = asyncio.get_running_loop()
        await story(hub)
        hub.close()

    asyncio.run(run())


async def a_moment(seconds: float = 0.0) -> None:
    await asyncio.sleep(seconds)
    for _ in range(5):
        await asyncio.sleep(0)


def test_an_announcement_reaches_those_who_listen_and_nobody_else():
    async def story(hub: Hub) -> None:
        ticket = tickets.ticket(person(), "thread:1")
        page, other = Page(hub, ticket, session="s1"), Page(hub, tickets.ticket(None, "thread:2"))
        await a_moment()
        hub.hear("changed", tickets.digest("thread:1"))
        await a_moment()
        assert page.events == [f"event: changed\ndata: {ticket}\n\n".encode()]
        assert other.events == []

    on_a_loop(story)


def test_a_line_ends_after_a_while_so_that_its_page_asks_again_for_the_right_to_read(monkeypatch):
    monkeypatch.setattr(streams, "AGE", 0.05)

    async def story(hub: Hub) -> None:
        page = Page(hub, tickets.ticket(None, "thread:1"))
        await a_moment()
        assert hub.streams
        await a_moment(0.1)
        assert page.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
        assert not hub.streams

    on_a_loop(story)


def test_many_announcements_in_a_moment_are_told_together():
    async def story(hub: Hub) -> None:
        page = Page(hub, tickets.ticket(None, "thread:1"))
        await a_moment()
        for _ in range(50):
            hub.hear("changed", tickets.digest("thread:1"))
        await a_moment(streams.REST * 3)
        assert len(page.events) == 2

    on_a_loop(story)


@pytest.mark.parametrize(
    ("listening", "words"), [(1, b"\n"), (150, b"\n"), (151, b"data: 600\n\n"), (5000, b"data: 19200\n\n")]
)
def test_many_pages_are_told_over_how_long_to_spread_what_they_fetch(listening, words):
    assert streams.spread_over(listening) == words
    assert streams.spread_over(10**9) == b"data: 38400\n\n"


def test_telling_very_many_does_not_keep_others_waiting():
    """Who just posted is answered while the pages are being told, not after the last of them."""

    async def story(hub: Hub) -> None:
        pages = [Page(hub, tickets.ticket(None, "thread:1"), session=f"s{n}") for n in range(streams.SLICE * 3)]
        await a_moment()
        told = asyncio.Queue()
        hub.hear("changed", tickets.digest("thread:1"))
        asyncio.get_running_loop().call_soon(lambda: told.put_nowait(sum(len(page.events) for page in pages)))
        assert await told.get() <= streams.SLICE
        await a_moment()
        assert all(len(page.events) == 1 for page in pages)

    on_a_loop(story)


def test_a_page_that_cannot_keep_up_is_let_go_and_holds_up_nobody():
    async def story(hub: Hub) -> None:
        ticket = tickets.ticket(None, "thread:1")
        slow, quick = Page(hub, ticket), Page(hub, ticket)
        await a_moment()
        slow.full = True
        hub.hear("changed", tickets.digest("thread:1"))
        await a_moment()
        assert slow.task.done()
        assert len(quick.events) == 1
        assert len(hub.streams) == 1

    on_a_loop(story)


def test_signing_out_ends_the_streams_of_that_session():
    async def story(hub: Hub) -> None:
        ticket = tickets.ticket(person(), "thread:1")
        mine, visitor = Page(hub, ticket, session="s1"), Page(hub, tickets.ticket(None, "thread:1"))
        await a_moment()
        hub.hear("ended", tickets.mark("s1"))
        await a_moment()
        assert mine.task.done()
        assert not visitor.task.done()

    on_a_loop(story)


def test_a_closed_page_is_forgotten():
    async def story(hub: Hub) -> None:
        page = Page(hub, tickets.ticket(None, "thread:1"))
        await a_moment()
        page.gone.set()
        await a_moment()
        assert not hub.streams
        assert not hub.topics

    on_a_loop(story)


@pytest.mark.parametrize(
    ("tickets", "method", "status"), [([], "GET", 403), (["forged"], "GET", 403), (["forged"], "POST", 405)]
)
def test_a_stream_without_a_good_ticket_is_refused(tickets, method, status):
    async def story(hub: Hub) -> None:
        page = Page(hub, *tickets, method=method)
        await a_moment()
        assert page.status == status

    on_a_loop(story)


def test_a_ticket_opens_nothing_once_its_session_was_signed_out():
    async def story(hub: Hub) -> None:
        text = tickets.ticket(person(), "thread:1")
        hub.hear("ended", tickets.mark("s1"))
        mine, others = Page(hub, text, session="s1"), Page(hub, tickets.ticket(person("s2"), "thread:1"), session="s2")
        await a_moment()
        assert (mine.status, others.status) == (403, 200)

    on_a_loop(story)
