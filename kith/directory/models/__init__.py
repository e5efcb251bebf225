"""The directory's tables, gathered where Django looks for them."""

from kith.directory.models.category import Category
from kith.directory.models.detail import AccessFact, Belonging, ListingLanguage, Opening, Phone, Situation
from kith.directory.models.listing import Answer, Cost, Hours, Listing, Organisation, Site, Status, Taking
from kith.directory.models.place import Place

__all__ = [
    "AccessFact",
    "Answer",
    "Belonging",
    "Category",
    "Cost",
    "Hours",
    "Listing",
    "ListingLanguage",
    "Opening",
    "Organisation",
    "Phone",
    "Place",
    "Site",
    "Situation",
    "Status",
    "Taking",
]
