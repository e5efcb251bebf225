"""What people fill in about words they would rather not read unasked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kith.people.muted_words import LONGEST, MOST, TOPICS, plain


class MutedWordsForm(forms.Form):
    topics = forms.MultipleChoiceField(
        label=_("Kinds of content note"),
        help_text=_("Posts whose writer put such a note before them."),
        choices=[(code, name) for code, (name, _known_by) in TOPICS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=_("Your own words"),
        help_text=_("One on each line, or a few that belong together. Posts and titles that hold one are folded."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "autocomplete": "off", "spellcheck": "false"}),
        required=False,
    )

    def clean_words(self) -> list[str]:
        """Each once, as it was typed."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["words"].splitlines()]
        found = list({plain(line): line for line in lines if any(letter.isalnum() for letter in line)}.values())
        if len(found) > MOST:
            raise forms.ValidationError(
                ngettext("Keep it to %(num)s word.", "Keep it to %(num)s words.", MOST) % {"num": MOST}
            )
        if any(len(line) > LONGEST for line in found):
            raise forms.ValidationError(_("One of these is long. Put each word on its own line."))
        return found
