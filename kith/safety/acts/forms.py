"""What those who keep the place safe fill in when they act, and what people write who ask for another look."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.spaces.forms import words

LONGEST = 2_000
MOST_PIECES = 40
REASON = _("Say why, in words the person can use.")
PAUSES = (
    (1, _("1 hour")),
    (12, _("12 hours")),
    (24, _("1 day")),
    (72, _("3 days")),
    (168, _("7 days")),
    (336, _("14 days")),
)
RESTS = ((7, _("7 days")), (14, _("14 days")), (30, _("30 days")), (90, _("90 days")))
SINCE = ((1, _("the last hour")), (24, _("the last day")), (168, _("the last 7 days")), (720, _("the last 30 days")))
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def pieces_of(text: str) -> list[str]:
    """A text in pieces to point at: its sentences, or where those are many its lines; never more than some dozens."""
    found = [piece.strip() for piece in SENTENCE.split(text) if piece.strip()]
    if len(found) > MOST_PIECES:
        found = [line.strip() for line in text.split("\n") if line.strip()]
    return found[:MOST_PIECES]


def _of(choices: Any, label: Any, hint: Any = "", initial: int | None = None) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=choices, coerce=int, widget=forms.RadioSelect, initial=initial
    )


class ReasonForm(forms.Form):
    """Why. `over` says what stood when the form was opened, so that two people never act on one thing unseen."""

    reason = words(
        _("Why?"), LONGEST, REASON, rows=4, hint=_("The person reads this. Kind, short, and what would make it right.")
    )
    over = forms.UUIDField(required=False, widget=forms.HiddenInput)


class LinesForm(ReasonForm):
    """And which of the words it is about."""

    lines = forms.TypedMultipleChoiceField(
        label=_("Which words is it about?"),
        help_text=_("None means all of it."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("lines", "reason", "over")

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = pieces_of(text)
        self.fields["lines"].choices = list(enumerate(self.pieces))  # type: ignore[attr-defined]

    def chosen(self) -> str:
        return "\n".join(self.pieces[number] for number in self.cleaned_data["lines"])


class OverForm(forms.Form):
    over = forms.UUIDField(required=False, widget=forms.HiddenInput)


class WordForm(forms.Form):
    reason = words(_("Your words to them"), LONGEST, _("Write a few words first."), rows=7)


class PauseForm(forms.Form):
    hours = _of(PAUSES, _("For how long?"), _("It ends by itself."), 24)
    reason = words(_("Why?"), LONGEST, REASON, rows=4, hint=_("The person reads this."))


class SuspendForm(forms.Form):
    days = _of(RESTS, _("For how long?"), _("It ends by itself. It begins when a second person agrees."), 7)
    reason = words(
        _("Why?"), LONGEST, REASON, rows=4, hint=_("The second person decides by this, and the person reads it then.")
    )


class ManyForm(forms.Form):
    hours = _of(SINCE, _("Which posts?"), "", 24)
    every_name = forms.BooleanField(
        label=_("Also what they wrote under other names"),
        help_text=_("Then a second person has to agree: what vanishes could show which names belong together."),
        required=False,
    )
    reason = words(_("Why?"), LONGEST, REASON, rows=3, hint=_("The person reads this."))

    def since(self) -> datetime:
        return now() - timedelta(hours=self.cleaned_data["hours"])


class AppealForm(forms.Form):
    words = words(
        _("What should we look at again?"),
        LONGEST,
        _("Write a few words first."),
        rows=5,
        hint=_("What you meant, what we may not know, or what would help. One line is enough."),
    )


class AnswerForm(forms.Form):
    upheld = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("no", _("It is undone")), ("yes", _("It stays"))],
        widget=forms.RadioSelect,
    )
    answer = words(_("Your answer"), LONGEST, _("Say why. The person reads it."), rows=5)
