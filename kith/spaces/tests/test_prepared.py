"""Prepared queries give what the query they were built from gives, for every reader."""

import pytest
from django.db.models import QuerySet

from kith.core.prepared import Prepared
from kith.people.access import not_blocked
from kith.people.actions import block
from kith.people.models import Handle, Person

pytestmark = pytest.mark.django_db


def met(viewer: int, after: int) -> QuerySet:
    handles = Handle.objects.filter(not_blocked(Person(pk=viewer)), pk__gt=after)
    return handles.order_by("pk").values_list("pk", "name", "is_main", "person__joined")


def test_the_rows_are_the_same_whoever_asks_and_follow_what_changes(cast):
    prepared = Prepared(met, int, int)
    for _round in range(2):
        for person in (cast.ana.pk, cast.ben.pk, 0):
            for after in (0, cast.ana.pk, 2**40):
                assert prepared.rows(person, after) == list(met(person, after))
        block(cast.ana, cast.stranger)
