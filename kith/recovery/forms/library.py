"""What people fill in to find, offer and review what helps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.core.languages import LANGUAGES
from kith.recovery.actions import Review
from kith.recovery.forms.strategies import StrategyForm
from kith.recovery.models import Fits, LibraryEntry, LibraryProblem
from kith.recovery.models.library import today

ANY = [("", _("Does not matter"))]
A_YEAR, LONGEST = timedelta(days=365), timedelta(days=3 * 365)


class FindForm(forms.Form):
    """Each part can be left out; one that makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    fits = forms.ChoiceField(label=_("For when"), required=False, choices=[*ANY, *Fits.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[*ANY, *LANGUAGES.items()])

    def asked(self) -> dict[str, str]:
        said = self.cleaned_data if self.is_valid() else self.cleaned_data or {}
        return {name: said.get(name, "") for name in ("q", "fits", "language")}


class OfferForm(StrategyForm):
    """A strategy as everyone here will read it."""

    fits = forms.MultipleChoiceField(
        label=_("When may it help?"),
        choices=Fits.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one or more, so that people can find it.")},
    )
    language = forms.ChoiceField(label=_("Which language is it in?"), choices=list(LANGUAGES.items()))
    field_order = ["name", "how", "when", "fits", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].required = True
        self.fields["how"].error_messages["required"] = _("Say how it goes, so that someone else can try it.")


class ProblemForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=LibraryProblem.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that is nearest.")},
    )
    words = forms.CharField(
        label=_("Do you want to say more?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Please keep it under 1,000 letters. What you wrote is still here.")},
    )


class AgainForm(forms.Form):
    """By when an entry is read again."""

    check_by = forms.DateField(
        label=_("Read it again by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: today() + A_YEAR,
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day like 2026-03-21.")},
    )

    def clean_check_by(self) -> date | None:
        day: date | None = self.cleaned_data["check_by"]
        if day and not today() < day <= today() + LONGEST:
            raise forms.ValidationError(_("Choose a day from tomorrow, and at most three years ahead."))
        return day


class ReviewForm(AgainForm, StrategyForm):
    """The words as they should stand, kind words back, and when to read it again."""

    answer = forms.CharField(
        label=_("A few kind words to the member who offered it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Please keep it under 1,000 letters. What you wrote is still here.")},
    )
    field_order = ["name", "how", "when", "check_by", "answer"]

    def __init__(self, *args: Any, entry: LibraryEntry, declines: bool = False, **kwargs: Any) -> None:
        said = {"name": entry.name, "how": entry.how, "when": entry.when}
        super().__init__(*args, **{**kwargs, "initial": said})
        if declines:
            for name in ("name", "check_by"):
                self.fields[name].required = False
            self.fields["answer"].required = True
            self.fields["answer"].error_messages["required"] = _("Say kindly why, so that they are not left guessing.")

    def review(self) -> Review:
        said = self.cleaned_data
        return Review(said["answer"], said["check_by"], said["name"], said["how"], said["when"])
