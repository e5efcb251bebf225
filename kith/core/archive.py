"""Keeps a whole installation in one file, while people write, and puts it back.

The archive is a zip: the database (SQLite's own copy, or pg_dump's), the files people gave, and a list with the length and
SHA-256 of each part. What is private in the database stays sealed. No key is in the archive, neither the server's nor
people's: those are in the folder of keys (`kith.core.keyring`), so that who is erased is erased in old archives too.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.dispatch import Signal

from kith.core import keyring
from kith.core.chain_check import anchor
from kith.core.clock import now
from kith.core.postgres.statistics import look_anew

LIST, OWNERS = "kith-backup.json", "owners.json"
SQLITE, POSTGRES = "database.sqlite3", "database.pgdump"
restored = Signal()
"""Sent when an archive was put back, so that areas above let go again of who was erased since it was made."""
BLOCK = 1024 * 1024


class ArchiveError(Exception):
    """Something is wrong with an archive or a place; nothing was changed."""


def write(path: Path) -> dict[str, Any]:
    """Write an archive to `path`: whole or not at all, readable only by its owner. Returns its list. Raises ArchiveError."""
    if not path.parent.is_dir():
        raise ArchiveError(f"{path.parent} is not a folder.")
    handle, half = tempfile.mkstemp(prefix=".kith-backup-", dir=path.parent)
    os.close(handle)
    try:
        listed = _fill(Path(half))
        check(Path(half))
        _make_lasting(Path(half), path)
    except OSError as error:
        raise ArchiveError(f"The backup could not be written: {error.strerror}.") from error
    finally:
        Path(half).unlink(missing_ok=True)
    _note_backup()
    return listed


def check(path: Path) -> dict[str, Any]:
    """Read every part of an archive and compare it with the list. Returns the list. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(path) as archive:
            listed = json.loads(archive.read(LIST))
            for name, (size, mark) in listed["parts"].items():
                if _mark_of(archive, name) != (size, mark):
                    raise ArchiveError(f"{path}: {name} is damaged.")
            return listed
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise ArchiveError(f"{path} is not a whole Kith backup.") from error
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror}.") from error


def restore(path: Path, overwrite: bool) -> dict[str, Any]:
    """Put an archive back. Raises ArchiveError, having changed nothing, when it is damaged or something is in the way."""
    listed = check(path)
    kind = SQLITE if SQLITE in listed["parts"] else POSTGRES
    if (kind == SQLITE) != (connection.vendor == "sqlite"):
        raise ArchiveError(
            f"This backup is of a {'SQLite' if kind == SQLITE else 'PostgreSQL'} database, and this installation uses another."
        )
    if not overwrite and (in_the_way := _in_the_way()):
        raise ArchiveError(f"{in_the_way}. Give --overwrite to replace it.")
    ring = _ring_now(path)
    with tempfile.TemporaryDirectory(dir=_somewhere_near()) as folder, zipfile.ZipFile(path) as archive:
        for name in listed["parts"]:
            archive.extract(name, folder)
        if kind == SQLITE:
            _replace_sqlite(Path(folder) / SQLITE)
        else:
            _replace_postgres(Path(folder) / POSTGRES)
        _replace_files(Path(folder) / "files")
    anchor().unlink(missing_ok=True)  # the record of acts is now as old as the backup
    listed["keys"] = keyring.bring_back(_owners_in(path), ring)
    restored.send(sender=None)
    return listed


def _owners_in(path: Path) -> dict[str, str]:
    """Whose keys the archive needs. One made before keys were kept apart names nobody: it carries them itself."""
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(OWNERS)) if OWNERS in archive.namelist() else {}


def _ring_now(path: Path) -> dict[str, Any]:
    """People's keys as they are before anything is replaced. Raises ArchiveError when the file they are in is missing."""
    try:
        if _in_the_way():
            keyring.refresh()
    except DatabaseError:
        connection.close()  # a database without our tables: what stands in the file is all there is
    if _owners_in(path) and not keyring.read()["keys"]:
        raise ArchiveError(
            f"{keyring.place()} is missing: without it nothing private in this backup can be read. Put its newest copy there."
        )
    return keyring.read()


def _fill(half: Path) -> dict[str, Any]:
    parts: dict[str, tuple[int, str]] = {}
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, _database_copy() as copy:
        for name, source in [(copy.name, copy), *_files()]:
            parts[name] = _put(archive, name, source)
        archive.writestr(OWNERS, json.dumps(keyring.owners()))
        keyring.refresh()
        listed = {"made": now().isoformat(), "vendor": connection.vendor, "parts": parts}
        archive.writestr(LIST, json.dumps(listed, indent=1))
    return listed


