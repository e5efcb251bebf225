"""Decides where each tie goes on the map: a pure function of the ties, the same every time.

Ties are placed in the order they were added, each in the best free place, and none moves for a later one: people know
their map by heart, so it must not reshuffle. Every candidate place is in the ring of the tie's circle, near its kind's
direction, with room for its name. What finds no room is gathered by kind ("and 6 more").
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from kith.home.map.shape import CIRCLES, HALF_SECTOR, SECTORS, Shape, shape_for

Box = tuple[float, float, float, float]
GAP = 3.0
REST = "and 000 more"  # keeps room for the real words, which say how many
TRACKS = ((0.52, 0.0), (0.28, 0.12), (0.74, 0.1), (0.4, 0.2))
STEP = 8.0
STRAYING = (0.012, 0.03, 0.045)  # what a degree outside the kind's direction costs, in each ring
CROWDING = 1500.0  # how strongly neighbours keep apart: the cost of standing 39 units from one is about 1


@dataclass(frozen=True)
class MapTie:
    """What the map needs to know of a tie. `here`: they have an account; `faded`: it has been a while."""

    id: str
    name: str
    kind: str
    circle: str
    href: str = ""
    here: bool = False
    faded: bool = False


@dataclass(frozen=True)
class Spot:
    """A placed tie, or (`more` > 0) the gathered rest of a kind, and where its label stands."""

    tie: MapTie
    x: float
    y: float
    r: float
    lines: tuple[str, ...]
    label: Box
    anchor: str
    more: int = 0
    box: Box = (0, 0, 0, 0)


@dataclass
class Layout:
    """The composition with everything placed, and how many of each kind found no room."""

    shape: Shape
    spots: list[Spot] = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)


def layout(ties: Sequence[MapTie], width: int) -> Layout:
    """Place the ties, given in the order they were added, on the composition for a screen this wide.

    What is left out of a kind is counted at one place ("and 6 more"). Where there is no room for that place, the ties
    added last make it: nobody who stays moves.
    """
    result = Layout(shape_for(width))
    for tie in _shown(ties, result.shape):
        _add(tie, result)
    kinds = Counter(tie.kind for tie in ties)
    while waiting := _uncounted(kinds, result):
        if not any(_add(MapTie(f"more-{waiting}", REST, waiting, circle), result, 1) for circle in reversed(CIRCLES)):
            result.spots.remove(_makes_room(waiting, result.spots))
    result.left_out = kinds - _drawn(result)
    result.spots = [replace(s, more=result.left_out[s.tie.kind]) if s.more else s for s in result.spots]
    return result


def _shown(ties: Sequence[MapTie], shape: Shape) -> list[MapTie]:
    """All, or some from every circle of the kinds that have many, still in the order they were added."""
    if len(ties) <= shape.most:
        return list(ties)
    share, kept = shape.most // len(SECTORS), set()
    for kind in SECTORS:
        own = [[tie.id for tie in ties if tie.kind == kind and tie.circle == circle] for circle in CIRCLES]
        kept |= set([one for row in zip_longest(*own) for one in row if one][:share])
    return [tie for tie in ties if tie.id in kept]


def _add(tie: MapTie, result: Layout, more: int = 0) -> bool:
    """Give the tie the best free place, if there is one."""
    x, y = result.shape.centre
    you = result.shape.you + 2
    taken = [(x - you, y - you, x + you, y + you)]
    taken += [box for spot in result.spots for box in (spot.box, spot.label)]
    spot = _best(tie, result.spots, taken, result.shape)
    if spot:
        result.spots.append(replace(spot, more=more))
    return spot is not None


def _drawn(result: Layout) -> Counter[str]:
    return Counter(spot.tie.kind for spot in result.spots if not spot.more)


def _uncounted(kinds: Counter[str], result: Layout) -> str | None:
    """A kind with ties left out and no place yet that counts them."""
    counted = {spot.tie.kind for spot in result.spots if spot.more}
    return next((kind for kind in kinds - _drawn(result) if kind not in counted), None)


def _makes_room(kind: str, spots: list[Spot]) -> Spot:
    """The tie added last, of this kind while it has one."""
    drawn = [spot for spot in spots if not spot.more]
    return ([spot for spot in drawn if spot.tie.kind == kind] or drawn)[-1]


def _best(tie: MapTie, placed: list[Spot], taken: list[Box], shape: Shape) -> Spot | None:
    """The free place that costs least: near its kind's direction, not crowded, its name easy to read."""
    best, least = None, float("inf")
    lines = wrap(tie.name, shape.line_letters)
    size = len(lines) * shape.text * 1.12, max(letters(line) for line in lines) * shape.text
    r = shape.pebbles[CIRCLES.index(tie.circle)]
    for cost, x, y in candidates(tie, shape):
        if cost >= least:
            break
        box = (x - r - GAP, y - r - GAP, x + r + GAP, y + r + GAP)
        if _meets(box, taken):
            continue
        cost += _crowding(x, y, placed, least - cost)
        for extra, anchor, label in labels(x, y, r, size, shape) if cost < least else ():
            if cost + extra < least and _fits(label, shape) and not _meets(label, taken):
                best, least = Spot(tie, x, y, r, lines, label, anchor, box=box), cost + extra
                break
    return best


