"""Someone who can be reached outside the house, a post office, and the passing of time."""

import pytest
import time_machine
from allauth.account.models import EmailAddress

from kith.notices import actions
from kith.notices.families import Family
from kith.notices.wishes import Ways, ways_of

MORNING = "2026-03-03T10:00:00+00:00"


@pytest.fixture
def reach():
    """Give someone an address they have shown to be theirs."""

    def make(person, address="", verified=True):
        address = address or f"{person.username}@example.org"
        person.email, person.time_zone = address, "Europe/London"
        person.save()
        EmailAddress.objects.create(user=person, email=address, verified=verified, primary=True)
        return person

    return make


@pytest.fixture
def choose():
    """Settle one way for every family."""

    def settle(person, mail="soon", push=False, fuller=False, groups=()):
        ways = {family: Ways(mail, push) for family in Family}
        actions.choose_ways(person, True, fuller, ways_of(person) | ways, dict(groups))

    return settle


@pytest.fixture
def clock():
    """A quiet Tuesday morning, from which time passes only when a test says so."""
    with time_machine.travel(MORNING, tick=False) as moment:
        yield moment
