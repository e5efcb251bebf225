"""Asking the group a question with choices, as a part of starting a conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.spaces.forms import words
from kith.spaces.polls.actions import Asked
from kith.spaces.polls.models import today

MOST = 6
LONGEST = timedelta(days=365)
ONE, SEVERAL = "one", "several"


class PollForm(forms.Form):
    """A poll, or none when all is left empty. `cleaned_data["asked"]` is what was asked."""

    question = words(_("Your question"), 200, "", required=False)
    several = forms.ChoiceField(
        label=_("How many can people choose?"),
        choices=[(ONE, _("One")), (SEVERAL, _("As many as they like"))],
        widget=forms.RadioSelect,
        initial=ONE,
        required=False,
    )
    closes = forms.DateField(
        label=_("The last day to answer"),
        help_text=_("Leave it empty, and it stays open."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("We cannot read this day. Write it like 2026-03-31.")},
    )

    def __init__(self, data: Any = None, begun: Any = None) -> None:
        super().__init__(data, prefix="poll", initial=begun or {})
        for number in range(1, MOST + 1):
            self.fields[f"choice_{number}"] = words(_("Choice %(num)s") % {"num": number}, 120, "", required=False)

    @property
    def choices(self) -> list[Any]:
        return [self[f"choice_{number}"] for number in range(1, MOST + 1)]

    def words(self) -> list[str]:
        """What is asked and what can be chosen; nothing where there is no poll."""
        asked = self.cleaned_data["asked"]
        return [asked.question, *asked.choices] if asked else []

    def clean_closes(self) -> Any:
        closes = self.cleaned_data["closes"]
        if closes and not today() <= closes <= today() + LONGEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return closes

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        choices = [one for number in range(1, MOST + 1) if (one := said.get(f"choice_{number}"))]
        question = said.get("question", "")
        said["asked"] = None
        if not (question or choices or self.errors):
            return said
        if not question and "question" not in self.errors:
            self.add_error("question", _("Write the question, or leave the whole poll empty."))
        if len(choices) < 2 and not any(name.startswith("choice_") for name in self.errors):
            self.add_error(f"choice_{min(len(choices) + 1, 2)}", _("Give at least two choices."))
        elif len({one.casefold() for one in choices}) < len(choices):
            self.add_error("choice_1", _("Two of the choices are the same."))
        if not self.errors:
            said["asked"] = Asked(question, tuple(choices), said.get("several") == SEVERAL, said.get("closes"))
        return said
