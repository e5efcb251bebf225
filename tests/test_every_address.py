"""Tries every address there is with what a browser, a scanner or another site might send, and looks at every answer's headers."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from conftest import proved
from kith.core.crypto import forget_keys
from kith.people import actions
from kith.recovery.models import CheckIn, Strategy
from tests.crawl import ID, walk
from tests.forms import addresses, forms

pytestmark = pytest.mark.django_db
FREE = settings.DATABASE_FREE_PATHS  # these change nothing, whatever is sent
ELSEWHERE = ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "https:elsewhere.example"]
UNKNOWN = "0192f0c1-2345-7abc-8def-0123456789ab"


def strict(person=None):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if person:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        proved(client, person)
    return client


@pytest.fixture(params=["", "grace", "ana"])
def someone(request, cast):
    return strict(getattr(cast, request.param, None))


def test_no_address_and_no_name_of_one_stands_for_two_pages():
    every = list(get_resolver().url_patterns)
    ours = [one for tree in every if "allauth" not in str(getattr(tree, "urlconf_name", "")) for one in pages_of(tree)]
    for taken in ([str(one.pattern) for one in ours], [one.name for one in ours if one.name]):
        assert len(taken) == len(set(taken)), sorted({one for one in taken if taken.count(one) > 1})
    assert len(ours) > 100


def pages_of(tree):
    return tree.url_patterns if hasattr(tree, "url_patterns") else [tree]


def test_the_list_of_addresses_is_whole():
    known = set(addresses())
    assert {"/", "/sharing/give/", "/accounts/login/", "/accounts/2fa/totp/activate/", "/groups/any/"} <= known
    assert len(known) > 100 and not [address for address in known if re.search(r"[<>^$()*]", address)]


# ---- who may change something ----


def test_nothing_is_changed_without_the_forms_own_token(someone):
    taken = {a: someone.post(a, {"name": "x"}).status_code for a in addresses() if not a.startswith(FREE)}
    assert set(taken.values()) == {403}, {a: status for a, status in taken.items() if status != 403}


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver.elsewhere.example"])
def test_nothing_is_changed_from_another_sites_page(cast, origin):
    client = strict(cast.ana)
    client.get("/network/ties/new/")
    token = {"csrfmiddlewaretoken": client.cookies[settings.CSRF_COOKIE_NAME].value}
    assert client.post("/notices/read/", token).status_code == 302, "the token is good; only the origin differs below"
    taken = {
        a: client.post(a, token, headers={"origin": origin}).status_code
        for a in addresses()
        if a[:-1] and not a.startswith(FREE)
    }
    assert set(taken.values()) == {403}, {a: status for a, status in taken.items() if status != 403}


def test_addresses_that_need_no_token_change_nothing(someone, django_assert_num_queries):
    for address in FREE:
        if address in addresses():
            with django_assert_num_queries(0):
                someone.post(address, {"name": "x"})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "MADEUP"])
def test_methods_we_do_not_use_are_refused_everywhere_alike(someone, method):
    answers = {(a, one.status_code, one.content) for a in addresses() for one in [someone.generic(method, a, b"x=1")]}
    assert {(status, content) for _a, status, content in answers} == {(405, b"")}


def test_looking_at_a_page_ends_no_session_and_does_nothing_a_button_does(cast):
    client = strict(cast.ana)
    actions.add_tie(cast.ana, "Ruth", "family", "inner")
    buttons = {form.action for page in walk(client) for form in forms(page.address, page.html) if form.method == "post"}
    before = [str(row) for row in everything_of(cast.ana)]
    for address in sorted(buttons | {"/accounts/logout/"}):
        assert client.get(address).status_code in (200, 302, 404, 405), address
    assert [str(row) for row in everything_of(cast.ana)] == before
    assert client.get("/you/").status_code == 200


def everything_of(person):
    ties = person.ties.order_by("pk").values_list("pk", "name", "circle", "note", "last_touch")
    return [*ties, *person.grants_given.values_list(), *Strategy.objects.values_list(), *CheckIn.objects.values_list()]


# ---- what exists and what does not ----


def test_what_belongs_to_another_answers_like_what_never_was(cast):
    """Byte for byte, at every address its owner can reach, with every method."""
    make_things(cast)
    own, stranger = strict(cast.ana), strict(cast.stranger)
    pages = walk(own)
    reached = {p.address.split("?")[0] for p in pages} | {f.action for p in pages for f in forms(p.address, p.html)}
    private = sorted(
        a
        for a in reached
        if ID.search(a) and a.startswith(("/people", "/check-in", "/strategies", "/sharing", "/network", "/messages"))
    )
    assert len(private) >= 12, private
    for address in private:
        nowhere = ID.sub(f"/{UNKNOWN}", address)
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            assert told(stranger, method, address) == told(stranger, method, nowhere), (method, address)


def make_things(cast):
    tie = cast.ana.ties.get(person=cast.ben)
    CheckIn.objects.create(person=cast.ana, mood=3, words="mine")
    Strategy.objects.create(person=cast.ana, name="Tea")
    actions.keep_snapshot(cast.ana)
    return tie


def told(client, method, address):
    forget_keys()
    token = {"csrfmiddlewaretoken": "x" * 32}
    answer = client.generic(method, address) if method != "POST" else Client.post(client, address, token)
    body = re.sub(rb'value="[A-Za-z0-9]{20,}"', b"", answer.content)
    headers = {k: v for k, v in answer.headers.items() if k != "Set-Cookie"}
    return answer.status_code, body, headers


# ---- where one is sent ----


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_to_another_site(cast, there, settings):
    settings.LIMITS = settings.ACCOUNT_RATE_LIMITS = False
    for client in (Client(raise_request_exception=False), strict(cast.grace)):
        client.handler.enforce_csrf_checks = False
        for address in addresses():
            for answer in (client.get(address, {"next": there}), client.post(address, {"next": there})):
                where = answer.get("Location", "")
                assert address == "/leave/" or "elsewhere" not in urlsplit(where).netloc + where.split("?")[0], (
                    address,
                    where,
                )
                assert not re.match(r"(https?:)?[/\\]{2}", where) or address == "/leave/", (address, where)


# ---- what every answer says to the browser ----


def test_every_answer_tells_the_browser_what_it_may_do(someone):
    for address in [*addresses(), "/nowhere/", "/static/nowhere.css"]:
        for answer in (
            someone.get(address),
            someone.head(address),
            someone.post(address),
            someone.generic("TRACE", address),
        ):
            policy = answer["Content-Security-Policy"]
            for rule in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
                assert rule in policy, address
            assert "unsafe" not in policy and "*" not in policy and "http" not in policy, address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            assert answer["Referrer-Policy"] in ("same-origin", "no-referrer"), address
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin", address
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
            assert answer["X-Frame-Options"] == "DENY", address
            assert not [
                name for name in answer.headers if name.lower().startswith(("access-control", "server", "x-powered"))
            ]
            kind = answer["Content-Type"]
            assert not answer.content or kind == "application/json" or kind.endswith("; charset=utf-8"), (address, kind)


def test_signed_in_pages_are_kept_nowhere(cast):
    client = strict(cast.grace)
    for page in [*addresses(), *(p.address for p in walk(client))]:
        answer = client.get(page)
        if not page.startswith((*FREE, "/bundle/")):
            assert "no-store" in answer.get("Cache-Control", ""), (page, answer.get("Cache-Control"))


# ---- what is not ours to show ----


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "testserver.elsewhere.example", "testserver@elsewhere.example", "[::1", ""]
)
def test_a_name_that_is_not_ours_is_refused(someone, host):
    for address in ("/", "/accounts/login/", "/groups/", "/nowhere/"):
        answer = someone.get(
            address, headers={"host": host} if host else {}, **({} if host else {"SERVER_NAME": "elsewhere.example"})
        )
        assert answer.status_code == 400 and b"elsewhere" not in answer.content, (address, host)


@pytest.mark.parametrize(
    "header", ["x-forwarded-host", "x-forwarded-proto", "x-http-method-override", "x-original-url", "x-rewrite-url"]
)
def test_headers_of_proxies_change_nothing_unless_we_are_told_of_one(someone, header):
    plain, tried = someone.get("/groups/"), someone.get("/groups/", headers={header: "elsewhere.example"})
    assert tried.status_code == plain.status_code and b"elsewhere" not in tried.content


SOURCES = ["/.git/config", "/.git/HEAD", "/.env", "/kith/core/crypto.py", "/config/settings.py", "/pyproject.toml", "/var/kith.sqlite3",
           "/keys/server_keys", "/static/", "/static/core/", "/static/../config/settings.py", "/static/%2e%2e/config/settings.py",
           "/static/core/..%2f..%2f..%2fconfig/settings.py", "/static/staticfiles.json", "/admin/", "/__debug__/", "/metrics", "/files/", "/media/", "/mail/"]  # fmt: skip


@pytest.mark.parametrize("address", SOURCES)
def test_no_source_folder_or_secret_is_given_out(someone, address):
    answer = someone.get(address)
    assert answer.status_code == 404
    assert not re.search(rb"Traceback|SECRET|\[core\]|Index of|import ", answer.content)


def test_an_error_of_ours_tells_nothing_of_the_inside(someone, monkeypatch):
    def fall(*_a, **_k):
        raise ValueError("the inside of kith at /srv/kith with secret words")

    monkeypatch.setattr("kith.groups.access.visible_groups", fall)
    monkeypatch.setattr("kith.groups.views.finding.page", fall)
    answer = someone.get("/groups/")
    assert answer.status_code == 500
    assert not re.search(rb"inside|srv|secret words|ValueError|Traceback|\.py|[Dd]jango", answer.content)
    assert b'href="/help-now/"' in answer.content
