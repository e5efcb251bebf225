"""Which services are on the viewer's own map."""

from collections.abc import Sequence
from typing import Any

from kith.people.access import my_ties


def saved_among(viewer: Any, listings: Sequence[int]) -> frozenset[int]:
    """Those of the listings (by id) that the viewer saved; nobody else can ask this. One query, none for visitors."""
    if not getattr(viewer, "is_authenticated", False) or not listings:
        return frozenset()
    ties = my_ties(viewer).filter(target_kind="listing", target_id__in=list(listings))
    return frozenset(pk for pk in ties.values_list("target_id", flat=True) if pk)
