"""What our own source must never hold: secrets, ways to run what someone sent, SQL made of words, forms that take any field."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.test_architecture import OURS, name

ROOT = Path(__file__).resolve().parent.parent
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
SCRIPTS = sorted(ROOT.glob("kith/**/static/**/*.js"))
BY_HAND = {"kith/core/archive.py": "subprocess"}  # pg_dump and pg_restore: a list of words, no shell


@cache
def parsed(path):
    return ast.parse(path.read_text())


def calls(path):
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_nothing_runs_or_unpacks_what_someone_sent(path):
    tree = parsed(path)
    taken = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    taken |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    forbidden = {
        "pickle",
        "marshal",
        "shelve",
        "yaml",
        "xml",
        "lxml",
        "ctypes",
        "telnetlib",
        "ftplib",
        "requests",
        "urllib3",
        "httpx",
        "subprocess",
    }
    assert not (taken & forbidden) - {BY_HAND.get(name(path))}, name(path)
    for node, called in calls(path):
        assert called not in ("eval", "exec", "compile", "os.system", "os.popen", "__import__"), (
            f"{name(path)}:{node.lineno}"
        )
        assert not any(word.arg == "shell" for word in node.keywords), f"{name(path)}:{node.lineno}"
        assert not re.search(r"urlopen|HTTPConnection|env\.from_string|Template$|md5|sha1$|Random\(\)", called), (
            f"{name(path)}:{node.lineno} {called}"
        )


@pytest.mark.parametrize("path", OURS, ids=name)
def test_random_values_that_are_not_secret_are_marked_so(path):
    """`random` is for stories and suggestions of names; whatever must not be guessed comes from `secrets` or the system."""
    tree = parsed(path)
    uses = any(isinstance(node, ast.Import) and any(a.name == "random" for a in node.names) for node in ast.walk(tree))
    assert (
        not uses
        or path.parts[-2] in ("seed", "loader")
        or name(path) in ("kith/people/joining.py", "kith/core/runner.py", "kith/demo/seed/__init__.py")
    ), name(path)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_sql_is_never_made_of_what_someone_sent(path):
    """Text of SQL is a constant, or is put together only from names and marks that stand in the code (S608, each seen by hand)."""
    lines = path.read_text().splitlines()
    for node, called in calls(path):
        if (
            re.search(r"(cursor|connection)\.(execute|executemany)$|objects\.raw$|\.extra$|RawSQL$", called)
            and node.args
        ):
            sql = node.args[0]
            marked = any(
                "noqa: S608" in line or "noqa: S611" in line for line in lines[node.lineno - 3 : node.end_lineno]
            )
            one_of_ours = isinstance(sql, ast.Subscript) and ast.unparse(sql.value).isupper()
            fixed = isinstance(sql, ast.Constant | ast.Name | ast.Attribute) or one_of_ours
            assert fixed or marked, f"{name(path)}:{node.lineno} {ast.unparse(sql)[:60]}"
            assert not isinstance(sql, ast.BinOp) or not isinstance(sql.op, ast.Mod), f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", OURS, ids=name)
def test_what_is_written_is_named_field_by_field(path):
    """No form takes every field of a table, and nothing from a request is handed on whole."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef) and any("ModelForm" in ast.unparse(base) for base in node.bases):
            metas = [inner for inner in node.body if isinstance(inner, ast.ClassDef) and inner.name == "Meta"]
            told = {
                ast.unparse(line.targets[0]): line.value
                for meta in metas
                for line in meta.body
                if isinstance(line, ast.Assign)
            }
            assert isinstance(told.get("fields"), ast.List | ast.Tuple) and "exclude" not in told, (
                f"{name(path)}: {node.name}"
            )
            named = {ast.literal_eval(one) for one in told["fields"].elts}
            assert not named & {"owner", "person", "author", "is_active", "role", "id", "slug", "created"}, (
                f"{name(path)}: {node.name}"
            )
        if isinstance(node, ast.Call):
            whole = [ast.unparse(word.value) for word in node.keywords if word.arg is None]
            assert not [w for w in whole if re.search(r"request\.(POST|GET|body|META)|\.data\b", w)], (
                f"{name(path)}:{node.lineno} {whole}"
            )


