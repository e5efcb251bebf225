"""Opens what someone points an import at, and refuses it with one clear sentence before anything is changed."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_BYTES = 200_000_000  # of one file, and of everything a zip unfolds to
MOST_FILES = 500  # in a folder or zip
MOST_FOLD = 200  # how many times larger a file in a zip may become: text folds about 10 times, a bomb 1,000 times
WIDEST_CELL = 200_000


class CannotRead(Exception):
    """Says what is wrong with the file, in one line for people."""


@dataclass
class Opened:
    """What was found: one plain table (`table`), or HSDS as tables by file name or as JSON values."""

    name: str
    table: str | None = None
    tables: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)


def open_path(path: Path, encoding: str = "utf-8") -> Opened:
    """Read a CSV file, a JSON file, a folder or a zip. Raises CannotRead."""
    try:
        if not path.exists():
            raise CannotRead(f"{path}: there is no such file or folder.")
        if path.is_dir():
            return _sort_out(path.name, _from_folder(path), encoding)
        if not path.is_file():
            raise CannotRead(f"{path}: is not a file or folder.")
        if zipfile.is_zipfile(path):
            return _sort_out(path.stem, _from_zip(path), encoding)
        return _single(path, _bytes(path), encoding)
    except OSError as error:
        raise CannotRead(f"{path}: cannot be read ({error.strerror or error}).") from error


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise CannotRead(
            f"{path}: is too large ({size:,} bytes; the most is {MOST_BYTES:,}). Split it and import the parts."
        )
    if size == 0:
        raise CannotRead(f"{path}: is empty.")
    return path.read_bytes()


def _from_folder(path: Path) -> dict[str, bytes]:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", ".json") and file.is_file())
    if len(files) > MOST_FILES:
        raise CannotRead(f"{path}: has {len(files):,} files; the most is {MOST_FILES}.")
    if sum(file.stat().st_size for file in files) > MOST_BYTES:
        raise CannotRead(f"{path}: its files are too large together; the most is {MOST_BYTES:,} bytes.")
    return {file.name.lower(): file.read_bytes() for file in files}


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as packed:
            wanted = [item for item in packed.infolist() if item.filename.lower().endswith((".csv", ".json"))]
            _check_zip(path, packed.infolist(), wanted)
            return {Path(item.filename).name.lower(): _unfold(path, packed, item) for item in wanted}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise CannotRead(f"{path}: is a damaged or locked zip file ({error}).") from error


def _check_zip(path: Path, every: list[zipfile.ZipInfo], wanted: list[zipfile.ZipInfo]) -> None:
    if len(every) > MOST_FILES:
        raise CannotRead(f"{path}: holds {len(every):,} files; the most is {MOST_FILES}.")
    if sum(item.file_size for item in wanted) > MOST_BYTES:
        raise CannotRead(f"{path}: would unfold to more than {MOST_BYTES:,} bytes.")
    if any(item.file_size > 1_000_000 and item.file_size > MOST_FOLD * max(1, item.compress_size) for item in wanted):
        raise CannotRead(f"{path}: unfolds to far more than it should (a zip bomb?).")


def _unfold(path: Path, packed: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    with packed.open(item) as file:
        content = file.read(item.file_size + 1)  # what the zip says of itself may be a lie
    if len(content) > item.file_size:
        raise CannotRead(f"{path}: {item.filename} is larger than the zip says.")
    return content


def _single(path: Path, content: bytes, encoding: str) -> Opened:
    text = _text(str(path), content, encoding)
    if text.lstrip()[:1] in ("{", "["):
        return Opened(path.stem, documents={path.name.lower(): _json(str(path), text)})
    check_table(str(path), text)
    return Opened(path.stem, table=text)


def _sort_out(name: str, files: dict[str, bytes], encoding: str) -> Opened:
    opened = Opened(name)
    for file, content in files.items():
        if not content.strip() or file.startswith(("datapackage", ".", "_")):
            continue
        text = _text(file, content, encoding)
        if file.endswith(".json"):
            opened.documents[file] = _json(file, text)
        else:
            check_table(file, text)
            opened.tables[file.removesuffix(".csv")] = text
    if not opened.tables and not opened.documents:
        raise CannotRead(f"{name}: has no CSV or JSON files to import.")
    if len(opened.tables) == 1 and not opened.documents and "services" not in opened.tables:
        return Opened(name, table=next(iter(opened.tables.values())))
    return opened


def _text(name: str, content: bytes, encoding: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CannotRead(f"{name}: is UTF-16 text. Save it as UTF-8 and try again.")
    if content[:4] == b"PK\x03\x04":
        raise CannotRead(f"{name}: is not a sound zip file; it may be cut short.")
    if b"\x00" in content:
        raise CannotRead(f"{name}: is not text (it has zero bytes). CSV, JSON and zip files can be imported.")
    try:
        return content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CannotRead(
            f"{name}: is not {encoding} text (line {line}). Save it as UTF-8, or say which it is, such as --encoding cp1252."
        ) from error
    except LookupError as error:
        raise CannotRead(f"--encoding {encoding}: is not an encoding we know.") from error


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise CannotRead(f"{name}: is nested too deeply to be HSDS.") from error
    except ValueError as error:
        lines = _json_lines(text)
        if lines is not None:
            return lines
        raise CannotRead(f"{name}: is not sound JSON ({error}).") from error


def _json_lines(text: str) -> list | None:
    """One JSON object a line, as HSDS feeds may stream them; None when it is not that."""
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every row that is not blank."""
    csv.field_size_limit(WIDEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _dialect(text: str) -> type[csv.Dialect]:
    first = text[: text.find("\n")] if "\n" in text else text

    class Found(csv.excel):
        delimiter = max(",;\t|", key=first.count)

    return Found


def check_table(name: str, text: str) -> None:
    """Read the whole table once, so that a fault on its last line is found before anything is written."""
    line, header = 0, None
    try:
        for at, cells in rows(text):
            line, header = at, header or cells
    except csv.Error as error:
        raise CannotRead(f"{name}: is not a sound CSV table ({error}, near line {line + 1}).") from error
    if header is None:
        raise CannotRead(f"{name}: is empty.")
    if len(header) < 2 or not any(c.isalpha() for cell in header for c in cell):
        raise CannotRead(f"{name}: does not look like a table: the first line should name its columns.")
