"""What people fill in to find, join and run a group."""

import zoneinfo
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kith.core.languages import LANGUAGES
from kith.groups.access import Search
from kith.groups.models import Format, Group, MeetingTime, Weekday
from kith.people.audiences import AUDIENCES
from kith.people.forms import colour_field
from kith.people.models import Need
from kith.people.names import clean_name
from kith.spaces.forms import words

EITHER = [("", _("Does not matter"))]


class FindForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=100, strip=True)
    need = forms.ChoiceField(label=_("What it gives"), required=False, choices=[*EITHER, *Need.choices])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[*EITHER, *LANGUAGES.items()])
    way = forms.ChoiceField(label=_("How it meets"), required=False, choices=[*EITHER, *Format.choices])

    def search(self) -> Search:
        """What was asked; a part that makes no sense is left out rather than refused."""
        said = self.cleaned_data if self.is_valid() else self.cleaned_data or {}
        return Search(said.get("q", ""), said.get("need", ""), said.get("language", ""), said.get("way", ""))


class JoinForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("The name you will have here"),
        help_text=_(
            "You can keep your name, or choose another just for this group. A different name here keeps your words apart from"
            " your main name. People may still recognise how you write."
        ),
        error_messages={"required": _("Choose a name to be known by here. It can be made up.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )

    colour = colour_field(
        label=_("A colour for that other name"),
        required=False,
        help_text=_(
            "Only for a name of this group. If you skip it, it gets one by chance. Your main name keeps its own."
        ),
    )

    def __init__(self, *args: Any, fixed_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed_name:
            del self.fields["name"], self.fields["colour"]

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class NameHereForm(JoinForm):
    """Another name for someone who is in the group already."""

    version = None  # type: ignore[assignment]


class AskForm(JoinForm):
    answer = words(
        _("Would you like to say something to those who run the group?"),
        1000,
        "",
        rows=3,
        hint=_("For example what brings you. Only they read it."),
        required=False,
    )


class GroupForm(forms.ModelForm):
    name = words(_("Name of the group"), 80, _("Give the group a name."))
    purpose = words(_("What it is for, in one sentence"), 200, _("Say in one sentence what the group is for."))
    who_for = words(
        _("Who it is for"), 300, "", required=False, hint=_("Say it so that someone can tell: this is for me.")
    )
    audience = forms.MultipleChoiceField(
        label=_("Only or mostly for some people?"),
        choices=[(code, label) for code, label in AUDIENCES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose nothing when it is for everyone. Others are then shown it less, and told whom it is for."),
    )
    about = words(
        _("More about it"),
        5000,
        "",
        rows=6,
        required=False,
        hint=_("What happens, what nobody has to do, how to come the first time."),
    )
    needs = forms.MultipleChoiceField(
        label=_("What it gives"),
        choices=Need.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one. People are shown the group by it.")},
    )
    formats = forms.MultipleChoiceField(
        label=_("How it meets"),
        choices=Format.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one way of meeting.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGES.items()),
        widget=forms.SelectMultiple(attrs={"size": 6}),
        required=False,
    )
    culture = words(
        _("Culture or faith, if it matters"),
        200,
        "",
        required=False,
        hint=_("Words with commas between them, for example: Somali, Muslim."),
    )
    place_name = words(
        _("Where it meets"),
        120,
        "",
        required=False,
        hint=_("A place people can know before joining. Leave it out if it should not be known."),
    )

    class Meta:
        model = Group
        fields = [
            "name", "purpose", "who_for", "about", "visibility", "joining", "place_name", "lat", "lng", "min_age", "max_age", "size_limit",
            "watched_hours", "state",
        ]  # fmt: skip
        labels = {
            "visibility": _("Who can find it"),
            "joining": _("How people join"),
            "lat": _("Latitude"),
            "lng": _("Longitude"),
            "min_age": _("Youngest age"),
            "max_age": _("Oldest age"),
            "size_limit": _("Most people it can hold"),
            "watched_hours": _("When someone watches over it"),
            "state": _("How it is now"),
        }
        help_texts = {
            "lat": _("For example 51.4816. With it, people nearby are shown the group."),
            "size_limit": _("Leave it empty for no limit."),
            "watched_hours": _("For example: someone reads here every day between 9 and 9."),
        }
        widgets = {"visibility": forms.RadioSelect, "joining": forms.RadioSelect, "state": forms.RadioSelect}

    field_order = [
        "name", "purpose", "who_for", "audience", "min_age", "max_age", "about", "needs", "formats", "languages", "culture", "place_name", "lat", "lng",
        "visibility", "joining", "size_limit", "watched_hours", "state",
    ]  # fmt: skip

    def __init__(
        self, *args: Any, decides: bool = True, visibilities: Sequence[str] | None = None, **kwargs: Any
    ) -> None:
        """`decides`: whether who finds the group and how one joins is theirs to say; `visibilities`: what they may choose of."""
        super().__init__(*args, **kwargs)
        if not decides:
            del self.fields["visibility"], self.fields["joining"]
        elif visibilities is not None and len(visibilities) < len(Group.Visibility):
            field: Any = self.fields["visibility"]
            field.choices = [choice for choice in Group.Visibility.choices if choice[0] in visibilities]
            field.help_text = _("People have written here for those who could read it. It can be opened no further.")

    def clean_culture(self) -> list[str]:
        said = (part.strip().casefold()[:60] for part in self.cleaned_data["culture"].split(","))
        return list(dict.fromkeys(part for part in said if part))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        lat, lng = said.get("lat"), said.get("lng")
        if (lat is None) != (lng is None) and not {"lat", "lng"} & set(self.errors):
            self.add_error("lat", _("Give both numbers of the place, or neither."))
        if lat is not None and not -90 <= lat <= 90:
            self.add_error("lat", _("A latitude lies between -90 and 90."))
        if lng is not None and not -180 <= lng <= 180:
            self.add_error("lng", _("A longitude lies between -180 and 180."))
        youngest, oldest = said.get("min_age"), said.get("max_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("max_age", _("The oldest age is below the youngest."))
        return said

    def values(self) -> dict[str, Any]:
        """What belongs on the group's own row."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        return said | {"online": "online" in self.cleaned_data["formats"]}

    def facets(self) -> dict[str, list[str]]:
        return {name: self.cleaned_data[name] for name in ("needs", "formats", "languages", "culture", "audience")}


class AgreementForm(forms.Form):
    agreement = words(
        _("What members agree to"),
        5000,
        _("Write what members agree to. A few lines are enough."),
        rows=6,
        hint=_(
            "People read this before they join. When you change it, members are told, and the new words stand on the group's page."
        ),
    )


class MeetingTimeForm(forms.ModelForm):
    class Meta:
        model = MeetingTime
        fields = ["weekday", "week", "starts", "minutes", "time_zone", "place_or_link", "notes"]
        labels = {
            "weekday": _("Day"),
            "week": _("How often"),
            "starts": _("Starts at"),
            "minutes": _("How long, in minutes"),
            "time_zone": _("Time zone"),
            "place_or_link": _("Where to come, or the link"),
            "notes": _("Anything to know"),
        }
        help_texts = {
            "time_zone": _("For example Europe/London. Meetings keep this clock's hour in summer and in winter."),
            "place_or_link": _("Only people in the group see this."),
            "notes": _("Only people in the group see this."),
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
