"""What moderators and stewards fill in about hours, care and rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kith.core import settled
from kith.core.hard_words import plain
from kith.people import doors
from kith.safety import rules
from kith.safety.models import BlockedWord
from kith.spaces.forms import words

LONGEST_NOTE = 3000
WEEKS = (1, 2, 4, 8, 12, 26)
RESTS = (
    (2, _("2 hours")),
    (12, _("Until tomorrow, 12 hours")),
    (72, _("3 days")),
    (168, _("A week")),
    (672, _("4 weeks")),
)
RAIDS = ((2, _("2 hours")), (12, _("12 hours")), (24, _("A day")), (72, _("3 days")))


def _weeks() -> list[tuple[int, str]]:
    return [
        (1, str(_("Once"))),
        *((n, ngettext("Each week, %(n)s time", "Each week, %(n)s times", n) % {"n": n}) for n in WEEKS[1:]),
    ]


class ShiftForm(forms.Form):
    day = forms.DateField(
        label=_("Which day?"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day like 2026-03-31.")},
    )
    begins = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": _("Say from when."), "invalid": _("Write the time like 19:00.")},
    )
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("A time before the start means the next day."),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": _("Say until when."), "invalid": _("Write the time like 22:00.")},
    )
    weeks = forms.TypedChoiceField(label=_("How often?"), coerce=int, choices=_weeks, initial=1)

    def clean_day(self) -> Any:
        day, today = self.cleaned_data["day"], timezone.localdate()
        if not today - timedelta(days=1) <= day <= today + timedelta(days=366):
            raise ValidationError(_("Choose a day from today to a year from now."))
        return day


class HandOverForm(forms.Form):
    words = words(_("What should the next shift know?"), LONGEST_NOTE, _("Write a few words first."), rows=5)


class CareForm(forms.Form):
    most_cases = forms.IntegerField(
        label=_("How many cases at most in one shift?"),
        min_value=1,
        max_value=50,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number from 1 to 50.")
        ),
    )
    blurs = forms.BooleanField(label=_("Cover what is hard to read until I ask for it"), required=False)


class BuddyForm(forms.Form):
    buddy = forms.TypedChoiceField(
        label=_("Who shall be your buddy?"),
        help_text=_(
            "Someone who asks how you are. They are asked first, and either of you can end it without a reason."
        ),
        empty_value="",
        required=False,
    )

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for _pk, name in colleagues]
        self.fields["buddy"].choices = [("", _("Nobody for now")), *names]  # type: ignore[attr-defined]
        self.numbers = {name: pk for pk, name in colleagues}

    def chosen(self) -> int | None:
        return self.numbers.get(self.cleaned_data["buddy"])


class BreakForm(forms.Form):
    hours = forms.TypedChoiceField(label=_("For how long?"), coerce=int, choices=RESTS, initial=12)


class DebriefForm(forms.Form):
    words = words(_("How was it?"), LONGEST_NOTE, _("Write a few words first."), rows=5)
    for_buddy = forms.BooleanField(label=_("My buddy may read this"), required=False)


class RaidForm(forms.Form):
    hours = forms.TypedChoiceField(label=_("For how long?"), coerce=int, choices=RAIDS, initial=12)


class BlockedForm(forms.ModelForm):
    class Meta:
        model = BlockedWord
        fields = ("words", "does", "why")
        labels = {"words": _("The word or words"), "does": _("What happens"), "why": _("What the writer is told")}
        help_texts = {"words": _("Found as whole words, with capitals and accents or without.")}
        widgets = {"does": forms.RadioSelect}
        error_messages = {
            "words": {"unique": _("These words have a rule already."), "required": _("Write a word first.")},
            "why": {"required": _("Say why, in a kind sentence. The writer reads it.")},
            "does": {"required": _("Choose what happens.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["does"].choices = BlockedWord.Does.choices  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        kept = plain(self.cleaned_data["words"])
        if len(kept) < 2:
            raise ValidationError(_("Write a word of two letters or more."))
        return self.cleaned_data["words"].strip()


LABELS: dict[settled.Number, tuple[Any, Any]] = {
    rules.DUE_NOW: (_("Someone looks at what cannot wait within"), _("Minutes.")),
    rules.DUE_SOON: (_("Someone looks at what can wait a little within"), _("Minutes.")),
    rules.DUE_ORDINARY: (_("Someone looks at everything else within"), _("Minutes.")),
    rules.CLAIM: (
        _("A moderator has a case for"),
        _("Minutes. Then it comes back by itself, unless they go on with it."),
    ),
    rules.NEWCOMER_DAYS: (_("Someone is new for"), _("Days after they joined. 0: nobody is treated as new.")),
    rules.NEWCOMER_POSTS: (
        _("While nobody is here, first posts of someone new wait"),
        _("How many of their first posts. A moderator reads them before others do. 0: none wait."),
    ),
    rules.NEWCOMER_A_DAY: (_("Someone new may post in a day"), _("How often.")),
    rules.NEWCOMER_LINKS: (
        _("Links in a post by someone new"),
        _("With more than this many, a moderator reads it first."),
    ),
    rules.REPORTS_HOLD: (
        _("While nobody is here, a post is held after reports by"),
        _("How many different people. 0: reports alone never hold a post."),
    ),
    rules.SLOW: (
        _("Seconds between two posts of one person"),
        _("0: no such rule. It holds for everyone but those with a role."),
    ),
    doors.INVITE_ONLY: (_("Joining needs an invitation"), _("1 for yes, 0 for no.")),
    rules.APPEAL_DAYS: (_("Who asks for another look gets an answer within"), _("Days.")),
}


class RulesForm(forms.Form):
    """Every number by which this community is kept safe, within its bounds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = settled.values(*(number.name for number in LABELS))
        for number, (label, hint) in LABELS.items():
            self.fields[_key(number)] = (
                _yes_or_no(label, now[number.name]) if number.most == 1 else _number(number, label, hint, now)
            )

    def chosen(self) -> dict[str, int]:
        """By the names of the settings."""
        return {number.name: int(self.cleaned_data[_key(number)]) for number in LABELS}


def _key(number: settled.Number) -> str:
    return number.name.replace(".", "_")


def _yes_or_no(label: Any, value: int) -> forms.Field:
    return forms.BooleanField(label=label, initial=bool(value), required=False)


def _number(number: settled.Number, label: Any, hint: Any, now: dict[str, int]) -> forms.Field:
    bounds = {"least": number.least, "most": number.most}
    return forms.IntegerField(
        label=label,
        help_text=hint,
        initial=now[number.name],
        min_value=number.least,
        max_value=number.most,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number from %(least)s to %(most)s.") % bounds
        ),
    )
