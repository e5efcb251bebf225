"""Links to the database, to Valkey and to the mail server are sealed and checked, and an open one is said."""

import smtplib
import socket
import ssl
import subprocess
import threading

import psycopg
import pytest
import redis
from django.core import mail

from config import env
from kith.core import checks
from kith.core.valkey import ValkeyCache, breaker


@pytest.mark.parametrize(
    ("url", "is_open"),
    [
        ("postgres://kith:x@db.example/kith", True),
        ("postgres://kith:x@db.example/kith?sslmode=require", True),
        ("postgres://kith:x@db.example/kith?sslmode=verify-full", False),
        ("postgres://kith:x@127.0.0.1/kith", False),
        ("postgres:///kith?host=/run/postgresql", False),
        ("redis://cache.example:6379/0", True),
        ("valkey://cache.example", True),
        ("rediss://cache.example:6379/0", False),
        ("rediss://cache.example/0?ssl_cert_reqs=none", True),
        ("rediss://cache.example/0?ssl_check_hostname=False", True),
        ("smtp://mail.example:25", True),
        ("smtp+tls://a:b@mail.example:587", False),
        ("smtps://mail.example", False),
        ("smtp://localhost", False),
    ],
)
def test_a_link_that_others_could_read_is_noticed(url, is_open, settings):
    name = {"p": "DATABASE_URL", "r": "VALKEY_URL", "v": "VALKEY_URL", "s": "EMAIL_URL"}[url[0]]
    settings.DATABASE_URL = settings.VALKEY_URL = settings.EMAIL_URL = ""
    setattr(settings, name, url)
    found = [message for message in checks.links_are_private() if name in message.msg]
    assert bool(found) == is_open
    assert not found or "another machine" in checks.in_words(found[0])


def test_the_way_to_the_database_keeps_what_was_asked_of_it(tmp_path):
    made = env.database("postgres://k:p@db.example/kith?sslmode=verify-full&sslrootcert=/etc/ca.pem", tmp_path)
    assert made["OPTIONS"]["sslmode"] == "verify-full" and made["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"


@pytest.fixture(scope="module")
def impostor(tmp_path_factory):
    """A TLS server whose certificate nobody vouches for; says whether anyone spoke to it after the handshake."""
    folder = tmp_path_factory.mktemp("tls")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    door, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        while True:
            try:
                raw, _ = door.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(raw, server_side=True) as line:
                    heard.append(line.recv(100))
            except OSError:
                raw.close()

    threading.Thread(target=serve, daemon=True).start()
    yield door.getsockname()[1], heard
    door.close()


def test_an_impostor_is_told_nothing_by_the_cache(impostor):
    port, heard = impostor
    cache = ValkeyCache(f"rediss://:password@127.0.0.1:{port}/0", {})
    with pytest.raises(redis.ConnectionError, match="CERTIFICATE_VERIFY_FAILED|Valkey was away"):
        cache.set("x", "private")
    breaker.worked()  # the next test has a Valkey of its own
    assert not any(heard)


def test_an_impostor_is_told_nothing_by_mail(impostor):
    port, heard = impostor
    given = env.mail(f"smtps://name:password@127.0.0.1:{port}")
    post = mail.get_connection(
        given["EMAIL_BACKEND"], host=given["EMAIL_HOST"], port=given["EMAIL_PORT"], username=given["EMAIL_HOST_USER"],
        password=given["EMAIL_HOST_PASSWORD"], use_ssl=given["EMAIL_USE_SSL"], timeout=5,
    )  # fmt: skip
    with pytest.raises(ssl.SSLCertVerificationError):
        post.open()
    assert not any(heard)


def test_a_mail_server_that_offers_no_tls_gets_no_password():
    door, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        line, _ = door.accept()
        line.sendall(b"220 hello\r\n")
        while said := line.recv(200):
            heard.append(said)
            line.sendall(b"250 hello\r\n" if said.upper().startswith((b"EHLO", b"HELO", b"QUIT")) else b"502 no\r\n")

    threading.Thread(target=serve, daemon=True).start()
    given = env.mail(f"smtp+tls://name:password@127.0.0.1:{door.getsockname()[1]}")
    post = mail.get_connection(
        given["EMAIL_BACKEND"], host="127.0.0.1", port=given["EMAIL_PORT"], username="name", password="password", use_tls=given["EMAIL_USE_TLS"], timeout=5
    )  # fmt: skip
    with pytest.raises(smtplib.SMTPNotSupportedError):
        post.open()
    door.close()
    assert heard and not any(b"AUTH" in said.upper() for said in heard)


def test_a_database_that_offers_no_tls_is_not_spoken_to():
    door, heard = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        line, _ = door.accept()
        line.recv(8)  # the question whether it speaks TLS
        line.sendall(b"N")
        heard.append(line.recv(500))

    listener = threading.Thread(target=serve, daemon=True)
    listener.start()
    given = env.postgres(
        env.urlsplit(f"postgres://kith:password@127.0.0.1:{door.getsockname()[1]}/kith?sslmode=verify-full")
    )
    with pytest.raises(psycopg.OperationalError, match="SSL"):
        psycopg.connect(
            host=given["HOST"],
            port=given["PORT"],
            user="kith",
            password="password",
            dbname="kith",
            sslmode=given["OPTIONS"]["sslmode"],
            connect_timeout=3,
        )
    listener.join(5)
    door.close()
    assert heard == [b""]