def _put(archive: zipfile.ZipFile, name: str, source: Path) -> tuple[int, str]:
    """Add one file; its length and mark are of the very bytes that went in."""
    size, digest = 0, hashlib.sha256()
    with source.open("rb") as file, archive.open(name, "w", force_zip64=True) as part:
        while block := file.read(BLOCK):
            part.write(block)
            size += len(block)
            digest.update(block)
    return size, digest.hexdigest()


@contextmanager
def _database_copy() -> Iterator[Path]:
    """A copy of the database as it was at one moment, in a temporary file of ours."""
    with tempfile.TemporaryDirectory(dir=_somewhere_near()) as folder:
        if connection.vendor == "sqlite":
            copy = Path(folder) / SQLITE
            _copy_sqlite(copy)
        else:
            copy = Path(folder) / POSTGRES
            _run_postgres_tool(
                "pg_dump", "--format=custom", "--no-owner", "--exclude-table-data=core_datakey", f"--file={copy}"
            )
        yield copy


def _copy_sqlite(copy: Path) -> None:
    """SQLite's online backup: people go on writing, and the copy is of one moment."""
    source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
    target = sqlite3.connect(copy)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        _leave_keys_out(target)
        if (found := target.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise ArchiveError(f"The database is damaged: {found}")
    except sqlite3.Error as error:
        raise ArchiveError(f"The database could not be copied: {error}.") from error
    finally:
        source.close()
        target.close()


def _leave_keys_out(copy: sqlite3.Connection) -> None:
    """Take people's keys out of the copy, and rewrite it so that no trace of them stays in unused pages."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'core_datakey'").fetchone():
        copy.execute("DELETE FROM core_datakey")
        copy.commit()
    copy.execute("VACUUM")


def _replace_sqlite(copy: Path) -> None:
    place = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    source, target = sqlite3.connect(copy), sqlite3.connect(place, timeout=10)
    try:
        source.backup(target)  # one transaction: whole or not at all
        target.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as error:
        raise ArchiveError(f"The database could not be replaced: {error}. Stop `kith serve` and try again.") from error
    finally:
        source.close()
        target.close()
    os.chmod(place, 0o600)


def _replace_postgres(copy: Path) -> None:
    connection.close()
    _run_postgres_tool(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={settings.DATABASES['default']['NAME']}",
        str(copy),
    )
    look_anew()


def _run_postgres_tool(tool: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore on our database. The password travels in the environment, never on the command line."""
    if not shutil.which(tool):
        raise ArchiveError(f"{tool} is not here. Install PostgreSQL's client programs.")
    given = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    known = {variable: str(given[name]) for variable, name in names.items() if given.get(name)}
    target = [] if tool == "pg_restore" else [f"--dbname={given['NAME']}"]
    done = subprocess.run(
        [tool, *target, *arguments], env={**os.environ, **known}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ArchiveError(f"{tool}: {(done.stderr.strip().splitlines() or ['failed'])[-1]}")


def _files() -> list[tuple[str, Path]]:
    folder = settings.KITH_DATA / "files"
    return [(str(path.relative_to(settings.KITH_DATA)), path) for path in sorted(folder.rglob("*")) if path.is_file()]


def _replace_files(folder: Path) -> None:
    if folder.is_dir():
        shutil.copytree(folder, settings.KITH_DATA / "files", dirs_exist_ok=True)


def _in_the_way() -> str:
    if connection.vendor == "sqlite":
        place = Path(settings.DATABASES["default"]["NAME"])
        return f"{place} exists" if place.exists() and place.stat().st_size else ""
    return "The database has tables" if connection.introspection.table_names() else ""


def _make_lasting(half: Path, path: Path) -> None:
    with half.open("rb") as file:
        os.fsync(file.fileno())
    os.chmod(half, 0o600)
    os.replace(half, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _mark_of(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with archive.open(name) as part:
        while block := part.read(BLOCK):
            size += len(block)
            digest.update(block)
    return size, digest.hexdigest()


def _somewhere_near() -> Path:
    settings.KITH_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    return settings.KITH_DATA


def _note_backup() -> None:
    """`kith doctor` asks how old the last backup is."""
    (settings.KITH_DATA / "last-backup").write_text(now().isoformat())
