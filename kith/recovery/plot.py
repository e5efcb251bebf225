"""Works out where the dots of the check-in plot go; the page draws them, with the same facts in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from django.utils import timezone

from kith.recovery.models import Mood

LEFT, RIGHT, TOP, STEP = 92, 4, 16, 34
WIDTH, HEIGHT = 420, TOP + 4 * STEP + 36
ENOUGH_FOR_A_BAND = 10


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    """Dots in SVG units (0,0 top left), the band where half of them lie (or None), rows of words and dates below."""

    dots: list[Dot]
    band: tuple[float, float] | None
    rows: list[tuple[float, str]]
    days: list[tuple[float, datetime]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def height_of(mood: float) -> float:
    return TOP + (5 - mood) * STEP


def usual(moods: Sequence[int]) -> tuple[float, float] | None:
    """Top and bottom of the middle half of the moods (quartiles, inclusive method); None for too few to say."""
    if len(moods) < ENOUGH_FOR_A_BAND:
        return None
    low, _middle, high = quantiles(moods, n=4, method="inclusive")
    return height_of(high) - 11, height_of(low) + 11


def draw(moments: Sequence[tuple[datetime, int]], days: int) -> Plot | None:
    """Place (when, mood) pairs of the last `days` days; None when there are fewer than two to compare."""
    if len(moments) < 2:
        return None
    end = timezone.now()
    start = max(end - timedelta(days=days), min(at for at, _mood in moments))
    span = max((end - start).total_seconds(), 1)

    def across(at: datetime) -> float:
        return round(LEFT + 8 + (at - start).total_seconds() / span * (WIDTH - LEFT - RIGHT - 16), 1)

    dots = [Dot(across(at), height_of(mood)) for at, mood in moments]
    rows = [(height_of(mood.value), str(mood.label)) for mood in Mood]
    return Plot(dots, usual([mood for _at, mood in moments]), rows, [(across(start), start), (across(end), end)])
