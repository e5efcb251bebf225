"""docs/asvs.md is whole and true to its own rules: each requirement once, each file and test there, nothing met without a test."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

from tests.external import external_data

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/asvs.md").read_text()
DEEP = ("V6.", "V7.", "V8.", "V14.")  # chapters where we aim at level 3
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (.+?) \|$", re.M)
ROWS = [found.groups() for found in ROW.finditer(TEXT)]
NOT_FOR_US = {
    one: why
    for ids, why in re.findall(r"^\| ((?:V\d+\.\d+\.\d+ ?)+) \| ([^|\n]+) \|$", TEXT, re.M)
    for one in ids.split()
}
SAID = re.compile(r"(met|partly|not met|operator): \S")


@cache
def named_in(path):
    return {node.name for node in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(node, ast.FunctionDef)}


def test_the_table_is_there():
    assert len(ROWS) > 180 and len(NOT_FOR_US) > 60
    assert TEXT.count("\n| V") == len(ROWS) + len(set(NOT_FOR_US.values())), "a row that is not written like the others"


def test_each_requirement_has_one_row_or_one_reason():
    ids = [row[0] for row in ROWS]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    assert not set(ids) & NOT_FOR_US.keys(), sorted(set(ids) & NOT_FOR_US.keys())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_row_says_how_it_stands_and_shows_it(row):
    number, _level, where, shown = row
    assert SAID.match(where), f"{number}: begin with met, partly, not met or operator, and say where"
    tests = re.findall(r"`([\w/.]+)::(test_\w+)`", shown)
    assert tests or shown == "–", f"{number}: write tests as `path::test_name`, or –"
    for path, name in tests:
        assert (ROOT / path).is_file() and name in named_in(path), f"{number}: there is no {path}::{name}"
    assert tests or not where.startswith("met"), f"{number}: nothing is met without a test"
    for path in re.findall(r"\b(?:[\w-]+/)+[\w-]+(?:\.\w+)?\b|\b(?:compose\.yaml|Dockerfile|SECURITY\.md)\b", where):
        if path.split("/")[0] in ("kith", "config", "docs", "tests", "scripts", "requirements") or "/" not in path:
            assert (ROOT / path).exists(), f"{number}: there is no {path}"


def test_what_the_operator_must_do_is_in_the_guide():
    guide = (ROOT / "docs/operate.md").read_text()
    for word in (
        "TLS 1.2",
        "cipher",
        "certificate",
        "/readyz",
        "sslmode=verify-full",
        "rediss://",
        "access log",
        "name of its own",
        "another machine",
    ):
        assert word in guide, word


def test_the_figures_are_those_of_the_table():
    told = dict(re.findall(r"^\| (met|partly|not met|operator) \| (\d+) \|$", TEXT, re.M))
    counted = {kind: sum(row[2].startswith(kind + ":") for row in ROWS) for kind in told}
    assert {kind: int(number) for kind, number in told.items()} == counted and len(told) == 4


@pytest.mark.external
def test_every_published_requirement_is_answered_and_none_is_made_up():
    path = external_data() / "asvs/asvs-5.0.0-en.csv"
    if not path.is_file():
        pytest.skip("the published list of requirements is not beside this checkout")
    levels = {row["req_id"]: row["L"] for row in csv.DictReader(path.open(encoding="utf-8-sig"))}
    answered = {row[0]: row[1] for row in ROWS}
    assert {one: levels.get(one) for one in answered} == answered
    assert set(NOT_FOR_US) <= set(levels)
    asked = {one for one, level in levels.items() if level in "12" or one.startswith(DEEP)}
    assert not asked - answered.keys() - NOT_FOR_US.keys(), sorted(asked - answered.keys() - NOT_FOR_US.keys())


def test_the_words_of_the_standard_are_not_copied():
    if "Verify that" in TEXT:
        pytest.fail("say it in our own words")


def test_the_threat_model_names_tests_that_are_there_and_says_what_does_not_hold():
    text = (ROOT / "docs/threat-model.md").read_text()
    for path, name in re.findall(r"`([\w/.]+)::(test_\w+)`", text):
        assert (ROOT / path).is_file() and name in named_in(path), f"there is no {path}::{name}"
    who = re.split(r"^## ", text, flags=re.M)[3:-1]
    assert len(who) == 8
    for part in who:
        assert "| holds | shown by |" in part and "**Does not hold.**" in part and "*What to do*" in part, part[:40]
