"""Every change to the directory that a person makes: adding, changing, checking, saving to their map."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.ids import new_id
from kith.directory.access import can_keep
from kith.directory.access.conditions import forget_zones
from kith.directory.indexing import index
from kith.directory.models import Category, Listing, Site
from kith.directory.places import relearn_places_of
from kith.directory.records import ListingRecord
from kith.directory.storing import fill, forget_details, organisations, slug_for, write_details
from kith.people.actions.ties import add_tie_for, remove_tie_for
from kith.people.models import Tie, TieKind


class NotAllowed(Exception):
    """The actor does not keep the directory."""


def _require_keeper(actor: Any) -> None:
    if not can_keep(actor):
        raise NotAllowed


@transaction.atomic
def add_listing(actor: Any, given: ListingRecord) -> Listing:
    """A new listing, checked by the person who adds it. Raises NotAllowed."""
    _require_keeper(actor)
    listing = Listing(source="", source_id=str(new_id()), slug=_free_slug(given))
    _write(actor, listing, given)
    record(Verb.LISTING_MADE, actor, kind="listing", thing=listing.pk)
    return listing


@transaction.atomic
def change_listing(actor: Any, listing: Listing, given: ListingRecord) -> Listing:
    """Write what was changed by hand. Later imports leave this listing alone. Raises NotAllowed."""
    _require_keeper(actor)
    before = list(listing.sites.all())
    _write(actor, listing, given)
    relearn_places_of(before)
    record(Verb.LISTING_CHANGED, actor, kind="listing", thing=listing.pk)
    return listing


@transaction.atomic
def check_listing(actor: Any, listing: Listing) -> None:
    """Say that everything on the listing was found true today. Raises NotAllowed."""
    _require_keeper(actor)
    listing.checked_on, listing.checked_by = timezone.localdate(), actor.main_handle
    listing.save(update_fields=["checked_on", "checked_by"])
    record(Verb.LISTING_CHECKED, actor, kind="listing", thing=listing.pk)


def _write(actor: Any, listing: Listing, given: ListingRecord) -> None:
    given = given.kept_safe()
    kinds = {category.slug: category for category in Category.objects.all()}
    runs = organisations(listing.source or "here", [given])
    fill(listing, given, kinds, runs)
    listing.edited_at = now()
    listing.checked_on, listing.checked_by = timezone.localdate(), actor.main_handle
    listing.save()
    forget_details([listing.pk])
    write_details([(listing, given)], kinds)
    index([(listing, given)])
    relearn_places_of(Site.objects.filter(listing=listing))
    forget_zones()


def _free_slug(given: ListingRecord) -> str:
    base, number = slug_for(given.kept_safe()), 1
    slug = base
    while Listing.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def save_listing(actor: Any, listing: Listing) -> Tie:
    """Put the service on the actor's own map, with the support it gives. Nobody is told; twice is once."""
    needs = listing.category.needs.split() if listing.category else []
    kind = TieKind.FAITH if "meaning" in needs[:1] else TieKind.SERVICE
    return add_tie_for(actor, "listing", listing.pk, listing.name, kind, gives=needs)


def unsave_listing(actor: Any, listing: Listing) -> None:
    """Take the service off the actor's map; saving again puts it back."""
    remove_tie_for(actor, "listing", listing.pk)
