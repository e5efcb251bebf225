"""The two compositions of the map, one upright for phones and one for wide screens, and their geometry."""

import math
from dataclasses import dataclass

CIRCLES = ("inner", "middle", "outer")
# Where each kind of tie has its place around you, in degrees, clockwise from three o'clock.
SECTORS = {"family": -90.0, "peer": -30.0, "professional": 30.0, "service": 90.0, "group": 150.0, "faith": 210.0}
HALF_SECTOR = 26.0


@dataclass(frozen=True)
class Shape:
    """Sizes in the units of the drawing, which are close to pixels. `rings` are half axes, inner to outer."""

    name: str
    width: int
    height: int
    you: float
    rings: tuple[tuple[float, float], ...]
    pebbles: tuple[float, ...]
    text: float
    rim_text: float
    line_letters: int
    most: int

    @property
    def centre(self) -> tuple[float, float]:
        return self.width / 2, self.height / 2

    def at(self, degrees: float, ring: float) -> tuple[float, float]:
        """The point in this direction, `ring` circles out: 1.5 is midway between the first and the second ring."""
        low, part = min(int(ring), 2), ring - min(int(ring), 2)
        inner = self.rings[low - 1] if low else (self.you, self.you)
        outer = self.rings[low]
        x, y = self.centre
        turn = math.radians(degrees)
        half_x, half_y = (a + (b - a) * part for a, b in zip(inner, outer, strict=True))
        return x + half_x * math.cos(turn), y + half_y * math.sin(turn)

    def reach(self, x: float, y: float, ring: int, spare: float = 0.0) -> float:
        """1 on the ring, less inside it. `spare` draws the ring smaller by so much."""
        half_x, half_y = self.rings[ring]
        return math.hypot((x - self.centre[0]) / (half_x - spare), (y - self.centre[1]) / (half_y - spare))


NARROW = Shape("narrow", 340, 446, 25, ((70, 84), (112, 145), (150, 203)), (10.5, 9, 8), 13, 11.5, 12, 16)
WIDE = Shape("wide", 608, 588, 34, ((124, 117), (202, 194), (275, 266)), (15, 13, 11.5), 15, 13.5, 15, 40)


def shape_for(width: int) -> Shape:
    return WIDE if width >= WIDE.width else NARROW
