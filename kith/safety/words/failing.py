"""When the look itself fails: nobody's words are lost by it, and those who run the machine learn that it did."""

from __future__ import annotations

import logging

from kith.core.screening import Findings, screen

log = logging.getLogger(__name__)


def looked(words: str) -> Findings | None:
    """What is found, or None when looking failed."""
    try:
        return screen(words)
    except Exception as error:  # noqa: BLE001  whatever it is, the words come first
        failed(error)
        return None


def failed(error: Exception) -> None:
    """Say that it happened, with nothing of the words: also the error's own text could hold some."""
    log.error("A look at words failed (%s). The words stand as they were written.", type(error).__name__)
