"""Distances and place cells are exact: what the index lets through and the box keeps is just what lies in the circle."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kith.core.geo import LEVELS, box_around, cells_around, is_on_earth, km, place_cell, place_cells

lats = st.floats(-90, 90, allow_nan=False)
lngs = st.floats(-180, 180, allow_nan=False)
reaches = st.floats(0.05, 3000, allow_nan=False)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ((51.5074, -0.1278), (48.8566, 2.3522), 343.6),
        ((0, 0), (0, 1), 111.2),
        ((0, 179.5), (0, -179.5), 111.2),
        ((90, 0), (-90, 0), 20015.1),
    ],
)
def test_distances_are_those_of_the_globe(one, other, far):
    assert km(*one, *other) == pytest.approx(far, rel=2e-3)


def inside(box, lat, lng):
    return box.south <= lat <= box.north and any(west <= lng <= east for west, east in box.wests_easts)


@given(lats, lngs, reaches, lats, lngs)
@example(0, 179.99, 10, 0, -179.99)
@example(0, 180, 10, 0, -180)
@example(0, -180, 10, 0, 180)
@example(89.99, 0, 50, 89.99, 180)
def test_nothing_within_reach_is_outside_the_box_or_the_cells(lat, lng, within, lat2, lng2):
    if km(lat, lng, lat2, lng2) > within:
        return
    assert inside(box_around(lat, lng, within), lat2, lng2)
    cells = cells_around(lat, lng, within)
    assert cells is None or set(cells) & set(place_cells(lat2, lng2))


@given(lats, lngs, st.floats(0.05, 300), st.floats(-4, 4), st.floats(-4, 4))
def test_neighbours_within_reach_are_found(lat, lng, within, up, along):
    lat2, lng2 = max(-90, min(90, lat + up)), (lng + along + 540) % 360 - 180
    test = km(lat, lng, lat2, lng2) <= within
    cells = cells_around(lat, lng, within)
    assert not test or (
        inside(box_around(lat, lng, within), lat2, lng2)
        and (cells is None or set(cells) & set(place_cells(lat2, lng2)))
    )


@given(lats, lngs)
def test_a_point_has_one_cell_at_each_level(lat, lng):
    cells = place_cells(lat, lng)
    assert len(set(cells)) == len(LEVELS)
    assert cells[0] == place_cell(lat, lng, LEVELS[0])


def test_a_usual_search_needs_few_cells_and_the_whole_earth_none():
    assert len(cells_around(41.55, -73.04, 25)) <= 24
    assert cells_around(41.55, -73.04, 15000) is None


def test_nowhere_is_not_a_place():
    assert not is_on_earth(0, 0)
    assert not is_on_earth(100, 101)
    assert is_on_earth(51.45, 0.0)
