"""The search form anyone may fill in, and the form by which stewards and navigators keep a listing."""

from math import isfinite
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kith.directory.access.conditions import Filters, languages_in_use
from kith.directory.access.find import FURTHEST_KM, WITHIN_KM, ListingQuery
from kith.directory.form_record import check
from kith.directory.models import AccessFact, Answer, Cost, Listing, Status, Taking
from kith.directory.showing import hours_text, language_name
from kith.directory.vocabulary import categories, languages

DISTANCES = (2, 5, 10, 25, 50, 100, 200)


def category_choices(blank: Any) -> list:
    """The tree as groups, so that a long list can be read."""
    tree: list = [("", blank)]
    for kind in categories().values():
        if kind.parent is None:
            children = [(c.slug, _(c.name)) for c in categories().values() if c.parent == kind.slug]
            tree.append(
                (_(kind.name), [(kind.slug, _("All: %(name)s") % {"name": kind.name}), *children])
                if children
                else (kind.slug, _(kind.name))
            )
    return tree


def whole(text: str, default: float, low: float, high: float) -> float:
    """A number typed into an address; anything else is the default, so that no link can break the page."""
    try:
        number = float(text)
    except (ValueError, OverflowError):
        return default
    return min(max(number, low), high) if isfinite(number) else default


