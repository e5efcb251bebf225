"""What people write when they tell us of something, and what moderators write on a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.models import Person
from kith.safety.cases.closing import OUTCOMES
from kith.safety.models import Report
from kith.spaces.forms import words

LONGEST = 2_000
HINTS = {
    Report.Kind.WORRIED: _("They may be in danger, or very low"),
    Report.Kind.DETAIL: _("How people hurt themselves, or numbers that can harm"),
    Report.Kind.UNKIND: _("Words that hurt, threaten or shame"),
    Report.Kind.PRIVATE: _("A real name, an address, a number, someone else’s secret"),
    Report.Kind.SELLING: _("Advertising, or asking for money"),
}


class ReportForm(forms.Form):
    """What is it? Only the first question has to be answered."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Report.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what fits best. It need not be exact."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    kind.hints = HINTS  # type: ignore[attr-defined]
    words = words(_("Anything we should know?"), LONGEST, "", rows=3, required=False)
    tell = forms.BooleanField(label=_("Tell me when someone has looked at it"), required=False)


class NoteForm(forms.Form):
    """A few words for whoever looks next."""

    words = words(_("A note for whoever looks next"), LONGEST, _("Write a few words."), rows=3)


class CloseForm(forms.Form):
    """How it ends, and why."""

    outcome = forms.ChoiceField(
        label=_("How does it end?"),
        choices=[(one.value, one.label) for one in OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ends.")},
    )
    words = words(_("Why, in a few words"), LONGEST, "", rows=2, required=False)
    reports = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PassForm(forms.Form):
    """To whom, and what they should know."""

    to = forms.ChoiceField(
        label=_("To whom?"),
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose one of these.")},
    )
    words = words(_("What should they know?"), LONGEST, "", rows=2, required=False)

    def __init__(self, *args: Any, colleagues: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(getattr(one, "main_name", "")): one for one in colleagues}
        self.fields["to"].choices = [(name, name) for name in self.people]  # type: ignore[attr-defined]

    def clean_to(self) -> Person:
        return self.people[self.cleaned_data["to"]]
