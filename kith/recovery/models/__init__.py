"""A person's own record of how they are and what helps them, and the library: tables and plain facts about a row."""

from kith.recovery.models.days import CheckIn, HardTime, Mood
from kith.recovery.models.library import Fits, LibraryAnswer, LibraryEntry, LibraryFit, LibraryMark, LibraryProblem
from kith.recovery.models.strategies import Occasion, Strategy, StrategyTry, TryNote

__all__ = [
    "CheckIn",
    "Fits",
    "HardTime",
    "LibraryAnswer",
    "LibraryEntry",
    "LibraryFit",
    "LibraryMark",
    "LibraryProblem",
    "Mood",
    "Occasion",
    "Strategy",
    "StrategyTry",
    "TryNote",
]
