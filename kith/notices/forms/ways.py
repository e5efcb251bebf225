"""By which ways each family of notices may leave the house, and how much of each group counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.notices.families import USUAL, Family, Mail
from kith.notices.models import GroupWish, Wishes
from kith.notices.wishes import Ways

FULLER = [("plain", _("Only that there is something new")), ("fuller", _("Also from whom, or from which group"))]


class WaysForm(forms.Form):
    """Two choices for each family, and one for each group."""

    by_mail = forms.BooleanField(label=_("Send me mail about what is new"), required=False)
    words = forms.ChoiceField(
        label=_("What a mail says"),
        choices=FULLER,
        widget=forms.RadioSelect,
        help_text=_("Someone else may see your mail. It never says what was written, or what this place is for."),
    )

    def __init__(
        self,
        *args: Any,
        wishes: Wishes,
        ways: dict[Family, Ways],
        groups: list[tuple[int, str, str]],
        devices: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ways, self.groups, self.devices = ways, groups, devices
        self.initial = {"by_mail": wishes.by_mail, "words": "fuller" if wishes.fuller else "plain"}
        for family, way in ways.items():
            self._add_family(family, way)
        for number, name, level in groups:
            self.fields[f"group_{number}"] = forms.ChoiceField(
                label=name, choices=GroupWish.Level.choices, initial=level
            )

    def _add_family(self, family: Family, way: Ways) -> None:
        self.fields[f"mail_{family}"] = forms.ChoiceField(label=_("Mail"), choices=Mail.choices, initial=way.mail)
        if self.devices:
            self.fields[f"push_{family}"] = forms.BooleanField(
                label=_("On my devices"), required=False, initial=way.push
            )

    def families(self) -> list[tuple[Family, Any, Any, Any]]:
        """Each family with what it is about and its controls; the last is None where no device may be told."""
        return [
            (one, USUAL[one].about, self[f"mail_{one}"], self[f"push_{one}"] if self.devices else None)
            for one in self.ways
        ]

    def of_groups(self) -> list[Any]:
        return [self[f"group_{number}"] for number, _name, _level in self.groups]

    def chosen_ways(self) -> dict[Family, Ways]:
        """What was chosen; without a device, what was chosen for devices before stays."""
        given = self.cleaned_data
        return {
            one: Ways(given[f"mail_{one}"], given[f"push_{one}"] if self.devices else before.push)
            for one, before in self.ways.items()
        }

    def chosen_groups(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"group_{number}"] for number, _name, _level in self.groups}
