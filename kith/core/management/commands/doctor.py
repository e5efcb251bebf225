"""`kith doctor`: is this installation sound?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.core import jobs
from kith.core.clock import now
from kith.core.diagnosis import Finding, examine


class Command(BaseCommand):
    help = "Look over keys, database, jobs, mail, backups, time and disk. Exit code 1 when something is wrong."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--try-again", type=int, metavar="JOB", help="let a parked job run again")

    def handle(self, *args: Any, try_again: int | None, **options: Any) -> None:
        if try_again is not None:
            self._try_again(try_again)
            return
        found = list(examine())
        for finding in found:
            self.stdout.write(in_a_line(finding))
        wrong = sum(finding.wrong for finding in found)
        self.stdout.write(f"{wrong} to mend." if wrong else "This installation is sound.")
        if wrong:
            self.stdout.flush()
            sys.exit(1)

    def _try_again(self, number: int) -> None:
        if (
            not jobs.parked()
            .filter(pk=number)
            .update(state=jobs.State.WAITING, attempts=0, run_at=now(), leased_until=None)
        ):
            raise CommandError(f"There is no parked job {number}.")
        self.stdout.write(f"Job {number} will be tried again.")


def in_a_line(finding: Finding) -> str:
    mark = "wrong" if finding.wrong else "ok   " if finding.good else "note "
    return f"{mark}  {finding.about:9} {finding.words}"
