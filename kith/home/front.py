"""What the front page tells a visitor: an invented map as an example, and groups anyone may read about."""

from typing import Any

from django.utils.translation import gettext as _

from kith.groups.belonging.access import community_pace
from kith.home.access import open_groups
from kith.home.map import MapTie, draw


def example() -> list[MapTie]:
    """A map like those people make here. Nobody on it exists."""
    return [
        MapTie("example-01", _("Mum"), "family", "inner", here=True),
        MapTie("example-02", _("Jo"), "peer", "inner", here=True),
        MapTie("example-03", _("Sam next door"), "family", "middle"),
        MapTie("example-04", _("Dr Shah"), "professional", "middle", here=True),
        MapTie("example-05", _("Evening walks"), "group", "middle", here=True),
        MapTie("example-06", _("Choir"), "group", "outer"),
        MapTie("example-07", _("Library"), "service", "outer"),
        MapTie("example-08", _("Friday lunch"), "faith", "outer"),
        MapTie("example-09", _("Money advice"), "service", "middle"),
        MapTie("example-10", _("Priya"), "peer", "outer", here=True),
    ]


def context(viewer: Any) -> dict[str, Any]:
    return {"drawings": draw(example()), "groups": open_groups(viewer, 6), "pace": community_pace()}
