"""The form of each question. Every field may be left empty; an empty form means no answer."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kith.directory.places import Where, find_where
from kith.directory.vocabulary import language_codes
from kith.directory.vocabulary import languages as language_names
from kith.people.models import Need
from kith.weave import questions
from kith.weave.models import Kind

OFTEN = ("en", "ar", "bn", "bfi", "zh", "fr", "pl", "pt", "pa", "so", "es", "uk", "ur", "cy")
TOO_LONG = ngettext_lazy(
    "Please make this shorter: %(limit_value)d letter is the most it can hold. You have %(show_value)d.",
    "Please make this shorter: %(limit_value)d letters are the most it can hold. You have %(show_value)d.",
    "limit_value",
)


def _many(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


def _written(label: Any, hint: Any = "", longest: int = questions.LONGEST_LINE, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    widget.attrs["dir"] = "auto"
    field = forms.CharField(label=label, help_text=hint, required=False, max_length=longest, widget=widget)
    field.widget.attrs.pop("maxlength", None)  # nothing is cut off while someone types or pastes; they are told instead
    next(each for each in field.validators if isinstance(each, MaxLengthValidator)).message = TOO_LONG
    return field


class HardForm(forms.Form):
    things = _many(_("What is hard now?"), [(code, label) for code, (label, _slugs) in questions.HARD.items()])
    words = _written(
        _("In your own words"),
        _("We keep this for you to read back. It is not used to look for things."),
        questions.LONGEST_WORDS,
        rows=4,
    )

    def value(self) -> dict[str, Any]:
        return self.cleaned_data


class MissingForm(forms.Form):
    needs = _many(_("What kind of support do you miss?"), Need.choices)
    needs.hints = {  # type: ignore[attr-defined]
        Need.LISTEN: _("A person who hears you out"),
        Need.PRACTICAL: _("Lifts, forms, food, money, repairs"),
        Need.INFORMATION: _("What exists, what you may ask for"),
        Need.COMPANY: _("A walk, a meal, something on Tuesdays"),
        Need.CARE: _("From people whose job it is"),
        Need.MEANING: _("What you live for and where you belong"),
    }

    def value(self) -> dict[str, Any]:
        return self.cleaned_data


class WhereForm(forms.Form):
    """A place is looked up among the listings' own places. Where several fit, or none, the person chooses."""

    place = _written(_("Town or postcode"))
    pick = forms.ChoiceField(label=_("Which one do you mean?"), required=False, widget=forms.RadioSelect)
    km = forms.TypedChoiceField(
        label=_("How far can you go?"),
        choices=list(questions.REACH.items()),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    by = _many(_("How do you get about?"), list(questions.BY.items()))
    unsaid = forms.BooleanField(label=_("I would rather not say"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = self._look_up()
        self.fields["pick"].choices = self._choices()  # type: ignore[attr-defined]
        if not self.where.found and not self.where.suggestion:
            self.fields["pick"].label = _("Or go on without finding it")
        if not self.must_pick:
            self.fields["pick"].widget = forms.HiddenInput()

    def _look_up(self) -> Where:
        typed = (
            (self.data.get("place") or "").replace("\x00", "") if self.is_bound and not self.data.get("unsaid") else ""
        )
        return find_where(typed) if typed.strip() and typed != self.initial.get("place") else Where("")

    @property
    def known(self) -> list[Any]:
        return [self.where.place, *self.where.others] if self.where.place else []

    @property
    def must_pick(self) -> bool:
        """True where what was typed may mean several places, or none that we know."""
        return bool(self.where.asked) and self.where.point is None or len(self.known) > 1

    def _choices(self) -> list[tuple[str, Any]]:
        near = [(str(place.pk), _name(place)) for place in self.known if place.lat is not None]
        if self.where.suggestion:
            near = [("close", self.where.suggestion.title())]
        keep = (
            _("None of these. Keep what I wrote, and leave out distances")
            if near
            else _("Keep what I wrote, and leave out distances")
        )
        return [*near, ("as_typed", keep)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (
            said.get("place")
            and not said.get("unsaid")
            and self.must_pick
            and not said.get("pick")
            and "pick" not in self.errors
        ):
            if self.where.found:
                self.add_error("pick", _("We know more than one place like that. Choose one."))
            else:
                self.add_error("place", self._unknown())
        return said

    def _unknown(self) -> Any:
        if self.where.suggestion:
            return _("We do not know that place. Is it the one below? You can also write it in another way.")
        return _("We do not know that place yet. Try a bigger town or a postcode near you, or keep what you wrote.")

    def value(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["unsaid"]:
            return {"unsaid": True, "by": said["by"]}
        kept: dict[str, Any] = {"km": said["km"], "by": said["by"]}
        return {**kept, **self._chosen(said["place"], said["pick"])} if said["place"] else kept

    def _chosen(self, typed: str, pick: str) -> dict[str, Any]:
        if typed == self.initial.get("place"):  # the same place as before, with or without distances
            return {"name": typed, "lat": self.initial.get("lat"), "lng": self.initial.get("lng")}
        where = find_where(self.where.suggestion) if pick == "close" else self.where
        place = next((place for place in self.known if str(place.pk) == pick), where.place)
        if pick == "as_typed" or (place is None and where.point is None):
            return {"name": typed}
        point = (place.lat, place.lng) if place else where.point
        return {"name": str(place) if place else typed, "lat": point[0], "lng": point[1]}  # type: ignore[index]


def _name(place: Any) -> str:
    return f"{place} ({place.get_kind_display()})" if place.kind in ("county", "region") else str(place)


class LanguagesForm(forms.Form):
    codes = _many(_("Which languages do you like to speak?"), [(code, language_names()[code]) for code in OFTEN])
    others = _written(_("Any others"), _("Put a comma between them."))

    def value(self) -> dict[str, Any]:
        written = [word.strip() for word in self.cleaned_data["others"].split(",") if word.strip()]
        known = [language_codes()[word.lower()] for word in written if word.lower() in language_codes()]
        unknown = [word for word in written if word.lower() not in language_codes()]
        return {"codes": list(dict.fromkeys(self.cleaned_data["codes"] + known)), "words": ", ".join(unknown)}


class TimesForm(forms.Form):
    slots = _many(_("When are you usually free?"), [(slot, slot) for slot in questions.SLOTS])

    def value(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def chosen(self) -> list[str]:
        return self["slots"].value() or []


class MeetingForm(forms.Form):
    formats = _many(_("How do you like to meet?"), list(questions.FORMATS.items()))

    def value(self) -> dict[str, Any]:
        return self.cleaned_data


class AgeForm(forms.Form):
    band = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[(code, label) for code, (label, *_ages) in questions.BANDS.items()],
        required=False,
        widget=forms.RadioSelect,
    )

    def value(self) -> dict[str, Any]:
        return self.cleaned_data


class CultureForm(forms.Form):
    choices = _many(_("Culture, faith or belonging"), list(questions.BELONGS.items()))
    words = _written(_("In your own words"), _("For example: Welsh, Yoruba, Quaker. Put a comma between them."))

    def value(self) -> dict[str, Any]:
        return self.cleaned_data


FORMS: dict[str, type[Any]] = {
    "hard": HardForm,
    "missing": MissingForm,
    "where": WhereForm,
    "languages": LanguagesForm,
    "times": TimesForm,
    "meeting": MeetingForm,
    "age": AgeForm,
    "culture": CultureForm,
}


def initial(code: str, value: Any) -> dict[str, Any]:
    """What a form shows for an answer already given."""
    said = dict(value) if isinstance(value, dict) else {}
    if code == "where":
        said["place"] = said.pop("name", "")
    if code == "languages":
        names = [language_names().get(each, each) for each in said.get("codes") or [] if each not in OFTEN]
        said["others"] = ", ".join([*names, *filter(None, [said.get("words")])])
    return said


class NotForMeForm(forms.Form):
    """What was put aside. The title is the reader's own note of it, kept sealed."""

    kind = forms.ChoiceField(choices=Kind.choices)
    thing = forms.SlugField(max_length=40)
    title = forms.CharField(max_length=300, required=False)
