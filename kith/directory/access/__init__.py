"""Who may see which listings, and who may change them. Finding them is built on these rules."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from kith.directory.access.details import read_details
from kith.directory.models import Listing
from kith.directory.places import SHOWN

KEEPERS = ("steward", "navigator")


def shown(prefix: str = "") -> Q:
    """The one rule for what anyone, signed in or not, may find. `prefix` reaches the listing from another table."""
    return Q(**{f"{prefix}status__in": SHOWN})


def can_keep(viewer: Any) -> bool:
    """Stewards and navigators add, change and check listings."""
    return bool(getattr(viewer, "is_authenticated", False)) and viewer.has_role(*KEEPERS)


def visible_listings(viewer: Any) -> QuerySet[Listing]:
    """What the viewer may open: what is shown, and for those who keep the directory everything."""
    return Listing.objects.all() if can_keep(viewer) else Listing.objects.filter(shown())


def get_listing(viewer: Any, slug: str) -> Listing:
    """One listing with all that its page says, in four queries. Raises Http404 for what the viewer may not know of."""
    listings = visible_listings(viewer).select_related("organisation", "category", "checked_by")
    listing = get_object_or_404(listings.prefetch_related("sites", "phones"), slug=slug)
    read_details(listing)
    return listing


def can_change(viewer: Any, listing: Listing) -> bool:
    """The same people for every listing: a directory is kept by a few who know it."""
    return can_keep(viewer)
