"""Erasing leaves nothing readable in any file of an installation, and an old backup does not bring it back."""

import shutil
import sqlite3
import zipfile

import pytest

from kith.mydata.tests.filled import MARKS
from tests.probe.story import HERS
from tests.running import Site
from tests.services import Postgres

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]
PLAIN = ("mark-title", "mark-post", "mark-reply", "markthread")


def run(site, code):
    return site.kith("shell", "--no-imports", "-v", "0", "-c", f"from tests.probe import story; {code}").stdout


def traces(folder, marks):
    """Which marks stand in the raw bytes of which files, whatever their case."""
    return sorted(
        (mark, str(path.relative_to(folder)))
        for path in folder.rglob("*")
        if path.is_file()
        for mark in marks
        if mark.lower().encode() in path.read_bytes().lower()
    )


@pytest.fixture
def site(tmp_path):
    (tmp_path / "data").mkdir()
    made = Site(tmp_path / "data", {})
    made.kith("setup", "--no-steward")
    run(made, "story.begin()")
    return made


def test_nothing_of_an_erased_person_is_left_in_any_file(site):
    before = {mark for mark, _file in traces(site.folder, [*MARKS, *HERS])}
    assert {"mark-post", "mark-reply", *HERS} <= before, "the marks are there to be found"
    assert any("mail" in file for _mark, file in traces(site.folder, HERS))
    run(site, "story.leave()")
    assert traces(site.folder, [*MARKS, *HERS, "markthread"]) == []


def test_words_that_were_left_to_a_group_stay_without_the_name(site):
    run(site, "story.leave('stay')")
    assert {mark for mark, _file in traces(site.folder, [*MARKS, *HERS])} == {
        "mark-post",
        "mark-reply",
        "mark-note",
        "mark-question",
        "mark-choice",
    }


def test_a_backup_holds_no_key_and_a_restored_one_forgets_the_erased_again(site, tmp_path):
    old = tmp_path / "old.zip"
    site.kith("backup", str(old))
    with zipfile.ZipFile(old) as archive:
        archive.extract("database.sqlite3", tmp_path)
    copy = sqlite3.connect(tmp_path / "database.sqlite3")
    assert copy.execute("SELECT count(*) FROM core_datakey").fetchone() == (0,)
    assert copy.execute("SELECT count(*) FROM people_tie").fetchone()[0] > 3
    copy.close()
    run(site, "story.leave()")
    site.kith("restore", str(old), "--overwrite")
    assert traces(site.folder, [*MARKS, *HERS]) == []
    assert (
        run(site, "story.say()").strip()
        == "PEOPLE 4 NAMES By asking For two For two My sister My sister The evening walk"
    )
    assert "The encryption keys open what is stored" in site.kith("doctor", check=False).stdout


def test_a_backup_comes_back_whole_on_another_machine_with_the_newest_copy_of_the_keys(site, tmp_path):
    old = tmp_path / "old.zip"
    site.kith("backup", str(old))
    before = run(site, "story.say()")
    other = Site(tmp_path / "other", {})
    other.folder.mkdir()
    refused = other.kith("restore", str(old), check=False)
    assert refused.returncode == 2 and "people_keys is missing" in refused.stderr
    shutil.copytree(site.folder / "keys", other.folder / "keys", dirs_exist_ok=True)
    other.kith("restore", str(old))
    other.kith("setup", "--no-steward")
    assert run(other, "story.say()") == before
    assert "mark-tie-name" in before


def test_with_an_old_copy_of_the_backup_and_the_newest_keys_the_words_of_the_erased_do_not_open(site, tmp_path):
    old = tmp_path / "old.zip"
    site.kith("backup", str(old))
    run(site, "story.leave()")
    other = Site(tmp_path / "other", {})
    other.folder.mkdir()
    shutil.copytree(site.folder / "keys", other.folder / "keys")
    said = other.kith("restore", str(old)).stdout
    assert "1 of 4 people's keys are gone" in said
    other.kith("setup", "--no-steward")
    assert traces(other.folder, [*MARKS, *HERS]) == []
    assert "mark" not in run(other, "story.say()")


def test_a_backup_from_before_keys_were_kept_apart_forgets_the_erased_too(site, tmp_path):
    """Such an archive carries the keys itself; who was erased since is still erased again."""
    old, older = tmp_path / "old.zip", tmp_path / "older.zip"
    site.kith("backup", str(old))
    as_it_was_written_before(site, old, older, tmp_path)
    run(site, "story.leave()")
    site.kith("restore", str(older), "--overwrite")
    assert traces(site.folder, [*MARKS, *HERS]) == []
    assert (
        run(site, "story.say()").strip()
        == "PEOPLE 4 NAMES By asking For two For two My sister My sister The evening walk"
    )


def as_it_was_written_before(site, old, older, tmp_path):
    import hashlib
    import json

    with zipfile.ZipFile(old) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "owners.json"}
    (tmp_path / "db").write_bytes(parts["database.sqlite3"])
    with sqlite3.connect(tmp_path / "db") as copy:
        copy.execute("ATTACH ? AS live", [str(site.folder / "kith.sqlite3")])
        copy.execute("INSERT INTO core_datakey SELECT * FROM live.core_datakey")
        copy.commit()
        copy.execute("DETACH live")
    copy.close()
    parts["database.sqlite3"] = (tmp_path / "db").read_bytes()
    listed = json.loads(parts["kith-backup.json"])
    data = parts["database.sqlite3"]
    listed["parts"]["database.sqlite3"] = (len(data), hashlib.sha256(data).hexdigest())
    parts["kith-backup.json"] = json.dumps(listed).encode()
    with zipfile.ZipFile(older, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def test_on_postgresql_a_restored_backup_forgets_the_erased_again_and_their_words_do_not_open(tmp_path):
    cluster = Postgres()
    try:
        cluster.start()
        folder = tmp_path / "data"
        folder.mkdir()
        site = Site(folder, {"DATABASE_URL": cluster.create("erasure")})
        site.kith("setup", "--no-steward")
        run(site, "story.begin()")
        old = tmp_path / "old.zip"
        site.kith("backup", str(old))
        run(site, "story.leave()")
        assert traces(folder, [*MARKS, *HERS]) == []
        site.kith("restore", str(old), "--overwrite")
        assert (
            run(site, "story.say()").strip()
            == "PEOPLE 4 NAMES By asking For two For two My sister My sister The evening walk"
        )
    finally:
        cluster.close()
