"""Distances and place cells: enough geography to answer "near me" without any outside service.

A place cell is a square of the latitude and longitude grid, written as a word, so that a word index can find it.
A circle is covered by a few cells; what lies in the cells is then measured exactly.
"""

from math import asin, cos, degrees, floor, radians, sin, sqrt
from typing import NamedTuple

EARTH_KM = 6371.0088  # mean radius, IUGG
HALF_ROUND_KM = 20015.2  # half way round: nothing is further than this
LEVELS = (5, 7, 9, 11)  # cells of 5.6, 1.4, 0.35 and 0.088 degrees: about 625, 156, 39 and 10 km high
MOST_CELLS = 24  # a circle is covered at the finest level that needs no more cells than this
SLACK = 1e-9  # degrees: keeps rounding from losing a point on the very edge


class Point(NamedTuple):
    """A place on the ground, in degrees."""

    lat: float
    lng: float


class Box(NamedTuple):
    """Ranges that hold a circle whole. Two ranges of longitude when it crosses the date line."""

    south: float
    north: float
    wests_easts: tuple[tuple[float, float], ...]


def km(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Kilometres along the ground between two points given in degrees (haversine formula)."""
    a, b = radians(lat1), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lng2 - lng1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def is_on_earth(lat: float, lng: float) -> bool:
    """True for a latitude and longitude that can exist; (0, 0) is taken for a blank, not for a place at sea."""
    return -90 <= lat <= 90 and -180 <= lng <= 180 and (lat, lng) != (0, 0)


def box_around(lat: float, lng: float, within_km: float) -> Box:
    """The smallest ranges of latitude and longitude that hold every point within `within_km`."""
    reach = within_km / EARTH_KM
    south, north = lat - degrees(reach) - SLACK, lat + degrees(reach) + SLACK
    if south <= -90 or north >= 90 or reach >= radians(90):
        return Box(max(south, -90.0), min(north, 90.0), ((-180.0, 180.0),))
    spread = degrees(asin(min(1.0, sin(reach) / cos(radians(lat))))) + SLACK
    return Box(south, north, _longitudes(lng - spread, lng + spread))


def _longitudes(west: float, east: float) -> tuple[tuple[float, float], ...]:
    if east - west >= 360:
        return ((-180.0, 180.0),)
    if west < -180:
        return ((west + 360, 180.0), (-180.0, east))
    if east > 180:
        return ((west, 180.0), (-180.0, east - 360))
    return ((west, east),)


def place_cell(lat: float, lng: float, precision: int) -> str:
    """The word for the cell that holds a point. A cell is 180 / 2**precision degrees on each side."""
    return _name(precision, *_row_and_column(lat, lng, precision))


def place_cells(lat: float, lng: float) -> list[str]:
    """The cells that hold a point, one for each level: what an index stores."""
    return [place_cell(lat, lng, level) for level in LEVELS]


def cells_around(lat: float, lng: float, within_km: float) -> list[str] | None:
    """A few cells that together hold every point within `within_km`; None when that would be most of the earth."""
    box = box_around(lat, lng, within_km)
    for level in reversed(LEVELS):
        if _count(box, level) <= MOST_CELLS:
            return _cover(box, level)
    return None


def _row_and_column(lat: float, lng: float, level: int) -> tuple[int, int]:
    rows = 2**level
    row = min(rows - 1, max(0, floor((lat + 90) / 180 * rows)))
    return row, floor((lng + 180) / 180 * rows) % (2 * rows)


def _spans(box: Box, level: int) -> list[tuple[int, int]]:
    """Inclusive ranges of columns. The eastern edge is not wrapped round: 180 belongs to the last column here."""
    last = 2 ** (level + 1) - 1
    scale = 2**level / 180
    return [(max(0, floor((w + 180) * scale)), min(last, floor((e + 180) * scale))) for w, e in box.wests_easts]


def _count(box: Box, level: int) -> int:
    bottom, top = _row_and_column(box.south, 0, level)[0], _row_and_column(box.north, 0, level)[0]
    return (top - bottom + 1) * sum(right - left + 1 for left, right in _spans(box, level))


def _cover(box: Box, level: int) -> list[str]:
    bottom, top = _row_and_column(box.south, 0, level)[0], _row_and_column(box.north, 0, level)[0]
    columns = {column for left, right in _spans(box, level) for column in range(left, right + 1)}
    if any(east >= 180 - SLACK for _, east in box.wests_easts):
        columns.add(0)  # longitude 180 is the same line as -180
    return [_name(level, row, column) for row in range(bottom, top + 1) for column in sorted(columns)]


def _name(level: int, row: int, column: int) -> str:
    return f"cell{level}r{row}c{column}"
