"""docs/security.json says what the code and the settings say, and leaves nothing out."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from kith.core.middleware import POLICY
from scripts import security

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = json.loads(security.PLACE.read_text())
AGAIN = "Run python scripts/security.py and look at what changed."


def test_it_is_what_the_code_says_now():
    done = subprocess.run([sys.executable, "scripts/security.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_table_has_a_class_and_every_private_one_a_sealed_field():
    tables = {model._meta.label for model in apps.get_models()}
    assert tables == set(security.TABLES), (
        f"Give each of these a class in scripts/security.py: {tables ^ set(security.TABLES)}"
    )
    for name, row in WRITTEN["tables"].items():
        assert row["class"] in security.CLASSES
        assert bool(row["sealed"]) == (row["class"] == "private") or (name, row["sealed"]) == (
            "people.Grant",
            ["purpose"],
        ), name


def test_every_use_of_cryptography_is_on_the_list():
    assert security.discovered() == set(security.CRYPTOGRAPHY), "Say in scripts/security.py what each of these is for"


def test_weak_hashes_and_ciphers_are_nowhere():
    for name in security.CRYPTOGRAPHY:
        assert not re.search(r"\b(md5|sha1|ECB|CBC|Fernet|PKCS1|DES|RC4)\b", (ROOT / name).read_text()), name


def test_every_place_it_names_exists():
    for place in [*security.CRYPTOGRAPHY, *security.DANGEROUS, *(row["where"] for row in WRITTEN["limits"]["acts"])]:
        assert (ROOT / place).exists(), place


def test_the_numbers_are_those_in_force(settings):
    assert WRITTEN["browser"]["policy"] == POLICY
    assert WRITTEN["sessions"]["settings"]["SESSION_COOKIE_AGE"] == settings.SESSION_COOKIE_AGE
    assert WRITTEN["sessions"]["seconds_a_code_works"] == settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    assert WRITTEN["limits"]["bytes_of_a_form"] == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert len(WRITTEN["limits"]["acts"]) >= 10


def test_everything_a_visitor_may_open_is_what_we_agreed():
    agreed = (ROOT / "tests/public_pages.txt").read_text()
    for address in WRITTEN["access"]["public"]:
        assert re.search(rf"^/?\^?{re.escape(address)}$", agreed, re.M) or address in agreed.replace("^", ""), address
    assert "?" not in WRITTEN["access"], "every view says who it is for"


@pytest.mark.parametrize(
    "what", ["deadlines", "risky_parts", "dangerous_work", "costly_work", "logs", "keys", "connections"]
)
def test_nothing_is_left_empty(what):
    assert len(WRITTEN[what]) >= 3, AGAIN
