"""What the directory holds about a person: only that they checked a listing. What they saved is a tie, kept by people."""

from typing import Any

from kith.directory.models import Listing


def export(person: Any) -> dict[str, list[dict]]:
    """The listings this person checked, and when."""
    checked = Listing.objects.filter(checked_by__person=person).order_by("checked_on")
    return {
        "listings_checked": [{"listing": row.name, "checked_on": row.checked_on} for row in checked if row.checked_on]
    }


def hide(person: Any, keep_posts: bool) -> dict[str, Any]:
    """The name comes off the listings the person checked."""
    checked = Listing.objects.filter(checked_by__person=person)
    noted = {"checked": list(checked.values_list("pk", "checked_by"))}
    checked.update(checked_by=None)
    return noted


def show_again(person: Any, noted: dict[str, Any]) -> None:
    for listing, handle in noted["checked"]:
        Listing.objects.filter(pk=listing, checked_by=None).update(checked_by=handle)


def erase(person: Any) -> None:
    """Listings stay as checked, without the name."""
    Listing.objects.filter(checked_by__person=person).update(checked_by=None)
