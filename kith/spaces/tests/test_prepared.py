"""Prepared queries give what the query they were built from gives, for every reader."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F, QuerySet

from kith.core.clock import now
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


def called(viewer: int) -> QuerySet:
    odd = Handle.objects.filter(name__in=["100 % sure", 'It\'s "Ana"', "%s"])
    return odd.filter(person__gte=viewer).order_by("name").values_list("name")


def test_signs_that_mean_something_to_a_database_stand_for_themselves(cast):
    for number, name in enumerate(["100 % sure", 'It\'s "Ana"', "%s"]):
        Handle.objects.create(person=cast.ana, name=name, name_key=f"key{number}")
    assert Prepared(called, int).rows(0) == [("%s",), ("100 % sure",), ('It\'s "Ana"',)]


def joined_before(name: str, moment: datetime) -> QuerySet:
    found = Handle.objects.filter(name=name, person__joined__lt=moment).select_related("person")
    return found.annotate(twice=F("person_id") * 2)


def test_words_and_moments_change_too_and_objects_come_with_what_they_join(cast):
    prepared = Prepared(joined_before, str, datetime)
    assert prepared.objects("Ana", now() - timedelta(days=1)) == []
    (found,) = prepared.objects("Ana", now() + timedelta(days=1))
    assert (found, found.person, found.twice) == (cast.ana.main_handle, cast.ana, cast.ana.pk * 2)
    assert prepared.objects("Nobody", now() + timedelta(days=1)) == []
