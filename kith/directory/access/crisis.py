"""The listings to show when it is too much right now: help in a crisis, those open now first."""

from datetime import datetime
from typing import Any

from kith.core.clock import now
from kith.directory.access import shown
from kith.directory.access.conditions import FRESH_FIRST, Filters, all_of, category_is, conditions, tier
from kith.directory.models import Listing

CRISIS = "crisis"
A_FEW = 3


def crisis_listings(viewer: Any, moment: datetime | None = None) -> list[Listing]:
    """A few that anyone may turn to: surely open before perhaps open; none that is closed now. Three queries at most."""
    asked = conditions(Filters(open_now=True), moment or now())
    found = Listing.objects.filter(shown(), category_is(CRISIS)).filter(all_of(asked, "maybe"))
    ordered = found.annotate(tier=tier(asked)).order_by("tier", *FRESH_FIRST)
    return list(ordered.prefetch_related("openings", "phones")[:A_FEW])