class SearchForm(forms.Form):
    """Reads the address of a search. Nothing in it is refused: what makes no sense is left out."""

    q = forms.CharField(label=_("What are you looking for?"), max_length=200, required=False)
    near = forms.CharField(label=_("Town or postcode"), max_length=100, required=False)
    within = forms.ChoiceField(label=_("How far"), required=False)
    category = forms.ChoiceField(label=_("Kind of service"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    cost = forms.ChoiceField(label=_("Cost"), required=False)
    open_now = forms.BooleanField(label=_("Open now"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__({**dict(data.items()), "within": f"{reach_of(data):g}"}, auto_id="search-%s")
        offer(self, "within", [(str(n), _("%(n)s km") % {"n": n}) for n in distances(reach_of(data))])
        offer(self, "category", category_choices(_("Any kind")))
        codes = dict.fromkeys(
            [*languages_in_use(), *([data["language"]] if data.get("language") in languages() else [])]
        )
        spoken = sorted(((c, language_name(c)) for c in codes), key=lambda p: p[1])
        offer(self, "language", [("", _("Any language")), *spoken])
        offer(self, "cost", [("", _("Any cost")), ("free", _("Free")), ("low", _("Free or low cost"))])
        self.fields["q"].widget.attrs.update(autocomplete="off", enterkeyhint="search")
        self.fields["near"].widget.attrs.update(autocomplete="postal-code", enterkeyhint="search")


def offer(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field its choices, for those that are known only when the page is asked for."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def reach_of(data: Any) -> float:
    return whole(data.get("within", ""), WITHIN_KM, 0.1, FURTHEST_KM)


def distances(asked: float) -> list:
    """The usual choices, and the one asked for when it is another."""
    return sorted({*DISTANCES, int(asked) if asked == int(asked) else asked})


def read_query(data: Any) -> ListingQuery:
    """The search an address asks for."""
    filters = Filters(
        category=data.get("category", "") if data.get("category") in categories() else "",
        language=data.get("language", "") if data.get("language") in languages() else "",
        cost=data.get("cost", "") if data.get("cost") in Cost.values else "",
        open_now=data.get("open_now", "").lower() in ("1", "on", "true", "yes"),
    )
    page = int(whole(data.get("page", ""), 1, 1, 100_000))
    return ListingQuery(
        _clean(data.get("q", ""), 200), _clean(data.get("near", ""), 100), reach_of(data), filters, page
    )


def _clean(text: str, longest: int) -> str:
    return " ".join(text.replace("\x00", " ").split())[:longest]


def known(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Answer, required=False)


class ListingForm(forms.Form):
    """Everything about a service, in the order one would tell it. Blank means that it is not known."""

    name = forms.CharField(label=_("Name of the service"), max_length=200)
    organisation = forms.CharField(label=_("Who runs it"), max_length=200, required=False)
    description = forms.CharField(
        label=_("What it is"),
        widget=forms.Textarea,
        max_length=6000,
        required=False,
        help_text=_("In plain words: what happens there, and what it is like to go."),
    )
    category = forms.ChoiceField(label=_("Kind of service"))
    category2 = forms.ChoiceField(label=_("Another kind"), required=False)
    alert = forms.CharField(label=_("Anything people must know first"), max_length=500, required=False)
    in_person = known(_("You can go there"))
    online = known(_("Online"))
    by_phone = known(_("By phone"))
    phones = forms.CharField(
        label=_("Phone numbers"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=_("One on each line. A comma and a few words may follow: 01632 960001, appointments"),
    )
    website = forms.CharField(label=_("Website"), max_length=500, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    confidential = forms.BooleanField(
        label=_("The address must stay private"),
        required=False,
        help_text=_("For a refuge, say. No address is stored, and nothing about where it is can be found."),
    )
    line1 = forms.CharField(label=_("Street address"), max_length=200, required=False)
    line2 = forms.CharField(label=_("Building or floor"), max_length=200, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    region = forms.CharField(label=_("County, state or region"), max_length=60, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    coordinates = forms.CharField(
        label=_("Coordinates"),
        max_length=60,
        required=False,
        help_text=_("Latitude and longitude, such as 51.4545, -2.5879. They let people search by distance."),
    )
    directions = forms.CharField(
        label=_("Getting there"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    area = forms.CharField(label=_("The area it serves"), max_length=300, required=False)
    hours = forms.CharField(
        label=_("Opening hours"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
        help_text=_("One line for each: Mon-Fri 09:00-17:00. Or: 24/7, or: by appointment."),
    )
    hours_note = forms.CharField(label=_("A note about the hours"), max_length=500, required=False)
    taking_new = forms.ChoiceField(label=_("Room for new people"), choices=Taking, required=False)
    how_to_get_in = forms.CharField(
        label=_("How to get in"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Can people just turn up? Ring first? Does a doctor have to write?"),
    )
    eligibility = forms.CharField(
        label=_("Who it is for"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )
    min_age = forms.IntegerField(label=_("Youngest age"), min_value=0, max_value=120, required=False)
    max_age = forms.IntegerField(label=_("Oldest age"), min_value=0, max_value=120, required=False)
    cost = forms.ChoiceField(label=_("Cost"), choices=Cost, required=False)
    cost_words = forms.CharField(label=_("More about the cost"), max_length=500, required=False)
    languages = forms.CharField(
        label=_("Languages spoken"),
        max_length=500,
        required=False,
        help_text=_("With commas between: English, Urdu. Leave it blank if you do not know."),
    )
    interpreter = known(_("Interpreters"))
    culture = forms.CharField(
        label=_("Culture or community it is of or for"),
        max_length=200,
        required=False,
        help_text=_("Only what they say of themselves."),
    )
    faith = forms.CharField(label=_("Faith it is of or for"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("Is it running?"), choices=Status, initial=Status.ACTIVE)

    def __init__(self, data: Any = None, listing: Listing | None = None) -> None:
        self.listing = listing
        super().__init__(data, initial=initial_of(listing) if listing else None)
        for fact, label in AccessFact.Fact.choices:
            self.fields[f"access_{fact}"] = known(label)
        self.order_fields([*(name for name in self.fields if name != "status"), "status"])
        offer(self, "category", category_choices(_("Choose the nearest")))
        offer(self, "category2", category_choices(_("None")))

    def clean(self) -> dict[str, Any]:
        return check(self)


def initial_of(listing: Listing) -> dict[str, Any]:
    """What the form shows of a listing as it is."""
    same = "name description alert in_person online by_phone website email confidential area hours_note taking_new how_to_get_in eligibility min_age max_age cost cost_words interpreter status"
    values = {name: getattr(listing, name) for name in same.split()}
    site = next(iter(listing.sites.all()), None)
    if site:
        values |= {name: getattr(site, name) for name in ("line1", "line2", "town", "region", "postcode", "directions")}
        values["coordinates"] = f"{site.lat}, {site.lng}" if site.lat is not None else ""
    slugs = [category.slug for category in listing.categories.all()]
    main = listing.category.slug if listing.category else ""
    others = [slug for slug in slugs if slug != main]
    belongings = list(listing.belongings.all())
    return values | {
        "organisation": listing.organisation.name if listing.organisation else "",
        "category": main,
        "category2": others[0] if others else "",
        "phones": "\n".join(f"{phone}, {phone.label}" if phone.label else str(phone) for phone in listing.phones.all()),
        "hours": hours_text(listing),
        "languages": ", ".join(language_name(spoken.code) for spoken in listing.languages.all()),
        "culture": ", ".join(b.name for b in belongings if b.kind == "culture"),
        "faith": ", ".join(b.name for b in belongings if b.kind == "faith"),
        **{f"access_{fact.fact}": fact.answer for fact in listing.access_facts.all()},
    }
