"""What people fill in to make a group, and to change what it says of itself and when it meets."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.core.languages import LANGUAGES
from kith.groups.models import Format, Group
from kith.groups.ways_in import FINDING, JOINING
from kith.people.audiences import AUDIENCES
from kith.people.models import Need
from kith.spaces.forms import words


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
        required=False,
        help_text=_("People who look for one of these are shown the group."),
    )
    formats = forms.MultipleChoiceField(
        label=_("How it meets"),
        choices=Format.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
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
            "watched_how", "watched_hours",
        ]  # fmt: skip
        labels = {
            "visibility": _("Who can find it"),
            "joining": _("How people join"),
            "lat": _("Latitude"),
            "lng": _("Longitude"),
            "min_age": _("Youngest age"),
            "max_age": _("Oldest age"),
            "size_limit": _("Most people it can hold"),
            "watched_how": _("How it is watched over"),
            "watched_hours": _("At what hours"),
        }
        help_texts = {
            "lat": _("For example 51.4816. With it, people nearby are shown the group."),
            "size_limit": _("Leave it empty for no limit. When it is full, people can wait for a place."),
            "watched_how": _(
                "For example: two of us read all that is written, and answer when someone is having a hard time."
            ),
            "watched_hours": _("For example: someone reads here every day between 9 and 9."),
        }
        widgets = {"visibility": forms.RadioSelect, "joining": forms.RadioSelect}

    field_order = [
        "name", "purpose", "who_for", "audience", "min_age", "max_age", "about", "needs", "formats", "languages", "culture", "place_name", "lat", "lng",
        "visibility", "joining", "size_limit", "watched_how", "watched_hours",
    ]  # fmt: skip

    def __init__(
        self, *args: Any, decides: bool = True, visibilities: Sequence[str] | None = None, **kwargs: Any
    ) -> None:
        """`decides`: whether who finds the group and how one joins is theirs to say; `visibilities`: what they may choose of."""
        super().__init__(*args, **kwargs)
        for name, hints in (("visibility", FINDING), ("joining", JOINING)):
            self.fields[name].hints = hints  # type: ignore[attr-defined]
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
        required=False,
        hint=_(
            "People read this before they join. When you change it, members are shown what is new, and say yes before they write again."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Once people agreed to something, it can be changed but not left empty."""
        super().__init__(*args, **kwargs)
        self.fields["agreement"].required = bool(self.initial.get("agreement"))
