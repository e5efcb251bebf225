"""From what was typed into the listing form to a record, keeping what the form does not show."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from kith.directory.intake import repair
from kith.directory.intake.hours_words import read_hours
from kith.directory.intake.repair import Bad
from kith.directory.models import AccessFact, Listing
from kith.directory.places import place_key
from kith.directory.records import ListingRecord, OrganisationRecord, PhoneRecord, SiteRecord
from kith.directory.regions import country_of, zone_of


def check(form: forms.Form) -> dict[str, Any]:
    """Read the fields that need understanding; problems are put beside them, in words that say what to do."""
    values = form.cleaned_data
    _try(form, "website", _("Write the web address, such as example.org."), lambda text: repair.website(text))
    _try(form, "phones", _("One of these is not a phone number. Write each on its own line."), read_phones)
    _try(
        form,
        "coordinates",
        _("Write latitude and longitude with a comma between, such as 51.4545, -2.5879."),
        read_point,
    )
    _try(form, "hours", _("We could not read these hours. Write each day so: Mon-Fri 09:00-17:00."), read_week)
    _try(form, "languages", _("We do not know one of these languages. Check the spelling."), read_languages)
    low, high = values.get("min_age"), values.get("max_age")
    if low is not None and high is not None and low > high:
        form.add_error("max_age", _("The oldest age is below the youngest."))
    return values


def _try(form: forms.Form, name: str, problem: str, read: Callable[[str], Any]) -> None:
    try:
        form.cleaned_data[f"read_{name}"] = read(form.cleaned_data.get(name) or "")
    except Bad:
        form.add_error(name, problem)


def read_phones(text: str) -> list[PhoneRecord]:
    found = []
    for line in filter(str.strip, text.splitlines()):
        number, _comma, label = line.partition(",")
        kind = "text" if label.strip().lower().startswith("text") else "voice"
        found.append(repair.phone(number, kind=kind, label=label))
    return [phone for phone in found if phone]


def read_point(text: str) -> tuple[float, float] | tuple[None, None]:
    north, _comma, east = text.partition(",")
    return repair.point(north, east)


def read_week(text: str) -> tuple[str, list]:
    kind, openings, note = read_hours(text.replace("\r", "").replace("\n", ";").strip("; "))
    if note and kind != "appointment":
        raise Bad(note)
    return kind, openings


def read_languages(text: str) -> list[str]:
    codes = [repair.language(name) for name in repair.pieces(text)]
    if "" in codes:
        raise Bad("unknown language")
    return codes


def record_of(form: forms.Form, listing: Listing | None = None) -> ListingRecord:
    """The record a valid form describes."""
    v = form.cleaned_data
    names = "name description alert in_person online by_phone email confidential area hours_note taking_new how_to_get_in eligibility min_age max_age cost cost_words interpreter status"
    kind, openings = v["read_hours"]
    sites = _sites(v, listing)
    region, country = (sites[0].region, sites[0].country) if sites else ("", "")
    return ListingRecord(
        source_id=listing.source_id if listing else "",
        website=v["read_website"],
        phones=v["read_phones"],
        languages=v["read_languages"],
        hours=kind,
        openings=openings,
        sites=sites,
        organisation=_organisation(v["organisation"], listing),
        categories=_categories(v, listing),
        time_zone=(listing.time_zone if listing else "") or zone_of(region, country),
        belongings=_belongings(v, listing),
        access_facts=_facts(v, listing),
        raw=listing.raw if listing else {},
        **{name: v[name] for name in names.split()},
        **_unshown(listing),
    )


def _unshown(listing: Listing | None) -> dict[str, Any]:
    if listing is None:
        return {}
    return {
        "other_name": listing.other_name,
        "interpreter_words": listing.interpreter_words,
        "source_date": listing.source_date,
        "situations": [row.code for row in listing.situations.all()],
    }


def _sites(v: dict[str, Any], listing: Listing | None) -> list[SiteRecord]:
    """The first place as typed, and any others as they were."""
    old = list(listing.sites.all()) if listing else []
    lat, lng = v["read_coordinates"]
    typed = SiteRecord(
        line1=v["line1"],
        line2=v["line2"],
        town=v["town"],
        region=v["region"],
        directions=v["directions"],
        lat=lat,
        lng=lng,
        postcode=repair.postcode(v["postcode"], v["region"]),
        name=old[0].name if old else "",
        county=old[0].county if old else "",
        country=(old[0].country if old else "") or country_of(v["region"]) or settings.COUNTRY,
    )
    has_place = any((typed.line1, typed.town, typed.postcode, lat is not None))
    return ([typed] if has_place else []) + [kept_site(site) for site in old[1:]]


def kept_site(site: Any) -> SiteRecord:
    return SiteRecord(**{name: getattr(site, name) for name in SiteRecord.__dataclass_fields__})


def _organisation(name: str, listing: Listing | None) -> OrganisationRecord | None:
    old = listing.organisation if listing else None
    if old and old.name == name:
        return OrganisationRecord(old.source_id, name, old.description, old.website, old.email, old.uid)
    return OrganisationRecord(key=place_key(name)[:120], name=name) if name else None


def _categories(v: dict[str, Any], listing: Listing | None) -> list[str]:
    kept = [category.slug for category in listing.categories.all()] if listing else []
    main = listing.category.slug if listing and listing.category else ""
    unshown = [slug for slug in kept if slug != main][1:]
    return [slug for slug in dict.fromkeys([v["category"], v["category2"], *unshown]) if slug]


def _belongings(v: dict[str, Any], listing: Listing | None) -> list[tuple[str, str]]:
    typed = [(kind, name[:60]) for kind in ("culture", "faith") for name in repair.pieces(v[kind])]
    return typed + [(b.kind, b.name) for b in (listing.belongings.all() if listing else []) if b.kind == "identity"]


def _facts(v: dict[str, Any], listing: Listing | None) -> list[tuple[str, str, str]]:
    notes = {row.fact: row.note for row in listing.access_facts.all()} if listing else {}
    return [
        (fact, v[f"access_{fact}"], notes.get(fact, "")) for fact in AccessFact.Fact.values if v.get(f"access_{fact}")
    ]
