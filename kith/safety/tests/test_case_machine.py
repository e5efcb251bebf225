"""Several moderators on the same cases, in whatever order, each from a page that may be old: nothing is handled twice, nothing is lost.

`KITH_DEEP=1 pytest kith/safety/tests/test_case_machine.py` looks much longer, each time elsewhere.
"""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from kith.core import crypto
from kith.groups import actions as groups
from kith.groups.models import Group
from kith.people.models import Handle, Person, Role, name_key
from kith.safety.cases import access, claiming, closing, reporting, things
from kith.safety.models import Case, CaseEvent, Report
from kith.spaces import actions as spaces

pytestmark = pytest.mark.django_db
DEEP = int(os.environ.get("KITH_DEEP", 0))
CAREFUL = settings(
    max_examples=300 * DEEP or 20,
    stateful_step_count=50 if DEEP else 30,
    derandomize=not DEEP,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEEPERS = ["femi", "grace", "mo"]
TELLERS = ["ben", "cleo", "sam"]
keeper, teller = st.sampled_from(KEEPERS), st.sampled_from(TELLERS)
number = st.integers(0, 2)
kind = st.sampled_from(Report.Kind.values)


@dataclass
class Known:
    """What a case should be, told a second time and plainly."""

    thing: int
    holder: str = ""
    until: datetime = START
    over: bool = False
    told: set[str] = field(default_factory=set)
    ends: int = 0

    def held_by(self, at):
        return self.holder if self.holder and at < self.until else ""


class Keeping(RuleBasedStateMachine):
    """Three who keep the place safe, three who tell of things, and three posts."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.traveller = time_machine.travel(START, tick=False)
        self.clock = self.traveller.start()
        crypto.forget_keys()
        cache.clear()
        self.people = {name: self.join(name) for name in ["ana", *KEEPERS, *TELLERS]}
        for name in KEEPERS:
            Role.objects.create(person=self.people[name], kind="moderator")
        self.posts = self.write()
        self.cases: dict[object, Known] = {}
        self.pages: dict[tuple, Case] = {}

    def join(self, name):
        person = Person.objects.create_user(username=name)
        Handle.objects.create(person=person, name=name.title(), name_key=name_key(name), is_main=True)
        return person

    def write(self):
        Role.objects.create(person=self.people["ana"], kind="facilitator")
        values = {"name": "Club", "purpose": "Tea.", "visibility": "anyone", "joining": "open"}
        space = Group.objects.get(pk=groups.make_group(self.people["ana"], values, "Be kind.", {}).pk).space
        threads = [spaces.start_thread(self.people["ana"], space, f"t{n}", f"words {n}", "heard") for n in range(3)]
        return [thread.posts.get() for thread in threads]

    def teardown(self):
        self.traveller.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def at(self):
        return datetime.now(UTC)

    def standing(self, thing):
        return next((pk for pk, one in self.cases.items() if one.thing == thing and not one.over), None)

    def page(self, who, n):
        """A case as this moderator opened it, which may be a while ago."""
        mine = [case for (name, _pk), case in self.pages.items() if name == who]
        return mine[n % len(mine)] if mine else None

    # ------------------------------------------------------------------------------------------ what people do

    @initialize()
    def there_is_something_to_do(self):
        for n in range(3):
            self.tell("ben", n, "worried")
        for who in KEEPERS:
            self.open_every_page(who)

    @rule(minutes=st.sampled_from([1, 1, 20, 61]))
    def time_goes_by(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))

    @rule(who=teller, n=number, kind=kind)
    def tell(self, who, n, kind):
        found = things.find(self.people[who], "post", str(self.posts[n].pk))
        told = reporting.report(self.people[who], found, kind, f"{who} on {n}", tell=True)
        before = self.standing(n)
        assert before in (None, told.case_id)
        self.cases.setdefault(told.case_id, Known(n)).told.add(who)

    @rule(who=teller, n=number)
    def take_back(self, who, n):
        standing = self.standing(n)
        told = Report.objects.filter(case=standing, reporter=self.people[who]).first() if standing else None
        if told:
            reporting.take_back(self.people[who], told)
            self.cases[standing].told.discard(who)

    @rule(who=keeper)
    def open_every_page(self, who):
        for case in access.standing_cases(self.people[who]):
            self.pages[who, case.pk] = case

    @rule(who=keeper, n=number)
    def claim(self, who, n):
        case = self.page(who, n)
        if case is None:
            return
        known = self.cases[case.pk]
        free = not known.over and known.held_by(self.at) in ("", who)
        try:
            got = claiming.claim(self.people[who], case)
        except claiming.Enough:
            return
        assert got == free
        if got:
            known.holder, known.until = who, self.at + HOUR

    @rule(who=keeper, n=number)
    def let_go(self, who, n):
        case = self.page(who, n)
        if case:
            claiming.let_go(self.people[who], case)
            if self.cases[case.pk].holder == who:
                self.cases[case.pk].holder = ""

    @rule(who=keeper, to=keeper, n=number)
    def pass_on(self, who, to, n):
        case = self.page(who, n)
        if case is None or who == to:
            return
        known = self.cases[case.pk]
        mine = known.held_by(self.at) == who and not known.over
        assert claiming.pass_on(self.people[who], case, self.people[to], "Please.") == mine
        if mine:
            known.holder, known.until = to, self.at + HOUR

    @rule(who=keeper)
    def take_a_break(self, who):
        claiming.give_all_back(self.people[who])
        for known in self.cases.values():
            known.holder = "" if known.holder == who else known.holder

    @rule()
    def time_is_over(self):
        claiming.time_out()

    @rule(who=keeper, n=number, outcome=st.sampled_from(["resolved", "no_action"]), count=st.booleans())
    def close(self, who, n, outcome, count):
        """With `count`, from a page that says how many reports its reader saw."""
        case = self.page(who, n)
        if case is None:
            return
        known = self.cases[case.pk]
        mine = known.held_by(self.at) == who and not known.over
        if count:
            mine = mine and case.reports_count == len(known.told)
        ended = closing.close(self.people[who], case, outcome, "Why.", reports=case.reports_count if count else None)
        assert ended == mine
        if ended:
            known.over, known.holder, known.ends = True, "", known.ends + 1

    @rule(who=keeper, n=number)
    def reopen(self, who, n):
        case = self.page(who, n)
        if case is None:
            return
        known, other = self.cases[case.pk], self.standing(self.cases[case.pk].thing)
        goes_on = closing.reopen(self.people[who], case)
        assert goes_on.pk == (other or case.pk)
        if other is None:
            known.over, known.holder = False, ""

    # ------------------------------------------------------------------------------------------ what always holds

    @invariant()
    def every_case_is_what_it_should_be(self):
        rows = {case.pk: case for case in Case.objects.all()}
        assert rows.keys() == self.cases.keys()
        for pk, known in self.cases.items():
            row = rows[pk]
            assert row.is_over == known.over
            holds = row.holder.username if row.holder and row.held_until > self.at else ""
            assert holds == known.held_by(self.at)
            assert row.reports_count == row.reports.count() == len(known.told)

    @invariant()
    def nothing_is_handled_twice(self):
        for pk, known in self.cases.items():
            ended = CaseEvent.objects.filter(case=pk, kind__in=["resolved", "no_action"]).count()
            assert ended == known.ends

    @invariant()
    def nothing_is_lost(self):
        """What stands is in everyone's list, once; what somebody told is in one case, and can be read there."""
        standing = sorted(str(pk) for pk, known in self.cases.items() if not known.over)
        for name in KEEPERS:
            lanes = [access.lane(self.people[name], lane)[0] for lane in Case.Lane.values]
            assert sorted(str(case.pk) for lane in lanes for case in lane) == standing
        for pk, known in self.cases.items():
            case = Case(pk=pk)
            said = {one.said.partition(" ")[0] for one in access.told_and_done(self.people["femi"], case)[0]}
            assert said == known.told

    @invariant()
    def nobody_it_is_about_sees_anything(self):
        assert not access.visible_cases(self.people["ana"]).exists()


def test_nothing_is_handled_twice_and_nothing_is_lost(settings):
    settings.LIMITS = False
    run_state_machine_as_test(Keeping, settings=CAREFUL)
