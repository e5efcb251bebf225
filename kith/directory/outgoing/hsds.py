"""One listing as an HSDS 3.1 service, nested. The version lives here; what HSDS has no field for goes out as our own terms.

Only what visitors may see goes out. Ids never change, so that a copy can be kept up to date.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid5

from django.db.models import QuerySet

from kith.directory.access import visible_listings
from kith.directory.hours import DAY, Interval, split_days
from kith.directory.intake.hsds import KITH_TERMS
from kith.directory.models import Listing, Site, Status
from kith.directory.storing import NAMESPACE
from kith.directory.vocabulary import categories, languages, situations

VERSION = "3.1"
TAXONOMY = str(uuid5(NAMESPACE, "taxonomy"))
BLANK = "Not known"  # HSDS demands every part of an address; ours that are not known say so
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUSES = {Status.ACTIVE: "active", Status.PAUSED: "temporarily closed"}
DETAILS = ("sites", "phones", "openings", "languages", "situations", "belongings", "access_facts", "categories")


def listings() -> QuerySet[Listing]:
    """What goes out: just what a visitor may see."""
    return visible_listings(None).select_related("organisation").prefetch_related(*DETAILS).order_by("pk")


def services() -> Iterator[dict[str, Any]]:
    """Every listing as a service, a few hundred at a time."""
    for listing in listings().iterator(chunk_size=400):
        yield service(listing)


def service(listing: Listing) -> dict[str, Any]:
    """The service with its organisation, places, phones, hours, languages and terms."""
    values = {
        "id": str(listing.uid),
        "name": listing.name,
        "alternate_name": listing.other_name,
        "description": listing.description,
        "url": listing.website,
        "email": listing.email,
        "status": STATUSES[Status(listing.status)],
        "alert": listing.alert,
        "interpretation_services": listing.interpreter_words,
        "application_process": listing.how_to_get_in,
        "fees_description": listing.cost_words,
        "eligibility_description": listing.eligibility,
        "minimum_age": listing.min_age,
        "maximum_age": listing.max_age,
        "assured_date": _assured(listing),
        "last_modified": listing.changed.isoformat(timespec="seconds"),
        "organization": organization(listing),
        "phones": _phones(listing),
        "schedules": _schedules(listing),
        "languages": _languages(listing),
        "service_areas": _areas(listing),
        "attributes": _attributes(listing),
        "service_at_locations": [_at(listing, s) for s in listing.sites.all()],
    }
    return _without_blanks(values)


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def _id(listing: Listing, *parts: Any) -> str:
    return str(uuid5(listing.uid, "|".join(map(str, parts))))


def organization(listing: Listing) -> dict[str, Any]:
    """Who runs it; HSDS wants one always, so a service that names nobody stands for itself."""
    runs = listing.organisation
    if runs is None:
        return {"id": _id(listing, "organization"), "name": listing.name, "description": BLANK}
    values = {
        "id": str(runs.uid),
        "name": runs.name,
        "description": runs.description or BLANK,
        "website": runs.website,
        "email": runs.email,
    }
    return _without_blanks(values)


def _assured(listing: Listing) -> str:
    day = listing.checked_on or listing.source_date
    return day.isoformat() if day else ""


def _phones(listing: Listing) -> list[dict[str, Any]]:
    return [
        _without_blanks(
            {
                "id": _id(listing, "phone", n),
                "number": phone.number,
                "extension": int(phone.extension) if phone.extension else None,
                "type": phone.kind,
                "description": phone.label,
            }
        )
        for n, phone in enumerate(listing.phones.all())
    ]


def _schedules(listing: Listing) -> list[dict[str, Any]]:
    rows = [
        {
            "id": _id(listing, "schedule", n),
            "freq": "WEEKLY",
            "interval": 1,
            "byday": DAYS[span.start // DAY % 7],
            "opens_at": _clock(span.start),
            "closes_at": _clock(span.end) if span.end % DAY else "23:59:00",
        }
        for n, span in enumerate(split_days(Interval(o.start, o.end) for o in listing.openings.all()))
    ]
    return rows + (
        [{"id": _id(listing, "schedule note"), "description": listing.hours_note}] if listing.hours_note else []
    )


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}:00"


def _languages(listing: Listing) -> list[dict[str, str]]:
    return [
        {"id": _id(listing, "language", row.code), "code": row.code, "name": languages().get(row.code, row.code)}
        for row in listing.languages.all()
    ]


def _areas(listing: Listing) -> list[dict[str, str]]:
    return [{"id": _id(listing, "area"), "name": listing.area}] if listing.area else []


def terms(listing: Listing) -> list[tuple[str, str]]:
    """(code, name) of everything HSDS has no field for, and of the categories."""
    main = [listing.category] if listing.category else []
    kinds = [*main, *(c for c in listing.categories.all() if c not in main)]
    found = [(f"category={c.slug}", categories()[c.slug].name if c.slug in categories() else c.name) for c in kinds]
    found += [(f"situation={row.code}", situations().get(row.code, row.code)) for row in listing.situations.all()]
    found += [(row.kind, row.name) for row in listing.belongings.all()]
    for name in ("in_person", "online", "by_phone", "taking_new", "cost", "interpreter"):
        if answer := getattr(listing, name):
            found.append((f"{name}={answer}", f"{name.replace('_', ' ')}: {answer}"))
    found += [("hours=appointment", "by appointment")] if listing.hours == "appointment" else []
    return found + ([("confidential", "address kept private")] if listing.confidential else [])


def term(code: str, name: str) -> dict[str, str]:
    return {
        "id": str(uuid5(NAMESPACE, f"term|{code}|{name}")),
        "code": KITH_TERMS + code,
        "name": name,
        "description": name,
        "taxonomy_id": TAXONOMY,
    }


def _attributes(listing: Listing) -> list[dict[str, Any]]:
    return [
        {
            "id": _id(listing, "attribute", code, name),
            "link_id": str(listing.uid),
            "link_entity": "service",
            "taxonomy_term": term(code, name),
        }
        for code, name in terms(listing)
    ]


def _at(listing: Listing, site: Site) -> dict[str, Any]:
    place = {
        "id": str(site.uid),
        "location_type": "physical",
        "name": site.name,
        "transportation": site.directions,
        "latitude": site.lat,
        "longitude": site.lng,
        "addresses": _addresses(site),
        "accessibility": _accessibility(listing) if site.order == 0 else [],
    }
    return {"id": str(uuid5(site.uid, "at")), "location": _without_blanks(place)}


def _addresses(site: Site) -> list[dict[str, str]]:
    """Someone who keeps an address private has no site at all, so none can go out."""
    if not (site.line1 or site.town or site.postcode):
        return []
    values = {
        "id": str(uuid5(site.uid, "address")),
        "address_1": site.line1 or BLANK,
        "city": site.town or BLANK,
        "state_province": site.region or BLANK,
        "postal_code": site.postcode or BLANK,
        "country": site.country or BLANK,
        "address_type": "physical",
    }
    return [values | _without_blanks({"address_2": site.line2, "region": site.county})]


def _accessibility(listing: Listing) -> list[dict[str, str]]:
    return [
        {
            "id": _id(listing, "access", row.fact),
            "description": f"{row.fact.replace('_', ' ')}: {row.answer}",
            "details": row.note or BLANK,
        }
        for row in listing.access_facts.all()
    ]
