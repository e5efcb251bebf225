"""The joined styles and scripts: complete, small, and kept by browsers only under their own fingerprint."""

import re

import pytest
from django.test import Client

from kith.core import css


def test_every_style_file_is_in_the_list_and_every_listed_file_exists():
    files = {path.stem for path in (css.FOLDER / "css").glob("*.css")}
    assert files == set(css.STYLES)
    assert len(css.STYLES) == len(set(css.STYLES))


def test_the_tokens_come_first_and_the_printed_page_last():
    assert (css.STYLES[0], css.STYLES[-1]) == ("tokens", "print")


def test_every_style_file_stays_in_its_layer():
    loose = [
        name
        for name in css.STYLES
        if name != "tokens"
        and not re.fullmatch(r"(@layer \w+ \{.*\n\}\s*)+", css._read("css", name).strip(), flags=re.S)
    ]
    assert loose == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_bundle_is_current_and_its_address_carries_its_fingerprint(client: Client, kind):
    address = css.stylesheet() if kind == "css" else css.script()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.decode() == css.join(kind).text
    assert "immutable" in answer["Cache-Control"]


def test_an_old_fingerprint_still_answers_but_is_not_kept(client: Client):
    answer = client.get("/bundle/kith.000000000000.css")
    assert answer.status_code == 200
    assert "immutable" not in answer["Cache-Control"]


def test_a_made_up_kind_of_bundle_does_not_exist(client: Client):
    assert client.get("/bundle/kith.000000000000.exe").status_code == 404


def test_a_slow_line_gets_packed_text(client: Client):
    answer = client.get(css.stylesheet(), headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 16_000


def test_fonts_are_named_by_their_served_address():
    assert 'url("/static/core/fonts/' in css.join("css").text
    assert "static:" not in css.join("css").text


def test_the_fonts_together_stay_within_thirty_kilobytes():
    assert sum(path.stat().st_size for path in (css.FOLDER / "fonts").glob("*.woff2")) <= 30 * 1024


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (css.FOLDER / "icons/icons.svg").read_text(encoding="utf-8")))
    templates = css.FOLDER.parents[2].glob("*/jinja2/**/*.html")
    named = {
        name for path in templates for name in re.findall(r"\bicon\(\"([\w-]+)\"", path.read_text(encoding="utf-8"))
    }
    assert named <= drawn
