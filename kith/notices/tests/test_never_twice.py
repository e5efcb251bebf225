"""Whatever happens in whatever order, no way tells anyone twice of the same thing, and what is unread does arrive."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from kith.core import crypto, runner
from kith.core.clock import now
from kith.notices import actions, kinds, outbox, post
from kith.notices.families import Family
from kith.notices.kinds import Told
from kith.notices.models import Device, Notice
from kith.notices.push import delivering
from kith.notices.tasks import send_what_is_due
from kith.notices.wishes import Ways
from kith.people.models import Handle, Person

pytestmark = pytest.mark.django_db
THINGS = ["1", "2", "3"]


class Machine(RuleBasedStateMachine):
    """One writer, one reader, three things. `reached` counts what arrived, by way, thing, and how often it was read."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.travel = time_machine.travel("2026-03-27T10:00:00+00:00", tick=False)
        self.clock = self.travel.start()
        crypto.forget_keys()
        self.ben, self.ana = self._person("ben"), self._person("ana")
        EmailAddress.objects.create(user=self.ana, email=self.ana.email, verified=True, primary=True)
        store = SessionStore()
        store.save()
        row = UserSession.objects.create(user=self.ana, session_key=store.session_key, ip="::1", user_agent="")
        Device.objects.create(person=self.ana, session=row, address={"endpoint": "e", "p256dh": "", "auth": ""})
        self.hidden, self.reached, self.mails = set(), Counter(), {}
        self.old = delivering.send, delivering.words, post.made
        kinds._tellers["test"] = self._tell
        delivering.send, delivering.words, post.made = self._push, lambda letter: letter, self._mail
        self.fails = False
        self.choose("soon", True)

    def teardown(self):
        delivering.send, delivering.words, post.made = self.old
        kinds._tellers.pop("test")
        self.travel.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        super().teardown()

    def _person(self, name):
        made = Person.objects.create_user(username=name, email=f"{name}@example.org")
        Handle.objects.create(person=made, name=name, name_key=name, is_main=True)
        return made

    def _tell(self, viewer, notices):
        return {one.pk: Told("Words", "/groups/") for one in notices if one.thing_id not in self.hidden}

    def _note(self, way, letter):
        for notice, _told in letter.lines:
            assert notice.thing_id not in self.hidden
            self.reached[way, notice.pk, notice.round] += 1

    def _push(self, device, letter):
        if self.fails:
            return delivering.Went.LATER
        self._note("push", letter)
        return delivering.Went.TOLD

    def _mail(self, letter, address, connection):
        machine = self

        class Mail:
            def send(self):
                if machine.fails:
                    raise TimeoutError
                if letter.id not in machine.mails:  # as a mail program folds two of one Message-ID
                    machine._note("mail", letter)
                machine.mails[letter.id] = letter

        return Mail()

    # ------------------------------------------------------------------------------------------------- what happens

    @rule(thing=st.sampled_from(THINGS))
    def happens(self, thing):
        actions.notify(self.ben.main_handle, [self.ana.pk], "test", "thing", thing)

    @rule()
    def reads_everything(self):
        actions.mark_read(self.ana)

    @rule(thing=st.sampled_from(THINGS))
    def is_taken_back_or_given_again(self, thing):
        self.hidden ^= {thing}

    @rule(how=st.sampled_from(["soon", "digest", "never"]), push=st.booleans())
    def choose(self, how, push):
        actions.choose_ways(self.ana, True, False, {family: Ways(how, push) for family in Family}, {})

    @rule(minutes=st.sampled_from([1, 3, 30, 300, 1500]))
    def time_passes(self, minutes):
        runner.run_due()
        self.clock.shift(timedelta(minutes=minutes))

    @rule()
    def the_worker_runs(self):
        send_what_is_due()
        runner.run_due()

    @rule()
    def the_outside_fails_for_a_while(self):
        self.fails = True
        self.the_worker_runs()
        self.fails = False

    @rule(way=st.sampled_from(["mail", "push"]))
    def a_worker_dies_with_a_letter_in_hand(self, way):
        outbox.take(self.ana.pk, way)

    @rule()
    def a_worker_dies_after_sending(self):
        """The mail went; nobody noted it. It goes again under its number."""
        letter = outbox.take(self.ana.pk, "mail")
        if letter:
            self._mail(letter, "", None).send()

    @precondition(lambda self: not self.ana.on_a_break)
    @rule()
    def rests(self):
        actions.take_a_break(self.ana, now() + timedelta(hours=5))
        self.the_worker_runs()
        actions.come_back(self.ana)

    # --------------------------------------------------------------------------------------------- what always holds

    @invariant()
    def nothing_arrives_twice(self):
        assert all(times == 1 for times in self.reached.values()), self.reached

    @rule()
    def and_what_is_unread_arrives(self):
        """Left alone for two days, with mail on, everything that may still be read has been told."""
        self.hidden = set()
        self.choose("soon", False)
        self.reads_everything()
        for thing in THINGS:
            self.happens(thing)
        for _n in range(16):
            self.time_passes(180)
            self.the_worker_runs()
        for one in Notice.objects.filter(person=self.ana, read_at=None):
            assert self.reached["mail", one.pk, one.round] == 1


def test_no_order_of_events_tells_anyone_twice():
    careful = settings(
        max_examples=25,
        stateful_step_count=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=careful)
