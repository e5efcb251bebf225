"""What people fill in where they talk. Nothing is cut off: words that are too long are kept, and we say by how much."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from kith.core.limits import TooMany
from kith.spaces.models import Hope

LONGEST_POST = 10_000
LONGEST_LETTER = 5_000
TOO_LONG = ngettext_lazy(
    "Please make this shorter: it can be %(limit_value)d letter long. It has %(show_value)d now.",
    "Please make this shorter: it can be %(limit_value)d letters long. It has %(show_value)d now.",
    "limit_value",
)


def words(
    label: Any, longest: int, empty: Any, rows: int = 0, hint: Any = "", required: bool = True
) -> forms.CharField:
    """A field for words. The browser does not cut what is pasted into it; `empty` says what is missing."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs |= {"dir": "auto", "autocomplete": "off"}
    field = forms.CharField(
        label=label, help_text=hint, required=required, widget=widget, error_messages={"required": empty}
    )
    field.validators.append(MaxLengthValidator(longest, TOO_LONG))
    return field


def without_name() -> forms.BooleanField:
    return forms.BooleanField(label=_("Write this one without my name"), required=False)


def turn() -> forms.IntegerField:
    """Which keeping of these words this window knows of."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ReplyForm(forms.Form):
    turn = turn()
    body = words(_("Your answer"), LONGEST_POST, _("Write a few words first. One line is enough."), rows=3)
    unnamed = without_name()

    def words(self) -> dict[str, Any]:
        """What is sent, without what only the page needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "turn"}


class EditForm(forms.Form):
    body = words(_("Your words"), LONGEST_POST, _("Write a few words, or take the post back instead."), rows=6)


class LetterForm(forms.Form):
    body = words(_("Your message"), LONGEST_LETTER, _("Write a few words first. One line is enough."), rows=3)


class ThreadForm(ReplyForm):
    hope = forms.ChoiceField(
        label=_("What do you hope for?"),
        help_text=_("So that people can answer in a way that helps."),
        choices=Hope.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you hope for. You can change your mind as you talk.")},
    )
    hope.hints = {  # type: ignore[attr-defined]
        Hope.HEARD: _("No advice, please. Only that someone is there"),
        Hope.SUGGESTIONS: _("Tell me what helped you"),
        Hope.HELLO: _("I am new, or back, or passing by"),
        Hope.WIN: _("Something went well, however small"),
    }
    title = words(
        _("In a few words, what is it about?"), 120, _("Give it a few words, so that people can find it again.")
    )
    body = words(
        _("What would you like to say?"), LONGEST_POST, _("Write a few words first. One line is enough."), rows=7
    )
    field_order = ("turn", "hope", "title", "body", "unnamed")


def say_when(form: forms.Form, error: TooMany) -> None:
    """Put beside what was typed when it can be sent again."""
    text = ngettext(
        "You have written a lot in a short time. Your words are kept here. You can send them in %(wait)d second.",
        "You have written a lot in a short time. Your words are kept here. You can send them in %(wait)d seconds.",
        error.wait,
    )
    form.add_error(None, text % {"wait": error.wait})
