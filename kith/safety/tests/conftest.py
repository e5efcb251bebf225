"""A group with words in it, and someone to report them, for the tests of this area."""

import pytest

from kith.groups import actions as groups
from kith.groups.models import Group
from kith.spaces import actions as spaces
from kith.spaces.models import Post


@pytest.fixture
def walk(cast):
    """An open group that anyone may read, run by Cleo, with Ana and Ben in it."""
    values = {"name": "The evening walk", "purpose": "Fresh air.", "visibility": "anyone", "joining": "open"}
    made = groups.make_group(cast.cleo, values, "Be kind.", {})
    group = Group.objects.select_related("space").get(pk=made.pk)
    for person in (cast.ana, cast.ben):
        spaces.enter(group.space, person, person.main_handle)
    return group


@pytest.fixture
def post(walk, cast):
    """The first words of a conversation that Ana began."""
    thread = spaces.start_thread(cast.ana, walk.space, "Rain", "I cannot do this another night.", "heard")
    return Post.objects.select_related("author", "thread__space").get(thread=thread)
