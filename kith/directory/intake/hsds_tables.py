"""Turns HSDS tables of any version (1.1, 2.0, 3.x) into the nested form HSDS 3 uses, so that one reader serves all."""

import csv
import io
import re
from collections import defaultdict
from typing import Any

from kith.directory.intake.opening import CannotRead

# A table's name in some version: (what it hangs on as, the name in HSDS 3).
SAME = {
    "services_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "physical_addresses": "addresses",
    "postal_addresses": "addresses",
    "regular_schedules": "schedules",
    "regular_schedule": "schedules",
    "schedule": "schedules",
    "accessibility_for_disabilities": "accessibility",
    "service_taxonomies": "service_taxonomy",
    "service_attributes": "service_taxonomy",
    "taxonomy": "taxonomy_terms",
    "taxonomy_term": "taxonomy_terms",
    "organization": "organizations",
    "service": "services",
    "location": "locations",
    "phone": "phones",
    "language": "languages",
    "contact": "contacts",
    "cost_option": "cost_options",
    "fees": "cost_options",
}
# Which rows hang on which, by the column that points at the owner; the nearest owner wins.
HANGS_ON = (
    ("service_at_location_id", "service_at_location"),
    ("location_id", "locations"),
    ("service_id", "services"),
    ("contact_id", "contacts"),
    ("organization_id", "organizations"),
)
NESTED = (
    "phones",
    "schedules",
    "languages",
    "accessibility",
    "addresses",
    "cost_options",
    "service_areas",
    "eligibility",
)
Table = list[dict[str, Any]]
# The mark our own export puts before a cell that a spreadsheet would run.
SHOWN_AS_TEXT = re.compile(r"'(?='*[=+\-@\t\r\0])")


def nest(texts: dict[str, str]) -> list[dict[str, Any]]:
    """Services with everything that belongs to them. Raises CannotRead when there is no table of services."""
    tables: dict[str, Table] = defaultdict(list)
    for name, text in texts.items():
        tables[SAME.get(name, name)] += _read(text)
    if not tables["services"]:
        raise CannotRead("no services: an HSDS package needs a services.csv with at least one row.")
    return nest_tables(tables)


def nest_tables(tables: dict[str, Table]) -> list[dict[str, Any]]:
    by_id = {name: {row.get("id", ""): row for row in tables.get(name, [])} for _, name in HANGS_ON}
    for name in NESTED:
        for row in tables.get(name, []):
            _hang(name, row, by_id)
    _hang_terms(tables, by_id["services"])
    _hang_places(tables, by_id)
    for service in tables["services"]:
        if runs := by_id["organizations"].get(service.get("organization_id", "")):
            service["organization"] = runs
    return tables["services"]


def _read(text: str) -> Table:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    table = []
    for row in rows:
        table.append(
            {
                (name or "").strip(): SHOWN_AS_TEXT.sub("", value, count=1) if value[:1] == "'" else value
                for name, value in row.items()
                if name and isinstance(value, str)
            }
            | {"_row": rows.line_num}
        )
    return table


def _hang(name: str, row: dict[str, Any], by_id: dict[str, dict]) -> None:
    """To every owner it names: the official examples name several, and some name one that is not there."""
    for column, owners in HANGS_ON:
        if owner := by_id[owners].get(row.get(column, "") or None):
            owner.setdefault(name, []).append(row)


def _hang_terms(tables: dict[str, Table], services: dict[str, dict]) -> None:
    terms = {row.get("id", ""): row for row in tables.get("taxonomy_terms", [])}
    for link in tables.get("service_taxonomy", []):
        if service := services.get(link.get("service_id", "")):
            term = terms.get(link.get("taxonomy_term_id") or link.get("taxonomy_id") or "", {})
            service.setdefault("attributes", []).append(
                {"taxonomy_term": {"name": link.get("taxonomy_detail"), **term}}
            )
    for link in tables.get("attributes", []):
        named = terms.get(link.get("taxonomy_term_id", ""))
        if named and (marked := services.get(link.get("link_id", ""))):
            marked.setdefault("attributes", []).append({**link, "taxonomy_term": named})


def _hang_places(tables: dict[str, Table], by_id: dict[str, dict]) -> None:
    for link in tables.get("service_at_location", []):
        service, location = (
            by_id["services"].get(link.get("service_id", "")),
            by_id["locations"].get(link.get("location_id", "")),
        )
        if service is not None and location is not None:
            service.setdefault("service_at_locations", []).append({**link, "location": location})


def services_in(document: Any) -> list[dict[str, Any]]:
    """The services of an HSDS JSON value: one, a list, a page, organisations with services, or tables by name."""
    if isinstance(document, list):
        return [service for item in document for service in services_in(item)]
    if not isinstance(document, dict):
        return []
    if "services.csv" in document:
        return nest_tables(
            defaultdict(
                list, {SAME.get(k.removesuffix(".csv"), k.removesuffix(".csv")): v for k, v in document.items()}
            )
        )
    if isinstance(document.get("contents"), list):
        return services_in(document["contents"])
    if isinstance(document.get("services"), list):
        runs = {name: value for name, value in document.items() if name not in ("services", "locations")}
        return [{"organization": runs, **service} for service in document["services"] if isinstance(service, dict)]
    if isinstance(document.get("service"), dict):
        return [{**document["service"], "service_at_locations": [document]}]
    is_service = "status" in document or "service_at_locations" in document or "organization" in document
    return [document] if is_service and "taxonomy" not in document else []
