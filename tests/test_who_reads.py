"""No form for words is drawn without a line that says who will read them, also on pages no walk reaches."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TAGS = re.compile(r"{%-?\s*(call|endcall)\b(.*?)%}|<(/?form)\b([^>]*)>", re.S)
BOX = re.compile(r"ui\.fields\(|ui\.field\(|<textarea\b|<input\b[^>]*type=\"(?:text|email|search)\"")
SAYS = ("who_reads", "reads_as_chosen", "parts.readers", "who-reads")
NOT_WORDS = {
    "resources/jinja2/resources/check.html": "its first form is one choice of a time; the other says who reads it",
    "recovery/jinja2/recovery/own_strategy.html": "only boxes to tick, and the line stands above them",
    "people/jinja2/people/privacy.html": "one choice of a time, and nothing to write",
    "people/jinja2/people/ways.html": "a code to show that it is you, read by nobody",
    "mydata/jinja2/mydata/erase.html": "boxes to tick, and nothing to write",
    "steward/jinja2/steward/times.html": "numbers of days; each says beside it who reads what is kept",
    "core/jinja2/core/gallery.html": "samples for those who draw",
}
ACCOUNT = ("people/jinja2/account/", "people/jinja2/mfa/", "people/jinja2/usersessions/")
TEMPLATES = sorted(ROOT.glob("kith/*/jinja2/**/*.html"))


def forms(path):
    """What stands inside each form that is sent, however it is drawn; calls may lie inside one another."""
    text, open_ones, found = path.read_text(), [], []
    for tag in TAGS.finditer(text):
        word, rest = tag.group(1) or tag.group(3), tag.group(2) or tag.group(4) or ""
        if word in ("call", "form"):
            open_ones.append((tag.end(), "ui.form(" in rest or 'method="post"' in rest))
        elif open_ones:
            start, sent = open_ones.pop()
            if sent:
                found.append(text[start : tag.start()])
    return found


def name(path):
    return str(path.relative_to(ROOT / "kith"))


@pytest.mark.parametrize("path", [path for path in TEMPLATES if not name(path).startswith(ACCOUNT)], ids=name)
def test_every_form_for_words_says_who_will_read_them(path):
    if name(path) in NOT_WORDS:
        pytest.skip(NOT_WORDS[name(path)])
    silent = [form for form in forms(path) if BOX.search(form) and not any(word in form for word in SAYS)]
    assert not silent, f"{name(path)}: write ui.who_reads or ui.reads_as_chosen into {silent}"


def test_the_check_itself_sees_a_form_without_the_line(tmp_path):
    page = tmp_path / "x.html"
    page.write_text(
        '{% call ui.form(request) %}{{ ui.fields(form) }}{% endcall %}<form method="post"><textarea></textarea></form>'
    )
    assert len([form for form in forms(page) if BOX.search(form)]) == 2
