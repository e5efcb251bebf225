"""What a filter asks of a listing, twice over: surely so, and perhaps so because nobody wrote it down.

A blank field hides nothing: listings that only *may* match are kept, shown apart and called what they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from kith.directory.hours import WEEK, minute_of_week
from kith.directory.models import Answer, Cost, Hours, Listing, ListingLanguage, Opening, Status
from kith.directory.vocabulary import with_children

ZONES_KEPT = 300  # seconds


@dataclass(frozen=True)
class Condition:
    """One filter: which listings surely meet it, and which may."""

    name: str
    sure: Q | Exists
    maybe: Q | Exists


@dataclass(frozen=True)
class Filters:
    """What a search asks for beside words and place."""

    category: str = ""
    language: str = ""
    cost: str = ""
    open_now: bool = False


def category_is(slug: str, outer: str = "pk") -> Exists:
    return Exists(
        Listing.categories.through.objects.filter(listing_id=OuterRef(outer), category__slug__in=with_children(slug))
    )


def conditions(filters: Filters, moment: datetime, prefix: str = "", outer: str = "pk") -> list[Condition]:
    """The filters in use, as conditions on a query whose listing is at `prefix` and its key at `outer`."""
    found = []
    if filters.language:
        found.append(_speaks(filters.language, prefix, outer))
    if filters.cost:
        found.append(_costs(filters.cost, prefix))
    if filters.open_now:
        found.append(_is_open(moment, prefix, outer))
    return found


def _speaks(code: str, prefix: str, outer: str) -> Condition:
    spoken = ListingLanguage.objects.filter(listing_id=OuterRef(outer))
    sure = Exists(spoken.filter(code=code))
    return Condition("language", sure, sure | ~Exists(spoken) | Q(**{f"{prefix}interpreter": Answer.YES}))


def _costs(cost: str, prefix: str) -> Condition:
    within: list[str] = [Cost.FREE] if cost == Cost.FREE else [Cost.FREE, Cost.LOW] if cost == Cost.LOW else [cost]
    column = f"{prefix}cost__in"
    return Condition("cost", Q(**{column: within}), Q(**{column: [*within, Cost.UNKNOWN]}))


def _is_open(moment: datetime, prefix: str, outer: str) -> Condition:
    sure = Q(**{f"{prefix}status": Status.ACTIVE, f"{prefix}hours": Hours.WEEKLY}) & _open_at(moment, prefix, outer)
    unsaid = Q(**{f"{prefix}status": Status.ACTIVE, f"{prefix}hours__in": [Hours.UNKNOWN, Hours.APPOINTMENT]})
    return Condition("hours", sure, sure | unsaid)


def _open_at(moment: datetime, prefix: str, outer: str) -> Q:
    """Open at the moment, by the local time of each listing: one condition for each time zone there is."""
    found = Q(pk__in=[])
    openings = Opening.objects.filter(listing_id=OuterRef(outer))
    for name in zones_in_use():
        minute = minute_of_week(moment, ZoneInfo(name or settings.TIME_ZONE))
        now_open = Q(start__lte=minute, end__gt=minute) | Q(start__lte=minute + WEEK, end__gt=minute + WEEK)
        found |= Q(**{f"{prefix}time_zone": name}) & Q(Exists(openings.filter(now_open)))
    return found


def zones_in_use() -> Sequence[str]:
    """The time zones of listings with weekly hours; looked up again every few minutes."""
    zones = cache.get("directory:zones")
    if zones is None:
        zones = list(
            Listing.objects.filter(hours=Hours.WEEKLY).values_list("time_zone", flat=True).distinct().order_by()
        )
        cache.set("directory:zones", zones, ZONES_KEPT)
    return zones


def forget_zones() -> None:
    """To be called when hours change, so that a new time zone counts at once."""
    cache.delete("directory:zones")
    cache.delete("directory:languages")


def languages_in_use() -> Sequence[str]:
    """Codes of the languages any listing speaks; looked up again every few minutes."""
    codes = cache.get("directory:languages")
    if codes is None:
        codes = list(ListingLanguage.objects.values_list("code", flat=True).distinct().order_by("code"))
        cache.set("directory:languages", codes, ZONES_KEPT)
    return codes


def all_of(found: Sequence[Condition], which: str) -> Q:
    """Every condition together; `which` is "sure" or "maybe"."""
    together = Q()
    for condition in found:
        together &= Q(getattr(condition, which))
    return together


def tier(found: Sequence[Condition]) -> Case | Value:
    """0 for what surely matches, 1 for what may."""
    if not found:
        return Value(0, output_field=IntegerField())
    return Case(When(all_of(found, "sure"), then=Value(0)), default=Value(1), output_field=IntegerField())


FRESH_FIRST = (F("checked_on").desc(nulls_last=True), "name", "pk")
