"""Hints on language as someone chose them, and as a steward changes them."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from kith.people.models import Person
from kith.safety.models import HintOff
from kith.safety.words.hinting import Whole, every_hint


def my_hints(viewer: Person) -> tuple[list[tuple[Whole, bool]], bool]:
    """Every hint there is here, with whether the viewer sees it; and whether they want none at all."""
    off = set(HintOff.objects.filter(person=viewer).values_list("code", flat=True))
    return [(one, one.code not in off) for one in every_hint() if one.is_on], "" in off


def get_hint(viewer: Any, code: str) -> Whole:
    """For stewards. Raises Http404 for everyone else, and where there is none."""
    found = next((one for one in every_hint() if one.code == code), None)
    if found is None or not viewer.has_role("steward"):
        raise Http404
    return found
