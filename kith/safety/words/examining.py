"""What `kith doctor` finds out about the looks at words."""

from __future__ import annotations

from collections.abc import Iterator

from kith.core.diagnosis import Finding, fine, wrong
from kith.safety.words.failing import looked

SAID = "I want to die tonight."


def looks() -> Iterator[Finding]:
    """Whether someone who may be in danger would be shown help. Each look that fails is in the log, without its words."""
    found = looked(SAID)
    if found is None or not found.danger:
        yield wrong(
            "words", "Looking at words fails, so nobody is offered help beside them. See the log; install Kith anew."
        )
    else:
        yield fine("words", "Help would stand beside the words of someone in danger.")
