"""What stands in a poll is looked at like the words above it."""

import pytest
from django.urls import reverse

from kith.safety.models import Case
from kith.spaces.models import Post

POLL = {"poll-question": "What now?", "poll-choice_1": "Tea", "poll-choice_2": "Rest", "poll-several": "one"}
SAID = {"title": "A question", "body": "What do you think?", "hope": "suggestions"}


@pytest.fixture
def begin(walk, cast, as_):
    def sent(**more):
        where = reverse("thread_new", args=[walk.slug])
        return as_(cast.ana).post(where, SAID | POLL | more)

    return sent


def test_danger_in_a_choice_brings_help_and_a_place_at_the_front(begin, stand_in, cast, as_):
    answer = begin(**{"poll-choice_2": "DANGERWORDS"})
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.lane, case.urgency) == ("worried", Case.Urgency.NOW) and "DANGERWORDS" in case.words
    assert "For you. Only you see this." in as_(cast.ana).get(answer["Location"]).content.decode()


def test_detail_in_a_question_is_offered_back_and_then_waits(begin, stand_in):
    assert begin(**{"poll-question": "WAYWORDS?"}).status_code == 422
    assert not Post.objects.filter(body=SAID["body"]).exists()


def test_a_calm_poll_is_nobodys_case(begin, stand_in):
    assert begin().status_code == 302 and not Case.objects.exists()
