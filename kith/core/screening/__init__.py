"""Looks at a text for what calls for care: pure, without network or database, and nothing is kept."""

from kith.core.screening.english import ENGLISH
from kith.core.screening.findings import Findings, Kind, Match
from kith.core.screening.looking import Reader, look

LANGUAGES = (ENGLISH,)
READERS = tuple(Reader(language) for language in LANGUAGES)


def screen(text: str) -> Findings:
    """What stands in a text: never a verdict about a person."""
    return look(text, READERS)


__all__ = ["LANGUAGES", "Findings", "Kind", "Match", "screen"]
