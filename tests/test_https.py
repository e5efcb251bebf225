"""Runs the real server as an installation on https behind a proxy, and looks at what a browser and the log receive."""

import contextlib
import re
import socket

import pytest

from tests.running import Site

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]
PROXY = {"Host": "kith.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
WORDS = "pigeonwords"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("https"), {"KITH_URL": "https://kith.example", "KITH_BEHIND_PROXY": "1"})
    made.environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    made.kith("setup", "--no-steward")
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(site):
    return site.serve(KITH_LOG="INFO")


def ask(server, path, method="GET", body=None, **headers):
    return server._ask(method, path, body, {**PROXY, **headers})


PAGES = [
    "/",
    "/help-now/",
    "/accounts/login/",
    "/groups/",
    "/nowhere/",
    "/offline/",
    "/sw.js",
    "/static/core/icons/kith.svg",
    "/healthz",
    "/live/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_that_this_site_is_https_and_not_what_runs_it(server, path):
    answer = ask(server, path)
    assert answer.status in (200, 204, 400, 401, 403, 404)
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains; preload"
    assert not {"server", "x-powered-by", "via"} & answer.headers.keys()
    assert not re.search(r"uvicorn|h11|django/|python/", str(answer.headers), re.I)


@pytest.mark.parametrize("path", ["/", "/help-now/", "/accounts/login/", "/services/?q=tired"])
def test_a_page_asked_for_without_https_leads_to_https_and_shows_nothing(server, path):
    answer = ask(server, path, **{"X-Forwarded-Proto": "http"})
    assert (answer.status, answer.headers["location"]) == (301, f"https://kith.example{path}")
    assert not answer.text and not answer.cookies


def test_cookies_are_ours_alone_and_out_of_reach_of_scripts(server):
    answer = ask(server, "/accounts/login/")
    assert answer.cookies
    for cookie in answer.cookies:
        name, *rules = [part.strip() for part in cookie.split(";")]
        assert name.startswith("__Host-") and len(name) < 4096
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(rules), cookie
        assert "Domain" not in cookie


def test_a_form_from_another_sites_page_is_refused_on_https_too(server):
    token = "c" * 32
    form = {"Cookie": f"__Host-csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
    sent = {"method": "POST", "body": f"csrfmiddlewaretoken={token}&login=a%40example.org"}
    assert ask(server, "/accounts/login/", **sent, **form, Origin="https://elsewhere.example").status == 403
    assert ask(server, "/accounts/login/", **sent, **form).status == 403, "neither Origin nor Referer"
    assert ask(server, "/accounts/login/", **sent, **form, Origin="https://kith.example").status == 302


def test_the_log_holds_no_words_of_anyone_and_no_line_that_is_not_ours(server, site):
    """Even with everything logged that can be: searches, links, forms, addresses with line ends in them, errors."""
    for path in (
        f"/services/?q={WORDS}",
        f"/invitation/{WORDS}/",
        f"/live/?t={WORDS}",
        f"/nowhere/?words={WORDS}",
        "/groups/x%0d%0a2026-01-01%20WARNING%20forged/",
        f"/notices/9999999999999999999999/?{WORDS}",
    ):
        ask(server, path)
    ask(
        server,
        "/accounts/login/",
        "POST",
        f"login={WORDS}%40example.org",
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"__Host-session={WORDS}",
            "User-Agent": f"{WORDS}\tx",
        },
    )
    ask(server, "/", Host="elsewhere.example")
    log = (site.folder / "serve.log").read_text()
    assert "/nowhere/" in log, "refusals are logged, by their address"
    assert WORDS not in log
    assert "forged" in log and not [line for line in log.splitlines() if line.startswith("2026-01-01")]
    stamped = [line for line in log.splitlines() if " WARNING " in line]
    assert stamped and all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", line) for line in stamped), stamped[:3]


SMUGGLED = {
    "a length and pieces at once": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled/ HTTP/1.1\r\nHost: kith.example\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: 40\r\n\r\nGET /smuggled/ HTTP/1.1\r\nHost: kith.example\r\n\r\n",
    "an odd way of saying pieces": b"Transfer-Encoding: xchunked\r\nContent-Length: 3\r\n\r\nabcGET /smuggled/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a line end inside a header": b"X-Thing: a\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
}


@pytest.mark.parametrize("how", SMUGGLED)
def test_no_request_hides_in_the_body_of_another(server, how):
    """Each is refused, or read in one way only and the line is closed: never answered as two."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(b"POST /help-now/ HTTP/1.1\r\nHost: kith.example\r\nX-Forwarded-Proto: https\r\n" + SMUGGLED[how])
        line.settimeout(1.5)
        heard = b""
        with contextlib.suppress(TimeoutError):
            while piece := line.recv(65536):
                heard += piece
    assert heard.startswith(b"HTTP/1.1 400") or (
        heard.count(b"HTTP/1.1 ") == 1 and b"Location: /smuggled" not in heard
    ), heard[:200]
