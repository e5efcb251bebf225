"""What those who run a group fill in about its meetings."""

import zoneinfo
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.groups.actions.meetings import Instead
from kith.groups.models import Meeting, MeetingTime, Weekday
from kith.groups.models.meeting import AHEAD, moment

ONLY_INSIDE = _("Only people in the group and stewards see this.")
A_YEAR = timedelta(days=366)


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MeetingTimeForm(forms.ModelForm):
    """A regular time."""

    class Meta:
        model = MeetingTime
        fields = ["weekday", "week", "starts", "minutes", "time_zone", "here", "place_or_link", "notes"]
        labels = {
            "weekday": _("Day"),
            "week": _("How often"),
            "starts": _("Starts at"),
            "minutes": _("How long, in minutes"),
            "time_zone": _("Time zone"),
            "here": _("In writing, here"),
            "place_or_link": _("Where to come, or the link"),
            "notes": _("Anything to know"),
        }
        help_texts = {
            "time_zone": _("For example Europe/London. Meetings keep this clock's hour in summer and in winter."),
            "here": _(
                "People write to one another live, while someone who runs the group is there. You open it at its time."
            ),
            "place_or_link": ONLY_INSIDE,
            "notes": ONLY_INSIDE,
        }
        widgets = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "weekday": forms.Select(choices=Weekday.choices),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].initial = settings.TIME_ZONE

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        if zone not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("We do not know this time zone. Write it like Europe/London."))
        return zone


class OnceForm(MeetingTimeForm):
    """A single date beside the regular ones."""

    once = day_field(_("Day"))
    field_order = ("once",)

    class Meta(MeetingTimeForm.Meta):
        fields = ["once", "starts", "minutes", "time_zone", "here", "place_or_link", "notes"]

    def clean_once(self) -> Any:
        day, today = self.cleaned_data["once"], now().date()
        if not today - timedelta(days=1) <= day <= today + A_YEAR:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day


class MoveForm(forms.Form):
    """Where and when one meeting is instead."""

    on = day_field(_("Day"))
    starts = forms.TimeField(label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("How long, in minutes"), min_value=5, max_value=720)
    place_or_link = forms.CharField(
        label=_("Where to come, or the link"), help_text=ONLY_INSIDE, max_length=300, required=False
    )
    reason = forms.CharField(label=_("Why, in a few words"), help_text=ONLY_INSIDE, max_length=200, required=False)

    def __init__(self, data: Any, meeting: Meeting) -> None:
        there = meeting.there
        start = {"on": there.date(), "starts": there.time(), "minutes": meeting.minutes}
        start |= {"place_or_link": meeting.where, "reason": meeting.reason if meeting.moved else ""}
        super().__init__(data, initial=start)
        self.meeting = meeting

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if abs(day - self.meeting.day) >= AHEAD:
            raise forms.ValidationError(_("Choose a day within three months of the one it was meant for."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and moment(said["on"], said["starts"], self.meeting.time.time_zone) <= now():
            self.add_error("on", _("This time is over already. Choose one that is still to come."))
        return said

    def instead(self) -> Instead:
        return Instead(**self.cleaned_data)


class CallOffForm(forms.Form):
    why = forms.CharField(label=_("Why, in a few words"), help_text=ONLY_INSIDE, max_length=200, required=False)
