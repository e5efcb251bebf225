"""A backup is whole, is checked before it is used, and never replaces anything unasked."""

import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kith.core import archive
from kith.core.archive import ArchiveError


@pytest.fixture
def place(settings, tmp_path, monkeypatch, db):
    """An installation of its own on SQLite, with one row and one file."""
    settings.KITH_DATA, settings.KEY_FOLDER = tmp_path / "data", tmp_path / "data" / "keys"
    (settings.KITH_DATA / "files").mkdir(parents=True)
    (settings.KITH_DATA / "files" / "a.txt").write_text("a picture")
    path = settings.KITH_DATA / "kith.sqlite3"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(path))
    monkeypatch.setattr(archive, "connection", FakeConnection())
    write(path, "before")
    return path


class FakeConnection:
    """Stands for Django's connection, which under test belongs to another database."""

    vendor = "sqlite"

    def close(self) -> None:
        pass


def write(path: Path, words: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE IF NOT EXISTS said (words)")
        database.execute("DELETE FROM said")
        database.execute("INSERT INTO said VALUES (?)", [words])
    database.close()


def read(path: Path) -> str:
    database = sqlite3.connect(path)
    try:
        return database.execute("SELECT words FROM said").fetchone()[0]
    finally:
        database.close()


def test_what_was_backed_up_comes_back(place, tmp_path, settings):
    kept = tmp_path / "kept.zip"
    call_command("backup", str(kept))
    write(place, "after")
    (settings.KITH_DATA / "files" / "a.txt").unlink()
    call_command("restore", str(kept), "--overwrite")
    assert read(place) == "before"
    assert (settings.KITH_DATA / "files" / "a.txt").read_text() == "a picture"


def test_a_backup_is_made_while_someone_writes_and_holds_what_was_committed(place, tmp_path):
    writer = sqlite3.connect(place)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE said SET words = 'half'")
    archive.write(tmp_path / "kept.zip")
    writer.rollback()
    writer.close()
    with zipfile.ZipFile(tmp_path / "kept.zip") as kept:
        kept.extract(archive.SQLITE, tmp_path)
    assert read(tmp_path / archive.SQLITE) == "before"


def test_only_its_owner_may_read_a_backup(place, tmp_path):
    archive.write(tmp_path / "kept.zip")
    assert stat.S_IMODE((tmp_path / "kept.zip").stat().st_mode) == 0o600


def test_restoring_replaces_nothing_unless_told(place, tmp_path):
    archive.write(tmp_path / "kept.zip")
    write(place, "after")
    with pytest.raises(CommandError, match="--overwrite"):
        call_command("restore", str(tmp_path / "kept.zip"))
    assert read(place) == "after"


@pytest.mark.parametrize("harm", ["cut", "changed", "other"])
def test_a_damaged_backup_is_refused_and_changes_nothing(place, tmp_path, harm):
    kept = tmp_path / "kept.zip"
    archive.write(kept)
    write(place, "after")
    damage(kept, harm)
    with pytest.raises(ArchiveError):
        archive.restore(kept, overwrite=True)
    assert read(place) == "after"


def damage(kept: Path, harm: str) -> None:
    if harm == "cut":
        kept.write_bytes(kept.read_bytes()[:-200])
    elif harm == "other":
        kept.write_bytes(b"not a backup")
    else:
        with zipfile.ZipFile(kept) as whole:
            parts = {name: whole.read(name) for name in whole.namelist()}
        with zipfile.ZipFile(kept, "w") as changed:
            for name, data in parts.items():
                changed.writestr(name, data + b"x" if name == archive.SQLITE else data)


def test_a_full_disk_leaves_the_last_backup_as_it_was(place, tmp_path, monkeypatch):
    kept = tmp_path / "kept.zip"
    archive.write(kept)
    before = kept.read_bytes()

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_put", full)
    with pytest.raises(ArchiveError, match="No space left"):
        archive.write(kept)
    assert kept.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "kept.zip"]


def test_a_folder_that_is_not_there_is_said(place, tmp_path):
    with pytest.raises(CommandError, match="not a folder"):
        call_command("backup", str(tmp_path / "nowhere" / "kept.zip"))
