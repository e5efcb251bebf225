"""A group with a conversation in it, for what is looked at as it is written."""

import pytest

from kith.core.screening.findings import Findings, Kind, Match
from kith.groups.models import Group
from kith.groups.tests.conftest import make_group, walk  # noqa: F401
from kith.spaces import actions as spaces

# Words that stand for what is found, so that nothing of it has to be written here.
STAND_FOR = {
    "DANGERWORDS": Kind.DANGER,
    "GOODBYEWORDS": Kind.GOODBYE,
    "WAYWORDS": Kind.METHOD,
    "NUMBERWORDS": Kind.NUMBERS,
    "CONTACTWORDS": Kind.CONTACT,
    "WORRYWORDS": Kind.WORRY,
}


def look(text):
    found = [(text.find(word), word, kind) for word, kind in STAND_FOR.items()]
    return Findings(tuple(Match(kind, at, at + len(word), "t") for at, word, kind in sorted(found) if at >= 0))


@pytest.fixture
def stand_in(monkeypatch):
    monkeypatch.setattr("kith.safety.words.failing.screen", look)


@pytest.fixture
def talk(walk, cast):  # noqa: F811
    thread = spaces.start_thread(cast.ana, walk.space, "Rain", "Shall we walk in the rain?", "suggestions")
    thread.group = Group.objects.get(space=walk.space)
    thread.address = f"/groups/{thread.group.slug}/threads/{thread.pk}/"
    return thread
