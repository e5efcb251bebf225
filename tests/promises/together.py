"""Four people in Kith and in the model beside each other: what every step of the state machine needs, and the comparing after it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import Http404
from django.test import Client
from hypothesis.stateful import RuleBasedStateMachine, invariant

from kith.core import crypto
from kith.groups import actions as groups
from kith.groups.models import Group
from kith.people.models import Handle, Person, Tie, name_key
from tests.promises.model import Model
from tests.promises.seen import NAMES, Seen

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Together(RuleBasedStateMachine):
    """Four people, in Kith and in the model, with a clock that both go by."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.traveller = time_machine.travel(START, tick=False)
        self.clock = self.traveller.start()
        crypto.forget_keys()
        cache.clear()
        self.model = Model(START)
        self.clients: dict[str, Client] = {}
        self.count = self.steps = 0
        self.things: dict[str, object] = {}  # label or model's choice, by identity, to its row
        self.rows: dict[int, object] = {}
        self.people = SimpleNamespace(**{name: self.join_kith(name) for name in [*NAMES, "host"]})
        made = groups.make_group(
            self.people.host, {"name": "Club", "visibility": "members", "joining": "open"}, "Be kind.", {}
        )
        self.group = Group.objects.select_related("space").get(pk=made.pk)
        self.seen = Seen(self.model, self.person, self.group, self.things)

    def join_kith(self, name):
        person = Person.objects.create_user(username=name)
        Handle.objects.create(person=person, name=name.title(), name_key=name_key(name), is_main=True)
        if name == "host":
            person.roles.create(kind="facilitator")
        return person

    def teardown(self):
        self.traveller.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def person(self, name):
        return getattr(self.people, name)

    def here(self, *names):
        return not self.model.gone & set(names)

    def later(self, **span):
        self.clock.shift(timedelta(**span))
        self.model.now = datetime.now(UTC)

    def both(self, expected, act, *args, **values):
        """Do it in Kith too; it refuses exactly when the model does."""
        try:
            with transaction.atomic():
                result = act(*args, **values)
        except Http404:
            assert not expected, f"{act.__name__} was refused and should not be"
            return None
        assert expected, f"{act.__name__} should have been refused"
        return result

    def tie(self, owner, other):
        return Tie.objects.get(owner=self.person(owner), person=self.person(other))

    def label(self, sort):
        self.count += 1
        return f"{sort}x{self.count}x"

    # ------------------------------------------------------------------------------------------ comparing

    @invariant()
    def everyone_sees_what_the_model_says(self):
        crypto.forget_keys()
        for name in NAMES:
            if name not in self.model.gone:
                self.seen.compare(name)

    @invariant()
    def pages_say_the_same(self):
        """One person's, another's after each step."""
        self.steps += 1
        name = NAMES[self.steps % len(NAMES)]
        if name not in self.model.gone:
            self.seen.compare_pages(name, self.client(name), self.steps)

    def client(self, name):
        if name not in self.clients:
            self.clients[name] = Client()
            self.clients[name].force_login(self.person(name), backend=settings.AUTHENTICATION_BACKENDS[0])
        return self.clients[name]
