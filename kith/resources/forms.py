"""What people fill in when they share something, look for something, check it, or say what is wrong with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kith.core.languages import LANGUAGES
from kith.core.outside import RefusedError, parts_of
from kith.resources.models import Problem, Resource, Topic
from kith.spaces.forms import words

LONGEST = 2000
ANY = ("", _("Any"))


class ShareForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Resource.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    title = words(_("What is it called?"), 120, _("Give it a name, so that people can find it."))
    url = forms.CharField(
        label=_("Its address"),
        required=False,
        max_length=500,
        help_text=_("For something on the internet, such as https://example.org/sleep. Leave it out for a tip."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr"}),
        error_messages={"max_length": _("This address is too long. Is there a shorter one for the same page?")},
    )
    words = words(
        _("In your own words"),
        LONGEST,
        _("Write a few words, so that people know what it is."),
        rows=5,
        hint=_("What it is, how it helped, and whom it may help. Please leave out names and what is private."),
    )
    topics = forms.MultipleChoiceField(
        label=_("What does it help with?"),
        choices=Topic.About.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose among these.")},
    )
    language = forms.ChoiceField(label=_("In which language?"), choices=list(LANGUAGES.items()))
    cost = forms.ChoiceField(
        label=_("Does it cost anything?"), choices=Resource.Cost.choices, initial=Resource.Cost.UNKNOWN
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = (get_language() or "en").split("-")[0]
        self.fields["language"].initial = here if here in LANGUAGES else "en"

    def clean_url(self) -> str:
        address = self.cleaned_data["url"].strip()
        if not address:
            return ""
        if "://" not in address and "." in address.partition("/")[0] and "@" not in address:
            address = f"https://{address}"
        try:
            parts_of(address)
        except RefusedError as error:
            raise forms.ValidationError(
                _("This does not look like the address of a page. It should begin with https://")
            ) from error
        return address

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Resource.Kind.LINK and not said.get("url") and "url" not in self.errors:
            self.add_error("url", _("A link needs its address. Or choose “a tip” above."))
        return said


class FindForm(forms.Form):
    """Reads the address of a search. What makes no sense is left out."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=100)
    topic = forms.ChoiceField(label=_("It helps with"), required=False, choices=[ANY, *Topic.About.choices])
    kind = forms.ChoiceField(label=_("What it is"), required=False, choices=[ANY, *Resource.Kind.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ANY, *LANGUAGES.items()])
    cost = forms.ChoiceField(label=_("Cost"), required=False, choices=[ANY, *Resource.Cost.choices])

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class AcceptForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("Look at it again"),
        coerce=int,
        choices=[(30, _("in a month")), (90, _("in three months")), (180, _("in half a year")), (365, _("in a year"))],
        initial=180,
    )


class DeclineForm(forms.Form):
    words = words(
        _("Why not, in a few kind words"),
        1000,
        _("Say why, so that they can change it."),
        rows=3,
        hint=_("Only the person who shared it reads this."),
    )


class ProblemForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Problem.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes nearest.")},
    )
    words = words(_("Do you want to say more?"), 1000, "", rows=2, required=False)
