"""What a steward fills in for a hint on language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.spaces.forms import words as words_field


class HintForm(forms.Form):
    words = words_field(
        _("Wordings, one in each line"),
        2000,
        _("Write at least one wording."),
        rows=5,
        hint=_(
            "They are found whole, in any case. Put / between words that may stand in one place, "
            "and ~ behind a word that may have another ending: commit~ suicide."
        ),
    )
    why = words_field(_("Why"), 300, _("Say why, so that nobody feels told off."), rows=2)
    instead = words_field(_("What one could say"), 300, _("Give people something to say instead."), rows=2)
    source = words_field(_("Where this comes from"), 300, "", required=False)
    is_on = forms.BooleanField(label=_("It is shown"), required=False)

    def clean_words(self) -> str:
        """Without empty lines; a wording of signs alone would never be found."""
        lines = [line.strip() for line in self.cleaned_data["words"].splitlines()]
        found = [line for line in lines if any(sign.isalnum() for sign in line)]
        if not found:
            raise forms.ValidationError(_("Write at least one wording."))
        return "\n".join(found)

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
