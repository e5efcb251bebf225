"""The map's layout keeps its promises whatever network it is given."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.home.map import MapTie, draw, layout, remembered
from kith.home.map.remembered import remembered_layout
from kith.home.map.shape import CIRCLES, NARROW, SECTORS, WIDE

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
WIDTHS = st.sampled_from([NARROW.width, WIDE.width])


@st.composite
def networks(draw_from, most=45):
    many = draw_from(st.integers(0, most))
    kinds, circles = st.sampled_from(list(SECTORS)), st.sampled_from(CIRCLES)
    return [MapTie(f"id-{n:03d}", draw_from(NAMES), draw_from(kinds), draw_from(circles)) for n in range(many)]


def apart(one, other):
    return one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def where(result):
    return {spot.tie.id: (spot.x, spot.y, spot.label) for spot in result.spots if not spot.more}


@settings(max_examples=40, deadline=None)
@given(networks(), WIDTHS)
def test_every_tie_lies_inside_the_ring_of_its_circle(ties, width):
    result = layout(ties, width)
    for spot in result.spots:
        ring = CIRCLES.index(spot.tie.circle)
        assert result.shape.reach(spot.x, spot.y, ring) < 1
        assert ring == 0 or result.shape.reach(spot.x, spot.y, ring - 1) > 1


@settings(max_examples=40, deadline=None)
@given(networks(), WIDTHS)
def test_nothing_touches_anything_else(ties, width):
    spots = layout(ties, width).spots
    boxes = [(n, box) for n, spot in enumerate(spots) for box in (spot.box, spot.label)]
    for k, (n, box) in enumerate(boxes):
        assert all(apart(box, other) for m, other in boxes[:k] if m != n)


@settings(max_examples=30, deadline=None)
@given(networks(), WIDTHS)
def test_every_name_lies_on_the_paper(ties, width):
    result = layout(ties, width)
    for spot in result.spots:
        left, top, right, bottom = spot.label
        assert 0 <= left < right <= result.shape.width
        assert 0 <= top < bottom <= result.shape.height


@settings(max_examples=30, deadline=None)
@given(networks(), WIDTHS)
def test_each_tie_is_drawn_or_counted_exactly_once(ties, width):
    result = layout(ties, width)
    assert sum(spot.more or 1 for spot in result.spots) == len(ties)
    shown = [spot.tie.id for spot in result.spots if not spot.more]
    assert len(set(shown)) == len(shown)


def test_the_ninth_in_one_corner_moves_none_of_the_eight():
    ties = [MapTie(f"id-{n:03d}", "0", "family", "inner") for n in range(9)]
    ties[1] = MapTie("id-001", "000000000", "peer", "middle")
    before, after = where(layout(ties[:-1], NARROW.width)), where(layout(ties, NARROW.width))
    assert all(after[tie] == before[tie] for tie in before.keys() & after.keys())


@settings(max_examples=20, deadline=None)
@given(networks(most=14), WIDTHS)
def test_the_same_network_is_drawn_the_same(ties, width):
    assert where(layout(ties, width)) == where(layout(list(ties), width))


@settings(max_examples=40, deadline=None)
@given(networks(most=14), WIDTHS)
def test_a_new_tie_moves_nobody(ties, width):
    before, after = where(layout(ties[:-1], width)), where(layout(ties, width))
    stayed = before.keys() & after.keys()
    assert {tie: before[tie] for tie in stayed} == {tie: after[tie] for tie in stayed}
    assert len(before) - len(stayed) <= 2  # room for "and 2 more", at the most


@settings(max_examples=20, deadline=None)
@given(networks(most=14), WIDTHS)
def test_a_changed_note_or_connection_moves_nobody(ties, width):
    from dataclasses import replace

    assert where(layout([replace(t, here=True, faded=True, href="/x/") for t in ties], width)) == where(
        layout(ties, width)
    )


def test_an_empty_map_still_shows_you_and_every_kind():
    narrow, wide = draw([])
    for drawing in (narrow, wide):
        assert drawing.marks == ()
        assert len(drawing.rims) == len(SECTORS)
        assert drawing.you.startswith("M")


def test_forty_ordinary_ties_are_nearly_all_drawn_on_a_wide_screen():
    names = ["Ben", "Ruth", "Mr Papadakis", "Choir", "Evening walks", "Dr Osei", "Library", "Mum"]
    kinds = list(SECTORS)
    ties = [MapTie(f"t{n:02d}", names[n % 8], kinds[n % 6], CIRCLES[(n * 7 // 3) % 3]) for n in range(40)]
    result = layout(ties, WIDE.width)
    assert sum(1 for spot in result.spots if not spot.more) >= 34


def test_hundreds_of_ties_are_gathered_by_kind():
    ties = [MapTie(f"t{n:03d}", f"Person {n}", list(SECTORS)[n % 6], CIRCLES[n % 3]) for n in range(500)]
    for width in (NARROW.width, WIDE.width):
        result = layout(ties, width)
        assert {spot.tie.kind for spot in result.spots if spot.more} == set(SECTORS)


@settings(max_examples=40, deadline=None)
@given(networks(), WIDTHS)
def test_a_map_that_is_remembered_is_the_map_laid_out(ties, width):
    first, again = remembered_layout(ties, width), remembered_layout(ties, width)
    assert first == again == layout(ties, width)


def test_a_remembered_map_holds_no_name_and_a_new_name_is_laid_out_anew():
    ties = [MapTie("id-1", "A name only you gave", "peer", "inner")]
    remembered_layout(ties, WIDE.width)
    assert "name only" not in repr(remembered._known)
    longer = [MapTie("id-1", "A name", "peer", "inner", faded=True)]
    assert remembered_layout(longer, WIDE.width) == layout(longer, WIDE.width)


def test_only_so_many_maps_are_remembered(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    for number in range(9):
        remembered_layout([MapTie(f"id-{number}", "Ben", "family", "inner")], WIDE.width)
    assert len(remembered._known) == 3
