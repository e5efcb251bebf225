"""What people fill in about their part in a group, to say hello, to thank, and to be missed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kith.core.logs import MOVES
from kith.groups.belonging.tasks import WEEKS
from kith.groups.belonging.turns import PASS_ON, WAIT
from kith.people.names import clean_name
from kith.spaces.forms import words

LONGEST_THANKS = 1000
A_WEEK_AT_MOST = (0, 1, 2, 3, 5, 7)
PROMPTS = (
    ("brings", _("What brings you here?")),
    ("like", _("What do you like to do?")),
    ("hope", _("What would you like from this group?")),
)


def often() -> list[tuple[int, str]]:
    """How often a week someone can be asked, in words."""
    times = [(n, ngettext("Up to %(num)s time a week", "Up to %(num)s times a week", n)) for n in A_WEEK_AT_MOST]
    return [(0, str(_("Not now"))), *((number, text % {"num": number}) for number, text in times[1:])]


def quiet() -> list[tuple[int, str]]:
    """After how many weeks someone wishes to be missed, in words."""
    weeks = [(n, ngettext("After %(num)s quiet week", "After %(num)s quiet weeks", n)) for n in WEEKS]
    return [(0, str(_("No, please do not"))), *((number, text % {"num": number}) for number, text in weeks)]


class PartForm(forms.Form):
    line = words(
        _("What I do here"),
        120,
        "",
        required=False,
        hint=_("One short line beside your name, for example: I bring the flask. Leave it empty for none."),
    )
    welcomes = forms.BooleanField(
        label=_("I welcome newcomers"),
        required=False,
        help_text=_("New members see your name, and you hear when one says hello. You can put it down at any time."),
    )
    answers_a_week = forms.TypedChoiceField(
        label=_("I can answer when nobody has"),
        coerce=int,
        choices=often,
        help_text=_("When someone waits for an answer, you are asked in turn. Each time you can say not now."),
    )
    missed_after = forms.TypedChoiceField(
        label=_("If I am quiet, say hello to me"),
        coerce=int,
        choices=quiet,
        help_text=_(
            "Then those who run the group or welcome people are told, once, and one of them may write you a few words."
            " To know it, we keep the day you last opened this group. Turn it off, and that is forgotten."
        ),
    )

    def clean_line(self) -> str:
        """Without the signs that turn the words of others around."""
        return MOVES.sub("", self.cleaned_data["line"])


class HelloForm(forms.Form):
    """Nothing has to be written: the questions are only there for those who do not know how to begin."""

    body = words(
        _("What would you like to say?"),
        5000,
        "",
        rows=4,
        required=False,
        hint=_("Leave it empty, and we just say hello for you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in PROMPTS:
            self.fields[name] = words(question, 500, "", required=False)

    def said(self) -> str:
        """The answers, each below its question, and then the words."""
        given = [(question, self.cleaned_data[name].strip()) for name, question in PROMPTS]
        parts = [self.cleaned_data["body"].strip(), *(f"{question}\n{answer}" for question, answer in given if answer)]
        return "\n\n".join(part for part in parts if part)


class ThanksForm(forms.Form):
    words = words(
        _("Your thanks"),
        LONGEST_THANKS,
        _("Write a few words first. One line is enough."),
        rows=4,
        hint=_("For example what they did or said, and what it changed for you."),
    )


class MissedForm(forms.Form):
    words = words(_("A few kind words"), 500, _("Write a few words first. One line is enough."), rows=3)

    def __init__(self, *args: Any, name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].initial = _("Hello %(name)s, we thought of you. You are welcome any time.") % {
            "name": name
        }


class RecordForm(forms.Form):
    """Which thanks and which lines to print, and under which name."""

    name = words(_("The name at the top"), 60, _("Write the name that should stand at the top."))
    lines = forms.MultipleChoiceField(label=_("What I do"), required=False, widget=forms.CheckboxSelectMultiple)
    thanks = forms.MultipleChoiceField(label=_("What people said"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, lines: list[tuple[str, str]], thanks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("lines", lines), ("thanks", thanks)):
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class AnswersForm(forms.Form):
    """How long a post waits before someone is asked, and when the next person is."""

    def __init__(self, *args: Any, now: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            WAIT: _("How long a post waits before someone is asked to answer"),
            PASS_ON: _("How long that person has, before the next one is asked"),
        }
        for number, label in asked.items():
            bounds = {"least": number.least, "most": number.most}
            wrong = _("Write a number of hours from %(least)s to %(most)s.") % bounds
            self.fields[key(number.name)] = forms.IntegerField(
                label=label,
                initial=now[number.name],
                min_value=number.least,
                max_value=number.most,
                help_text=_("Hours, from %(least)s to %(most)s.") % bounds,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
            )

    def chosen(self) -> dict[str, int]:
        """By the names of the settings."""
        return {number.name: self.cleaned_data[key(number.name)] for number in (WAIT, PASS_ON)}


def key(name: str) -> str:
    """A setting's name as that of a field."""
    return name.replace(".", "_")
