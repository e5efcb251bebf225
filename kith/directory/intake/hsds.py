"""Reads one HSDS service, nested as in HSDS 3, into a listing record. What HSDS says nothing of stays not known."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kith.directory.hours import Interval, interval
from kith.directory.intake import repair
from kith.directory.intake.hours_words import DAYS
from kith.directory.intake.hsds_places import access_facts, location_of, rows_of, sites_of
from kith.directory.intake.repair import Bad
from kith.directory.intake.table import read_cost
from kith.directory.records import ListingRecord, OrganisationRecord, PhoneRecord, SiteRecord
from kith.directory.regions import zone_of
from kith.directory.vocabulary import (
    categories,
    category_of_open_eligibility,
    guess_category,
    situation_of_open_eligibility,
    situations,
)

STATUSES = {"active": "active", "inactive": "inactive", "defunct": "defunct", "temporarily closed": "paused"}
KITH_TERMS = "kith:"  # our own export marks what HSDS has no field for with terms whose code starts so


class Notes:
    """Gathers what a service is taken without."""

    def __init__(self) -> None:
        self.without: list[str] = []

    def take(self, read: Any, *values: Any, **more: Any) -> Any:
        try:
            return read(*values, **more)
        except Bad as error:
            self.without.append(str(error))
            return read(*([""] * len(values)), **more)


def records(services: list[dict[str, Any]], today: date) -> Iterator:
    """(row, record or None, reason it was left out, what it is taken without) for each service."""
    for number, service in enumerate(services, 1):
        notes = Notes()
        row = str(service.get("_row") or number)
        try:
            yield row, read_service(service, row, notes, today), "", notes.without
        except Bad as error:
            yield row, None, str(error), notes.without


def read_service(service: dict[str, Any], row: str, notes: Notes, today: date) -> ListingRecord:
    """Raises Bad for a service without an id or a name."""
    name, key = repair.line(service.get("name")), repair.line(service.get("id"), 120)
    if not key:
        raise Bad("has no id")
    if not name:
        raise Bad("has no name")
    marks = _terms(service)
    confidential = any(code == KITH_TERMS + "confidential" for code, _ in marks)
    places = [] if confidential else sites_of(service, notes)
    region, country = (places[0].region, places[0].country) if places else ("", "")
    return ListingRecord(
        name=name,
        source_id=key,
        row=row,
        uid=repair.uuid(key),
        other_name=repair.line(service.get("alternate_name")),
        organisation=_organisation(service.get("organization"), notes),
        sites=places,
        confidential=confidential,
        time_zone=zone_of(region, country),
        **_formats(service, places, marks),
        **_plain(service, notes, marks),
        **_money(service, marks),
        **_when(service, marks, today),
        **_who(service, marks, notes),
        raw={"id": key, "hsds": True},
    )


def _plain(service: dict, notes: Notes, marks: list[tuple[str, str]]) -> dict[str, Any]:
    interpreter = repair.plain(service.get("interpretation_services"))
    areas = [
        repair.line(area.get("service_area") or area.get("name"), 300) for area in rows_of(service, "service_areas")
    ]
    return {
        "description": repair.plain(service.get("description")),
        "website": notes.take(repair.website, service.get("url")),
        "email": notes.take(repair.email, service.get("email")),
        "alert": repair.plain(service.get("alert")),
        "status": STATUSES.get(repair.plain(service.get("status")).lower(), "active"),
        "interpreter_words": interpreter,
        "interpreter": _said(marks, "interpreter") or _yes_no(interpreter),
        "how_to_get_in": repair.plain(service.get("application_process")),
        "area": next(filter(None, areas), ""),
        "phones": _phones(service, notes),
        "source_date": repair.day(service.get("assured_date")),
        "access_facts": access_facts(service),
    }


def _yes_no(words: str) -> str:
    if not words:
        return ""
    return "no" if words.lower().startswith(("no", "none", "not ")) else "yes"


def _formats(service: dict, places: list[SiteRecord], marks: list[tuple[str, str]]) -> dict[str, Any]:
    virtual = any(location_of(at).get("location_type") == "virtual" for at in rows_of(service, "service_at_locations"))
    codes = {code for code, _ in marks}
    said = {
        name: next((a for a in ("yes", "no") if f"{KITH_TERMS}{name}={a}" in codes), "")
        for name in ("in_person", "online", "by_phone")
    }
    taking = _said(marks, "taking_new")
    ours = any(code.startswith(KITH_TERMS) for code in codes)  # our own export says it where it is known
    return {
        "in_person": said["in_person"] or ("yes" if places and not ours else ""),
        "online": said["online"] or ("yes" if virtual else ""),
        "by_phone": said["by_phone"],
        "taking_new": taking if taking in ("yes", "no", "waitlist") else "",
    }


def _said(marks: list[tuple[str, str]], name: str) -> str:
    """What one of our own terms says of a fact HSDS has no field for."""
    start = f"{KITH_TERMS}{name}="
    return next((code.removeprefix(start) for code, _ in marks if code.startswith(start)), "")


def _money(service: dict, marks: list[tuple[str, str]]) -> dict[str, Any]:
    words = repair.plain(service.get("fees_description") or service.get("fees"))
    options = rows_of(service, "cost_options")
    amounts = [
        float(text) for option in options if (text := repair.plain(option.get("amount"))).replace(".", "", 1).isdigit()
    ]
    code, _ = read_cost(words)
    if amounts and all(amount == 0 for amount in amounts):
        code = "free"
    elif any(amount > 0 for amount in amounts) and code != "low":
        code = "paid"
    said = _said(marks, "cost")
    return {"cost": said if said in ("free", "low", "paid") else code, "cost_words": words}


def _who(service: dict, marks: list[tuple[str, str]], notes: Notes) -> dict[str, Any]:
    spoken = [
        *rows_of(service, "languages"),
        *(x for at in rows_of(service, "service_at_locations") for x in rows_of(location_of(at), "languages")),
    ]
    codes = [repair.language(item.get("code") or item.get("name") or item.get("language")) for item in spoken]
    eligibility = repair.plain(service.get("eligibility_description"))
    old = [repair.plain(item.get("eligibility")) for item in rows_of(service, "eligibility")]  # before 3.0
    found = [slug for code, name in marks if (slug := _category(code, name))] or [
        guess_category(service.get("name") or "")
    ]
    return {
        "eligibility": eligibility or "; ".join(filter(None, old)),
        "min_age": notes.take(repair.whole, service.get("minimum_age"), low=0, high=130),
        "max_age": notes.take(repair.whole, service.get("maximum_age"), low=0, high=130),
        "languages": list(dict.fromkeys(filter(None, codes))),
        "categories": list(dict.fromkeys(filter(None, found))),
        "situations": list(dict.fromkeys(filter(None, (_situation(code, name) for code, name in marks)))),
        "belongings": [
            (kind, name)
            for code, name in marks
            for kind in ("culture", "faith", "identity")
            if code == KITH_TERMS + kind
        ],
    }


def _terms(service: dict) -> list[tuple[str, str]]:
    """(code, name) of the taxonomy terms a service is marked with."""
    terms = [link.get("taxonomy_term") or {} for link in rows_of(service, "attributes")]
    old = list(rows_of(service, "taxonomy_terms"))
    return [
        (repair.line(t.get("code") or t.get("id"), 80), repair.line(t.get("name") or t.get("term"), 60))
        for t in [*terms, *old]
        if isinstance(t, dict)
    ]


def _category(code: str, name: str) -> str:
    plain = code.removeprefix(KITH_TERMS + "category=")
    if plain in categories():
        return plain
    if code.startswith(KITH_TERMS):
        return ""
    return category_of_open_eligibility().get(code.removeprefix("OE-"), "") or guess_category(name)


def _situation(code: str, name: str) -> str:
    plain = code.removeprefix(KITH_TERMS + "situation=")
    if plain in situations():
        return plain
    known = situation_of_open_eligibility()
    return known.get(code.removeprefix("OE-"), "") or known.get(name.lower(), "")


def _organisation(value: Any, notes: Notes) -> OrganisationRecord | None:
    if not isinstance(value, dict) or not repair.line(value.get("name")):
        return None
    key = repair.line(value.get("id"), 120) or repair.line(value.get("name"), 120)
    return OrganisationRecord(
        key,
        repair.line(value.get("name")),
        repair.plain(value.get("description")),
        notes.take(repair.website, value.get("website") or value.get("url")),
        notes.take(repair.email, value.get("email")),
        repair.uuid(key),
    )


def _phones(service: dict, notes: Notes) -> list[PhoneRecord]:
    at = rows_of(service, "service_at_locations")
    listed = [
        *rows_of(service, "phones"),
        *(p for a in at for p in [*rows_of(a, "phones"), *rows_of(location_of(a), "phones")]),
    ]
    if not listed and isinstance(service.get("organization"), dict):
        listed = rows_of(service["organization"], "phones")
    read = [
        notes.take(
            repair.phone,
            item.get("number"),
            kind=repair.plain(item.get("type")),
            label=repair.line(item.get("description")),
            extension=item.get("extension"),
        )
        for item in listed
    ]
    return list({(phone.dial, phone.extension): phone for phone in read if phone}.values())


def _when(service: dict, marks: list[tuple[str, str]], today: date) -> dict[str, Any]:
    """Weekly hours where the schedule is plainly weekly and in force; anything else is kept as words."""
    listed = rows_of(service, "schedules")
    for at in rows_of(service, "service_at_locations"):
        listed = listed + [*rows_of(at, "schedules"), *rows_of(location_of(at), "schedules")]
    found = [opening for item in listed for opening in _weekly(item, today)]
    words = dict.fromkeys(repair.plain(item.get(name)) for item in listed for name in ("description", "notes"))
    kind = "weekly" if found else "appointment" if _said(marks, "hours") == "appointment" else ""
    return {"hours": kind, "openings": list(dict.fromkeys(found)), "hours_note": "\n".join(filter(None, words))}


def _weekly(item: dict, today: date) -> list[Interval]:
    opens, closes = repair.clock(item.get("opens_at")), repair.clock(item.get("closes_at"))
    if opens is None or closes is None or not _is_plain_week(item, today):
        return []
    return [interval(day, opens, closes) for day in _days(item)]


def _is_plain_week(item: dict, today: date) -> bool:
    ends = [end for end in (repair.day(item.get("valid_to")), repair.day(item.get("until"))) if end]
    odd = any(repair.plain(item.get(name)) for name in ("bymonthday", "byyearday", "byweekno", "count"))
    every = repair.plain(item.get("interval")) in ("", "1") and repair.plain(item.get("freq")).upper() in ("", "WEEKLY")
    return every and not odd and all(end >= today for end in ends)


def _days(item: dict) -> list[int]:
    said = repair.plain(item.get("byday")) or repair.plain(item.get("weekday"))
    days = [DAYS.get(part.strip().lower()[:2]) for part in said.split(",")]
    return [day for day in days if day is not None]
