"""Candidates for suggestions: listings near a point that can meet a need, with what a suggestion's reasons are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from django.db.models import CharField, Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Cast, Concat

from kith.core.geo import box_around, km
from kith.directory.access import shown
from kith.directory.models import Answer, Belonging, Listing, ListingLanguage, Opening, Site, Situation, Status, Taking
from kith.directory.vocabulary import for_needs


@dataclass(frozen=True)
class Candidate:
    """A listing within reach. Empty `languages`, `situations` or `belongings` mean not known, not none."""

    listing: Listing
    km: float | None
    languages: frozenset[str]
    situations: frozenset[str]
    belongings: frozenset[str]
    openings: frozenset[str]  # "start-end", in minutes of the local week
    topics: frozenset[str]  # slugs of its categories
    needs: frozenset[str]


def near_listings(
    viewer: Any, lat: float, lng: float, within_km: float, needs: Iterable[str] = (), limit: int = 120
) -> list[Candidate]:
    """Listings with a site within `within_km` kilometres that can meet any of `needs` (all when empty), nearest first.

    Only ones that run and may take someone new. Two queries, by the index on latitude and longitude. A listing with
    several sites appears once, at the nearest.
    """
    return _candidates(_near_pairs(lat, lng, within_km, needs, limit))


def _near_pairs(
    lat: float, lng: float, within_km: float, needs: Iterable[str], limit: int
) -> list[tuple[Listing, float | None]]:
    box = box_around(lat, lng, within_km)
    across = Q()
    for west, east in box.wests_easts:
        across |= Q(lng__range=(west, east))
    sites = Site.objects.filter(across, _open_to_new("listing__"), lat__range=(box.south, box.north))
    if needs:
        sites = sites.filter(_meets(needs, "listing_id"))
    flat = _flat_distance(lat, lng)
    rows = sites.annotate(flat=flat).order_by("flat", "pk").select_related("listing__category", "listing__organisation")
    return list(_nearest(rows[: limit * 2], lat, lng, within_km, limit))


def anywhere_listings(viewer: Any, needs: Iterable[str] = (), limit: int = 60) -> list[Candidate]:
    """Listings without an address, reached by phone or online, that can meet any of `needs`; the freshest first."""
    return _candidates(_anywhere_pairs(needs, limit))


def _anywhere_pairs(needs: Iterable[str], limit: int) -> list[tuple[Listing, float | None]]:
    listings = Listing.objects.filter(_open_to_new(), Q(online=Answer.YES) | Q(by_phone=Answer.YES), placed=False)
    if needs:
        listings = listings.filter(_meets(needs, "pk"))
    order = (F("checked_on").desc(nulls_last=True), "name", "pk")
    rows = listings.select_related("category", "organisation").order_by(*order)[:limit]
    return [(listing, None) for listing in rows]


def suggestible(
    viewer: Any, point: tuple[float, float] | None, within_km: float, needs: Iterable[str] = (), from_home: bool = True
) -> list[Candidate]:
    """Both of the above as one list: near the point where there is one, and reached from home where that is wanted.

    At most three queries, because the details of all are read together.
    """
    needs = frozenset(needs)
    near = _near_pairs(*point, within_km, needs, 120) if point else []
    return _candidates(near + (_anywhere_pairs(needs, 40) if from_home else []))


def listings_by_id(viewer: Any, ids: Sequence[int]) -> dict[int, Listing]:
    """Those of the listings that the viewer may see, by id: for things that point at a listing."""
    return Listing.objects.filter(shown()).select_related("category", "organisation").in_bulk(list(ids))


def _open_to_new(prefix: str = "") -> Q:
    return Q(**{f"{prefix}status": Status.ACTIVE}) & ~Q(**{f"{prefix}taking_new": Taking.NO})


def _meets(needs: Iterable[str], outer: str) -> Exists:
    slugs = for_needs(frozenset(needs))
    return Exists(Listing.categories.through.objects.filter(listing_id=OuterRef(outer), category__slug__in=slugs))


def _flat_distance(lat: float, lng: float) -> ExpressionWrapper:
    """A square of degrees that orders near points rightly on both engines; the true distance is measured afterwards."""
    narrow = cos(radians(lat)) ** 2
    north, east = F("lat") - Value(lat), F("lng") - Value(lng)
    return ExpressionWrapper(north * north + east * east * Value(narrow), output_field=FloatField())


def _nearest(sites: QuerySet[Site], lat: float, lng: float, within: float, limit: int) -> list[tuple[Listing, float]]:
    found: dict[int, tuple[Listing, float]] = {}
    for site in sites:
        far = km(lat, lng, float(site.lat or 0), float(site.lng or 0))  # the box let no blanks through
        if far <= within and (site.listing_id not in found or far < found[site.listing_id][1]):
            found[site.listing_id] = (site.listing, far)
    return sorted(found.values(), key=lambda pair: (pair[1], pair[0].pk))[:limit]


def _candidates(pairs: Sequence[tuple[Listing, float | None]]) -> list[Candidate]:
    details = _details([listing.pk for listing, _ in pairs])
    return [
        Candidate(
            listing,
            far,
            languages=_known(details, listing, "l"),
            situations=_known(details, listing, "s"),
            belongings=_known(details, listing, "b"),
            openings=_known(details, listing, "o"),
            topics=_known(details, listing, "k"),
            needs=_needs(listing, details),
        )
        for listing, far in pairs
    ]


def _known(details: dict[tuple[int, str], list[str]], listing: Listing, kind: str) -> frozenset[str]:
    return frozenset(details.get((listing.pk, kind), ()))


def _needs(listing: Listing, details: dict) -> frozenset[str]:
    return frozenset(code for needs in details.get((listing.pk, "c"), ()) for code in needs.split())


def _span() -> Concat:
    return Concat(Cast("start", CharField()), Value("-"), Cast("end", CharField()))


def _details(ids: list[int]) -> dict[tuple[int, str], list[str]]:
    """Languages (l), who for (s), belongings (b), openings (o), categories (k) and their needs (c) of many, in one query."""
    parts = [
        (ListingLanguage.objects.filter(listing_id__in=ids), "l", "code"),
        (Situation.objects.filter(listing_id__in=ids), "s", "code"),
        (Belonging.objects.filter(listing_id__in=ids), "b", "key"),
        (Opening.objects.filter(listing_id__in=ids).annotate(span=_span()), "o", "span"),
        (Listing.categories.through.objects.filter(listing_id__in=ids), "k", "category__slug"),
        (Listing.categories.through.objects.filter(listing_id__in=ids), "c", "category__needs"),
    ]
    rows = [
        part.order_by().annotate(part=Value(kind)).values_list("listing_id", "part", name) for part, kind, name in parts
    ]
    found: dict[tuple[int, str], list[str]] = {}
    for listing, kind, value in rows[0].union(*rows[1:], all=True) if ids else ():
        found.setdefault((listing, kind), []).append(value)
    return found
