"""HSDS services as tables (one CSV file for each), for those who work with spreadsheets."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kith.directory.outgoing.hsds import TAXONOMY

COLUMNS = {
    "organizations": "id name description email website",
    "services": "id organization_id name alternate_name description url email status interpretation_services application_process "
    "fees_description eligibility_description minimum_age maximum_age assured_date alert last_modified",
    "locations": "id location_type name transportation latitude longitude",
    "service_at_location": "id service_id location_id",
    "addresses": "id location_id address_1 address_2 city region state_province postal_code country address_type",
    "phones": "id service_id number extension type description",
    "schedules": "id service_id freq interval byday opens_at closes_at description",
    "languages": "id service_id name code",
    "accessibility": "id location_id description details",
    "service_areas": "id service_id name",
    "attributes": "id link_id taxonomy_term_id link_entity",
    "taxonomies": "id name description",
    "taxonomy_terms": "id code name description taxonomy_id",
}


class Tables:
    """Open files for every table; a row that others share (an organisation, a term) is written once."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.writers = {}
        for name, columns in COLUMNS.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", newline="", encoding="utf-8"))
            self.writers[name] = csv.DictWriter(file, columns.split(), extrasaction="ignore")
            self.writers[name].writeheader()

    def add(self, table: str, row: dict[str, Any], **links: str) -> None:
        if (table, row["id"]) not in self.seen:
            self.seen.add((table, row["id"]))
            self.writers[table].writerow(row | links)


def write_tables(services: Iterable[dict[str, Any]], folder: Path) -> int:
    """Write every table into the folder, which must exist; returns how many services there were."""
    count = 0
    with ExitStack() as stack:
        tables = Tables(folder, stack)
        tables.add("taxonomies", {"id": TAXONOMY, "name": "Kith", "description": "Plain categories, and facts HSDS has no field for."})
        for service in services:
            _add_service(tables, service)
            count += 1
    return count


def _add_service(tables: Tables, service: dict[str, Any]) -> None:
    organization, service_id = service["organization"], service["id"]
    tables.add("organizations", organization)
    tables.add("services", service, organization_id=organization["id"])
    for table in ("phones", "schedules", "languages", "service_areas"):
        for row in service.get(table, []):
            tables.add(table, row, service_id=service_id)
    for row in service.get("attributes", []):
        tables.add("taxonomy_terms", row["taxonomy_term"])
        tables.add("attributes", row, taxonomy_term_id=row["taxonomy_term"]["id"])
    for at in service.get("service_at_locations", []):
        _add_place(tables, at, service_id)


def _add_place(tables: Tables, at: dict[str, Any], service_id: str) -> None:
    location = at["location"]
    tables.add("locations", location)
    tables.add("service_at_location", at, service_id=service_id, location_id=location["id"])
    for table in ("addresses", "accessibility"):
        for row in location.get(table, []):
            tables.add(table, row, location_id=location["id"])
