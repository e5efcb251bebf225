"""Understands "near Waterbury, CT", "near 6702" and "near 41.55,-73.04" from the listings alone."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Avg, Count, F, Max, Min, Q

from kith.core.geo import Point, is_on_earth
from kith.core.places import Named
from kith.core.spelling import closest
from kith.directory.models import Place, Site, Status
from kith.directory.regions import region_key

SHOWN = (Status.ACTIVE, Status.PAUSED)
KIND_ORDER = [Place.Kind.POSTCODE, Place.Kind.TOWN, Place.Kind.COUNTY, Place.Kind.REGION]
WIDE = {Place.Kind.COUNTY, Place.Kind.REGION}
FIELDS = {
    Place.Kind.POSTCODE: ("postcode_key", "postcode"),
    Place.Kind.TOWN: ("town_key", "town"),
    Place.Kind.COUNTY: ("county_key", "county"),
    Place.Kind.REGION: ("region_key", "region"),
}


def place_key(name: str) -> str:
    """A place's name made alike: case, accents and punctuation do not matter."""
    folded = unicodedata.normalize("NFKD", name.casefold().replace("'", "").replace("’", ""))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare))[:80]


def postcode_key(code: str) -> str:
    return "".join(re.findall(r"[A-Z0-9]+", code.upper()))[:20]


@dataclass(frozen=True)
class Where:
    """What "near …" was taken to mean. `point` is None for a place whose listings have no coordinates."""

    asked: str
    name: str = ""
    point: Point | None = None
    place: Place | None = None
    others: Sequence[Place] = field(default_factory=tuple)
    suggestion: str = ""

    @property
    def found(self) -> bool:
        return self.point is not None or self.place is not None

    @property
    def is_wide(self) -> bool:
        """A county or region: people mean *in* it, not within so many kilometres of its middle."""
        return self.place is not None and self.place.kind in WIDE

    def inside(self, prefix: str = "") -> Q:
        """Sites that say they are in this place, by name."""
        if self.place is None:
            return Q(pk__in=[])
        column = FIELDS[Place.Kind(self.place.kind)][0]
        same = Q(**{f"{prefix}{column}": self.place.key})
        if self.place.kind in (Place.Kind.TOWN, Place.Kind.COUNTY):
            same &= Q(**{f"{prefix}region_key": self.place.region_key})
        return same


def find_where(asked: str) -> Where:
    """Read what someone typed after "near". At most two queries; one more for what may be part of a postcode."""
    asked = " ".join(asked.split())[:100]
    if point := _as_point(asked):
        return Where(asked, f"{point.lat:g}, {point.lng:g}", point)
    if not (keys := _keys(asked)):
        return Where(asked)
    rows = list(Place.objects.filter(key__in=keys).order_by("-count", "name")[:80])
    best = _best(asked, keys, rows)
    if best:
        return _where(asked, best)
    if rows:
        return Where(asked, others=tuple(rows[:6]))
    return _part_of_a_postcode(asked) or Where(asked, suggestion=_suggest(asked))


def named(asked: str) -> Named | None:
    """For areas that know no places (`core.places`): what was most likely meant, with the middle of where it is."""
    where = find_where(asked)
    return Named(where.name, where.point) if where.point else None


PART = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(?:(\d)(?:[A-Z]{2})?)?")


def _part_of_a_postcode(asked: str) -> Where | None:
    """ "BS1 4", "BS1" or a postcode nobody is at: the middle of those known that begin so, which can be chosen as well."""
    match = PART.fullmatch(" ".join(re.findall(r"[A-Z0-9]+", asked.upper())))
    if not match:
        return None
    outward, sector = match[1], match[2] or ""
    near = Place.objects.filter(kind=Place.Kind.POSTCODE, key__startswith=outward, lat__isnull=False).order_by(
        "-count", "name"
    )
    known = [place for place in near[:500] if place.key[:-3] == outward]
    close = [place for place in known if place.key[-3] == sector] if sector else []
    if not (chosen := close or known):
        return None
    lats, lngs = zip(*((place.lat or 0.0, place.lng or 0.0) for place in chosen), strict=True)
    name = f"{outward} {sector}" if close else outward
    return Where(asked, name, Point(sum(lats) / len(lats), sum(lngs) / len(lngs)), others=tuple(chosen[:6]))


def _where(asked: str, places: list[Place]) -> Where:
    first = places[0]
    point = Point(first.lat, first.lng) if first.lat is not None and first.lng is not None else None
    return Where(asked, str(first), point, first, tuple(places[1:7]))


def _as_point(asked: str) -> Point | None:
    match = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*", asked)
    if not match:
        return None
    lat, lng = float(match[1]), float(match[2])
    return Point(lat, lng) if is_on_earth(lat, lng) and ("." in asked or "," in asked) else None


