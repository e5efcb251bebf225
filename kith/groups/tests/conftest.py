"""Groups and conversations that the tests of this area share."""

import pytest

from kith.groups import actions
from kith.groups.models import Group
from kith.spaces import actions as spaces
from kith.spaces.models import Membership


@pytest.fixture
def make_group(cast):
    """A group run by Cleo; whoever is named in `members` has joined it under their main name."""

    def make(name="The evening walk", members=(), agreement="Be kind.", needs=("company",), **values):
        start = {"purpose": "Fresh air and a bench.", "visibility": "anyone", "joining": "open"} | values
        group = actions.make_group(
            cast.cleo, {"name": name, **start}, agreement, {"needs": list(needs), "formats": ["in_person"]}
        )
        for person in members:
            spaces.enter(group.space, person, person.main_handle)
        return Group.objects.select_related("space").get(pk=group.pk)

    return make


@pytest.fixture
def walk(make_group, cast):
    """An open group that anyone may read, with Ana and Ben in it."""
    return make_group(members=[cast.ana, cast.ben])


@pytest.fixture
def thread(walk, cast):
    return spaces.start_thread(cast.ana, walk.space, "Rain", "Shall we walk in the rain?", "suggestions")


@pytest.fixture
def membership():
    def of(person, group):
        return Membership.objects.get(space=group.space, person=person)

    return of
