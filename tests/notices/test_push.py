"""Telling a device: what travels is sealed, signed and says nothing, and it only ever goes out to the open internet."""

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import pytest
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection

from kith.core import outside
from kith.core.clock import now
from kith.notices import actions, examining, wishes
from kith.notices.models import Device, Outgoing
from kith.notices.push import vapid
from kith.people import actions as people
from kith.people.models import Person
from kith.recovery import actions as recovery
from kith.spaces import actions as spaces
from tests.notices.passing import passes

pytestmark = pytest.mark.django_db


class Browser:
    """A browser with keys of its own, and the push service it trusts: keeps what it is sent and opens it."""

    def __init__(self):
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.got, self.status = [], 201
        browser = self

        class Service(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                browser.got.append((self.path, dict(self.headers), body))
                self.send_response(browser.status)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def says(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.origin}/p/1", "p256dh": vapid.in_text(point), "auth": vapid.in_text(self.secret)}

    def shown(self):
        """What each message says once it is opened with this browser's own keys."""
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"))
            for _path, _headers, body in self.got
        ]


@pytest.fixture
def browser(settings):
    settings.OUTSIDE_IS_THIS_MACHINE = True
    made = Browser()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def ana(cast, clock):
    cast.ana.time_zone = "Europe/London"
    cast.ana.save()
    return cast.ana


def signed_in(as_, person):
    """A client whose session stands in the list of devices, as signing in makes it."""
    client = as_(person)
    key = client.session.session_key
    UserSession.objects.get_or_create(
        user=person, session_key=key, defaults={"ip": "127.0.0.1", "user_agent": "Firefox/1 Linux"}
    )
    return client


@pytest.fixture
def phone(ana, as_, browser, choose):
    """Ana's phone may be told, of everything."""
    client = signed_in(as_, ana)
    assert client.post("/you/notices/devices/", browser.says()).status_code == 302
    choose(ana, mail="never", push=True)
    return client


def write(cast, clock, **later):
    spaces.write_to(cast.ben, cast.ana, "A secret letter")
    passes(clock, **(later or {"seconds": 61}))


def test_a_device_is_told_that_there_is_something_and_only_it_can_read_that(cast, phone, browser, clock):
    write(cast, clock)
    ((path, headers, body),) = browser.got
    assert path == "/p/1"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert headers["TTL"] == "86400" and headers["Topic"] == "news" and headers["Urgency"] == "normal"
    (shown,) = browser.shown()
    assert shown["title"] == "Something new for you" and shown["url"].startswith("/notices/")
    assert b"new" not in body and "Ben" not in json.dumps(shown)


def test_each_message_has_its_own_salt_and_key(cast, phone, browser, clock):
    write(cast, clock)
    actions.mark_read(cast.ana)
    write(cast, clock)
    one, other = (body for _path, _headers, body in browser.got)
    assert one[:16] != other[:16] and one[21:86] != other[21:86]


def test_the_note_to_the_push_service_is_signed_by_our_key_for_it_alone(cast, phone, browser, clock):
    write(cast, clock)
    scheme, token, key = browser.got[0][1]["Authorization"].replace("t=", "").replace("k=", "").replace(",", "").split()
    head, claims, signature = token.split(".")
    raw = vapid.out_of_text(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), vapid.out_of_text(key))
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    point.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    said = json.loads(vapid.out_of_text(claims))
    assert scheme == "vapid" and key == vapid.public_key()
    assert said["aud"] == browser.origin
    assert 0 < said["exp"] - now().timestamp() <= 24 * 3600
    assert said["sub"].startswith(("mailto:", "https://"))


def test_the_same_thing_is_shown_once(cast, phone, browser, clock):
    for _n in range(3):
        write(cast, clock)
    passes(clock, days=2)
    assert len(browser.got) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_for_good_is_forgotten(cast, phone, browser, clock, status):
    browser.status = status
    write(cast, clock)
    assert not Device.objects.exists()
    assert Outgoing.objects.get().state == "let_go"


@pytest.mark.parametrize("status", [429, 500, 301])
def test_a_push_service_in_trouble_is_asked_again_later(cast, phone, browser, clock, status):
    browser.status = status
    write(cast, clock)
    assert len(browser.got) == 1, "a redirect is not followed"
    browser.status = 201
    passes(clock, hours=5)
    passes(clock, hours=5)
    assert len(browser.got) == 2
    assert Outgoing.objects.get().state == "sent"


def test_a_second_try_reaches_only_the_devices_the_first_did_not(cast, phone, browser, clock, as_, settings):
    other = Browser()
    signed_in(as_, cast.ana).post("/you/notices/devices/", other.says())
    other.status = 500
    write(cast, clock)
    other.status = 201
    passes(clock, hours=5)
    assert (len(browser.got), len(other.got)) == (1, 2)
    other.server.shutdown()
    other.server.server_close()


def test_an_older_message_that_was_put_off_is_not_told_again_after_a_newer_one(cast, phone, browser, clock, as_):
    other = Browser()
    signed_in(as_, cast.ana).post("/you/notices/devices/", other.says())
    other.status = 500
    write(cast, clock)
    other.status = 201
    recovery.check_in(cast.cleo, 3, "", share=[cast.cleo.ties.get(person=cast.ana).pk])
    passes(clock, seconds=61)
    assert (len(browser.got), len(other.got)) == (2, 2)
    passes(clock, hours=5)
    assert (len(browser.got), len(other.got)) == (2, 2), "the newer one said it already"
    assert not Outgoing.objects.exclude(state="sent").exists()
    other.server.shutdown()
    other.server.server_close()


