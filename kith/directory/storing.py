"""Writes many listing records at once, new or changed, with everything that hangs on them. A batch is whole or not there."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.text import slugify

from kith.core.clock import now
from kith.directory.indexing import index
from kith.directory.models import (
    AccessFact,
    Belonging,
    Category,
    Listing,
    ListingLanguage,
    Opening,
    Organisation,
    Phone,
    Site,
    Situation,
)
from kith.directory.places import place_key, postcode_key
from kith.directory.records import ListingRecord, SiteRecord
from kith.directory.regions import region_key
from kith.directory.vocabulary import categories

NAMESPACE = UUID("6b1f5e0c-2a1e-5d0a-9a63-7d6b0f1f4f10")  # ours: turns a source's own id into a lasting one
DETAILS = (Site, Phone, Opening, ListingLanguage, Situation, Belonging, AccessFact)
PLAIN = [
    "name",
    "other_name",
    "description",
    "website",
    "email",
    "alert",
    "in_person",
    "online",
    "by_phone",
    "area",
    "confidential",
    "interpreter",
    "interpreter_words",
    "cost",
    "cost_words",
    "eligibility",
    "min_age",
    "max_age",
    "how_to_get_in",
    "taking_new",
    "hours",
    "hours_note",
    "time_zone",
    "status",
    "source_date",
    "raw",
]
CHANGED = [*PLAIN, "area_key", "placed", "organisation", "category", "fingerprint", "changed"]


@dataclass
class Outcome:
    """What became of a batch. `kept` lists (row, name) of listings changed here by hand, which imports leave alone."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: tuple[tuple[str, str], ...] = ()


def sync_categories() -> None:
    """Bring the category table in line with data/categories.json. Categories in use are never removed."""
    known = {category.slug: category for category in Category.objects.all()}
    for order, kind in enumerate(categories().values()):
        values = {
            "name": kind.name,
            "needs": " ".join(kind.needs),
            "order": order,
            "parent": known.get(kind.parent or ""),
        }
        old = known.get(kind.slug)
        if old is None or any(getattr(old, name) != value for name, value in values.items()):
            known[kind.slug] = Category.objects.update_or_create(slug=kind.slug, defaults=values)[0]


@transaction.atomic
def store(source: str, records: Sequence[ListingRecord]) -> Outcome:
    """Add or update listings of one source, found again by their source_id. Unchanged ones are not touched."""
    records = [record.kept_safe() for record in {record.source_id: record for record in records}.values()]
    old = {
        row.source_id: row
        for row in Listing.objects.filter(source=source, source_id__in=[r.source_id for r in records])
    }
    outcome, new, changed = Outcome(), [], []
    for record in records:
        listing = old.get(record.source_id)
        if listing is None:
            new.append(record)
        elif listing.edited_at:
            outcome.kept += ((record.row, record.name),)
        elif listing.fingerprint != record.fingerprint():
            changed.append((listing, record))
        else:
            outcome.same += 1
    outcome.new, outcome.changed = len(new), len(changed)
    if new or changed:
        _write(source, new, changed)
    return outcome


def _write(source: str, new: list[ListingRecord], changed: list[tuple[Listing, ListingRecord]]) -> None:
    kinds = {category.slug: category for category in Category.objects.all()}
    runs = organisations(source, [*new, *(record for _, record in changed)])
    fresh = _new_listings(source, new)
    for listing, record in [*fresh, *changed]:
        fill(listing, record, kinds, runs)
    Listing.objects.bulk_create([listing for listing, _ in fresh], batch_size=200)
    for listing, _ in changed:  # one by one: many columns in one statement cost ten times as much
        listing.save(update_fields=CHANGED)
    forget_details([listing.pk for listing, _ in changed])
    pairs = [*fresh, *changed]
    write_details(pairs, kinds)
    index(pairs)


def fill(listing: Listing, record: ListingRecord, kinds: dict[str, Category], runs: dict[str, Organisation]) -> None:
    """Set the listing's own columns from the record."""
    for name in PLAIN:
        setattr(listing, name, getattr(record, name))
    listing.area_key = place_key(record.area)
    listing.placed = bool(record.sites)
    listing.organisation = runs.get(record.organisation.key) if record.organisation else None
    listing.category = next((kinds[slug] for slug in record.categories if slug in kinds), None)
    listing.fingerprint = record.fingerprint()
    listing.changed = now()


