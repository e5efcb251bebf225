"""A backup of a PostgreSQL installation comes back whole: over what is there now, and into an empty database."""

import shutil

import pytest

from tests.running import Site
from tests.services import Postgres

pytestmark = [pytest.mark.scaled, pytest.mark.xdist_group("processes")]

WRITE = """
from kith.people.models import Person, Tie
ana, _new = Person.objects.get_or_create(username="ana")
Tie.objects.create(owner=ana, kind="peer", name="{name}")
"""
READ = """
from kith.people.models import Tie
print(",".join(sorted(tie.name for tie in Tie.objects.all())))
"""


@pytest.fixture(scope="module")
def postgres():
    running = Postgres()
    try:
        yield running.start()
    finally:
        running.close()


@pytest.fixture(scope="module")
def site(postgres, tmp_path_factory):
    made = Site(tmp_path_factory.mktemp("kept"), {"DATABASE_URL": postgres.create("kept")})
    made.kith("setup", "--no-steward")
    write(made, "Before")
    made.kith("backup", str(made.folder / "kith.zip"))
    return made


def write(site, name):
    site.kith("shell", "--no-imports", "-c", WRITE.format(name=name))


def names(site):
    return site.kith("shell", "--no-imports", "-c", READ).stdout.split()[-1]


def test_nothing_is_replaced_unless_told(site):
    standing = names(site)
    done = site.kith("restore", str(site.folder / "kith.zip"), check=False)
    assert done.returncode and "--overwrite" in done.stderr
    assert names(site) == standing


def test_it_is_put_back_over_what_is_there_now(site):
    write(site, "After")
    assert names(site) == "After,Before"
    site.kith("restore", "--overwrite", str(site.folder / "kith.zip"))
    site.kith("setup", "--no-steward")
    assert names(site) == "Before"


def test_it_comes_back_into_an_empty_database_when_the_keys_are_there(site, postgres, tmp_path):
    """As after losing the machine: the archive, the keys kept apart from it, and a fresh database."""
    (tmp_path / "new").mkdir()
    shutil.copytree(site.folder / "keys", tmp_path / "new" / "keys")
    new = Site(tmp_path / "new", {"DATABASE_URL": postgres.create("new")})
    new.kith("restore", str(site.folder / "kith.zip"))
    new.kith("setup", "--no-steward")
    assert names(new) == "Before"
