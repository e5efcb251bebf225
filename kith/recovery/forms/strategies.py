"""What people fill in about what helps them, and each time they tried it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.recovery.actions import More
from kith.recovery.models import Mood, Occasion, StrategyTry

SKIP = [("", _("Skip this"))]
NEW = "new"
FAR_BACK = timedelta(days=3 * 365)


class StrategyForm(forms.Form):
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("Short is good: “Walk to the sea wall”."),
        error_messages={"required": _("Give it a name, so that you can find it.")},
    )
    how = forms.CharField(
        label=_("How does it go?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    when = forms.CharField(
        label=_("When does it help?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class TryForm(forms.Form):
    """The second of two taps."""

    helped = forms.TypedChoiceField(label=_("Did it help?"), choices=StrategyTry.Helped.choices, coerce=int)


def _feeling(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[*SKIP, *Mood.choices], coerce=int, required=False, empty_value=None
    )


class MoreForm(forms.Form):
    """Everything one may say about one try. Only whether it helped is asked for."""

    helped = forms.TypedChoiceField(
        label=_("Did it help?"),
        choices=StrategyTry.Helped.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the one that is nearest.")},
    )
    before = _feeling(_("How was it before?"))
    after = _feeling(_("And how was it after?"))
    occasion = forms.ChoiceField(label=_("What was going on?"), required=False)
    new_occasion = forms.CharField(
        label=_("What was going on, in your own words"),
        required=False,
        max_length=40,
        help_text=_("A few words you will use again: “at night”, “before work”, “after a row”."),
    )
    day = forms.DateField(
        label=_("Which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-03-21.")},
    )
    hour = forms.TimeField(
        label=_("About what time?"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like 18:30.")},
    )
    note = forms.CharField(
        label=_("Do you want to note anything?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Please keep it under 1,000 letters. What you wrote is still here.")},
    )

    def __init__(self, *args: Any, occasions: list[Occasion], made: StrategyTry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _said(made)})
        self.known = {str(one.pk): one.words for one in occasions}
        self.made = made
        if self.known:
            choices = [*SKIP, *self.known.items(), (NEW, _("Something else"))]
            cast(forms.ChoiceField, self.fields["occasion"]).choices = choices
            self.fields["new_occasion"].label = _("Something else, in your own words")
        else:
            del self.fields["occasion"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, hour, today = cleaned.get("day"), cleaned.get("hour"), timezone.localdate()
        cleaned["at"] = None
        if self.errors or not (day or hour):
            return cleaned
        day = day or today
        if day < today - FAR_BACK:
            self.add_error("day", _("That is more than three years ago. Choose a later day."))
        elif day > today or (at := _moment(day, hour)) > now() + timedelta(minutes=1):
            self.add_error("day", _("That is still to come. Choose a time that is over."))
        else:
            cleaned["at"] = at
        return cleaned

    def more(self) -> More:
        said = self.cleaned_data
        own = said["new_occasion"] or self.known.get(said.get("occasion") or "", "")
        return More(said["before"], said["after"], own, said["note"], self._as_it_was(said["at"]))

    def _as_it_was(self, at: datetime | None) -> datetime | None:
        """As it was, to the second, when the day and the time are left as they stood."""
        same = self.made and at and abs((at - self.made.at).total_seconds()) < 60
        return self.made.at if same and self.made else at


def _moment(day: date, hour: time | None) -> datetime:
    """A day without a time is its noon; today without a time is now."""
    if hour is None and day == timezone.localdate():
        return now()
    return timezone.make_aware(datetime.combine(day, hour or time(12)))


def _said(made: StrategyTry | None) -> dict[str, Any]:
    if made is None:
        return {"day": timezone.localdate()}
    at = timezone.localtime(made.at)
    said = {"helped": made.helped, "before": made.before, "after": made.after, "note": made.note}
    occasion = str(made.occasion_id) if made.occasion_id else ""
    return said | {"occasion": occasion, "day": at.date(), "hour": at.time().replace(second=0, microsecond=0)}
