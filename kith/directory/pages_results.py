"""What the results page shows: results in plain words, the map that says the same, and steps that help."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.core.clock import now
from kith.core.search import words as words_of
from kith.core.spelling import did_you_mean
from kith.directory.access.conditions import Filters
from kith.directory.access.find import FURTHEST_KM, PER_PAGE, Found, ListingQuery, Results, count_matching
from kith.directory.drawing import draw
from kith.directory.models import Listing, Place
from kith.directory.places import Where
from kith.directory.showing import (
    checked_words,
    distance_words,
    language_name,
    language_words,
    open_words,
    site_words,
    unknown_words,
)
from kith.directory.vocabulary import categories

MOST_TRIED = 3  # ways to widen a search that are counted for one page


def results_page(results: Results, saved: frozenset[int], asked: Mapping[str, str]) -> dict[str, Any]:
    """The context of services.html."""
    first = (results.page.number - 1) * PER_PAGE + 1
    point = results.where.point if results.where and not results.where.is_wide else None
    return {
        "results": results,
        "cards": [card(found, first + n, saved) for n, found in enumerate(results.found)],
        "first_maybe": next((n for n, found in enumerate(results.found) if not found.sure), None),
        "drawing": draw(results.found, point, first) if point else None,
        "summary": summary(results),
        "choices": [
            (place_words(place), link(asked, near=near_words(place)))
            for place in (results.where.others if results.where else ())
        ],
        "place_hint": place_hint(results, asked),
        "steps": steps(results, asked) if not results.total and not _place_unknown(results) else [],
        "used": used(results.query, asked),
        "no_words": no_words(results.query),
        "is_search": bool(asked.get("q") or asked.get("near") or used(results.query, asked)),
        "kinds": [
            (_(kind.name), link({}, category=kind.slug)) for kind in categories().values() if kind.parent is None
        ],
    }


def no_words(query: ListingQuery) -> bool:
    """Something was typed, and there is no word in it, no place and no choice: only signs or pictures."""
    return bool(query.q.strip()) and not words_of(query.q) and not query.near and query.filters == Filters()


def crisis_cards(listings: Sequence[Listing]) -> list[dict[str, Any]]:
    """Where to turn now, each in a line with its number to call."""
    moment = now()
    return [
        {
            "name": listing.name,
            "href": listing.get_absolute_url(),
            "opening": open_words(listing, moment)[1],
            "phone": next((phone for phone in listing.phones.all() if phone.kind != "fax"), None),
        }
        for listing in listings
    ]


def card(found: Found, number: int, saved: frozenset[int]) -> dict[str, Any]:
    """One result, in words."""
    listing = found.listing
    tone, opening = open_words(listing, now())
    return {
        "number": number,
        "href": listing.get_absolute_url(),
        "name": listing.name,
        "who": listing.organisation.name
        if listing.organisation and listing.organisation.name not in listing.name
        else "",
        "kind": _(listing.category.name) if listing.category else "",
        "where": site_words(listing, list(listing.sites.all()), found.site),
        "far": distance_words(found.km),
        "tone": tone,
        "opening": opening,
        "cost": listing.get_cost_display() if listing.cost else "",
        "languages": language_words(listing, 3),
        "full": listing.get_taking_new_display() if listing.taking_new in ("no", "waitlist") else "",
        "checked": checked_words(listing),
        "is_checked": listing.checked_on is not None,
        "unknown": unknown_words(found.unknown),
        "saved": listing.pk in saved,
    }


def link(asked: Mapping[str, str], **changes: str) -> str:
    """The same search with some parts changed; an empty part is taken out. Always from the first page."""
    parts = {name: value for name, value in asked.items() if name not in ("page", "block")} | changes
    return "?" + urlencode({name: value for name, value in parts.items() if value not in ("", None)})


def summary(results: Results) -> str:
    """The counts, in one honest sentence."""
    where = place_sentence(results)
    if results.sure and results.maybe:
        sure = ngettext("%(n)s service matches", "%(n)s services match", results.sure) % {"n": f"{results.sure:,}"}
        maybe = ngettext("%(n)s more may, but we do not know", "%(n)s more may, but we do not know", results.maybe) % {
            "n": f"{results.maybe:,}"
        }
        return _("%(sure)s%(where)s. %(maybe)s.") % {"sure": sure, "where": where, "maybe": maybe}
    if results.sure:
        return ngettext("%(n)s service%(where)s.", "%(n)s services%(where)s.", results.sure) % {
            "n": f"{results.sure:,}",
            "where": where,
        }
    if results.maybe:
        words = (
            "%(n)s service may match%(where)s, but we do not know.",
            "%(n)s services may match%(where)s, but we do not know.",
        )
        return ngettext(*words, results.maybe) % {"n": f"{results.maybe:,}", "where": where}
    return ""


def place_sentence(results: Results) -> str:
    where = results.where
    if where is None or not where.found:
        return ""
    if where.is_wide or where.point is None:
        return _(" in %(place)s") % {"place": place_words(where.place)}
    return _(" within %(km)s km of %(place)s") % {"km": f"{results.query.within:g}", "place": where.name}


def place_words(place: Place | None) -> str:
    """A place as a choice: "Waterbury, CT", "New Haven County, CT"."""
    if place is None:
        return ""
    if place.kind == Place.Kind.COUNTY and "count" not in place.name.lower():
        return _("%(place)s (county)") % {"place": place}
    return str(place)


def near_words(place: Place) -> str:
    """What to type to mean just this place."""
    return (
        f"{place.lat:.4f},{place.lng:.4f}" if place.kind == Place.Kind.COUNTY and place.lat is not None else str(place)
    )


def _place_unknown(results: Results) -> bool:
    return results.where is not None and not results.where.found


def place_hint(results: Results, asked: Mapping[str, str]) -> tuple[str, str] | None:
    """A place with nearly that name, to try."""
    where = results.where
    if not _place_unknown(results) or where is None or not where.suggestion:
        return None
    return where.suggestion.title(), link(asked, near=where.suggestion)


def used(query: ListingQuery, asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """The filters in use, each with the address that takes it off."""
    filters, found = query.filters, []
    if filters.category:
        found.append((_(categories()[filters.category].name), link(asked, category="")))
    if filters.language:
        found.append((language_name(filters.language), link(asked, language="")))
    if filters.cost:
        found.append((_("Free") if filters.cost == "free" else _("Free or low cost"), link(asked, cost="")))
    if filters.open_now:
        found.append((_("Open now"), link(asked, open_now="")))
    return found


def steps(results: Results, asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """When nothing was found: only steps that do find something, with how many."""
    query, found = results.query, []
    if query.q and (better := did_you_mean(query.q)):
        found.append((replace(query, q=better), _("Search for “%(words)s”") % {"words": better}, link(asked, q=better)))
    tried = [_try(*step, results.where) for step in [*found, *_wider(query, asked)][:MOST_TRIED]]
    return [step for step in tried if step]


def _wider(query: ListingQuery, asked: Mapping[str, str]) -> Sequence[tuple[ListingQuery, str, str]]:
    ways = []
    if query.near and query.within < FURTHEST_KM:
        far = min(FURTHEST_KM, max(100, query.within * 4))
        ways.append(
            (
                replace(query, within=far),
                _("Look within %(km)s km") % {"km": f"{far:g}"},
                link(asked, within=f"{far:g}"),
            )
        )
    filters = query.filters
    for name, words in (
        ("open_now", _("Also when closed now")),
        ("language", _("In any language")),
        ("cost", _("At any cost")),
        ("category", _("Any kind of service")),
    ):
        if getattr(filters, name):
            loose = replace(query, filters=_without(filters, name))
            ways.append((loose, words, link(asked, **{name: ""})))
    if query.q and (query.near or filters != Filters()):
        ways.append((replace(query, q=""), _("Without the words “%(words)s”") % {"words": query.q}, link(asked, q="")))
    if query.near and query.q:
        ways.append((replace(query, near=""), _("Anywhere"), link(asked, near="")))
    return ways


def _without(filters: Filters, name: str) -> Filters:
    """The same, not asking for one of the things."""
    blank: dict[str, Any] = {name: Filters.__dataclass_fields__[name].default}
    return replace(filters, **blank)


def _try(query: ListingQuery, words: str, href: str, where: Where | None) -> tuple[str, str] | None:
    count = count_matching(query, where)
    return (
        (
            ngettext("%(words)s (%(n)s service)", "%(words)s (%(n)s services)", count)
            % {"words": words, "n": f"{count:,}"},
            href,
        )
        if count
        else None
    )