def test_a_mark_from_before_they_grew_with_time_silences_nothing(cast, phone, browser, clock):
    Device.objects.update(last_letter="ffffffff-ffff-4fff-bfff-ffffffffffff")
    write(cast, clock)
    assert len(browser.got) == 1


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_device_that_is_refused_for_a_whole_day_is_forgotten_and_not_before(cast, phone, browser, clock, status):
    browser.status = status
    write(cast, clock)
    for _n in range(20):
        passes(clock, hours=1)
    assert Device.objects.get().refused_since
    assert any("refuse 1 devices" in one.words and one.wrong for one in examining.outbox())
    for _n in range(10):
        passes(clock, hours=1)
    assert not Device.objects.exists()
    assert Outgoing.objects.get().state == "let_go"


def test_a_device_that_was_refused_for_an_hour_stays(cast, phone, browser, clock):
    browser.status = 403
    write(cast, clock)
    browser.status = 201
    passes(clock, hours=1)
    assert Device.objects.get().refused_since is None
    assert len(browser.got) == 2


def test_a_name_that_leads_astray_for_a_while_ends_no_device(cast, phone, browser, clock, settings):
    settings.OUTSIDE_IS_THIS_MACHINE = False
    write(cast, clock)
    passes(clock, hours=3)
    settings.OUTSIDE_IS_THIS_MACHINE = True
    passes(clock, hours=5)
    assert Device.objects.exists() and len(browser.got) == 1


def test_in_quiet_hours_and_on_a_break_the_device_stays_dark(cast, phone, browser, clock):
    clock.move_to("2026-03-03T23:00:00+00:00")
    write(cast, clock, hours=8)
    assert browser.got == []
    passes(clock, hours=2)
    assert len(browser.got) == 1
    actions.mark_read(cast.ana)
    actions.take_a_break(Person.objects.get(pk=cast.ana.pk))
    write(cast, clock, hours=12)
    assert len(browser.got) == 1


@pytest.mark.parametrize("way", ["sign out", "end the session", "everywhere", "take it off"])
def test_a_device_that_is_signed_out_is_told_nothing_more(cast, phone, browser, clock, as_, way):
    device = Device.objects.get()
    if way == "sign out":
        phone.post("/accounts/logout/")
    elif way == "end the session":
        people.end_session(cast.ana, device.session)
    elif way == "everywhere":
        people.end_other_sessions(cast.ana, None)
    else:
        assert as_(cast.ben).post(f"/you/notices/devices/{device.pk}/remove/").status_code == 404
        phone.post(f"/you/notices/devices/{device.pk}/remove/")
    write(cast, clock)
    assert browser.got == []
    assert not wishes.my_devices(cast.ana).exists()


def test_devices_are_listed_in_words_and_their_addresses_are_sealed(cast, phone, browser):
    html = phone.get("/you/notices/devices/").content.decode()
    assert "This device" in html and browser.origin not in html
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM notices_device")
        raw = bytes(cursor.fetchone()[0])
    assert b"127.0.0.1" not in raw and browser.says()["auth"].encode() not in raw


def test_what_no_browser_would_say_is_refused(ana, as_, browser):
    client, good = signed_in(as_, ana), browser.says()
    short = base64.urlsafe_b64encode(b"short").decode()
    wrong = [
        {"endpoint": "ftp://push.example/"},
        {"endpoint": "https://name:word@push.example/"},
        {"endpoint": "https://push.example:99999/"},
        {"endpoint": "https://" + "x" * 2000},
        {"endpoint": "nothing"},
        {"p256dh": short},
        {"p256dh": vapid.in_text(b"\4" + b"\1" * 64)},
        {"auth": short},
        {"auth": ""},
    ]
    for each in wrong:
        assert client.post("/you/notices/devices/", good | each).status_code == 422, each
    assert not Device.objects.exists()


def test_a_session_that_is_on_no_list_is_not_told_that_it_worked(ana, as_, browser):
    client = as_(ana)
    UserSession.objects.all().delete()
    answer = client.post("/you/notices/devices/", browser.says())
    assert answer.status_code == 422 and "did not work" in answer.content.decode()
    assert not Device.objects.exists()


def test_outside_a_demo_only_https_and_its_own_port_will_do(settings):
    assert settings.OUTSIDE_IS_THIS_MACHINE is False
    outside.parts_of("https://push.example/abc?d=e")
    for address in ("http://push.example/", "https://push.example:8443/", "http://127.0.0.1:80/"):
        with pytest.raises(outside.RefusedError):
            outside.parts_of(address, ("https",))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_an_address_of_our_own_network_is_none_we_send_to(address, monkeypatch, settings):
    assert not outside.is_public(address)
    for found in ([address], ["93.184.215.14", address]):
        answer = [(0, 0, 0, "", (one, 443)) for one in found]
        monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_args, answer=answer, **_more: answer)
        with pytest.raises(outside.RefusedError):
            outside.post("https://push.example/", b"", {})


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """A name that means another machine by the time we connect changes nothing."""
    went = []
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda *_args, **_more: [(0, 0, 0, "", ("93.184.215.14", 443))])

    def connect(address, _patience):
        went.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(outside.socket, "create_connection", connect)
    with pytest.raises(outside.AwayError):
        outside.post("https://push.example/", b"", {})
    assert went == [("93.184.215.14", 443)]


def test_a_name_that_leads_nowhere_is_tried_again_later(monkeypatch):
    def nowhere(*_args, **_more):
        raise outside.socket.gaierror

    monkeypatch.setattr(outside.socket, "getaddrinfo", nowhere)
    with pytest.raises(outside.AwayError):
        outside.post("https://push.example/", b"", {})


def test_without_a_key_nothing_is_offered(ana, as_, settings):
    settings.KITH_PUSH_KEY = ""
    html = as_(ana).get("/you/notices/devices/").content.decode()
    assert "data-push=" not in html and "not set up" in html
