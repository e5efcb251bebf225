"""Reads where an HSDS service is, and what the building is like, from any of the ways HSDS has of saying so."""

from typing import Any

from kith.directory.intake import repair
from kith.directory.models import AccessFact
from kith.directory.records import SiteRecord
from kith.directory.regions import country_of

FACTS = (
    ("step_free", ("wheelchair", "step-free", "step free", "ramp", "level access")),
    ("toilet", ("toilet", "restroom", "wc")),
    ("loop", ("hearing loop", "induction loop", "hearing aid")),
    ("sign", ("sign language", "bsl", "asl ", "signing")),
    ("quiet", ("quiet",)),
    ("parking", ("parking",)),
    ("transport", ("bus ", "train", "tram", "metro", "public transport", "station")),
)
SAYS_NO = ("no ", "not ", "without", "limited", "unable")
OWN_FACTS = {
    f"{fact.replace('_', ' ')}: {answer}": (fact, answer) for fact in AccessFact.Fact.values for answer in ("yes", "no")
}


def sites_of(service: dict, notes: Any) -> list[SiteRecord]:
    """Each place once, whichever way the service names it."""
    found: dict[Any, SiteRecord] = {}
    for at in rows_of(service, "service_at_locations"):
        location = location_of(at)
        if location.get("location_type") != "virtual" and (site := _site(location, notes)):
            found[site.uid or (site.line1, site.town, site.lat)] = site
    return list(found.values())


def _site(location: dict, notes: Any) -> SiteRecord | None:
    addresses = rows_of(location, "addresses")
    address = next((a for a in addresses if a.get("address_type") == "physical"), addresses[0] if addresses else {})
    lat, lng = notes.take(repair.point, location.get("latitude"), location.get("longitude"))
    region = repair.line(address.get("state_province"), 60)
    country = repair.line(address.get("country"), 2).upper() or country_of(region)
    site = SiteRecord(
        name=repair.line(location.get("name")),
        line1=repair.line(address.get("address_1")),
        line2=repair.line(address.get("address_2")),
        town=repair.line(address.get("city"), 80),
        county=repair.line(address.get("region"), 80),
        region=region,
        postcode=repair.postcode(address.get("postal_code"), region, country),
        country=country,
        directions=repair.plain(location.get("transportation")),
        lat=lat,
        lng=lng,
    )
    return site if site.line1 or site.town or site.postcode or lat is not None else None


def access_facts(service: dict) -> list[tuple[str, str, str]]:
    texts: list[tuple[str, str, str]] = []
    for at in rows_of(service, "service_at_locations"):
        for item in rows_of(location_of(at), "accessibility"):
            said = repair.line(item.get("description") or item.get("accessibility"), 300)
            if own := OWN_FACTS.get(said):
                texts.append((*own, repair.line(item.get("details"), 300)))
            else:
                text = f"{said}. {repair.line(item.get('details'), 300)}"
                texts += [fact for sentence in text.split(". ") if (fact := _fact(sentence))]
    return texts


def _fact(sentence: str) -> tuple[str, str, str] | None:
    said = sentence.lower() + " "
    for fact, signs in FACTS:
        if any(sign in said for sign in signs):
            return fact, "no" if any(word in said for word in SAYS_NO) else "yes", sentence[:300]
    return None


def location_of(at: dict) -> dict:
    location = at.get("location")
    return location if isinstance(location, dict) else {}


def rows_of(value: Any, name: str) -> list[dict]:
    found = value.get(name) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
