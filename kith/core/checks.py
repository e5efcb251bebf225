"""Refuses installations that are set up by half, each with a sentence that says what to do."""

import sqlite3
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError

from kith.core.crypto import server_keys
from kith.core.rotation import troubles

MOST_SAFE_SQLITE = (3, 51, 3)
OLDEST_SQLITE = (3, 35, 0)
HERE = ("localhost", "127.0.0.1", "::1")
Found = list[checks.CheckMessage]


@checks.register
def processes_share(app_configs: Any = None, **kwargs: Any) -> Found:
    """Several processes can only know of one another's changes through PostgreSQL and Valkey."""
    if settings.PROCESSES < 2:
        return []
    missing = [name for name in ("DATABASE_URL", "VALKEY_URL") if not getattr(settings, name)]
    if not is_sqlite() and not missing:
        return []
    hint = "Set DATABASE_URL to a PostgreSQL database and VALKEY_URL to a Valkey or Redis server, or set PROCESSES=1."
    return [checks.Error(f"PROCESSES={settings.PROCESSES} needs PostgreSQL and Valkey.", hint=hint, id="kith.E001")]


def jobs_have_a_home(app_configs: Any = None, **kwargs: Any) -> Found:
    if is_sqlite() and settings.DATABASE_URL and not settings.JOBS_EMBEDDED:
        return [
            checks.Warning(
                "Jobs run only in `kith worker`.",
                hint="Set KITH_JOBS_EMBEDDED=1 or start `kith worker`.",
                id="kith.W001",
            )
        ]
    return []


def demo_stays_a_demo(app_configs: Any = None, **kwargs: Any) -> Found:
    """The demo signs anyone in as anyone, and its key is known to all."""
    found: Found = []
    if settings.KITH_DEMO and settings.HTTPS:
        found.append(
            checks.Error(
                "KITH_DEMO lets anyone sign in as anyone; it cannot have a public address.",
                hint="Unset KITH_DEMO or KITH_URL.",
                id="kith.E002",
            )
        )
    if not settings.KITH_DEMO and "demo" in (settings.SECRET_KEY[:4], settings.KITH_KEYS[:4]):
        found.append(
            checks.Error(
                "The demo's keys are known to everyone.",
                hint="Point KITH_DATA at a new folder and run `kith setup`.",
                id="kith.E003",
            )
        )
    return found


def keys_exist(app_configs: Any = None, **kwargs: Any) -> Found:
    hint = "Run `kith setup`, which makes them once, or give them in the environment or in files."
    found: Found = []
    if settings.SECRET_KEY in ("", "unset") or len(settings.SECRET_KEY) < 32:
        found.append(
            checks.Error("KITH_SECRET_KEY is missing or shorter than 32 characters.", hint=hint, id="kith.E004")
        )
    if not settings.KITH_KEYS:
        found.append(checks.Error("KITH_KEYS, which seals what people write, is missing.", hint=hint, id="kith.E005"))
    return found


def keys_open() -> Found:
    """The keys are well formed, and each that sealed something is there and opens one thing it sealed."""
    if not settings.KITH_KEYS:
        return []
    try:
        server_keys(settings.KITH_KEYS)
        wrong = troubles()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="kith.E008")]
    except DatabaseError:
        return []  # away, or not made yet: other questions say so, and `kith doctor` looks again
    hint = "Put back the key that was used. Without it, what it sealed is lost."
    return [checks.Error(words, hint=hint, id="kith.E009") for words in wrong]


@checks.register
def debug_stays_at_home(app_configs: Any = None, **kwargs: Any) -> Found:
    if settings.DEBUG and settings.HTTPS:
        return [checks.Error("KITH_DEBUG shows secrets on its error pages.", hint="Unset KITH_DEBUG.", id="kith.E006")]
    return []


