"""Where Kith does for itself what Django does too, the result is the same."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django import forms
from django.forms.renderers import Jinja2
from django.utils.timesince import timesince

from kith.core.moments import ago
from kith.core.widgets import Renderer

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
AGES = [61, 3599, 3600, 86_399, 86_400, *(86_400 * days + 1 for days in (6, 7, 27, 28, 29, 31, 59, 364, 365, 366, 800))]


@pytest.mark.parametrize("seconds", AGES)
def test_an_age_reads_as_django_counts_it(seconds):
    moment = AT - timedelta(seconds=seconds)
    with time_machine.travel(AT, tick=False):
        assert ago(moment) == timesince(moment, AT, depth=1) + " ago"
        if seconds >= 2 * 86_400:
            assert ago(moment.date()) == timesince(moment.date(), AT.date(), depth=1) + " ago"


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(attrs={"title": "\"<>&'", "required": True, "hidden": False}), 'a"<b>'),
        (forms.HiddenInput(), None),
        (forms.CheckboxInput(), True),
        (forms.Select(choices=[("", "–"), ("a", '<"A'), ("More", [("b", "B")])]), "b"),
        (forms.SelectMultiple(choices=[("a", "A"), ("b", "B")]), ["a"]),
    ],
)
def test_a_control_is_drawn_as_django_draws_it_and_escapes_what_is_in_it(widget, value):
    theirs, ours = (widget.render("name<", value, {"id": "i"}, renderer=one()) for one in (Jinja2, Renderer))
    assert re.sub(r"\n\s*", "", theirs) == ours
