"""Whatever people do in whatever order around a full group: places go to the first of the list, and never to two."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kith.core.clock import now
from kith.groups import actions
from kith.groups.models import Group, Waiting
from kith.people.models import Handle, Person
from kith.spaces.actions import Full
from kith.spaces.models import Membership, Space

NAMES = ["one", "two", "three", "four", "five"]
who = st.sampled_from(NAMES)


def person(name, *roles):
    made = Person.objects.create_user(username=name)
    Handle.objects.create(person=made, name=name, name_key=name, is_main=True)
    made.roles.bulk_create([made.roles.model(person=made, kind=role) for role in roles])
    return made


class Waits(RuleBasedStateMachine):
    """The naive telling: a set of people inside, a queue, a limit. Places are kept for as many of the queue as are free."""

    def __init__(self):
        super().__init__()
        self.all = transaction.atomic()
        self.all.__enter__()
        self.runs = person("runs", "facilitator")
        self.people = {name: person(name) for name in NAMES}
        start = {"name": "Small", "purpose": "Few.", "visibility": "anyone", "joining": "open", "size_limit": 2}
        self.group = actions.make_group(self.runs, start, "Be kind.", {})
        self.inside, self.queue, self.limit, self.paused = set(), [], 2, False

    def teardown(self):
        transaction.set_rollback(True)
        self.all.__exit__(None, None, None)

    def kept(self):
        """Whom a place is kept for."""
        if self.paused:
            return []
        return self.queue if self.limit is None else self.queue[: max(0, self.limit - 1 - len(self.inside))]

    def has_room(self):
        return self.limit is None or 1 + len(self.inside) + len(self.kept()) < self.limit

    def now(self):
        return Group.objects.get(pk=self.group.pk)

    @rule(name=who)
    def wait(self, name):
        if self.paused or name in self.inside:
            with pytest.raises(Http404):
                actions.wait(self.people[name], self.now())
            return
        waits = actions.wait(self.people[name], self.now())
        assert waits == (not self.has_room())
        if waits and name not in self.queue:
            self.queue.append(name)

    @rule(name=who)
    def stop_waiting(self, name):
        actions.stop_waiting(self.people[name], self.now())
        self.queue = [one for one in self.queue if one != name]

    @rule(name=who)
    def join(self, name):
        act = lambda: actions.join(self.people[name], self.now(), name)  # noqa: E731
        if name in self.inside:
            act()
        elif self.paused:
            with pytest.raises(Http404):
                act()
        elif name in self.kept() or self.has_room():
            act()
            self.queue = [one for one in self.queue if one != name]
            self.inside.add(name)
        else:
            with pytest.raises(Full), transaction.atomic():
                act()

    @rule(name=who)
    def leave(self, name):
        if name in self.inside:
            assert actions.leave(self.people[name], self.now())
            self.inside.discard(name)

    @rule(name=who)
    def come_back(self, name):
        held = Membership.objects.filter(person=self.people[name], state="left", joined__isnull=False).exists()
        if held and name not in self.inside and not self.paused and (name in self.kept() or self.has_room()):
            actions.come_back(self.people[name], self.now())
            self.queue = [one for one in self.queue if one != name]
            self.inside.add(name)

    @rule(limit=st.one_of(st.none(), st.integers(2, 6)))
    def change_the_limit(self, limit):
        actions.change_group(self.runs, self.now(), {"size_limit": limit}, {})
        self.limit = limit

    @rule(name=who)
    def let_three_days_pass(self, name):
        late = Waiting.objects.filter(person=self.people[name], offered__isnull=False)
        if late.update(ends=now() - timedelta(seconds=1)):
            self.queue = [one for one in self.queue if one != name]
        actions.pass_on(self.now())

    @rule()
    def take_a_break_or_end_it(self):
        (actions.resume if self.paused else actions.pause)(self.runs, self.now())
        self.paused = not self.paused

    @invariant()
    def it_is_as_told(self):
        rows = Waiting.objects.filter(group=self.group).order_by("since", "id")
        names = {one.pk: name for name, one in self.people.items()}
        assert [names[row.person_id] for row in rows] == self.queue
        assert [names[row.person_id] for row in rows if row.offered] == self.kept()
        assert self.now().held == len(self.kept())
        assert Space.objects.get(pk=self.group.space_id).members == 1 + len(self.inside)


CAREFUL = settings(
    max_examples=40, stateful_step_count=30, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.django_db
def test_places_go_in_order_and_never_to_two(settings):
    settings.LIMITS = False
    run_state_machine_as_test(Waits, settings=CAREFUL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time, the database itself sees to it"
)
def test_two_at_once_do_not_get_the_last_place():
    runs, both = person("runs", "facilitator"), [person("one"), person("two")]
    start = {"name": "Small", "purpose": "Few.", "visibility": "anyone", "joining": "open", "size_limit": 2}
    group, ready = actions.make_group(runs, start, "Be kind.", {}), Barrier(2)

    def come(one):
        ready.wait()
        try:
            actions.join(one, group, one.username)
            return "in"
        except Full:
            return "full"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, both)) == ["full", "in"]
    assert Space.objects.get(pk=group.space_id).members == 2
