"""What the directory holds about a person: only that they checked a listing. What they saved is a tie, kept by people."""

from typing import Any

from kith.directory.models import Listing


def export(person: Any) -> dict[str, list[dict]]:
    """The listings this person checked, and when."""
    checked = Listing.objects.filter(checked_by__person=person).order_by("checked_on")
    return {
        "listings_checked": [
            {"listing": row.name, "checked_on": row.checked_on.isoformat()} for row in checked if row.checked_on
        ]
    }


def erase(person: Any) -> None:
    """Listings stay as checked, without the name."""
    Listing.objects.filter(checked_by__person=person).update(checked_by=None)