def organisations(source: str, records: Iterable[ListingRecord]) -> dict[str, Organisation]:
    """The organisations these records name, made or brought up to date, by key."""
    wanted = {record.organisation.key: record.organisation for record in records if record.organisation}
    known = {row.source_id: row for row in Organisation.objects.filter(source=source, source_id__in=list(wanted))}
    fields = ["name", "description", "website", "email"]
    fresh, stale = [], []
    for key, record in wanted.items():
        values = {name: getattr(record, name) for name in fields}
        if key not in known:
            fresh.append(
                Organisation(
                    source=source, source_id=key, uid=record.uid or uuid5(NAMESPACE, f"o|{source}|{key}"), **values
                )
            )
        elif any(getattr(known[key], name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(known[key], name, value)
            stale.append(known[key])
    _free_uids(Organisation, fresh, source)
    Organisation.objects.bulk_create(fresh, batch_size=200)
    Organisation.objects.bulk_update(stale, fields, batch_size=100)
    return {**known, **{row.source_id: row for row in fresh}}


def _new_listings(source: str, records: list[ListingRecord]) -> list[tuple[Listing, ListingRecord]]:
    bases = [slug_for(record) for record in records]
    taken = set(Listing.objects.filter(slug__in=bases).values_list("slug", flat=True))
    pairs = []
    for record, base in zip(records, bases, strict=True):
        slug = base if base not in taken else f"{base}-{_mark(source, record.source_id)}"
        taken.add(slug)
        uid = record.uid or uuid5(NAMESPACE, f"{source}|{record.source_id}")
        pairs.append((Listing(source=source, source_id=record.source_id, uid=uid, slug=slug), record))
    _free_uids(Listing, [listing for listing, _ in pairs], source)
    return pairs


def _free_uids(model: Any, rows: list, source: str) -> None:
    """An id another source already uses here (the same file brought in under two names) gets one of its own."""
    used = set(model.objects.filter(uid__in=[row.uid for row in rows]).values_list("uid", flat=True))
    for row in rows:
        if row.uid in used:
            row.uid = uuid5(NAMESPACE, f"again|{source}|{row.source_id}")
        used.add(row.uid)


def slug_for(record: ListingRecord) -> str:
    """A readable address: the name, and the town when there is one that may be told."""
    town = record.sites[0].town if record.sites else ""
    return slugify(f"{record.name} {town}")[:72].strip("-") or "service"


def _mark(source: str, source_id: str) -> str:
    return hashlib.blake2b(f"{source}|{source_id}".encode(), digest_size=5).hexdigest()


def forget_details(pks: list[int]) -> None:
    for model in (*DETAILS, Listing.categories.through):
        model.objects.filter(listing_id__in=pks).delete()


def write_details(pairs: Sequence[tuple[Listing, ListingRecord]], kinds: dict[str, Category]) -> None:
    """Every row that hangs on these listings, in one insert for each table."""
    through = Listing.categories.through
    makers: tuple[tuple[Any, Any], ...] = (
        (Site, _sites),
        (Phone, lambda at, r: [Phone(listing=at, order=n, **vars(phone)) for n, phone in enumerate(r.phones)]),
        (Opening, lambda at, r: [Opening(listing=at, start=i.start, end=i.end) for i in dict.fromkeys(r.openings)]),
        (
            ListingLanguage,
            lambda at, r: [ListingLanguage(listing=at, code=code) for code in dict.fromkeys(r.languages)],
        ),
        (Situation, lambda at, r: [Situation(listing=at, code=code) for code in dict.fromkeys(r.situations)]),
        (Belonging, _belongings),
        (
            AccessFact,
            lambda at, r: [AccessFact(listing=at, fact=f, answer=a, note=n) for f, a, n in _once(r.access_facts)],
        ),
        (
            through,
            lambda at, r: [through(listing=at, category=kinds[s]) for s in dict.fromkeys(r.categories) if s in kinds],
        ),
    )
    for model, make in makers:
        model.objects.bulk_create([row for listing, record in pairs for row in make(listing, record)], batch_size=400)


def _sites(listing: Listing, record: ListingRecord) -> list[Site]:
    return [site_row(listing, site, n) for n, site in enumerate(record.sites)]


def site_row(listing: Listing, site: SiteRecord, order: int = 0) -> Site:
    """A site with the keys it is found by."""
    values = {**vars(site), "uid": site.uid or uuid5(NAMESPACE, f"site|{listing.uid}|{order}")}
    return Site(
        listing=listing,
        order=order,
        **values,
        town_key=place_key(site.town),
        county_key=place_key(site.county),
        region_key=region_key(site.region),
        postcode_key=postcode_key(site.postcode),
    )


def _belongings(listing: Listing, record: ListingRecord) -> list[Belonging]:
    unique = {(kind, place_key(name)): name for kind, name in record.belongings if place_key(name)}
    return [Belonging(listing=listing, kind=kind, name=name, key=key[:60]) for (kind, key), name in unique.items()]


def _once(facts: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return list({fact: (fact, answer, note) for fact, answer, note in facts}.values())
