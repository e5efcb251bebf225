"""The house rules that keep Kith a place one can find one's way in, each saying what to do instead."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path for path in sorted([*ROOT.glob("kith/**/*.py"), *ROOT.glob("config/*.py")]) if "migrations" not in path.parts
]
OURS = [path for path in CODE if "tests" not in path.parts]
TEMPLATES = sorted(ROOT.glob("kith/**/jinja2/**/*.html"))
NOT_NAMES = {"utils", "helpers", "common", "services", "lib", "managers"}
OUTSIDE = ("allauth", "django")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=name)


def views():
    """Every address of ours with the view behind it."""

    def walk(patterns, prefix):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))
            elif isinstance(pattern, URLPattern) and not pattern.callback.__module__.startswith(OUTSIDE):
                yield prefix + str(pattern.pattern), pattern.callback

    return list(walk(get_resolver().url_patterns, "/"))


def test_every_view_says_who_it_is_for():
    silent = [
        f"{address} ({view.__module__}.{view.__name__})" for address, view in views() if not hasattr(view, "audience")
    ]
    assert not silent, f"Give each of these @public, @member or @role from kith.core.pages: {silent}"


def test_the_list_of_public_pages_is_the_one_we_agreed():
    written = {
        line for line in (ROOT / "tests/public_pages.txt").read_text().splitlines() if line and not line.startswith("#")
    }
    public = {address for address, view in views() if getattr(view, "audience", "") == "public"}
    assert public == written, "A page became public or stopped being so: decide, then change tests/public_pages.txt"


def test_every_app_with_tables_can_export_and_erase():
    for config in apps.get_app_configs():
        if config.name.startswith("kith.") and config.name != "kith.core" and list(config.get_models()):
            source = ROOT / config.name.replace(".", "/") / "portability.py"
            assert source.is_file(), (
                f"{config.name} has tables: give it portability.py with export(person) and erase(person)"
            )
            names = {node.name for node in ast.parse(source.read_text()).body if isinstance(node, ast.FunctionDef)}
            assert {"export", "erase"} <= names, f"{name(source)} needs export(person) and erase(person)"


def view_files():
    return [path for path in OURS if path.name == "views.py" or "views" in path.parent.parts]


@each(view_files())
def test_views_ask_access_and_actions_never_the_tables(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("objects", "_base_manager"), (
                f"{name(path)}:{node.lineno} reads a table: do it in access.py"
            )
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and not any(k.arg == "commit" for k in node.keywords)
        ):
            assert node.func.attr not in ("save", "bulk_create"), (
                f"{name(path)}:{node.lineno} writes: do it in actions.py"
            )


@each([path for path in OURS if path.stat().st_size])
def test_every_module_says_why_it_exists(path):
    assert ast.get_docstring(ast.parse(path.read_text())), (
        f"{name(path)} should open with one sentence saying why it exists"
    )


@each(OURS)
def test_files_and_functions_stay_small(path):
    text = path.read_text()
    assert text.count("\n") <= 300, f"{name(path)} is over 300 lines: make it a folder of the same name"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{name(path)}:{node.lineno} {node.name} is {length} lines: split it"


@each(OURS)
def test_no_file_is_a_drawer(path):
    assert path.stem not in NOT_NAMES, f"{name(path)}: name it after what it does"
    assert path.parent.name not in NOT_NAMES, f"{name(path)}: name the folder after what it does"


LOCKED = sorted(ROOT.glob("requirements/*.txt"))
ASKED = {
    line for path in ROOT.glob("requirements/*.in") for line in path.read_text().splitlines() if line[:1].isalpha()
}


@each(LOCKED)
def test_every_package_is_locked_by_its_hash_and_names_no_index(path):
    text = path.read_text()
    packages = re.findall(r"^[A-Za-z0-9].*?(?=^\S|\Z)", text, re.M | re.S)
    assert packages and path.with_suffix(".in").is_file(), f"{name(path)}: write it with `make lock`"
    loose = [package.splitlines()[0] for package in packages if "==" not in package or "--hash=sha256:" not in package]
    assert not loose, f"{name(path)}: these have no hash, run `make lock`: {loose}"
    assert not re.search(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", text, re.M), (
        f"{name(path)}: where packages come from is the builder's setting, not ours"
    )


@pytest.mark.parametrize("asked", sorted(ASKED))
def test_every_package_we_ask_for_is_a_decision_written_down(asked):
    package = re.match(r"[\w.-]+", asked).group()
    decided = (ROOT / "docs/decisions/0002-dependencies.md").read_text()
    assert re.search(rf"\b{re.escape(package)}\b", decided, re.I), (
        f"Say in docs/decisions/0002-dependencies.md what {package} is for"
    )


@each(TEMPLATES)
def test_templates_hold_no_inline_script_style_or_unescaped_text(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text), (
        f"{name(path)}: use a class; the content policy refuses style attributes"
    )
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), (
        f"{name(path)}: no inline handlers; put it into a script file"
    )
    assert not re.search(r"<script(?![^>]*\b(src|type=\"application/json\"))", text), f"{name(path)}: no inline script"
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text), f"{name(path)}: never switch escaping off"
    assert not re.search(r"<(script|link|img|iframe|source|video)[^>]*(src|href)=[\"'](https?:)?//", text), (
        f"{name(path)}: assets are served by us"
    )
