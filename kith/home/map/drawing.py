"""Turns the layout into shapes: wobbly rings as if drawn by hand, pebbles for ties, threads between them and you."""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kith.home.map.layout import Layout, MapTie, Spot
from kith.home.map.remembered import remembered_layout
from kith.home.map.shape import CIRCLES, NARROW, SECTORS, WIDE, Shape

Points = list[tuple[float, float]]
PEBBLES = 5


@dataclass(frozen=True)
class Mark:
    """One tie as the template draws it: a pebble of a variant and size, and lines of text at a place."""

    spot: Spot
    pebble: str
    x: str
    y: str
    scale: str
    text: tuple[tuple[str, str, str], ...]

    @property
    def classes(self) -> str:
        """What the tie is, for the style sheet; kinds are told by their direction as well."""
        tie = self.spot.tie
        return f"k-{tie.kind} c-{tie.circle}" + (" here" if tie.here else "") + (" more" if self.spot.more else "")


@dataclass(frozen=True)
class Drawing:
    """Everything the template needs to draw one composition."""

    shape: Shape
    rings: tuple[str, ...]
    you: str
    pebbles: tuple[str, ...]
    rims: tuple[tuple[str, str, bool], ...]
    threads: str
    faded: str
    marks: tuple[Mark, ...]


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def draw(ties: Sequence[MapTie]) -> list[Drawing]:
    """Both compositions of a map: the upright one for phones, then the wide one."""
    return [_drawing(remembered_layout(ties, shape.width)) for shape in (NARROW, WIDE)]


def _drawing(placed: Layout) -> Drawing:
    shape = placed.shape
    rings, you, pebbles, rims = _still(shape)
    spots = sorted(
        placed.spots, key=lambda s: (CIRCLES.index(s.tie.circle), list(SECTORS).index(s.tie.kind), s.more > 0, s.tie.id)
    )
    kinds = {spot.tie.kind for spot in spots}
    threads, faded = (
        "".join(thread(s, shape) for s in spots if s.tie.faded is state and not s.more) for state in (False, True)
    )
    return Drawing(
        shape,
        rings,
        you,
        pebbles,
        tuple((k, d, k in kinds) for k, d in rims),
        threads,
        faded,
        tuple(_mark(s, shape) for s in spots),
    )


@lru_cache(maxsize=2)
def _still(shape: Shape) -> tuple[tuple[str, ...], str, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What is the same on every map of a composition."""
    x, y = shape.centre
    rings = tuple(blob(x, y, a, b, 0.028, f"ring-{n}", 12) for n, (a, b) in enumerate(shape.rings))
    you = blob(x, y, shape.you, shape.you, 0.06, "you", 8)
    pebbles = tuple(blob(0, 0, 10, 10, 0.13, f"pebble{n}", 7) for n in range(PEBBLES))
    return rings, you, pebbles, tuple((kind, rim(shape, centre)) for kind, centre in SECTORS.items())


def blob(x: float, y: float, half_x: float, half_y: float, wobble: float, seed: str, points: int) -> str:
    """A closed soft curve near an ellipse, never quite it; `wobble` is the largest part it strays inward or outward."""
    mark = zlib.crc32(seed.encode())
    leans = [(mark >> shift) % 63 / 10 for shift in (0, 8, 16)]

    def stray(turn: float) -> float:
        return 1 + wobble * sum(
            part * math.sin(k * turn + lean) for k, part, lean in zip((2, 3, 5), (0.5, 0.35, 0.15), leans, strict=True)
        )

    turns = [2 * math.pi * n / points for n in range(points)]
    return smooth([(x + half_x * stray(t) * math.cos(t), y + half_y * stray(t) * math.sin(t)) for t in turns])


def smooth(points: Points) -> str:
    """A closed path through the points: Catmull-Rom, written as cubic curves (each control point a sixth of its neighbours' chord)."""
    count, path = len(points), f"M{number(points[0][0])} {number(points[0][1])}"
    for n in range(count):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        curve = (bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
        path += "C" + " ".join(number(v) for v in curve)
    return path + "Z"


def rim(shape: Shape, centre: float) -> str:
    """The arc a kind's name is written along, outside the outer ring, always left to right."""
    below = math.sin(math.radians(centre)) > 0.1
    away = 8 + (shape.rim_text * 0.72 if below else 0)
    half_x, half_y = (half + away for half in shape.rings[2])
    x, y = shape.centre
    ends = [math.radians(centre + turn) for turn in ((44, -44) if below else (-44, 44))]
    start, end = ((number(x + half_x * math.cos(t)), number(y + half_y * math.sin(t))) for t in ends)
    return f"M{start[0]} {start[1]}A{number(half_x)} {number(half_y)} 0 0 {0 if below else 1} {end[0]} {end[1]}"


def thread(spot: Spot, shape: Shape) -> str:
    """A loose line from you to the tie, bent a little to one side."""
    x, y = shape.centre
    dx, dy = spot.x - x, spot.y - y
    far = math.hypot(dx, dy) or 1
    start, end = shape.you * 0.96 / far, 1 - spot.r * 0.9 / far
    bend = ((zlib.crc32(spot.tie.id.encode()) >> 5) % 11 - 5) / 5 * 0.09
    bend += 0.03 if bend >= 0 else -0.03
    middle = (x + dx * 0.55 - dy * bend, y + dy * 0.55 + dx * bend)
    ends = [(x + dx * part, y + dy * part) for part in (start, end)]
    values = [number(v) for pair in (ends[0], middle, ends[1]) for v in pair]
    return "M{} {}Q{} {} {} {}".format(*values)


def _mark(spot: Spot, shape: Shape) -> Mark:
    left, top, right, _bottom = spot.label
    at = {"start": left, "end": right}.get(spot.anchor, (left + right) / 2)
    lines = tuple((number(at), number(top + shape.text * (0.86 + 1.12 * n)), line) for n, line in enumerate(spot.lines))
    pebble = str(zlib.crc32(spot.tie.id.encode()) % PEBBLES)
    return Mark(spot, pebble, number(spot.x), number(spot.y), f"{spot.r / 10:.2f}".rstrip("0").rstrip("."), lines)
