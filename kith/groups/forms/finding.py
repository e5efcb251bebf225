"""What people fill in to find a group. Every part may be left open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.core import places
from kith.core.languages import LANGUAGES
from kith.groups.finding import Search
from kith.groups.models import Format, Weekday
from kith.people.models import Need

EITHER = [("", _("Does not matter"))]
PARTS = [
    ("morning", _("In the morning")),
    ("afternoon", _("In the afternoon")),
    ("evening", _("In the evening")),
    ("night", _("At night")),
]
HOW_FAR = [
    ("3", _("3 kilometres")),
    ("10", _("10 kilometres")),
    ("30", _("30 kilometres")),
    ("100", _("100 kilometres")),
]
USUAL = 10


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[*EITHER, *choices])


class FindForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=100, strip=True)
    need = _choice(_("What it gives"), Need.choices)
    way = _choice(_("How it meets"), Format.choices)
    weekday = _choice(_("Day"), Weekday.choices)
    part = _choice(_("Part of the day"), PARTS)
    near = forms.CharField(
        label=_("Near a place"), required=False, max_length=100, help_text=_("A town or a postcode.")
    )
    within = forms.ChoiceField(label=_("How far from it"), required=False, choices=HOW_FAR, initial=str(USUAL))
    language = _choice(_("Language"), LANGUAGES.items())
    culture = forms.CharField(label=_("Culture or faith"), required=False, max_length=60, strip=True)

    def search(self) -> Search:
        """What was asked; a part that makes no sense is left out rather than refused."""
        said = self.cleaned_data if self.is_valid() else self.cleaned_data or {}
        found = places.find(near) if (near := said.get("near", "")) else None
        return Search(
            said.get("q", ""), said.get("need", ""), said.get("language", ""), said.get("way", ""),
            said.get("culture", ""), said.get("weekday", ""), said.get("part", ""),
            found.name if found else near, found.point if found else None, int(said.get("within") or USUAL),
        )  # fmt: skip
