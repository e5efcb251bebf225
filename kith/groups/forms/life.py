"""What those who run a group fill in about its life and in their room: a break, closing, a welcome, a note to hand over."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.spaces.forms import words

SOONEST, LATEST = 3, 365  # days from today until a group may close
USUAL = 14


def _day(label: Any, hint: Any, required: bool, missing: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    wrong = {"required": missing, "invalid": _("Choose a day, for example 2027-03-14.")}
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget, error_messages=wrong)


class PauseForm(forms.Form):
    words = words(
        _("A few words for the people in it"),
        300,
        "",
        rows=3,
        required=False,
        hint=_("For example why, and where to turn until then."),
    )
    resumes = _day(
        _("The day it goes on"),
        _("Leave it empty when you do not know yet. You can end the break by hand at any time."),
        False,
    )

    def clean_resumes(self) -> date | None:
        day = self.cleaned_data["resumes"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class CloseForm(forms.Form):
    closes = _day(
        _("The last day people can write"),
        _("At least three days from now, so that everyone can say goodbye."),
        True,
        _("Choose the last day people can write."),
    )
    title = words(_("What the goodbye conversation is called"), 120, _("Give the conversation a name."))
    words = words(_("Your words to everyone"), 5000, _("Write a few words, so that people know why."), rows=6)

    def clean_closes(self) -> date:
        day, today = self.cleaned_data["closes"], timezone.localdate()
        if not timedelta(days=SOONEST) <= day - today <= timedelta(days=LATEST):
            raise forms.ValidationError(_("Choose a day at least three days from now, and within a year."))
        return day


class WelcomeForm(forms.Form):
    words = words(
        _("Welcome message"),
        3000,
        "",
        rows=6,
        required=False,
        hint=_("Each person who joins reads it once, and finds it again on the group's page. Leave it empty for none."),
    )


class NoteForm(forms.Form):
    words = words(
        _("A note for the others who run it"),
        3000,
        _("Write something first."),
        rows=3,
        hint=_("What happened, what is promised, what to look out for."),
    )
