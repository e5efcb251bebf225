"""Reads a plain table, one service a row, into listing records."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kith.directory.intake import repair
from kith.directory.intake.hours_words import read_hours
from kith.directory.intake.repair import Bad
from kith.directory.places import place_key
from kith.directory.records import ListingRecord, OrganisationRecord, PhoneRecord, SiteRecord
from kith.directory.regions import country_of, zone_of
from kith.directory.vocabulary import categories, guess_category

CODES = {"mh": "mental-health", "sud": "addiction", "su": "addiction"}
STATUSES = {"active": "active", "open": "active", "inactive": "inactive", "closed": "defunct", "defunct": "defunct"}


class Row:
    """One row of the table by our field names, gathering what had to be left out of it."""

    def __init__(self, number: int, cells: Sequence[str], columns: dict[str, int]) -> None:
        self.number, self.cells, self.columns = number, cells, columns
        self.without: list[str] = []
        self.width = len(cells)

    def __getitem__(self, field: str) -> str:
        at = self.columns.get(field)
        return repair.plain(self.cells[at]) if at is not None and at < len(self.cells) else ""

    def take(self, read: Callable[..., Any], *fields: str, **more: Any) -> Any:
        """Read a value; one that is not sound is left out and noted, and the row is kept."""
        try:
            return read(*(self[field] for field in fields), **more)
        except Bad as error:
            self.without.append(str(error))
            return read("", *([""] * (len(fields) - 1)), **more)


def read_row(row: Row, default_category: str = "", country: str = "") -> ListingRecord:
    """A record of the row. Raises Bad when there is nothing to list."""
    if len(row.cells) > max(row.columns.values()) + 1 and len(row.cells) > row_width(row):
        raise Bad("has more cells than there are columns")
    name = repair.line(row["name"])
    if not name:
        raise Bad("has no name")
    site = None if repair.answer(row["confidential"]) == "yes" else read_site(row, country)
    full = (
        repair.line(f"{name}: {row['name2']}") if row["name2"] and place_key(row["name2"]) != place_key(name) else name
    )
    return ListingRecord(
        name=full,
        source_id=_source_id(row, full),
        row=str(row.number),
        organisation=_organisation(row, name, full),
        sites=[site] if site else [],
        in_person="yes" if site and site.line1 else "",
        phones=_phones(row),
        confidential=repair.answer(row["confidential"]) == "yes",
        categories=_categories(row, default_category),
        belongings=[
            ("faith" if f == "faith" else "culture", n[:60])
            for f in ("faith", "culture")
            for n in repair.pieces(row[f])
        ],
        time_zone=zone_of(row["region"], site.country if site else country),
        raw=_raw(row),
        **_facts(row),
    )


def row_width(row: Row) -> int:
    return row.width


def _facts(row: Row) -> dict[str, Any]:
    hours, openings, note = read_hours(row["hours"])
    low, high = row.take(repair.whole, "min_age", low=0, high=120), row.take(repair.whole, "max_age", low=0, high=120)
    cost, words = read_cost(row["cost"])
    codes = [repair.language(part) for part in repair.pieces(row["language"])]
    step_free = repair.answer(row["step_free"])
    return {
        "description": row["description"],
        "website": row.take(repair.website, "website"),
        "email": row.take(repair.email, "email"),
        "hours": hours,
        "openings": openings,
        "hours_note": note,
        "min_age": low,
        "max_age": high,
        "cost": cost,
        "cost_words": words,
        "languages": list(dict.fromkeys(filter(None, codes))),
        "interpreter": repair.answer(row["interpreter"]),
        "eligibility": row["eligibility"],
        "how_to_get_in": row["how_to_get_in"],
        "area": repair.line(row["area"], 300),
        "taking_new": {"waitlist": "waitlist", "waiting list": "waitlist"}.get(
            row["taking_new"].lower(), repair.answer(row["taking_new"])
        ),
        "status": STATUSES.get(row["status"].lower(), "active"),
        "source_date": repair.day(row["source_date"]),
        "access_facts": [("step_free", step_free, "")] if step_free else [],
    }


def read_site(row: Row, country: str = "") -> SiteRecord | None:
    """Where the row says it is; None when it says nothing."""
    lat, lng = row.take(repair.point, "lat", "lng")
    region = repair.line(row["region"], 60)
    where = repair.line(row["country"], 2).upper() or country or country_of(region)
    site = SiteRecord(
        line1=repair.line(row["line1"]),
        line2=repair.line(row["line2"]),
        town=repair.line(row["town"], 80).title() if row["town"].isupper() else repair.line(row["town"], 80),
        county=repair.line(row["county"], 80),
        region=region,
        postcode=repair.postcode(row["postcode"], region, where),
        country=where,
        lat=lat,
        lng=lng,
    )
    return site if any((site.line1, site.town, site.postcode, site.county, lat is not None)) else None


def _phones(row: Row) -> list[PhoneRecord]:
    found = [row.take(repair.phone, "phone"), row.take(repair.phone, "phone2"), row.take(repair.phone, "phone3")]
    fax = row.take(repair.phone, "fax", kind="fax")
    unique = {(phone.dial, phone.extension): phone for phone in [*found, fax] if phone}
    return list(unique.values())


def _organisation(row: Row, name: str, full: str) -> OrganisationRecord | None:
    named = repair.line(row["organisation"]) or (name if full != name else "")
    return (
        OrganisationRecord(key=hashlib.blake2b(place_key(named).encode(), digest_size=12).hexdigest(), name=named)
        if named
        else None
    )


def _categories(row: Row, default: str) -> list[str]:
    said = [part for part in repair.pieces(row["category"]) if part]
    found = [CODES.get(part.lower()) or (part if part in categories() else guess_category(part)) for part in said]
    if row["faith"]:
        found.append("worship")
    return list(dict.fromkeys(filter(None, found))) or [
        slug for slug in [default or guess_category(row["name"])] if slug
    ]


def read_cost(text: str) -> tuple[str, str]:
    """(code, the words) of what someone wrote about cost; free only where it plainly says so."""
    said = text.lower().strip()
    if said in ("free", "no", "no cost", "no charge", "none", "0", "£0", "$0") or said.startswith(
        ("free ", "free,", "no charge", "no cost")
    ):
        return "free", "" if said == "free" else text
    if any(word in said for word in ("sliding", "low cost", "low-cost", "donation", "subsid", "concession")):
        return "low", text
    return ("paid", text) if any(c.isdigit() and c != "0" for c in said) or said == "paid" else ("", text)


def _source_id(row: Row, name: str) -> str:
    """The source's own id, or a mark made of what names a service: its name and address."""
    if row["id"]:
        return row["id"][:120]
    named = [name, *(row[field] for field in ("line1", "line2", "town", "postcode", "region"))]
    return hashlib.blake2b("|".join(place_key(part) for part in named).encode(), digest_size=16).hexdigest()


def _raw(row: Row) -> dict[str, str]:
    return {field: row.cells[at][:500] for field, at in row.columns.items() if at < len(row.cells) and row.cells[at]}


def records(
    rows: Iterator[tuple[int, list[str]]], columns: dict[str, int], width: int, default: str = "", country: str = ""
) -> Iterator:
    """(row, record or None, reason it was left out, what it is taken without) for each row of the table."""
    for number, cells in rows:
        row = Row(number, cells, columns)
        row.width = width
        try:
            yield str(number), read_row(row, default, country), "", row.without
        except Bad as error:
            yield str(number), None, str(error), row.without
