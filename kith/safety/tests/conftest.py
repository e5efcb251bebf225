"""A conversation in which something needs a look, and the case about it."""

from datetime import timedelta

import pytest

from kith.core.clock import now
from kith.core.screening.findings import Findings, Kind, Match
from kith.groups.models import Group
from kith.groups.tests.conftest import by, clock, club, make_group, membership, thread, walk  # noqa: F401 shared as they are
from kith.safety.cases import keeping
from kith.safety.models import Case
from kith.spaces import actions as spaces
from kith.spaces.models import Post


@pytest.fixture
def post(walk, cast):  # noqa: F811
    """The first words of a conversation that Ana began."""
    began = spaces.start_thread(cast.ana, walk.space, "Rain", "I feel low and the rain does not stop.", "heard")
    return Post.objects.select_related("author", "thread__space").get(thread=began)


@pytest.fixture
def reply(thread, cast):  # noqa: F811
    """Ben's words, which somebody told those who keep the place safe about."""
    return spaces.reply(cast.ben, thread, "Buy my tea. It heals all.")


@pytest.fixture
def case_about():
    def open_case(post):
        return keeping.open_case(keeping.about_post(post), Case.Lane.HARM, Case.Source.REPORT, ["unkind"], 2)[0]

    return open_case


@pytest.fixture
def case(reply, case_about):
    return case_about(reply)


def many(cast, count, **values):
    """So many cases about words of Ana's, one a minute, the newest first."""
    at = now()
    facts = {
        "source": "report",
        "thing_kind": "post",
        "codes": "unkind",
        "due": at + timedelta(days=1),
        "subject": cast.ana,
    }
    rows = [
        Case(lane="harm", thing=f"{n + 1000}", opened=at - timedelta(minutes=n), urgency=n % 3, **{**facts, **values})
        for n in range(count)
    ]
    return Case.objects.bulk_create(rows)


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
    made = spaces.start_thread(cast.ana, walk.space, "Rain", "Shall we walk in the rain?", "suggestions")
    made.group = Group.objects.get(space=walk.space)
    made.address = f"/groups/{made.group.slug}/threads/{made.pk}/"
    return made
