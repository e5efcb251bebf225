"""What the word index knows of a listing."""

from collections.abc import Iterable

from kith.core.geo import place_cells
from kith.core.search import Document, drop, put
from kith.directory.models import Listing
from kith.directory.places import place_key
from kith.directory.records import ListingRecord
from kith.directory.vocabulary import category_token, situations, with_parents

KIND = "listing"


def document(pk: int, record: ListingRecord) -> Document:
    """The name and who runs it count most, then what it is and who it is for, then the rest of its words."""
    organisation = record.organisation.name if record.organisation else ""
    middle = [name for _, name in record.belongings] + [situations().get(code, "") for code in record.situations]
    towns = [word for site in record.sites for word in (site.town, site.county, site.region, site.name)]
    weak = (record.description, record.eligibility, record.how_to_get_in, record.area, record.cost_words, *towns)
    return Document(
        KIND, pk, f"{record.name} {record.other_name} {organisation}", " ".join(middle), " ".join(weak), _tokens(record)
    )


def _tokens(record: ListingRecord) -> list[str]:
    marks = [category_token(slug) for chosen in record.categories for slug in with_parents(chosen)]
    for site in record.sites:
        if site.lat is not None and site.lng is not None:
            marks += place_cells(site.lat, site.lng)
        else:
            marks += ["in" + place_key(name) for name in (site.town, site.postcode) if name]
    return list(dict.fromkeys(marks))


def index(pairs: Iterable[tuple[Listing, ListingRecord]]) -> None:
    put(document(listing.pk, record) for listing, record in pairs)


def unindex(pks: list[int]) -> None:
    drop(KIND, pks)
