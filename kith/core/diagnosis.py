"""What `kith doctor` looks at, one small question each; every finding says what to do."""

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.checks import ERROR
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kith.core import chain, chain_check, checks, crypto, guards, jobs, rotation
from kith.core.clock import now

ENOUGH_DISK = 500_000_000
OLD_BACKUP = timedelta(days=7)
SKEW = 5.0


@dataclass(frozen=True)
class Finding:
    """One answer. `wrong` makes the doctor's exit code 1; a note does not."""

    about: str
    words: str
    wrong: bool = False
    good: bool = False


def fine(about: str, words: str) -> Finding:
    return Finding(about, words, good=True)


def note(about: str, words: str) -> Finding:
    return Finding(about, words)


def wrong(about: str, words: str) -> Finding:
    return Finding(about, words, wrong=True)


def settings_fit() -> Iterator[Finding]:
    questions = (
        checks.processes_share,
        checks.demo_stays_a_demo,
        checks.debug_stays_at_home,
        checks.keys_exist,
        checks.keys_open,
        checks.sqlite_is_sound,
        checks.links_are_private,
        checks.mail_is_whole,
    )
    for message in [found for question in questions for found in question()]:
        yield (wrong if message.level >= ERROR else note)("settings", checks.in_words(message))
    if not settings.SITE_URL and not settings.KITH_DEMO:
        yield note(
            "settings", "KITH_URL is not set, so cookies are not marked secure. Set it to the https address people use."
        )


def keys() -> Iterator[Finding]:
    for path in sorted(settings.KEY_FOLDER.glob("*")) if settings.KEY_FOLDER.is_dir() else []:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield wrong("keys", f"{path} can be read by others on this machine. Run: chmod 600 {path}")
    wrong_ones = rotation.troubles(rotation.SAMPLE)
    for words in wrong_ones:
        yield wrong("keys", f"{words} Put the key that was used back; without it private words are lost.")
    held, newest = rotation.counts(), crypto.newest_key()[0]
    if not held:
        yield fine("keys", "Nothing is sealed yet.")
    elif not wrong_ones:
        told = ", ".join(f"{name} seals {number}" for name, number in sorted(held.items()))
        yield fine("keys", f"The encryption keys open what is stored ({told}).")
    if older := sum(number for name, number in held.items() if name != newest):
        yield note(
            "keys", f"{older} things are sealed with an older key. `kith rotate-keys` seals them with {newest!r}."
        )


def database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield wrong("database", f"{len(waiting)} migrations have not been run. Run `kith setup`.")
    if connection.vendor == "sqlite":
        yield from _sqlite()
    else:
        yield fine("database", f"PostgreSQL {connection.pg_version // 10000} answers.")  # type: ignore[attr-defined]


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        sound = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        safe = int(cursor.fetchone()[0]) >= 2
    if sound != "ok":
        yield wrong("database", f"The database file is damaged: {sound}. Restore the last backup with `kith restore`.")
    elif mode != "wal" or not safe:
        yield wrong(
            "database",
            f"SQLite runs with journal_mode={mode}; it should be WAL with synchronous=FULL. Remove options from DATABASE_URL.",
        )
    else:
        yield fine("database", "SQLite answers, is whole, and keeps what it has acknowledged.")


def record() -> Iterator[Finding]:
    """The record of acts: whole to its newest end, and guarded by the database."""
    if gone := guards.missing():
        yield wrong(
            "record", f"The database lets acts be changed: {', '.join(gone)} is gone. Restore a backup, or ask us."
        )
    found = chain_check.faults()
    for words in found:
        yield wrong("record", f"{words} Somebody changed the database by hand: compare with the last backup.")
    if not found:
        waiting = chain_check.seal_everything()
        yield fine("record", f"The record of acts is whole: {chain.length()} sealed, {waiting} of them just now.")


def work() -> Iterator[Finding]:
    for job in jobs.parked().order_by("pk")[:20]:
        yield wrong(
            "jobs",
            f"{job.name} (number {job.pk}) failed {job.attempts} times and waits: {job.error}. When it is mended: `kith doctor --try-again {job.pk}`.",
        )
    if late := jobs.overdue().count():
        yield wrong("jobs", f"{late} jobs wait for more than 15 minutes. Is `kith serve` or `kith worker` running?")
    elif not jobs.runner_seen():
        yield note("jobs", "Nobody does jobs at this moment: neither `kith serve` nor `kith worker` runs here.")
    else:
        yield fine("jobs", "Jobs are being done.")


def mail() -> Iterator[Finding]:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        kind = note if settings.KITH_DEMO else wrong
        yield kind(
            "mail",
            f"Mail is written to {settings.KITH_DATA / 'mail'} and sent to nobody. Set EMAIL_URL, such as smtp+tls://name:secret@mail.example.org:587.",
        )
        return
    post = get_connection(timeout=5)
    try:
        post.open()
        yield fine("mail", f"{settings.EMAIL_HOST} takes our mail.")
    except Exception as error:
        yield wrong(
            "mail", f"{settings.EMAIL_HOST} does not take our mail ({type(error).__name__}). Look at EMAIL_URL."
        )
    finally:
        post.close()


def backups() -> Iterator[Finding]:
    told = settings.KITH_DATA / "last-backup"
    if not told.is_file():
        yield note(
            "backups", "There is no backup yet. Run `kith backup PATH` each night, and keep it on another machine."
        )
        return
    age = now() - datetime.fromisoformat(told.read_text().strip())
    if age > OLD_BACKUP:
        yield wrong("backups", f"The last backup is {age.days} days old. Run `kith backup PATH`.")
    else:
        yield fine("backups", f"The last backup is {age.days} days old.")


def clock() -> Iterator[Finding]:
    if connection.vendor == "sqlite":
        yield fine("time", f"It is {now():%Y-%m-%d %H:%M} UTC here.")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > SKEW:
        yield wrong("time", f"This machine's clock and the database's are {apart:.0f} seconds apart. Set both by NTP.")
    else:
        yield fine("time", "The clocks agree.")


def disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.KITH_DATA).free
    if free < ENOUGH_DISK:
        yield wrong("disk", f"Only {free // 1_000_000} MB are free in {settings.KITH_DATA}. Make room.")
    else:
        yield fine("disk", f"{free // 1_000_000_000} GB are free.")
    for path in private_places():
        if path.exists() and path.stat().st_mode & stat.S_IRWXO:
            yield wrong("disk", f"{path} is open to everyone on this machine. Run: chmod o-rwx {path}")
    if not os.access(settings.KITH_DATA, os.W_OK):
        yield wrong("disk", f"{settings.KITH_DATA} cannot be written by this account.")


def private_places() -> list[Path]:
    return [settings.KITH_DATA, settings.KITH_DATA / "files", settings.KITH_DATA / "mail"]


def shared() -> Iterator[Finding]:
    if settings.VALKEY_URL:
        cache.get("doctor")
        yield fine("valkey", "Valkey answers.")


PARTS: dict[str, Callable[[], Iterator[Finding]]] = {
    "settings": settings_fit,
    "database": database,
    "keys": keys,
    "record": record,
    "jobs": work,
    "valkey": shared,
    "mail": mail,
    "backups": backups,
    "time": clock,
    "disk": disk,
}


def examine() -> Iterator[Finding]:
    """Every finding. A part that cannot even be looked at is a finding too."""
    for name, part in PARTS.items():
        try:
            yield from part()
        except Exception as error:
            yield wrong(
                name,
                f"could not be looked at ({type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else 'no words'}).",
            )
