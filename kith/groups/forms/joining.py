"""What people fill in to come into a group, and to be known by another name there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.people.forms import colour_field
from kith.people.names import clean_name
from kith.spaces.forms import words


class JoinForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("The name you will have here"),
        help_text=_(
            "You can keep your name, or choose another just for this group. A different name here keeps your words apart from"
            " your main name. People may still recognise how you write."
        ),
        error_messages={"required": _("Choose a name to be known by here. It can be made up.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    colour = colour_field(
        label=_("A colour for that other name"),
        required=False,
        help_text=_(
            "Only for a name of this group. If you skip it, it gets one by chance. Your main name keeps its own."
        ),
    )

    def __init__(self, *args: Any, fixed_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_name:
            del self.fields["name"], self.fields["colour"]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class NameHereForm(JoinForm):
    """Another name for someone who is in the group already."""

    version = None  # type: ignore[assignment]


class AskForm(JoinForm):
    answer = words(
        _("Would you like to say something to those who run the group?"),
        1000,
        "",
        rows=3,
        hint=_("For example what brings you. Only they read it."),
        required=False,
    )
