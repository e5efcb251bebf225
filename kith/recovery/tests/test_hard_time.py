"""A hard time is said with one tap, to those one chose, and is gone when it is over."""

from datetime import timedelta

import pytest
import time_machine

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.people import actions as people
from kith.people.models import Grant, Tie
from kith.recovery import actions, hard_times, portability
from kith.recovery.models import HardTime
from kith.recovery.tasks import forget_hard_time

pytestmark = pytest.mark.django_db
LINE = "Ana is having a hard time"


def home(client):
    return client.get("/").content.decode()


@pytest.fixture
def ana(cast, as_):
    return as_(cast.ana)


@pytest.fixture
def ben(cast, as_):
    return as_(cast.ben)


@pytest.fixture
def shared(cast):
    return people.give(cast.ana, "hard_time", grantee=cast.ben)


def test_before_the_tap_it_says_who_will_see_it(ana, cast):
    assert "Only you will see it, unless you choose someone on the next page." in home(ana)
    people.give(cast.ana, "hard_time", grantee=cast.ben)
    page = home(ana)
    assert "You will see it, and so will: Ben. Nobody else." in page


def test_one_tap_says_so_to_nobody_by_itself(ana, ben, cast, as_):
    answer = ana.post("/hard-time/said/", follow=True)
    page = answer.content.decode()
    assert "You said that you are having a hard time" in page and "/help-now/" in page
    assert "You said that you are having a hard time" in home(ana)
    for other in (ben, as_(cast.cleo), as_(cast.grace), as_(cast.femi), as_(cast.stranger)):
        assert LINE not in home(other)
        assert other.get(f"/hard-time/{HardTime.objects.get().pk}/").status_code == 404


def test_those_it_is_shared_with_see_it_calmly_and_can_write(ana, ben, cast, shared):
    ana.post("/hard-time/said/")
    ana.post("/hard-time/", {"words": "Please ring on Sunday"})
    page = home(ben)
    tie = Tie.objects.get(owner=cast.ben, person=cast.ana)
    assert LINE in page and f"/messages/{tie.pk}/" in page
    assert "Please ring" not in page
    opened = ben.get(f"/hard-time/{HardTime.objects.get().pk}/").content.decode()
    assert "Please ring on Sunday" in opened and "Write to Ana" in opened
    assert "Ben looked at that you" not in ana.get("/sharing/looked/").content.decode()
    assert "Ben looked at your note of a hard time." in ana.get("/sharing/looked/").content.decode()


def test_the_notice_is_discreet_and_goes_with_it(ana, ben, shared):
    ana.post("/hard-time/said/")
    notices = ben.get("/notices/").content.decode()
    assert "Ana shared something with you." in notices and "hard time" not in notices
    ana.post("/hard-time/over/")
    assert "Ana shared something" not in ben.get("/notices/").content.decode()


def test_it_is_off_in_one_tap_and_nothing_is_kept(ana, ben, shared):
    ana.post("/hard-time/said/")
    assert LINE in home(ben)
    ana.post("/hard-time/over/")
    assert LINE not in home(ben)
    assert not HardTime.objects.exists()
    assert ana.post("/hard-time/over/").status_code == 302, "a second tap ends in the same place"


def test_it_ends_by_itself_after_a_week_and_can_be_made_longer(ana, ben, cast, shared):
    ana.post("/hard-time/said/")
    with time_machine.travel(now() + timedelta(days=5)):
        assert "It stands until" in ana.post("/hard-time/longer/", follow=True).content.decode().split("<h1")[0]
    with time_machine.travel(now() + timedelta(days=8)):
        forget_hard_time(cast.ana.pk)
        assert LINE in home(ben)
    with time_machine.travel(now() + timedelta(days=13)):
        assert LINE not in home(ben)
        assert hard_times.my_hard_time(cast.ana) is None
        ana.post("/hard-time/said/")
        assert HardTime.objects.count() == 1


def test_someone_chosen_for_this_one_sees_it_only_while_it_stands(ana, cast, as_):
    ana.post("/hard-time/said/")
    cleo, tie = as_(cast.cleo), Tie.objects.get(owner=cast.ana, person=cast.cleo)
    ana.post("/hard-time/", {"words": "", "share": [str(tie.pk)]})
    assert LINE in home(cleo)
    assert Grant.objects.get(grantee=cast.cleo).ends == HardTime.objects.get().ends
    assert "Cleo sees when you say that you are having a hard time, until" in ana.get("/sharing/").content.decode()
    ana.post("/hard-time/longer/")
    assert Grant.objects.get(grantee=cast.cleo).ends == HardTime.objects.get().ends


def test_taking_the_choice_back_takes_it_from_sight_at_once(ana, ben, cast, shared):
    ana.post("/hard-time/said/")
    people.end_grant(cast.ana, shared)
    assert LINE not in home(ben)
    assert ben.get(f"/hard-time/{HardTime.objects.get().pk}/").status_code == 404


def test_saying_it_twice_is_saying_it_once(ana, cast, shared):
    ana.post("/hard-time/said/")
    first = HardTime.objects.get()
    ana.post("/hard-time/said/")
    assert HardTime.objects.get() == first
    assert AuditEvent.objects.filter(verb=Verb.HARD_TIME_SAID).count() == 1


def test_words_too_long_are_kept_on_the_form(ana):
    ana.post("/hard-time/said/")
    answer = ana.post("/hard-time/", {"words": "x" * 1001})
    assert answer.status_code == 422 and "x" * 1001 in answer.content.decode()


def test_it_is_taken_out_and_taken_away(cast):
    actions.say_so(cast.ana, "Not a good week")
    assert portability.export(cast.ana)["hard_time"][0]["words"] == "Not a good week"
    portability.erase(cast.ana)
    assert not HardTime.objects.exists()


@pytest.mark.parametrize("count", [1, 40])
def test_home_stays_within_its_queries_with_everything_on_it(cast, as_, queries, make_person, connect, count):
    for n in range(count):
        other = make_person(f"friend{n}")
        connect(cast.ana, other, "peer", "outer")
        people.give(other, "hard_time", grantee=cast.ana)
        people.give(other, "check_ins", grantee=cast.ana)
        people.give(other, "network", grantee=cast.ana)
        actions.say_so(other, "Words")
        actions.check_in(other, 2, "Words")
    people.give(cast.ana, "hard_time", circle="inner")
    actions.say_so(cast.ana)
    client = as_(cast.ana)
    client.get("/")
    with queries(12):
        answer = client.get("/")
    assert len(answer.content) < 40_000
