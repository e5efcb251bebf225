"""`kith export-listings PATH`: write the directory out as HSDS 3.1 for other systems."""

import json
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kith.directory.outgoing.hsds import VERSION, services
from kith.directory.outgoing.tables import write_tables


class Command(BaseCommand):
    help = f"Write what visitors may see of the directory as HSDS {VERSION}: a JSON file, or a folder of CSV tables."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a file for JSON, a folder for CSV; it must not be there yet")
        parser.add_argument("--format", choices=("hsds-csv", "hsds-json"), required=True)

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if path.exists():
            self._stop(f"{path}: is there already. Choose a name that is free.")
        if not path.parent.is_dir():
            self._stop(f"{path.parent}: there is no such folder.")
        try:
            count = _write_json(path) if options["format"] == "hsds-json" else _write_folder(path)
        except OSError as error:
            self._stop(f"{path}: cannot be written ({error.strerror or error}).")
        self.stdout.write(f"{count:,} services written to {path} (HSDS {VERSION}).")

    def _stop(self, line: str) -> None:
        self.stderr.write(f"export-listings: {line}")
        sys.exit(2)


def _write_json(path: Path) -> int:
    """A list of services. It appears under its name only once it is whole."""
    count, part = 0, path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write("[")
            for count, service in enumerate(services(), 1):
                file.write(("," if count > 1 else "") + "\n" + json.dumps(service, ensure_ascii=False))
            file.write("\n]\n")
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_folder(path: Path) -> int:
    part = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        count = write_tables(services(), part)
        part.chmod(0o755)
        part.rename(path)
        return count
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
