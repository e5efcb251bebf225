"""Half-way set-ups are refused with a sentence, limits hold, and an absent database is told from a wrong query."""

import sqlite3
from types import SimpleNamespace

import pytest
import redis
import time_machine
from django.core.cache import cache
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from kith.core import checks, diagnosis, installation, resilience
from kith.core.breaker import Breaker
from kith.core.limits import TooMany, limit
from kith.core.valkey import as_redis


@pytest.fixture
def sound(settings, db):
    """Settings nobody could object to."""
    settings.PROCESSES, settings.KITH_DEMO, settings.DEBUG = 1, False, False
    settings.SECRET_KEY = "k" * 50
    return settings


def test_sound_settings_may_start(sound):
    checks.at_start()
    sound.SECRET_KEY = "unset"
    with pytest.raises(Exception, match="KITH_SECRET_KEY"):
        checks.at_start()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "unset", "KITH_SECRET_KEY is missing"),
        ("SECRET_KEY", "demo-" + "k" * 50, "demo's keys"),
        ("KITH_KEYS", "", "KITH_KEYS, which seals"),
        ("KITH_KEYS", "a:not-base64", "not base64"),
        ("KITH_KEYS", "demo-1:" + "a" * 43 + "=", "demo's keys"),
    ],
)
def test_a_half_way_set_up_is_refused_with_what_to_do(sound, name, value, words):
    setattr(sound, name, value)
    with pytest.raises(CommandError, match=words) as refused:
        checks.at_start()
    assert refused.value.returncode == 2


def test_several_processes_need_postgresql_and_valkey(sound):
    sound.PROCESSES, sound.VALKEY_URL = 2, ""
    with pytest.raises(CommandError, match="PROCESSES=2 needs"):
        checks.at_start()


def test_a_demo_cannot_have_a_public_address(sound):
    sound.KITH_DEMO, sound.HTTPS = True, True
    assert [found.id for found in checks.demo_stays_a_demo()] == ["kith.E002"]


@pytest.mark.parametrize(
    ("version", "faulty"), [((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 53, 0), False)]
)
def test_the_versions_of_sqlite_with_the_rare_fault_are_known(version, faulty):
    assert checks.has_wal_reset_fault(version) is faulty


def test_secrets_are_made_once_and_only_their_owner_reads_them(settings, tmp_path, db):
    settings.KITH_DATA, settings.KEY_FOLDER = tmp_path / "data", tmp_path / "data" / "keys"
    settings.SECRET_KEY, settings.KITH_KEYS, settings.KITH_PUSH_KEY = "unset", "", ""
    installation.make_folders()
    assert installation.make_missing_secrets() == ["secret_key", "server_keys", "push_key"]
    assert installation.make_missing_secrets() == []
    assert all(path.stat().st_mode & 0o077 == 0 for path in settings.KEY_FOLDER.iterdir())
    assert checks.keys_open() == []


@pytest.fixture
def counting(settings):
    settings.LIMITS = True
    cache.clear()
    with time_machine.travel("2026-01-01 08:00:10", tick=False) as moment:
        yield moment


def test_the_limit_holds_for_one_and_not_for_another(counting):
    ana, ben = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
    for _ in range(3):
        limit(ana, "post", 3, 60)
    with pytest.raises(TooMany) as refused:
        limit(ana, "post", 3, 60)
    assert refused.value.wait == 50
    limit(ben, "post", 3, 60)
    limit(ana, "react", 3, 60)


def test_after_a_while_it_is_possible_again(counting):
    limit("x", "post", 1, 60)
    with pytest.raises(TooMany):
        limit("x", "post", 1, 60)
    counting.shift(60)
    limit("x", "post", 1, 60)


def sqlite_error(name: str) -> OperationalError:
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorname = name
    error = OperationalError("x")
    error.__cause__ = cause
    return error


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's errors")
@pytest.mark.parametrize(
    ("name", "away"),
    [("SQLITE_BUSY", True), ("SQLITE_FULL", True), ("SQLITE_IOERR_READ", True), ("SQLITE_ERROR", False)],
)
def test_a_wrong_query_is_our_fault_and_a_busy_database_is_not(name, away):
    assert resilience.is_away(sqlite_error(name)) is away


def test_an_absent_valkey_will_pass_and_other_errors_will_not():
    assert resilience.is_away(redis.ConnectionError())
    assert not resilience.is_away(ValueError())
    assert not resilience.is_away(None)


def test_while_something_is_away_one_tries_and_the_others_are_told_at_once():
    breaker = Breaker(rest=0.0, trial=60.0)
    assert breaker.may_try()
    breaker.failed()
    assert breaker.may_try()
    assert not breaker.may_try()
    breaker.worked()
    assert breaker.may_try()


def test_valkeys_own_addresses_are_understood():
    assert as_redis("valkey://h:1/0") == "redis://h:1/0"
    assert as_redis("valkeys://h:1/0") == "rediss://h:1/0"


@pytest.mark.django_db
def test_the_page_for_an_absent_database_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = resilience.back_in_a_moment(rf.get("/"))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "/help-now/" in answer.content.decode()


@pytest.mark.django_db
def test_readiness_names_the_part_that_fails(client, monkeypatch):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "ok"
    assert "no runner" in answer.json()["jobs"]


def test_the_process_is_up_whatever_else_is_not(client):
    assert client.get("/healthz").status_code == 200


def test_a_part_the_doctor_cannot_look_at_is_a_finding(monkeypatch):
    def broken():
        raise OSError("gone")
        yield

    monkeypatch.setattr(diagnosis, "PARTS", {"disk": broken})
    (found,) = diagnosis.examine()
    assert found.wrong
    assert "gone" in found.words


def test_the_doctor_notices_keys_that_others_can_read(settings, tmp_path):
    settings.KEY_FOLDER = tmp_path
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    assert "chmod 600" in next(diagnosis.keys()).words


def test_the_note_about_the_database_is_left_out_of_a_demo(sound, monkeypatch):
    monkeypatch.setattr(checks, "has_wal_reset_fault", lambda version: True)
    monkeypatch.setattr(checks, "is_sqlite", lambda: True)
    sound.TESTING = False
    assert any("rare fault" in words for words in checks.at_start())
    sound.KITH_DEMO = True
    assert not any("rare fault" in words for words in checks.at_start())
