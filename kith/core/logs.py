"""Keeps what people write out of the log: an error is named with where it happened, never with what it says."""

import logging
import re
import time
import traceback
from typing import Any

SECRET_ADDRESS = re.compile(r"(/invitation/)[^/\s]+")
# What would begin a new line, or move the cursor of whoever reads: an address sent to us may hold any of these.
MOVES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class WithoutValues(logging.Formatter):
    """The message of an error may hold a value someone typed, so only its type and its places are written."""

    converter = time.gmtime  # type: ignore[assignment]
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        plain = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        if isinstance(plain.args, tuple):
            plain.args = tuple(type(a).__name__ if isinstance(a, BaseException) else a for a in plain.args)
        if isinstance(plain.msg, BaseException):
            plain.msg = type(plain.msg).__name__
        return SECRET_ADDRESS.sub(r"\1...", super().format(plain))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """One line, whatever is in it."""
        return MOVES.sub(lambda found: ascii(found[0])[1:-1], super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """Each error of the chain, the first cause first."""
        chain: list[BaseException] = []
        error = ei[1]
        while error is not None and len(chain) < 10:
            chain.append(error)
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(line for one in reversed(chain) for line in _places(one))


def _places(error: BaseException) -> list[str]:
    steps = traceback.extract_tb(error.__traceback__)
    return [*(f"  {step.filename}:{step.lineno} in {step.name}" for step in steps), type(error).__qualname__]
