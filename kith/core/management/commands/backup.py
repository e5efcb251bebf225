"""`kith backup PATH`: everything but the keys in one file, while people write."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.core import archive


class Command(BaseCommand):
    help = "Write the database and the files people gave to PATH. It can run at any time; the keys are kept apart."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        try:
            listed = archive.write(path.resolve())
        except archive.ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{path} holds {len(listed['parts'])} parts, {path.stat().st_size:,} bytes, and was read back whole."
        )
        self.stdout.write(
            f"Now copy {settings.KEY_FOLDER} to another place, over the copy of last time: only with it can private words be"
            " read, and only the newest copy lets erased people stay erased. Keep no older ones."
        )
