"""The door: requests arrive whole at Django's side, odd ones are refused plainly, and quick pages pass slow ones."""

import asyncio
import threading

import pytest

from kith.core import front, lanes
from kith.core.front import Front
from kith.core.lanes import Full, Lane


def echo(environ, start_response):
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/breaks/":
        raise ValueError("inside")
    start_response(
        "200 OK",
        [
            ("Content-Type", "text/plain"),
            ("X-Path", environ["PATH_INFO"]),
            ("X-Thing", environ.get("HTTP_X_THING", "")),
        ],
    )
    return [body or b"none"]


async def ask(path=b"/a/", method="GET", headers=(), parts=(b"",), wsgi=echo, biggest=100):
    messages = [
        {"type": "http.request", "body": part, "more_body": place < len(parts) - 1} for place, part in enumerate(parts)
    ]
    scope = {
        "type": "http",
        "method": method,
        "path": path.decode(),
        "raw_path": path,
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": list(headers),
        "client": None,
        "server": None,
    }
    sent, door = [], Front(wsgi, None, ("/help-now/",), 1, 2, biggest)

    async def receive():
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await door(scope, receive, send)
    door.close()
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_a_body_in_pieces_arrives_whole():
    status, headers, body = asyncio.run(ask(method="POST", headers=[(b"content-length", b"4")], parts=(b"ab", b"cd")))
    assert (status, body, headers[b"content-length"]) == (200, b"abcd", b"4")


def test_too_much_is_refused_plainly():
    status, _, body = asyncio.run(ask(method="POST", headers=[(b"content-length", b"200")], parts=(b"x" * 200,)))
    assert status == 413
    assert b"too big" in body


def test_what_is_answered_without_django_is_no_page_and_is_kept_nowhere(settings):
    settings.SECURE_HSTS_SECONDS = 63072000
    _, headers, _ = asyncio.run(ask(path=b"/breaks/"))
    assert headers[b"content-security-policy"].startswith(b"default-src 'none'")
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert headers[b"cache-control"] == b"no-store"
    assert headers[b"strict-transport-security"].startswith(b"max-age=63072000")


def test_a_sender_who_leaves_half_way_reaches_no_page():
    status, _, _ = asyncio.run(ask(method="POST", headers=[(b"content-length", b"4")], parts=()))
    assert status == 408


def test_an_address_with_odd_bytes_is_passed_on_as_it_came():
    _, headers, _ = asyncio.run(ask(path=b"/caf%C3%A9/%FF"))
    assert headers[b"x-path"] == "/café/".encode() + b"\xff"


def test_a_header_with_an_underscore_cannot_pass_for_another():
    _, headers, _ = asyncio.run(ask(headers=[(b"x_thing", b"false")]))
    assert headers[b"x-thing"] == b""


def test_a_header_sent_twice_is_joined():
    _, headers, _ = asyncio.run(ask(headers=[(b"x-thing", b"one"), (b"x-thing", b"two")]))
    assert headers[b"x-thing"] == b"one,two"


def test_an_error_outside_django_is_still_an_answer():
    status, _, body = asyncio.run(ask(path=b"/breaks/"))
    assert status == 500
    assert b"help-now" in body


def test_a_full_house_says_so(monkeypatch):
    async def story():
        lane = Lane("test", 1, 1, patience=0.05)
        hold = threading.Event()
        first = asyncio.create_task(lane.run(hold.wait))
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await lane.run(lambda: None)
        hold.set()
        await first
        assert await lane.run(lambda: 7) == 7
        lane.close()

    asyncio.run(story())
    assert front.plain(503, front.BUSY)[0] == 503


def test_a_slow_page_lets_the_next_one_start(monkeypatch):
    monkeypatch.setattr(lanes, "SLOW", 0.01)

    async def story():
        lane = Lane("test", 1, 2, patience=30.0)
        hold = threading.Event()
        slow = asyncio.create_task(lane.run(hold.wait))
        await asyncio.sleep(0)
        assert await lane.run(lambda: "quick") == "quick"
        assert not slow.done()
        hold.set()
        await slow
        assert (lane.quick, lane.running) == (0, 0)
        lane.close()

    asyncio.run(story())


def test_quick_pages_are_done_one_at_a_time_and_all_of_them():
    async def story():
        lane, inside, most = Lane("test", 1, 8, patience=30.0), [0], [0]

        def work(number):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            return number

        answers = await asyncio.gather(*[lane.run(lambda number=number: work(number)) for number in range(50)])
        assert answers == list(range(50))
        assert most[0] == 1
        lane.close()

    asyncio.run(story())


def test_pictures_may_be_larger_than_words_and_no_larger_than_we_say(settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 200
    files = (b"content-type", b"multipart/form-data; boundary=x")
    length = (b"content-length", b"150")
    assert asyncio.run(ask(method="POST", headers=[length, files], parts=(b"x" * 150,)))[0] == 200
    assert asyncio.run(ask(method="POST", headers=[length], parts=(b"x" * 150,)))[0] == 413
    assert asyncio.run(ask(method="POST", headers=[length, files], parts=(b"x" * 150, b"x" * 60)))[0] == 413
