"""What people fill in when they check in, or say that they are having a hard time."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from kith.recovery.access import Reader
from kith.recovery.models import Mood


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even when nothing was ticked or written; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


class TapForm(forms.Form):
    """One tap: how are you."""

    mood = forms.TypedChoiceField(
        label=_("How are you"),
        choices=Mood.choices,
        coerce=int,
        error_messages={
            "required": _("Choose the one that is nearest."),
            "invalid_choice": _("Choose one of the five."),
        },
    )


class ReadersForm(forms.Form):
    """Who may read one thing: a box for each tie whose reading a choice would widen."""

    share = forms.MultipleChoiceField(
        label=_("Share this one with"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose among the people you are connected to.")},
    )

    def __init__(self, *args: Any, people: list[Reader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offers = [(str(r.tie_id), self.offer(r)) for r in people if r.may_choose]
        share = cast(forms.MultipleChoiceField, self.fields["share"])
        share.choices, share.initial = offers, [str(r.tie_id) for r in people if r.once]
        if not offers:
            del self.fields["share"]

    def offer(self, reader: Reader) -> str:
        return _("%(name)s, with my words too") % {"name": reader.name} if reader.standing else reader.name


class CheckInForm(ReadersForm):
    """Words and readers of one check-in."""

    words = forms.CharField(
        label=_("Do you want to say more?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Please keep it under 4,000 letters. What you wrote is still here.")},
    )
    only_me = forms.BooleanField(label=_("Keep this one to me alone"), required=False)
    field_order = ["words", "share", "only_me"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("only_me") and cleaned.get("share"):
            self.add_error("only_me", _("Choose either: keep it to you alone, or share it with someone."))
        return cleaned


class HardTimeForm(ReadersForm):
    """Words to a hard time, and who else sees it while it lasts."""

    words = forms.CharField(
        label=_("Do you want to say more?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is like, or what would help: a call, company, or to be left in peace."),
        error_messages={"max_length": _("Please keep it under 1,000 letters. What you wrote is still here.")},
    )
    field_order = ["words", "share"]


class AnswerForm(forms.Form):
    """Words back to someone who shared how they are."""

    text = forms.CharField(
        label=_("Or write your own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write a few words, or choose one of the short answers."),
            "max_length": _("Please keep it under 2,000 letters. What you wrote is still here."),
        },
    )
