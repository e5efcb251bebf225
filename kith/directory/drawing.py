"""Draws where results lie: you in the middle, rings of distance, the list's own numbers. No tiles, nobody asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from kith.core.geo import Point
from kith.directory.access.find import Found

SIZE = 360  # of the drawing, in its own units
EDGE = 26  # kept free for numbers that lie on the rim
DOT = 13
KM_PER_DEGREE = 111.195
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
        if item.km is not None and item.site is not None and item.site.lat is not None
    ]
    if len(placed) < 2:
        return None
    reach = next((size for size in NICE if size >= max(km for _, km, *_ in placed)), NICE[-1])
    scale = (SIZE / 2 - EDGE) / reach
    spots = [(number, *_spot(point, lat, lng, scale), sure) for number, _, lat, lng, sure in placed]
    rings = [Ring(km, round(km * scale, 1)) for km in (reach / 2, reach)]
    return Drawing(SIZE, SIZE / 2, _gather(spots), rings, len(found) - len(placed))


def _spot(point: Point, lat: float, lng: float, scale: float) -> tuple[float, float]:
    """Flat is true enough at these distances, and keeps north up."""
    east = ((lng - point.lng + 540) % 360 - 180) * cos(radians(point.lat)) * KM_PER_DEGREE
    north = (lat - point.lat) * KM_PER_DEGREE
    return SIZE / 2 + east * scale, SIZE / 2 - north * scale


def _gather(spots: Sequence[tuple[int, float, float, bool]]) -> list[Dot]:
    """Numbers that would lie on one another share a dot."""
    groups: list[list[tuple[int, float, float, bool]]] = []
    for spot in spots:
        near = next((group for group in groups if _touch(group[0], spot)), None)
        near.append(spot) if near else groups.append([spot])
    return [_dot(group) for group in groups]


def _touch(one: tuple, other: tuple) -> bool:
    return abs(one[1] - other[1]) < 2.1 * DOT and abs(one[2] - other[2]) < 1.9 * DOT


def _dot(group: list[tuple[int, float, float, bool]]) -> Dot:
    label = number_ranges([number for number, *_ in group])
    wide = max(2 * DOT, 9 + 8 * len(label))
    x = min(max(group[0][1], wide / 2 + 2), SIZE - wide / 2 - 2)
    y = min(max(group[0][2], DOT + 2), SIZE - DOT - 2)
    return Dot(round(x, 1), round(y, 1), label, wide, any(sure for *_, sure in group))


def number_ranges(numbers: Sequence[int]) -> str:
    """"1–3, 7"; a long crowd is cut to its first and how many more."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs]
    return ", ".join(words) if len(words) < 3 else f"{numbers[0]} +{len(numbers) - 1}"
