"""Taking a break: everything goes quiet, nobody is told, and one press brings it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.core.audit import AuditEvent
from kith.notices import actions
from kith.notices.access import not_on_a_break, on_a_break
from kith.people.models import Person
from kith.spaces import actions as spaces

pytestmark = pytest.mark.django_db
COUNT = b'class="top-count"'


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_one_press_goes_quiet_and_one_press_comes_back(cast, as_):
    ana = as_(cast.ana)
    assert ana.post("/you/break/", {"until": ""}).status_code == 302
    spaces.write_to(cast.ben, cast.ana, "Are you there?")
    assert on_a_break(fresh(cast.ana))
    assert COUNT not in ana.get("/").content
    assert "Nobody knows." in ana.get("/").content.decode()
    ana.post("/you/break/over/")
    assert not on_a_break(fresh(cast.ana))
    assert COUNT in ana.get("/").content, "what came meanwhile waits"


def test_a_break_until_a_day_ends_when_that_day_begins(cast, as_, monkeypatch):
    day = timezone.localdate() + timedelta(days=3)
    as_(cast.ana).post("/you/break/", {"until": str(day)})
    ana = fresh(cast.ana)
    assert on_a_break(ana)
    assert timezone.localtime(ana.break_ends).date() == day
    assert timezone.localtime(ana.break_ends).hour == 0
    monkeypatch.setattr("kith.people.models.account.now", lambda: ana.break_ends)
    monkeypatch.setattr("kith.notices.access.now", lambda: ana.break_ends)
    assert not on_a_break(ana)
    assert cast.ana in Person.objects.filter(not_on_a_break("pk"))


@pytest.mark.parametrize("days", [-1, 0, 500])
def test_a_day_that_makes_no_sense_is_asked_about_again(cast, as_, days):
    answer = as_(cast.ana).post("/you/break/", {"until": str(timezone.localdate() + timedelta(days=days))})
    assert answer.status_code == 422
    assert not on_a_break(fresh(cast.ana))


def test_a_queue_of_people_leaves_out_who_is_on_a_break(cast):
    actions.take_a_break(cast.ana)
    found = set(Person.objects.filter(not_on_a_break("pk")))
    assert cast.ana not in found and cast.ben in found
    assert not on_a_break(cast.ben)


def test_others_see_the_same_as_before(cast, as_):
    """Page by page, to the letter, but for the random marks every page carries."""
    import re

    def pages():
        client, tie = as_(cast.ben), cast.ben.ties.get(person=cast.ana)
        found = [client.get(at).content.decode() for at in ("/", f"/people/{tie.pk}/", "/sharing/", "/notices/")]
        return [re.sub(r'(value|data-ticket|data-live|sse-connect|hx-get)="[^"]*"', "", html) for html in found]

    before = pages()
    actions.take_a_break(cast.ana)
    assert pages() == before


def test_taking_it_twice_keeps_when_it_began_and_coming_back_twice_is_written_once(cast):
    actions.take_a_break(cast.ana)
    began = cast.ana.break_began
    actions.take_a_break(cast.ana, timezone.now() + timedelta(days=2))
    assert fresh(cast.ana).break_began == began
    actions.come_back(cast.ana)
    actions.come_back(cast.ana)
    verbs = list(AuditEvent.objects.filter(owner=cast.ana.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["break_taken", "break_taken", "break_ended"]
