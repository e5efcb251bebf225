"""When things may reach someone: their clock, their quiet hours, and the hour of the summary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from kith.notices.hours import KNOWN
from kith.notices.models import Wishes
from kith.people.joining import zones
from kith.people.models import Person, Tie

MONDAY = date(2024, 1, 1)
EVERY = "every"


def clock(hour: int) -> str:
    return formats.time_format(time(hour), "TIME_FORMAT")


def hours() -> list[tuple[str, str]]:
    return [(str(hour), clock(hour)) for hour in range(24)]


def days() -> list[tuple[str, Any]]:
    """Every day, or one day of the week, by its name."""
    names = [(str(number), formats.date_format(MONDAY + timedelta(days=number), "l")) for number in range(7)]
    return [(EVERY, _("Every day")), *((number, _("Once a week: %(day)s") % {"day": name}) for number, name in names)]


class ZoneField(forms.ChoiceField):
    """A short list; a browser may add its own zone to it, if that is one."""

    def valid_value(self, value: Any) -> bool:
        return str(value) in KNOWN


class HoursForm(forms.Form):
    time_zone = ZoneField(
        label=_("Which city keeps the same time as you?"),
        help_text=_("So that night is night for you, in summer and in winter. Only you see this."),
    )
    quiet = forms.BooleanField(label=_("Keep my nights quiet"), required=False)
    quiet_from = forms.ChoiceField(label=_("From"), choices=hours)
    quiet_to = forms.ChoiceField(label=_("Until"), choices=hours)
    at_night = forms.MultipleChoiceField(
        label=_("Whose hard time may reach you even then?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "When one of them tells you that they have a hard time, you hear at once: by mail, and on devices that may be told. They do not see what you choose."
        ),
    )
    day = forms.ChoiceField(label=_("On which days?"), choices=days)
    digest_hour = forms.ChoiceField(label=_("At what time?"), choices=hours)

    def __init__(
        self, *args: Any, person: Person, wishes: Wishes, ties: list[Tie], nights: Iterable[Any], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        mine = person.time_zone or settings.TIME_ZONE
        known = zones()
        self.fields["time_zone"].choices = known if mine in dict(known) else [(mine, mine), *known]  # type: ignore[attr-defined]
        self.fields["at_night"].choices = [(str(tie.pk), tie.name) for tie in ties]  # type: ignore[attr-defined]
        if not ties:
            del self.fields["at_night"]
        self.initial = {
            "time_zone": mine,
            "quiet": wishes.quiet,
            "quiet_from": wishes.quiet_from.hour,
            "quiet_to": wishes.quiet_to.hour,
            "at_night": [str(tie) for tie in nights],
            "day": str(wishes.digest_day) if wishes.weekly else EVERY,
            "digest_hour": wishes.digest_hour,
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("quiet") and given.get("quiet_from") and given.get("quiet_from") == given.get("quiet_to"):
            self.add_error("quiet_to", _("Choose another hour than the one they begin at."))
        return given

    def chosen(self) -> dict[str, Any]:
        """As it is kept."""
        given = self.cleaned_data
        weekly = given["day"] != EVERY
        return {
            "quiet": given["quiet"],
            "quiet_from": time(int(given["quiet_from"])),
            "quiet_to": time(int(given["quiet_to"])),
            "weekly": weekly,
            "digest_day": int(given["day"]) if weekly else 0,
            "digest_hour": int(given["digest_hour"]),
        }
