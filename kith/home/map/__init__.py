"""Draws a person's network: where everything goes (`layout`) and what it looks like (`drawing`)."""

from kith.home.map.drawing import Drawing, draw
from kith.home.map.layout import Layout, MapTie, Spot, layout

__all__ = ["Drawing", "Layout", "MapTie", "Spot", "draw", "layout"]
