"""Keeps a copy of the book of help beside each process, so that help now reads a file and never waits for the database.

The copy follows the database alone: the newest version, and the one before it should the first ever be damaged.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kith.core.diagnosis import Finding, fine, note, wrong
from kith.safety import helplines
from kith.safety.lines.access import due, newest_texts, whole_book

log = logging.getLogger(__name__)
NAMES = (helplines.COPY, helplines.BEFORE)


def refresh() -> None:
    """Make the copies what the database says. Whatever cannot be written stays as it is; the doctor sees it."""
    texts = [*newest_texts(), "", ""]
    for name, text in zip(NAMES, texts, strict=False):
        try:
            bring_up_to_date(settings.KITH_DATA / name, text)
        except OSError as error:
            log.error("%s cannot be written (%s). Help now shows what was there before.", name, type(error).__name__)


def bring_up_to_date(path: Path, text: str) -> None:
    """Nothing is touched that is right already; "" means that there should be no file. Raises OSError."""
    if not text:
        path.unlink(missing_ok=True)
    elif not path.is_file() or path.read_bytes() != text.encode():
        write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Whoever reads meets the old file or the new one, also after the power went: never half of one. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".helplines-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def examine() -> Iterator[Finding]:
    """For the doctor: can the numbers be read, are they the newest, and has anybody looked at them?"""
    about, found = "help now", list(_faults())
    yield from found
    left = len(due(whole_book(), timezone.localdate()))
    if left:
        yield note(about, f"{left} numbers were not checked in the last year. A steward does it at /safety/lines/.")
    elif not found:
        yield fine(about, "The numbers can be read, and each was checked in the last year.")


def _faults() -> Iterator[Finding]:
    for path in helplines.candidates():
        try:
            if path.is_file():
                helplines.read(path)
        except helplines.MISTAKES:
            yield wrong("help now", f"{path} is damaged, so other numbers are shown. {_mend(path)}")
    texts = newest_texts()
    copy = settings.KITH_DATA / helplines.COPY
    if texts and (not copy.is_file() or copy.read_bytes() != texts[0].encode()):
        yield wrong("help now", f"{copy} is not what stewards settled. {_mend(copy)}")


def _mend(path: Path) -> str:
    if path.name == helplines.BY_HAND:
        return "Mend it, or take it away."
    return f"`kith serve` writes it anew within a minute; if it does not, make {path.parent} writable."
