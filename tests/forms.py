"""Finds the forms on pages and fills them in, and names every address there is, for tests that try all of them."""

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import html5lib
from django.urls import URLPattern, URLResolver, get_resolver

from tests.crawl import shape

HIDDEN = ("csrfmiddlewaretoken", "once")
WORDY = ("text", "search", "email", "url", "tel", "textarea")
# What stands for each kind of part in an address, when any will do.
ANY = {"int": "1", "slug": "any", "str": "any", "uuid": "0192f0c1-2345-7abc-8def-0123456789ab"}


@dataclass
class Form:
    """One form as a page showed it."""

    page: str
    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    wordy: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)
    button: tuple[str, str] | None = None

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        return self.method, shape(self.action), tuple(sorted(self.values))

    def filled(self, words: str, names: set[str] | None = None) -> dict[str, str]:
        """The form as it was shown, with these words in every box one writes in (or in all of `names`)."""
        pressed = dict([self.button]) if self.button else {}
        return self.values | pressed | dict.fromkeys(self.wordy if names is None else names, words)


def forms(page: str, html: str) -> list[Form]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [_read(page, element) for element in tree.iter("form")]


def _read(page: str, element) -> Form:
    action = urlsplit(urljoin(page, element.get("action") or page))
    form = Form(page, action.path + (f"?{action.query}" if action.query else ""), element.get("method", "get").lower())
    for control in element.iter():
        name = control.get("name")
        if control.tag == "button" and name and not form.button:
            form.button = (name, control.get("value", ""))
        elif name and name not in HIDDEN and control.tag in ("input", "textarea", "select"):
            _control(form, control, name)
    return form


def _control(form: Form, control, name: str) -> None:
    kind = control.get("type", "text") if control.tag == "input" else control.tag
    if kind in ("checkbox", "radio"):
        form.chosen.add(name)
        if control.get("checked") is not None or (kind == "radio" and name not in form.values):
            form.values[name] = control.get("value", "on")
    elif kind == "select":
        form.chosen.add(name)
        options = [o for o in control.iter("option") if o.get("selected") is not None] or list(control.iter("option"))
        form.values[name] = options[0].get("value", "") if options else ""
    elif kind not in ("submit", "file"):
        form.values[name] = control.get("value", "") if kind != "textarea" else (control.text or "")
        if kind in WORDY:
            form.wordy.add(name)


def addresses() -> list[str]:
    """Every address of the site, allauth's too, with something in the place of each of its parts."""
    return sorted({_filled(pattern) for pattern, _view in patterns()})


def patterns(tree=None, prefix: str = "/"):
    """Every pattern with its view."""
    for entry in (tree or get_resolver()).url_patterns:
        here = prefix + _plain(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from patterns(entry, here)
        elif isinstance(entry, URLPattern):
            yield here, entry.callback


def _plain(pattern: str) -> str:
    pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<str:\1>", pattern)
    return re.sub(r"^\^|\$$|\\Z", "", pattern).replace("\\", "")


def _filled(pattern: str) -> str:
    return re.sub(r"<(?:(\w+):)?\w+>", lambda part: ANY[part[1] or "str"], pattern)
