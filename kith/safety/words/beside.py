"""Help beside someone's own words, for them alone: worked out when the page is drawn, kept nowhere, the same for everyone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import engines
from markupsafe import Markup

from kith.core.screening import Findings, Kind
from kith.safety.helplines import book
from kith.safety.words.failing import looked

OWN, OTHER = "own", "other"


def help_beside(request: Any, words: str) -> Markup:
    """One calm block, or nothing. Whatever else is found in the words, it reads the same."""
    found = looked(words)
    kind = kind_of(found) if found else ""
    return drawn(request, kind) if kind else Markup("")


def kind_of(found: Findings) -> str:
    if found.danger:
        return OWN
    return OTHER if Kind.WORRY in found.classes else ""


def drawn(request: Any, kind: str) -> Markup:
    numbers = book()
    lines = [line for line in numbers.of(settings.COUNTRY) if line.call or line.text]
    context = {
        "kind": kind,
        "emergency": numbers.emergency.get(settings.COUNTRY, ())[:1],
        "call": next((line for line in lines if line.call), None),
        "text": next((line for line in lines if line.text), None),
    }
    return Markup(engines["jinja2"].get_template("safety/words/beside.html").render(context, request))  # noqa: S704
