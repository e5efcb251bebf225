"""Server keys change while people write; lost and wrong ones are said at the start, never discovered as garbage."""

import base64
import json
import os

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.core.management.base import CommandError

from kith.core import chain, checks, crypto, diagnosis, keyring, rotation
from kith.core.audit import Verb, record
from kith.core.crypto import DataKey
from kith.people.adapter import MFAAdapter
from kith.people.models import Tie


def fresh(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


@pytest.fixture
def key_file(settings, tmp_path):
    """Keys in a file, as `kith setup` leaves them."""
    settings.KEY_FOLDER = tmp_path
    settings.KITH_KEYS_FILE = str(tmp_path / "server_keys")
    settings.KITH_KEYS = fresh("first")
    (tmp_path / "server_keys").write_text(settings.KITH_KEYS + "\n")
    return tmp_path / "server_keys"


@pytest.fixture
def written(key_file, cast):
    for person in (cast.ana, cast.ben, cast.cleo):
        Tie.objects.create(owner=person, kind="peer", name="Someone", note=f"words of {person.username}")
    secret = MFAAdapter().encrypt("totp-secret")
    seed = MFAAdapter().encrypt("seed")
    Authenticator.objects.create(user=cast.grace, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=cast.grace, type="recovery_codes", data={"seed": seed, "used_mask": 5})
    record(Verb.JOINED, cast.ana, cast.ana)
    chain.seal()
    crypto.forget_keys()
    return cast


def notes():
    crypto.forget_keys()
    return {tie.note for tie in Tie.objects.exclude(note=b"")}


WORDS = {"words of ana", "words of ben", "words of cleo"}


def test_rotating_seals_everything_with_a_new_key_and_says_which_is_needed_no_more(written, key_file, settings, capsys):
    call_command("rotate_keys")
    said = capsys.readouterr().out
    assert "No longer needed, and may be taken out of KITH_KEYS: first." in said
    newest = crypto.newest_key()[0]
    assert newest != "first" and set(rotation.counts()) == {newest}
    settings.KITH_KEYS = key_file.read_text().split()[-1]
    key_file.write_text(settings.KITH_KEYS)
    assert notes() == WORDS
    totp, codes = Authenticator.objects.order_by("pk")
    assert MFAAdapter().decrypt(totp.data["secret"]) == "totp-secret"
    assert MFAAdapter().decrypt(codes.data["seed"]) == "seed" and codes.data["used_mask"] == 5
    assert chain.is_signed(chain.AuditHead.objects.get()), "the record of acts is signed with it too"
    assert {kept[1] for kept in keyring.read()["keys"].values()} == {newest}


def test_a_server_that_runs_meanwhile_finds_the_new_key_by_itself(written, settings):
    before = settings.KITH_KEYS
    call_command("rotate_keys")
    settings.KITH_KEYS = before  # as another process still has it
    assert notes() == WORDS
    Tie.objects.create(owner=written.femi, kind="peer", name="New")
    assert DataKey.objects.get(owner=written.femi.pk).server_key == crypto.newest_key()[0]


def test_rotating_that_was_stopped_goes_on_and_makes_no_second_key(written, key_file, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    newer = fresh("second")
    key_file.write_text(f"{key_file.read_text().strip()} {newer}\n")
    assert next(rotation.rotate()) == 1  # stopped after one
    assert rotation.counts()["second"] == 1 and rotation.left() > 0
    assert notes() == WORDS
    call_command("rotate_keys")
    assert set(rotation.counts()) == {"second"}
    assert key_file.read_text().split()[-1] == newer
    assert notes() == WORDS


def test_where_keys_stand_in_the_environment_it_says_what_to_add_and_changes_nothing(written, settings, capsys):
    settings.KITH_KEYS_FILE = ""
    before = settings.KITH_KEYS
    call_command("rotate_keys")
    assert "Add this to the end of KITH_KEYS" in capsys.readouterr().out
    assert before == settings.KITH_KEYS and set(rotation.counts()) == {"first"}


@pytest.mark.parametrize(
    ("keys", "words"),
    [("other", "'first' is missing from KITH_KEYS"), ("first", "'first' in KITH_KEYS is not the one")],
)
def test_a_lost_or_wrong_key_is_said_before_anything_starts(written, settings, keys, words):
    settings.SECRET_KEY, settings.KITH_KEYS, settings.KITH_KEYS_FILE = "k" * 50, fresh(keys), ""
    with pytest.raises(CommandError, match=words) as refused:
        checks.at_start()
    assert refused.value.returncode == 2
    assert any(words in finding.words for finding in list(diagnosis.keys()) if finding.wrong)
    with pytest.raises(CommandError, match=words):
        call_command("rotate_keys")


def test_a_wrong_key_for_sign_in_secrets_alone_is_found_too(written, settings):
    row = Authenticator.objects.get(type="totp")
    settings.KITH_KEYS_FILE = ""
    settings.KITH_KEYS += " " + fresh("second")
    row.data = {"secret": MFAAdapter().encrypt("x")}
    row.save()
    settings.KITH_KEYS = settings.KITH_KEYS.split()[0]
    assert rotation.troubles() == ["The key named 'second' is missing from KITH_KEYS. It sealed 1 of sign-in secrets."]


def test_the_doctor_counts_what_each_key_seals_and_says_when_to_rotate(written, settings, key_file):
    settings.KITH_KEYS = key_file.read_text().strip() + " " + fresh("second")
    key_file.write_text(settings.KITH_KEYS)
    found = [finding.words for finding in list(diagnosis.keys())]
    assert any("first seals 6" in words for words in found)
    assert any("`kith rotate-keys` seals them with 'second'" in words for words in found)


def test_the_file_of_peoples_keys_holds_no_key_in_the_open_and_only_its_owner_reads_it(written, key_file):
    keyring.refresh()
    raw = keyring.place().read_text()
    opened = crypto.key_for(written.ana.pk)
    assert base64.b64encode(opened).decode() not in raw
    assert keyring.place().stat().st_mode & 0o077 == 0
    assert len(json.loads(raw)["keys"]) == 3


def test_a_key_leaves_the_file_only_when_its_owner_is_erased(written, key_file):
    mark = keyring.mark_of(written.ana.pk)
    keyring.refresh()
    crypto.destroy_key(written.ana.pk)
    assert keyring.refresh() == 3
    assert keyring.refresh(gone=[mark]) == 2
    assert mark not in keyring.place().read_text()
