"""Draws where results lie: you in the middle, rings of distance, the list's own numbers. No tiles, nobody asked.

Directions are true. Distances are drawn by their square root, so that what is near, and matters most, has room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, radians, sin, sqrt

from kith.core.geo import Point
from kith.directory.access.find import Found

SIZE = 360  # of the drawing, in its own units
EDGE = 26  # kept free for numbers that lie on the rim
DOT = 13
NICE = (0.25, 0.5, 1, 2, 3, 5, 10, 15, 20, 25, 50, 75, 100, 150, 200, 300, 400, 500)


@dataclass(frozen=True)
class Dot:
    """One or more results at nearly the same spot."""

    x: float
    y: float
    label: str
    wide: float
    sure: bool


@dataclass(frozen=True)
class Ring:
    km: float
    radius: float


@dataclass(frozen=True)
class Drawing:
    size: int
    middle: float
    dots: Sequence[Dot]
    rings: Sequence[Ring]
    left_out: int


def draw(found: Sequence[Found], point: Point, first: int = 1) -> Drawing | None:
    """The results that have coordinates, numbered from `first` as in the list. None when fewer than two have."""
    placed = [
        (first + n, item.km, item.site.lat, item.site.lng, item.sure)
        for n, item in enumerate(found)
        if item.km is not None and item.site is not None and item.site.lat is not None and item.site.lng is not None
    ]
    if len(placed) < 2:
        return None
    reach = next((size for size in NICE if size >= max(km for _, km, *_ in placed)), NICE[-1])
    spots = [(number, *_spot(point, km, lat, lng, reach), sure) for number, km, lat, lng, sure in placed]
    rings = [Ring(km, round(_radius(km, reach), 1)) for km in ring_distances(reach)]
    return Drawing(SIZE, SIZE / 2, _gather(spots), rings, len(found) - len(placed))


def ring_distances(reach: float) -> list[float]:
    """Round distances at about a quarter, a half and the whole of the way out."""
    return sorted({min(NICE, key=lambda size: abs(size - reach / part)) for part in (16, 4)} - {reach}) + [reach]


def _radius(km: float, reach: float) -> float:
    return sqrt(km / reach) * (SIZE / 2 - EDGE)


def _spot(point: Point, km: float, lat: float, lng: float, reach: float) -> tuple[float, float]:
    """North is up; the bearing is that of a flat map, true enough at these distances."""
    east = ((lng - point.lng + 540) % 360 - 180) * cos(radians(point.lat))
    bearing = atan2(east, lat - point.lat)
    out = _radius(km, reach)
    return SIZE / 2 + out * sin(bearing), SIZE / 2 - out * cos(bearing)


def _gather(spots: Sequence[tuple[int, float, float, bool]]) -> list[Dot]:
    """Numbers that would lie on one another share a dot; joined until none overlap."""
    groups = [[spot] for spot in spots]
    while pair := _first_overlap(groups):
        one, other = pair
        groups[one] = sorted(groups[one] + groups.pop(other))
    return [_dot(group) for group in groups]


def _first_overlap(groups: list) -> tuple[int, int] | None:
    dots = [_dot(group) for group in groups]
    for one in range(len(dots)):
        for other in range(one + 1, len(dots)):
            if (
                abs(dots[one].x - dots[other].x) < (dots[one].wide + dots[other].wide) / 2
                and abs(dots[one].y - dots[other].y) < 2 * DOT
            ):
                return one, other
    return None


def _dot(group: list[tuple[int, float, float, bool]]) -> Dot:
    label = number_ranges([number for number, *_ in group])
    wide = max(2 * DOT, 9 + 8 * len(label))
    x, y = (sum(spot[axis] for spot in group) / len(group) for axis in (1, 2))
    x, y = min(max(x, wide / 2 + 2), SIZE - wide / 2 - 2), min(max(y, DOT + 2), SIZE - DOT - 2)
    return Dot(round(x, 1), round(y, 1), label, wide, any(sure for *_, sure in group))


def number_ranges(numbers: Sequence[int]) -> str:
    """ "1–3, 7"; of a long crowd only the first and the last."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs]
    return ", ".join(words) if len(words) < 4 else f"{numbers[0]} … {numbers[-1]}"