def _crowding(x: float, y: float, placed: list[Spot], most: float) -> float:
    """What the neighbours cost; stops counting where it is too much already."""
    total = 0.0
    for spot in placed:
        total += CROWDING / ((x - spot.x) ** 2 + (y - spot.y) ** 2)
        if total >= most:
            break
    return total


def candidates(tie: MapTie, shape: Shape) -> tuple[tuple[float, float, float], ...]:
    """Places in the tie's ring with what each costs, cheapest first; a little askew, as by hand."""
    mark = zlib.crc32(tie.id.encode())
    return _places(shape, CIRCLES.index(tie.circle), tie.kind, mark % 9 - 4, bool(mark & 16))


@lru_cache(maxsize=700)
def _places(shape: Shape, ring: int, kind: str, lean: int, mirrored: bool) -> tuple[tuple[float, float, float], ...]:
    r, found = shape.pebbles[ring] + 1, []
    for cost, turn, track in _order(mirrored, ring):
        x, y = shape.at(SECTORS[kind] + lean * 0.8 + turn, ring + track)
        if shape.reach(x, y, ring, r) <= 1 and (ring == 0 or shape.reach(x, y, ring - 1, -r) >= 1):
            found.append((cost, x, y))
    return tuple(found)


@lru_cache(maxsize=6)
def _order(mirrored: bool, ring: int) -> list[tuple[float, float, float]]:
    """Every turn and track with its cost: within the kind's direction first, then beyond it at a price, lower close to you."""
    found = []
    for step in range(-22, 23):
        turn = step * STEP * (-1 if mirrored else 1)
        price = abs(turn) * 0.006 + max(0.0, abs(turn) - HALF_SECTOR) * STRAYING[ring] + (0.01 if step < 0 else 0)
        found += [(price + extra, turn, track) for track, extra in TRACKS]
    return sorted(found)


def labels(x: float, y: float, r: float, size: tuple[float, float], shape: Shape) -> Iterator[tuple[float, str, Box]]:
    """Where a name so high and wide could stand beside its pebble: below, outward, inward, above."""
    high, wide = size
    outward = 1 if x >= shape.centre[0] else -1
    yield 0.0, "middle", (x - wide / 2, y + r + 1, x + wide / 2, y + r + 1 + high)
    for extra, side in ((0.12, outward), (0.45, -outward)):
        near, far = x + side * (r + 4), x + side * (r + 4 + wide)
        yield extra, "start" if side > 0 else "end", (min(near, far), y - high / 2, max(near, far), y + high / 2)
    yield 0.18, "middle", (x - wide / 2, y - r - 2 - high, x + wide / 2, y - r - 2)


def _fits(box: Box, shape: Shape) -> bool:
    left, top, right, bottom = box
    x, y = shape.centre
    return shape.reach(max(right, 2 * x - left), max(bottom, 2 * y - top), 2, 2) <= 1


def _meets(box: Box, taken: list[Box]) -> bool:
    left, top, right, bottom = box
    for o in taken:  # noqa: SIM110  asked ten thousand times for one map; twice as fast as any()
        if left < o[2] and right > o[0] and top < o[3] and bottom > o[1]:
            return True
    return False


NARROW_LETTERS, WIDE_LETTERS = frozenset("iljtfrI.,'’:;| -()"), frozenset("mwMWÆŒ@—…")


def letters(line: str) -> float:
    """How wide a line of text is, in units of its size: a little generous, so that labels never touch."""
    return (
        sum(
            0.33
            if c in NARROW_LETTERS
            else 0.9
            if c in WIDE_LETTERS
            else 0.7
            if c.isupper() or ord(c) > 0x2E80
            else 0.56
            for c in line
        )
        + 0.2
    )


def wrap(name: str, most: int) -> tuple[str, ...]:
    """A name on one or two lines of at most so many letters, between words where it can."""
    words, lines = name.split() or ["·"], [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], " ".join(lines[1:])]
    return tuple(line if len(line) <= most else line[: most - 1].rstrip() + "…" for line in lines)
