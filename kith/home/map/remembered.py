"""Remembers where everything stood on a map, so that a map that has not changed is not laid out again.

Only numbers are kept, in this process's memory: a map is known by a keyed digest of what decides its places, its names included.
"""

import secrets
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock

from kith.home.map.layout import GAP, REST, Box, Layout, MapTie, Spot, layout, wrap
from kith.home.map.shape import CIRCLES, Shape, shape_for

Place = tuple[int, str, str, float, float, Box, str, int]
"""Which tie (-1 for the counted rest of a kind), its kind and circle, x, y, its label's box and anchor, how many it counts."""
MOST = 4000  # maps; each keeps some 2 KiB
KEY = secrets.token_bytes(32)
_known: dict[bytes, tuple[Place, ...]] = {}
_turn = Lock()


def remembered_layout(ties: Sequence[MapTie], width: int) -> Layout:
    """The same as `layout`."""
    mark = _mark(ties, width)
    places = _known.get(mark)
    if places is None:
        placed = layout(ties, width)
        _keep(mark, _places(ties, placed))
        return placed
    return _placed(ties, places, shape_for(width))


def _mark(ties: Sequence[MapTie], width: int) -> bytes:
    decides = [width, *((tie.id, tie.name, tie.kind, tie.circle) for tie in ties)]
    return blake2b(repr(decides).encode(), key=KEY, digest_size=20).digest()


def _keep(mark: bytes, places: tuple[Place, ...]) -> None:
    with _turn:
        while len(_known) >= MOST:
            del _known[next(iter(_known))]
        _known[mark] = places


def _places(ties: Sequence[MapTie], placed: Layout) -> tuple[Place, ...]:
    order = {tie.id: number for number, tie in enumerate(ties)}
    return tuple(
        (-1 if s.more else order[s.tie.id], s.tie.kind, s.tie.circle, s.x, s.y, s.label, s.anchor, s.more)
        for s in placed.spots
    )


def _placed(ties: Sequence[MapTie], places: tuple[Place, ...], shape: Shape) -> Layout:
    spots = [_spot(ties, place, shape) for place in places]
    drawn = Counter(spot.tie.kind for spot in spots if not spot.more)
    return Layout(shape, spots, Counter(tie.kind for tie in ties) - drawn)


def _spot(ties: Sequence[MapTie], place: Place, shape: Shape) -> Spot:
    number, kind, circle, x, y, label, anchor, more = place
    tie = MapTie(f"more-{kind}", REST, kind, circle) if more else ties[number]
    r = shape.pebbles[CIRCLES.index(circle)]
    box = (x - r - GAP, y - r - GAP, x + r + GAP, y + r + GAP)
    return Spot(tie, x, y, r, wrap(tie.name, shape.line_letters), label, anchor, more, box)
