"""A conversation in which something needs a look, and the case about it."""

import pytest

from kith.groups.tests.conftest import make_group, membership, thread, walk  # noqa: F401 shared as they are
from kith.safety.cases import keeping
from kith.safety.models import Case
from kith.spaces import actions as spaces
from kith.spaces.models import Post


@pytest.fixture
def post(walk, cast):  # noqa: F811
    """The first words of a conversation that Ana began."""
    began = spaces.start_thread(cast.ana, walk.space, "Rain", "I cannot do this another night.", "heard")
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