def test_no_form_asks_whose_or_what_role():
    """What a form field may be called: never something that says who owns a thing or what someone may do."""
    found = []
    for path in OURS:
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and "forms." in ast.unparse(node.value.func)
            ):
                found += [(name(path), ast.unparse(node.targets[0]))]
    assert len(found) > 40
    bad = {
        "owner",
        "owner_id",
        "person_id",
        "author",
        "is_active",
        "is_staff",
        "is_superuser",
        "user",
        "user_id",
        "pk",
        "id",
    }
    assert not [one for one in found if one[1] in bad]


SECRET = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a key of a cloud": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of a forge": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[\w-]{20}\b",
    "a token": r"\b(sk|pk|rk)_(live|test)_[A-Za-z0-9]{20,}\b|\bxox[abpr]-[\w-]{10,}|eyJ[\w-]{20,}\.[\w-]{20,}\.",
    "a password in an address": r"\b(postgres(ql)?|redis|rediss|smtps?|smtp\+tls|https?)://[^\s/:@{}$]+:(?!secret@|\$)[^\s/:@{}]+@(?!test)",
    "an encryption key": r"(?<![\w+/])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[0-9])[A-Za-z0-9+/]{43}=(?![\w+/=])",
}  # fmt: skip


@pytest.mark.parametrize("what", SECRET)
def test_the_repository_holds_no_secret(what):
    pattern, found = re.compile(SECRET[what]), []
    for tracked in TRACKED:
        path = ROOT / tracked
        made_up = what == "a password in an address" and "tests" in path.parts
        if path.suffix not in (".png", ".woff2", ".mo", ".gz") and path.is_file() and not made_up:
            found += [tracked for _ in pattern.finditer(path.read_text(errors="ignore"))]
    assert not found, found


def test_the_look_for_secrets_sees_them():
    import base64
    import os

    samples = [
        "-----BEGIN " + "PRIVATE KEY-----",
        "AKIA" + "Z" * 16,
        "ghp_" + "a1" * 18,
        "sk_live_" + "a" * 24,
        "postgres://me:hunter2" + "@db/x",
    ]
    for sample, what in zip(samples, SECRET, strict=False):
        assert re.search(SECRET[what], sample), what
    assert any(
        re.search(SECRET["an encryption key"], f"k:{base64.b64encode(os.urandom(32)).decode()}") for _ in range(5)
    )


def test_no_file_of_an_installation_is_in_the_repository():
    wrong = re.compile(r"(^|/)(\.env|.*\.(sqlite3?|db|pem|key|pgdump|log|pyc)|server_keys|secret_key|var/.*)$")
    assert TRACKED and not [tracked for tracked in TRACKED if wrong.search(tracked)]


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_our_scripts_never_turn_words_into_code_and_keep_nothing(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)
    never = r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|postMessage|localStorage|indexedDB|document\.cookie|__proto__|https?://"
    assert not re.search(never, text), f"{name(path)}: {re.search(never, text)[0]}"
    kept = set(re.findall(r"sessionStorage\.setItem\(\"(\w+)\"", text))
    assert kept <= {"left"}, f"{name(path)} keeps {kept}"


def test_the_worker_in_the_browser_keeps_no_personal_page():
    text = (ROOT / "kith/core/static/core/js/sw.js").read_text()
    assert set(re.findall(r"\bkeep\(shelf, (\w+)", text)) - {"address"} == {"part"}
    assert "const KEPT = [HELP, RIGHT_NOW];" in text and 'HELP = "/help-now/"' in text and "[...KEPT, OFFLINE]" in text
    assert text.count("shelf.put(") == 1 and 'credentials: "omit"' in text
