"""Groups and conversations that the tests of this area share."""

from datetime import UTC, datetime, time, timedelta

import pytest

from kith.groups import actions
from kith.groups.models import Group, MeetingTime
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


MONDAY = datetime(2026, 3, 23, 12, tzinfo=UTC)  # the clocks go forward on the 29th


class Clock:
    def __init__(self):
        self.at = MONDAY

    def __call__(self):
        return self.at

    def later(self, **span):
        self.at += timedelta(**span)


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr("django.utils.timezone.now", made)
    return made


@pytest.fixture
def by(cast, as_):
    """Signed in as someone of the cast."""
    return lambda who: as_(getattr(cast, who))


@pytest.fixture
def club(clock, make_group, cast):
    return make_group("The club", members=[cast.ana, cast.ben], visibility="members")


@pytest.fixture
def weekly(club, cast):
    at = MeetingTime(weekday=2, starts=time(18, 30), time_zone="Europe/London", place_or_link="The blue door")
    return actions.save_meeting_time(cast.cleo, club, at)
