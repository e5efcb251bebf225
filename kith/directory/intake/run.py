"""Carries an import through: reads, writes in whole batches, tells how far it is, and reports every row left out."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kith.core.audit import Verb, record
from kith.core.postgres.statistics import look_anew
from kith.directory.access.conditions import forget_zones
from kith.directory.intake import columns, hsds, hsds_tables, table
from kith.directory.intake.opening import CannotRead, Opened, open_path, rows
from kith.directory.places import relearn_places
from kith.directory.records import ListingRecord
from kith.directory.storing import store
from kith.directory.vocabulary import categories, guess_category

BATCH = 500  # rows; a process killed in between leaves whole batches, and the next run goes on from there

Item = tuple[str, ListingRecord | None, str, list[str]]  # row, what it says or None, why it is left out, taken without


@dataclass(frozen=True)
class Wishes:
    """What the person importing asked for."""

    path: Path
    format: str = ""
    dry_run: bool = False
    mapping: tuple[str, ...] = ()
    source: str = ""
    category: str = ""
    country: str = ""
    encoding: str = "utf-8"
    report: Path | None = None


@dataclass
class Summary:
    """What came of it. `troubles` are (row, name, what, why)."""

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    kept: int = 0
    troubles: list[tuple[str, str, str, str]] = field(default_factory=list)
    places: int = 0
    report: Path | None = None


@dataclass
class Plan:
    """An opened file, understood: how many rows, where they come from, and a few lines to show."""

    source: str
    count: int
    items: Iterator[Item]
    shown: list[str]


def plan(wishes: Wishes) -> Plan:
    """Open and understand the file without writing anything. Raises CannotRead."""
    opened = open_path(wishes.path, wishes.encoding)
    if wishes.category and wishes.category not in categories():
        raise CannotRead(f"--category {wishes.category}: is not one of ours. Choose from: {', '.join(categories())}.")
    if opened.table is not None and wishes.format != "hsds":
        return _plan_table(opened, wishes)
    if wishes.format == "csv":
        raise CannotRead(f"{wishes.path}: is not one CSV table. Leave out --format csv to read it as HSDS.")
    return _plan_hsds(opened, wishes)


def _plan_table(opened: Opened, wishes: Wishes) -> Plan:
    body = rows(opened.table or "")
    _, header = next(body)
    header = [cell.strip() for cell in header]
    chosen = columns.settle(header, [cells for _, cells in islice(rows(opened.table or ""), 1, 200)], wishes.mapping)
    default = wishes.category or (
        "" if "category" in chosen or "faith" in chosen else guess_category(opened.name.replace("_", " "))
    )
    shown = ["Columns:", *columns.show(header, chosen)]
    if default:
        shown.append(
            f"  category       <- {categories()[default].name} ({'given' if wishes.category else 'from the file name'}; --category changes it)"
        )
    source = wishes.source or (f"csv:{slugify(opened.name)[:60]}" if "id" in chosen else "csv")
    count = sum(1 for _ in rows(opened.table or "")) - 1
    return Plan(source, count, table.records(body, chosen, len(header), default, wishes.country.upper()), shown)


def _plan_hsds(opened: Opened, wishes: Wishes) -> Plan:
    if opened.table is not None:
        opened.tables = {opened.name.lower(): opened.table}
    services: list[dict[str, Any]] = hsds_tables.nest(opened.tables) if opened.tables else []
    for document in opened.documents.values():
        services += hsds_tables.services_in(document)
    if not services:
        raise CannotRead(f"{wishes.path}: has no HSDS services in it.")
    shown = [f"HSDS: {len(services):,} services in {len(opened.tables) or len(opened.documents)} file(s)."]
    return Plan(wishes.source or "hsds", len(services), hsds.records(services, timezone.localdate()), shown)


def run(plan: Plan, wishes: Wishes, tell: Callable[[int, int], None]) -> Summary:
    """Write the plan's rows, batch by batch. `tell(done, of)` is called after each. A dry run writes nothing at all."""
    summary, seen = Summary(), dict[str, str]()
    while batch := list(islice(plan.items, BATCH)):
        good = [found for item in batch if (found := _sift(item, seen, summary))]
        _write(plan.source, good, summary, wishes.dry_run)
        tell(summary.read, plan.count)
    if not wishes.dry_run:
        _finish(summary)
        look_anew()
    summary.report = _report(summary, wishes)
    return summary


def _sift(item: Item, seen: dict[str, str], summary: Summary) -> Any:
    row, found, reason, without = item
    summary.read += 1
    if found is not None and (before := seen.get(found.source_id)):
        found, reason = None, f"repeats row {before}"
    if found is None:
        summary.left_out += 1
        summary.troubles.append((row, "", "left out", reason))
        return None
    seen[found.source_id] = row
    summary.troubles += [(row, found.name, "taken without", why) for why in without]
    return found


def _write(source: str, good: list, summary: Summary, dry_run: bool) -> None:
    with transaction.atomic():
        outcome = store(source, good)
        if dry_run:
            transaction.set_rollback(True)
    summary.new += outcome.new
    summary.changed += outcome.changed
    summary.same += outcome.same
    summary.kept += len(outcome.kept)
    summary.troubles += [(row, name, "left as it is", "was changed here by hand") for row, name in outcome.kept]


@transaction.atomic
def _finish(summary: Summary) -> None:
    summary.places = relearn_places()
    forget_zones()
    if summary.new or summary.changed:
        record(
            Verb.LISTINGS_IMPORTED, None, kind="listing", note_code=f"new={summary.new} changed={summary.changed}"[:40]
        )


def _report(summary: Summary, wishes: Wishes) -> Path | None:
    """A table beside the file, or in the present folder where that may not be written; none without troubles."""
    if not summary.troubles:
        return None
    name = f"{wishes.path.name}.report.csv"
    for path in [wishes.report] if wishes.report else [wishes.path.parent / name, Path.cwd() / name]:
        try:
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["row", "name", "what", "why"])
                writer.writerows([_safe(cell) for cell in line] for line in summary.troubles)
            return path
        except OSError:
            continue
    return None


def _safe(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
