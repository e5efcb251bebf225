"""HSDS services as tables (one CSV file for each), for those who work with spreadsheets."""

import csv
import re
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kith.directory.outgoing.hsds import TAXONOMY

# Every column of HSDS 3.1, in its order: readers go by position. Those we have nothing for stay empty.
COLUMNS = {
    "organizations": "id name alternate_name description email website tax_status tax_id year_incorporated "
    "legal_status logo uri parent_organization_id",
    "services": "id organization_id program_id name alternate_name description url email status "
    "interpretation_services application_process fees_description wait_time fees accreditations "
    "eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert "
    "last_modified",
    "locations": "id location_type url organization_id name alternate_name description transportation latitude "
    "longitude external_identifier external_identifier_type",
    "service_at_location": "id service_id location_id description",
    "addresses": "id location_id attention address_1 address_2 city region state_province postal_code country "
    "address_type",
    "phones": "id location_id service_id organization_id contact_id service_at_location_id number extension "
    "type description",
    "schedules": "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until "
    "count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at "
    "schedule_link attending_type notes",
    "languages": "id service_id location_id phone_id name code note",
    "accessibility": "id location_id description details url",
    "service_areas": "id service_id service_at_location_id name description extent extent_type uri",
    "attributes": "id link_id taxonomy_term_id link_type link_entity value label",
    "taxonomies": "id name description uri version",
    "taxonomy_terms": "id code name description parent_id taxonomy language taxonomy_id term_uri",
}
# A spreadsheet runs a cell that begins like this. A plain number or phone number (-1.25, +44 1632) is left as it is.
RUNS = re.compile(r"'*[=+\-@\t\r\0]")
NUMBER = re.compile(r"[+-]?\d[\d .()-]*")


def as_text(cell: Any) -> Any:
    """The cell with a mark before it that makes a spreadsheet show it as text; our own import takes the mark off again."""
    risky = isinstance(cell, str) and RUNS.match(cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if risky else cell


class Tables:
    """Open files for every table; a row that others share (an organisation, a term) is written once."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.writers = {}
        for name, columns in COLUMNS.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", newline="", encoding="utf-8"))
            self.writers[name] = csv.DictWriter(file, columns.split(), restval="", extrasaction="ignore")
            self.writers[name].writeheader()

    def add(self, table: str, row: dict[str, Any], **links: str) -> None:
        if (table, row["id"]) not in self.seen:
            self.seen.add((table, row["id"]))
            self.writers[table].writerow({name: as_text(cell) for name, cell in (row | links).items()})


def write_tables(services: Iterable[dict[str, Any]], folder: Path) -> int:
    """Write every table into the folder, which must exist; returns how many services there were."""
    count = 0
    with ExitStack() as stack:
        tables = Tables(folder, stack)
        tables.add(
            "taxonomies",
            {"id": TAXONOMY, "name": "Kith", "description": "Plain categories, and facts HSDS has no field for."},
        )
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
