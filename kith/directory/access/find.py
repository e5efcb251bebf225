"""Finds listings for a viewer: by words, place and what matters to them, the surely fitting first.

The index narrows down, the database decides, and distance is measured exactly. What may fit because a fact is not known
comes after what surely fits, and is counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value

from kith.core.clock import now
from kith.core.geo import box_around, cells_around, km
from kith.core.search import Query, matching, ranked
from kith.directory.access import shown
from kith.directory.access.conditions import FRESH_FIRST, Condition, Filters, all_of, category_is, conditions, tier
from kith.directory.models import Answer, Listing, Site
from kith.directory.places import Where, find_where, place_key
from kith.directory.vocabulary import as_query

PER_PAGE = 20
WITHIN_KM = 25.0
FURTHEST_KM = 500.0
BEST = 2000  # with words and no place, the order is kept for this many; nobody reads on past page 100
ANYWHERE = 200  # listings by phone or online that are added to a search near a place


@dataclass(frozen=True)
class ListingQuery:
    """What someone asks the directory for; each part may be left out."""

    q: str = ""
    near: str = ""
    within: float = WITHIN_KM
    filters: Filters = field(default_factory=Filters)
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One result. `km` is None when there is no place to measure from, or no coordinates to measure to."""

    listing: Listing
    site: Site | None
    km: float | None
    sure: bool
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """A page of results with honest counts: `sure` match, `maybe` may because something is not known."""

    query: ListingQuery
    where: Where | None
    sure: int
    maybe: int
    page: Page
    found: Sequence[Found]
    wider: bool = False

    @property
    def total(self) -> int:
        return self.sure + self.maybe


@dataclass(frozen=True)
class _Row:
    """A candidate, cheap to hold by the thousand."""

    tier: int
    km: float | None
    listing: int
    site: int | None

    def place_in_line(self) -> tuple:
        return self.tier, self.km is None, self.km or 0.0, self.listing


def find_listings(viewer: Any, query: ListingQuery, moment: datetime | None = None) -> Results:
    """A page of what the viewer may find. When no listing has the words, the beginnings of words are tried."""
    moment = moment or now()
    where = find_where(query.near) if query.near.strip() else None
    question = as_query(query.q) or None
    results = _find(query, where, question, moment)
    if not results.total and question and question.wider_differs and (where is None or where.found):
        wider = _find(query, where, question.wider(), moment)
        return replace(wider, wider=True) if wider.total else results
    return results


def _find(query: ListingQuery, where: Where | None, question: Query | None, moment: datetime) -> Results:
    if where is not None and not where.found:
        return Results(query, where, 0, 0, Paginator([], PER_PAGE).page(1), [])
    if where is not None:
        return _near(query, where, question, moment)
    return _anywhere(query, question, moment)


# Near a place


def _near(query: ListingQuery, where: Where, question: Query | None, moment: datetime) -> Results:
    rows = nearest_rows(query, where, question, moment)
    rows += _unplaced_rows(query, where, question, moment)
    rows.sort(key=_Row.place_in_line)
    sure = sum(row.tier == 0 for row in rows)
    page = Paginator(rows, PER_PAGE).get_page(query.page)
    return Results(query, where, sure, len(rows) - sure, page, _fetch(list(page.object_list), query.filters, moment))


def nearest_rows(query: ListingQuery, where: Where, question: Query | None, moment: datetime) -> list[_Row]:
    """Each listing once, by its nearest site within reach; one query."""
    asked = conditions(query.filters, moment, "listing__", "listing_id")
    sites = Site.objects.filter(_around(where, query.within), shown("listing__"), all_of(asked, "maybe"))
    if query.filters.category:
        sites = sites.filter(category_is(query.filters.category, "listing_id"))
    if question:
        sites = sites.filter(listing_id__in=matching("listing", _with_place(question, where, query.within)))
    values = sites.annotate(tier=tier(asked)).values_list("tier", "listing_id", "pk", "lat", "lng").order_by()
    return _each_once(_measured(values, where, query.within))


def _around(where: Where, within: float) -> Q:
    if where.is_wide or where.point is None:
        return where.inside()
    box = box_around(*where.point, within)
    across = Q()
    for west, east in box.wests_easts:
        across |= Q(lng__range=(west, east))
    inside = Q(lat__range=(box.south, box.north)) & across
    return inside | (where.inside() & Q(lat__isnull=True)) if where.place else inside


def _with_place(question: Query, where: Where, within: float) -> Query:
    """Adds the place cells that cover the circle: words and place are then one lookup."""
    if where.is_wide or where.point is None:
        return question
    cells = cells_around(*where.point, within)
    if cells is None:
        return question
    named = ["in" + place_key(where.place.key)] if where.place else []
    return replace(question, tokens=(*question.tokens, (*cells, *named)))


