"""`kith restore PATH`: puts a backup back, after looking it over."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.core import archive


class Command(BaseCommand):
    help = "Put the backup at PATH back. Nothing is replaced unless --overwrite is given. Stop `kith serve` first."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace what is there now")

    def handle(self, *args: Any, path: Path, overwrite: bool, **options: Any) -> None:
        try:
            listed = archive.restore(path.resolve(), overwrite)
        except archive.ArchiveError as error:
            raise CommandError(str(error)) from error
        given, wanted = listed["keys"]
        self.stdout.write(f"Back as it was at {listed['made']}. Now run `kith setup`, then `kith doctor`.")
        if given < wanted:
            self.stdout.write(
                f"{wanted - given} of {wanted} people's keys are gone: they were erased since, or came later."
            )