def sqlite_is_sound(app_configs: Any = None, **kwargs: Any) -> Found:
    """SQLite before 3.51.3 can, very rarely, damage its file when two connections write and tidy the log at once."""
    if not is_sqlite():
        return []
    version = sqlite3.sqlite_version_info
    if version < OLDEST_SQLITE:
        return [
            checks.Error(
                f"SQLite {sqlite3.sqlite_version} is too old.",
                hint="Use a Python built with SQLite 3.35 or later.",
                id="kith.E007",
            )
        ]
    if settings.TESTING or not has_wal_reset_fault(version):
        return []
    words = f"SQLite {sqlite3.sqlite_version} has a rare fault that can damage the database (fixed in 3.51.3)."
    return [
        checks.Warning(
            words,
            hint="Keep backups (`kith backup`), and use PostgreSQL or a newer SQLite for a large community.",
            id="kith.W002",
        )
    ]


def has_wal_reset_fault(version: tuple[int, int, int]) -> bool:
    """https://sqlite.org/wal.html#walresetbug"""
    return version < MOST_SAFE_SQLITE


def links_are_private(app_configs: Any = None, **kwargs: Any) -> Found:
    """What goes to another machine should be unreadable on the way, and go to nobody who only says they are that machine."""
    found: Found = []
    for name, url, hint in (
        ("DATABASE_URL", settings.DATABASE_URL, "Add ?sslmode=verify-full to it, or use a local socket."),
        ("VALKEY_URL", settings.VALKEY_URL, "Use rediss://."),
        ("EMAIL_URL", settings.EMAIL_URL, "Use smtps:// or smtp+tls://."),
    ):
        if url and goes_out_open(url):
            words = f"{name} leads to another machine over a link that is not checked and sealed."
            found.append(checks.Warning(words, hint=hint, id="kith.W003"))
    return found


def mail_is_whole(app_configs: Any = None, **kwargs: Any) -> Found:
    """Mail that is sent needs a sender whose answers arrive, and an address its links can lead to."""
    if not settings.EMAIL_URL:
        return []
    found: Found = []
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost>"):
        hint = (
            "Set KITH_MAIL_FROM, such as “Messages <messages@example.org>”; the name should not say what this place is."
        )
        found.append(checks.Warning("EMAIL_URL is set, but mail has no sender.", hint=hint, id="kith.W004"))
    if not settings.SITE_URL:
        hint = "Set KITH_URL to the https address people use."
        words = "EMAIL_URL is set without KITH_URL: links in mail about notices lead to this machine."
        found.append(checks.Warning(words, hint=hint, id="kith.W005"))
    return found


def goes_out_open(url: str) -> bool:
    """Whether this address of a service is on another machine and its certificate is not checked."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme.startswith(("sqlite", "unix")) or (parts.hostname or "localhost") in HERE:
        return False
    if parts.scheme.startswith("postgres"):
        return query.get("sslmode") != "verify-full" and not query.get("host", "").startswith("/")
    unchecked = query.get("ssl_cert_reqs") == "none" or query.get("ssl_check_hostname", "").lower() == "false"
    return parts.scheme not in ("rediss", "valkeys", "smtps", "smtp+tls") or unchecked


def at_start() -> list[str]:
    """What a server or worker must know before it starts: warnings to print. Raises CommandError when it must not start."""
    everything = (
        processes_share,
        demo_stays_a_demo,
        debug_stays_at_home,
        keys_exist,
        keys_open,
        jobs_have_a_home,
        sqlite_is_sound,
        links_are_private,
        mail_is_whole,
    )
    found = [message for check in everything for message in check()]
    if settings.KITH_DEMO:  # nothing in a demo is worth the worry; `kith doctor` still says it
        found = [message for message in found if message.id != "kith.W002"]
    errors = [in_words(message) for message in found if message.level >= checks.ERROR]
    if errors:
        raise CommandError("\n".join(errors), returncode=2)
    return [in_words(message) for message in found]


def in_words(message: checks.CheckMessage) -> str:
    return f"{message.msg} {message.hint or ''}".strip()


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