def _measured(values: Iterable[tuple], where: Where, within: float) -> Iterable[_Row]:
    for level, listing, site, lat, lng in values:
        if where.is_wide or where.point is None or lat is None:
            yield _Row(level, None, listing, site)
        elif (far := km(*where.point, lat, lng)) <= within:
            yield _Row(level, far, listing, site)


def _each_once(rows: Iterable[_Row]) -> list[_Row]:
    best: dict[int, _Row] = {}
    for row in rows:
        if row.listing not in best or row.place_in_line() < best[row.listing].place_in_line():
            best[row.listing] = row
    return list(best.values())


def _unplaced_rows(query: ListingQuery, where: Where, question: Query | None, moment: datetime) -> list[_Row]:
    """What has no address: by phone or online for anyone, and what says it serves this very place."""
    reach = Q(online=Answer.YES) | Q(by_phone=Answer.YES)
    if where.place:
        reach |= Q(area_key=where.place.key)
    listings = _matching(Listing.objects.filter(reach, shown(), placed=False), query.filters, question)
    asked = conditions(query.filters, moment)
    values = listings.filter(all_of(asked, "maybe")).annotate(tier=tier(asked)).order_by(*FRESH_FIRST)
    return [_Row(level, None, pk, None) for pk, level in values.values_list("pk", "tier")[:ANYWHERE]]


# Without a place


def _anywhere(query: ListingQuery, question: Query | None, moment: datetime) -> Results:
    asked = conditions(query.filters, moment)
    listings = _matching(Listing.objects.filter(shown()), query.filters, question).filter(all_of(asked, "maybe"))
    counts = listings.aggregate(all=Count("pk"), sure=Count("pk", filter=all_of(asked, "sure") or None))
    rows = _in_order(listings, tier(asked), question, counts["all"])
    page = Paginator(rows, PER_PAGE).get_page(query.page)
    sure = counts["sure"] if asked else counts["all"]
    return Results(query, None, sure, counts["all"] - sure, page, _fetch(list(page.object_list), query.filters, moment))


def _in_order(
    listings: QuerySet[Listing], sure_first: Case | Value, question: Query | None, count: int
) -> Sequence[_Row]:
    tiered = listings.annotate(tier=sure_first)
    if question is None:
        return _Slices(tiered.order_by("tier", *FRESH_FIRST).values_list("tier", "pk"), count)
    order = {pk: n for n, pk in enumerate(ranked("listing", question, BEST))}
    rows = list(tiered.filter(pk__in=list(order)).values_list("tier", "pk")) if order else []
    rows.sort(key=lambda pair: (pair[0], order[pair[1]]))
    return [_Row(level, None, pk, None) for level, pk in rows]


class _Slices(Sequence):
    """A long ordered list read only where someone looks."""

    def __init__(self, values: QuerySet, count: int) -> None:
        self.values, self.count_ = values, count

    def __len__(self) -> int:
        return self.count_

    def __getitem__(self, at: Any) -> Any:
        return [_Row(level, None, pk, None) for level, pk in self.values[at]]


def _matching(listings: QuerySet[Listing], filters: Filters, question: Query | None) -> QuerySet[Listing]:
    if filters.category:
        listings = listings.filter(category_is(filters.category))
    return listings.filter(pk__in=matching("listing", question)) if question else listings


# The rows themselves


def _fetch(rows: Sequence[_Row], filters: Filters, moment: datetime) -> list[Found]:
    """Everything a page of results shows, in four queries."""
    listings = Listing.objects.select_related("organisation", "category", "checked_by")
    by_pk = listings.prefetch_related("sites", "openings", "languages").in_bulk([row.listing for row in rows])
    return [_found(row, by_pk[row.listing], filters) for row in rows if row.listing in by_pk]


def _found(row: _Row, listing: Listing, filters: Filters) -> Found:
    sites = list(listing.sites.all())
    site = next((site for site in sites if site.pk == row.site), sites[0] if sites else None)
    return Found(listing, site, row.km, row.tier == 0, _unknown(listing, filters) if row.tier else ())


def _unknown(listing: Listing, filters: Filters) -> tuple[str, ...]:
    """Which of the facts asked for are not known of this listing."""
    missing = {
        "language": filters.language and filters.language not in {spoken.code for spoken in listing.languages.all()},
        "cost": filters.cost and not listing.cost,
        "hours": filters.open_now and listing.hours != "weekly",
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)


def count_matching(query: ListingQuery, where: Where | None = None, moment: datetime | None = None) -> int:
    """How many a search would find, in one query, for offering only steps that help. `where` is its place, if any."""
    moment = moment or now()
    question = as_query(query.q) or None
    if where is not None and query.near:
        return len(nearest_rows(query, where, question, moment)) if where.found else 0
    asked = conditions(query.filters, moment)
    listings = _matching(Listing.objects.filter(shown()), query.filters, question)
    return listings.filter(all_of(asked, "maybe")).count()


__all__ = ["Condition", "Filters", "Found", "ListingQuery", "Results", "count_matching", "find_listings"]
