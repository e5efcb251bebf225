"""A person's own tries, and the tallies the page of what helps is drawn from. Nobody else ever reads them."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from kith.core.crypto import prefetch_keys
from kith.people.models import Person
from kith.recovery.models import Occasion, Strategy, StrategyTry


class Tallied(NamedTuple):
    """How many tries are alike: of one strategy, on one occasion, with the same word before and after."""

    strategy: UUID
    occasion: UUID | None
    before: int | None
    after: int | None
    times: int


def my_tries(viewer: Person) -> QuerySet[StrategyTry]:
    kept = StrategyTry.objects.filter(strategy__person=viewer, strategy__removed__isnull=True, removed__isnull=True)
    return kept.select_related("strategy", "occasion", "told").order_by("-at", "-pk")


def get_try(viewer: Person, try_id: Any) -> StrategyTry:
    """One of the viewer's own tries. Raises Http404 for any other, known or not."""
    return _one(my_tries(viewer), try_id)


def get_removed_try(viewer: Person, try_id: Any) -> StrategyTry:
    removed = StrategyTry.objects.filter(strategy__person=viewer, removed__isnull=False)
    return _one(removed.select_related("strategy"), try_id)


def _one(found: QuerySet[StrategyTry], try_id: Any) -> StrategyTry:
    if not 0 < int(try_id) < 2**63:
        raise Http404
    one = found.filter(pk=try_id).first()
    if one is None:
        raise Http404
    return one


def my_occasions(viewer: Person) -> list[Occasion]:
    """The viewer's own words for what was going on, in the order of the alphabet."""
    prefetch_keys({viewer.pk})
    return sorted(Occasion.objects.filter(person=viewer), key=lambda one: one.words.casefold())


def tallies(viewer: Person) -> list[Tallied]:
    """All of the viewer's tries, counted in the database: as many rows as there are kinds of try, not tries."""
    rows = my_tries(viewer).select_related(None).order_by()
    counted = rows.values_list("strategy_id", "occasion_id", "before", "after").annotate(times=Count("pk"))
    return [Tallied(*row) for row in counted]


def strategies_tried(viewer: Person, tried: set[UUID]) -> list[Strategy]:
    """These of the viewer's own set, in the order they were written down: never by how well they did."""
    prefetch_keys({viewer.pk})
    return list(Strategy.objects.filter(person=viewer, pk__in=tried, removed__isnull=True).order_by("created"))
