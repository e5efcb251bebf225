"""Until when a break lasts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_BREAK = timedelta(days=366)


class BreakForm(forms.Form):
    """Until which day. Without one, the break lasts until its owner comes back."""

    until = forms.DateField(
        label=_("The day you want to hear from us again"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("If you leave this empty, it lasts until you come back."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        ends = {"min": str(today + timedelta(days=1)), "max": str(today + LONGEST_BREAK)}
        self.fields["until"].widget.attrs |= ends

    def clean_until(self) -> date | None:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if day and day <= today:
            raise forms.ValidationError(_("Choose a day after today, or leave it empty."))
        if day and day > today + LONGEST_BREAK:
            raise forms.ValidationError(_("Choose a day within the next year, or leave it empty."))
        return day

    def moment(self) -> datetime | None:
        """When that day begins, on the clock of whoever asks."""
        day = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day, time())) if day else None
