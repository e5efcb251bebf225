"""What goes out goes to the open internet alone, never to a machine of our own network."""

import http.server
import socket
import threading
import time

import pytest

from kith.core import outside


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.7", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",  # noqa: S104
        "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::",
        "fec0::1", "::93.184.215.14", "::ffff:0:93.184.215.14", "168.63.129.16", "64:ff9b::10.0.0.7", "2002:a00:7::1",
        "64:ff9b::168.63.129.16", "64:ff9b:1::1", "2001::1",
    ],
)  # fmt: skip
def test_an_address_of_our_own_network_is_not_public(address):
    assert not outside.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::93.184.215.14", "2002:5db8:d70e::1"]
)
def test_an_address_of_the_open_internet_is(address):
    assert outside.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org", "file:///etc/passwd", "https://", "https://a:b@example.org", "https://example.org:22",
        "http://example.org:443", "https://exa mple.org", "https://ex\u00e4mple.org", "https://example.org/\n", "x" * 2000,
        "https://example.org:x", "https://[", "gopher://example.org",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address):
    with pytest.raises(outside.RefusedError):
        outside.parts_of(address)


def test_a_name_that_leads_home_is_refused_even_if_it_leads_elsewhere_too(monkeypatch):
    def found(*_args, **_kwargs):
        return [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(outside.RefusedError):
        outside.status("https://rebound.example/")


class Answers(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        self.send_response(self.server.says.get(self.command, 200))
        self.send_header("Location", "http://127.0.0.1/elsewhere")
        self.end_headers()

    do_GET = do_POST = do_HEAD

    def log_message(self, *_args):
        """Quiet."""


@pytest.fixture
def site(settings):
    settings.OUTSIDE_IS_THIS_MACHINE = True
    server = http.server.HTTPServer(("127.0.0.1", 0), Answers)
    server.asked, server.says = [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_page_is_asked_for_without_fetching_it_and_without_saying_who_asks(site):
    assert outside.status(f"http://localhost:{site.server_port}/a?b=1") == 200
    command, path, headers = site.asked[0]
    assert (command, path) == ("HEAD", "/a?b=1")
    assert not {"Cookie", "Referer", "User-Agent"} & set(headers)


def test_where_a_head_is_not_answered_the_page_is_asked_for(site):
    site.says["HEAD"] = 405
    assert outside.status(f"http://localhost:{site.server_port}/") == 200


def test_a_redirect_is_not_followed(site):
    site.says["HEAD"] = 302
    assert outside.status(f"http://localhost:{site.server_port}/") == 302
    assert len(site.asked) == 1


def test_nobody_there_is_said_so(site):
    port = site.server_port
    site.shutdown()
    site.server_close()
    with pytest.raises(outside.AwayError):
        outside.status(f"http://localhost:{port}/")


@pytest.fixture
def dripping(settings):
    """A server that never ends what it says: one byte after another, each well before anyone stops waiting for it."""
    settings.OUTSIDE_IS_THIS_MACHINE = True
    over = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def drip():
        line, _where = server.accept()
        with line:
            line.sendall(server_says[0])
            while not over.wait(0.05):
                try:
                    line.sendall(server_says[1])
                except OSError:
                    return

    server_says = [b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"]
    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield server.getsockname()[1], server_says
    over.set()
    server.close()
    thread.join(5)


@pytest.mark.parametrize(
    "says", [[b"", b"H"], [b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"], [b"HTTP/1.1 100 Continue\r\n\r\n"] * 2]
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_that_drips_byte_by_byte_is_left_when_the_time_is_over(dripping, monkeypatch, says, scheme):
    port, server_says = dripping
    server_says[:] = says if scheme == "http" else [b"\x16\x03\x03\x40\x00", b"\0"]
    monkeypatch.setattr(outside, "PATIENCE", 0.4)
    begun = time.monotonic()
    with pytest.raises(outside.AwayError):
        outside.status(f"{scheme}://localhost:{port}/")
    assert time.monotonic() - begun < 3


def test_where_one_address_of_a_name_does_not_answer_the_next_is_asked(site, monkeypatch):
    both = [(2, 1, 6, "", (one, site.server_port)) for one in ("127.0.0.2", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: both)
    tried = []

    def connect(where, *args, **kwargs):
        tried.append(where[0])
        if where[0] == "127.0.0.2":
            raise ConnectionRefusedError
        line = socket.socket()
        line.connect(where)
        return line

    monkeypatch.setattr(socket, "create_connection", connect)
    assert outside.status(f"http://two.example:{site.server_port}/") == 200
    assert tried == ["127.0.0.2", "127.0.0.1"]
