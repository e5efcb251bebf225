"""What people fill in where they talk. Nothing is cut off: words that are too long are kept, and we say by how much."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from kith.core.limits import TooMany
from kith.spaces.models import NOTE, Hope, Thread

LONGEST_POST = 10_000
LONGEST_LETTER = 5_000
TOO_LONG = ngettext_lazy(
    "Please make this shorter: it can be %(limit_value)d letter long. It has %(show_value)d now.",
    "Please make this shorter: it can be %(limit_value)d letters long. It has %(show_value)d now.",
    "limit_value",
)

READ_BY = {
    Thread.Readers.ALL: _("Anyone, also people without an account"),
    Thread.Readers.MEMBERS: _("Not visitors, and nobody outside"),
    Thread.Readers.RUNNING: _("To ask or tell them something in private"),
}


class WordsField(forms.CharField):
    """Words with one kind of line end: browsers send two signs where someone began a new line."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def words(
    label: Any, longest: int, empty: Any, rows: int = 0, hint: Any = "", required: bool = True
) -> forms.CharField:
    """A field for words. The browser does not cut what is pasted into it; `empty` says what is missing."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs |= {"dir": "auto", "autocomplete": "off"}
    field = WordsField(
        label=label, help_text=hint, required=required, widget=widget, error_messages={"required": empty}
    )
    field.validators.append(MaxLengthValidator(longest, TOO_LONG))
    return field


def without_name() -> forms.BooleanField:
    return forms.BooleanField(label=_("Write this one without my name"), required=False)


def content_note() -> forms.CharField:
    """A few neutral words that stand before the post, so that whoever reads can choose. Suggestions are only suggestions."""
    hint = _("It stands before your words, and people open them if they like. For example: self-harm, no detail.")
    field = words(_("A content note"), NOTE, "", hint=hint, required=False)
    field.widget.attrs |= {"list": "notes", "size": 30}
    return field


def turn() -> forms.IntegerField:
    """Which keeping of these words this window knows of."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ReplyForm(forms.Form):
    turn = turn()
    body = words(_("Your answer"), LONGEST_POST, _("Write a few words first. One line is enough."), rows=3)
    note = content_note()
    unnamed = without_name()

    def words(self) -> dict[str, Any]:
        """What is sent, without what only the page needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "turn"}


class EditForm(forms.Form):
    body = words(_("Your words"), LONGEST_POST, _("Write a few words, or take the post back instead."), rows=6)
    note = content_note()


class HeldOpeningForm(EditForm):
    """For the first post of a conversation while it is held: its title may be what has to change."""

    title = words(
        _("In a few words, what is it about?"), 120, _("Give it a few words, so that people can find it again.")
    )
    field_order = ("title", "body", "note")


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
    readers = forms.ChoiceField(
        label=_("Who can read it?"),
        help_text=_("This stays as it is, also for the answers."),
        choices=Thread.Readers.choices,
        widget=forms.RadioSelect,
        initial=Thread.Readers.ALL,
        required=False,
    )
    field_order = ("turn", "hope", "title", "body", "note", "readers", "unnamed")

    def __init__(self, *args: Any, anyone: bool, **kwargs: Any) -> None:
        """Where only members read anyway, "everyone" are the members."""
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in Thread.Readers if anyone or kind != Thread.Readers.MEMBERS]
        self.fields["readers"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        hints = READ_BY if anyone else {Thread.Readers.RUNNING: READ_BY[Thread.Readers.RUNNING]}
        self.fields["readers"].hints = hints  # type: ignore[attr-defined]

    def clean_readers(self) -> str:
        return self.cleaned_data["readers"] or Thread.Readers.ALL


def say_when(form: forms.Form, error: TooMany) -> None:
    """Put beside what was typed when it can be sent again."""
    text = ngettext(
        "You have written a lot in a short time. Your words are kept here. You can send them in %(wait)d second.",
        "You have written a lot in a short time. Your words are kept here. You can send them in %(wait)d seconds.",
        error.wait,
    )
    form.add_error(None, text % {"wait": error.wait})
