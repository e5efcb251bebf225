"""`kith import-listings PATH`: bring services into the directory from HSDS or from any table."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from kith.directory.intake.opening import CannotRead
from kith.directory.intake.run import Plan, Summary, Wishes, plan, run


class Command(BaseCommand):
    help = "Bring services into the directory from an HSDS folder, file or zip, or from a CSV table. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a CSV or JSON file, a folder of them, or a zip")
        parser.add_argument(
            "--format", choices=("hsds", "csv"), default="", help="how to read it; worked out when not said"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would happen and change nothing")
        parser.add_argument(
            "--map", nargs="+", action="extend", default=[], metavar="FIELD=COLUMN", help="which column holds what"
        )
        parser.add_argument("--category", default="", help="the category of rows that name none")
        parser.add_argument("--country", default="", help="two letters, where the rows do not say")
        parser.add_argument(
            "--source", default="", help="a name for where these come from; the same name updates the same listings"
        )
        parser.add_argument("--encoding", default="utf-8", help="of a CSV file that is not UTF-8, such as cp1252")
        parser.add_argument("--report", type=Path, help="where to write the report; beside the file when not said")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("path", "format", "dry_run", "category", "country", "source", "encoding", "report")
        wishes = Wishes(mapping=tuple(options["map"]), **{name: options[name] for name in names})
        try:
            planned = plan(wishes)
            self._say(planned.shown)
            self._carry_out(planned, wishes)
        except CannotRead as error:
            self._stop(str(error))
        except DatabaseError as error:
            self._stop(f"the database did not take it ({error}). Whole batches before this one are kept; run it again.")

    def _carry_out(self, planned: Plan, wishes: Wishes) -> None:
        began = time.monotonic()
        summary = run(planned, wishes, self._progress)
        took = max(time.monotonic() - began, 0.001)
        self._say(self._summary(summary, wishes.dry_run))
        self._say([f"{summary.read:,} rows in {took:.1f} s ({summary.read / took:,.0f} rows a second)."])

    def _summary(self, summary: Summary, dry_run: bool) -> list[str]:
        would = "Nothing was changed. It would be: " if dry_run else ""
        lines = [
            f"{would}{summary.new:,} new, {summary.changed:,} changed, {summary.same:,} as before, "
            f"{summary.kept:,} left alone because they were changed here by hand, {summary.left_out:,} left out."
        ]
        if summary.places:
            lines.append(f"{summary.places:,} place names can be searched near.")
        if summary.report:
            lines.append(f"What was left out and why: {summary.report}")
        elif summary.troubles:
            lines.append("The report could not be written; say where with --report.")
        return lines

    def _progress(self, done: int, of: int) -> None:
        end = "\r" if self.stdout.isatty() and done < of else "\n"
        self.stdout.write(f"  {done:,} of {of:,} rows", ending=end)
        self.stdout.flush()

    def _say(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _stop(self, line: str) -> None:
        self.stderr.write(f"import-listings: {' '.join(line.split())}")
        sys.exit(2)