def _keys(asked: str) -> list[str]:
    """Names the text may stand for, the fullest first: whole, before the comma, without its last word, as a postcode."""
    keys = [place_key(asked), place_key(asked.split(",")[0])]
    if len(parts := place_key(asked).split()) > 1:
        keys.append(" ".join(parts[:-1]))
    keys += postcode_forms(asked) + [region_key(asked)]
    return list(dict.fromkeys(key for key in keys if key))


def postcode_forms(asked: str) -> list[str]:
    """Ways the same postcode may be written: "6702" for 06702, "06702-1234", "BS1" for BS1 4DJ."""
    code = postcode_key(asked.split(",")[0])
    if not any(c.isdigit() for c in code):
        return []
    forms = [code]
    if code.isdigit():
        forms += [code.zfill(5)] if len(code) in (3, 4) else []
        forms += [code[:5]] if len(code) == 9 else []
    elif len(code) in (5, 6, 7):
        forms.append(code[:-3])
    return forms


def _best(asked: str, keys: list[str], rows: list[Place]) -> list[Place]:
    """The places meant, best first: a fuller name beats a shorter one, then a region that agrees, then more listings."""
    full, rest = keys[0], place_key(asked.split(",", 1)[1]) if "," in asked else ""
    if len(parts := place_key(asked).split()) > 1 and not rest:
        rest = parts[-1]
    scored = [(_misfit(place, full, rest), place) for place in rows]
    fitting = [(misfit, place) for misfit, place in scored if misfit is not None]
    fitting.sort(key=lambda pair: (pair[0], -pair[1].count))
    lowest = fitting[0][0] if fitting else 0
    return [place for misfit, place in fitting if misfit // 10 == lowest // 10]


def _misfit(place: Place, full: str, rest: str) -> int | None:
    """0 for just what was asked, more for less likely readings, None for what cannot be meant."""
    order = KIND_ORDER.index(Place.Kind(place.kind))
    if place.kind == Place.Kind.POSTCODE:
        return 0 if place.key.casefold() == full.replace(" ", "") else 10
    if place.key == full or (place.kind == Place.Kind.REGION and place.key == region_key(full)):
        return order
    agrees = rest and (place.region_key == region_key(rest) or place.country.casefold() == rest)
    return 20 + order if agrees else None


def _suggest(asked: str) -> str:
    """A place with nearly that name, or ""."""
    keys = [place_key(asked.split(",")[0]), " ".join(place_key(asked).split()[:-1])]
    keys = [key for key in keys if len(key) >= 4 and not key.isdigit()]
    if not keys:
        return ""
    named = Place.objects.exclude(kind=Place.Kind.POSTCODE).filter(key__startswith=keys[0][0])
    known = list(named.order_by("-count").values_list("key", "count")[:5000])
    return next(filter(None, (closest(key, known) for key in keys)), "")


# Learning the names


def relearn_places() -> int:
    """Work out every place anew from the listings that are shown; returns how many there are."""
    rows = [place for kind in KIND_ORDER for place in _learn(kind, Q())]
    Place.objects.all().delete()
    Place.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def relearn_places_of(sites: Iterable[Site]) -> None:
    """Work out again only the places that these sites are, or were, in."""
    sites = list(sites)
    for kind in KIND_ORDER:
        column = FIELDS[kind][0]
        keys = {getattr(site, column) for site in sites} - {""}
        if keys:
            Place.objects.filter(kind=kind, key__in=keys).delete()
            Place.objects.bulk_create(_learn(kind, Q(**{f"{column}__in": keys})))


def _learn(kind: Place.Kind, only: Q) -> list[Place]:
    column, label = FIELDS[kind]
    by = [column, "region_key", "country"] if kind != Place.Kind.REGION else [column, "country"]
    sites = Site.objects.filter(only, listing__status__in=SHOWN).exclude(**{column: ""}).order_by()
    grouped = sites.values(*by).annotate(
        label=Max(label),
        where=Max("region"),
        listings=Count("listing", distinct=True),
        middle_lat=Avg("lat"),
        middle_lng=Avg("lng"),
        west=Min("lng"),
        east=Max("lng"),
        found=Count(F("lat")),
    )
    return [_place(kind, column, row) for row in grouped]


def _place(kind: Place.Kind, column: str, row: dict) -> Place:
    # An average of longitudes says nothing across the date line; no place that wide is used as a point anyway.
    sound = row["found"] and row["east"] - row["west"] < 180
    return Place(
        kind=kind,
        key=row[column],
        name=row["label"],
        region="" if kind == Place.Kind.REGION else row["where"],
        region_key=row.get("region_key", "") if kind != Place.Kind.REGION else "",
        country=row["country"],
        lat=row["middle_lat"] if sound else None,
        lng=row["middle_lng"] if sound else None,
        count=row["listings"],
    )
