"""What four people make and take away, alone and in a group, until they go: the rules of the state machine that share nothing by themselves."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kith.core import crypto
from kith.groups import actions as groups
from kith.people.models import Person
from kith.recovery import actions as recovery
from kith.recovery.models import CheckIn, HardTime, Strategy
from kith.spaces import actions as spaces
from tests.promises.model import Made
from tests.promises.seen import NAMES, PAIRS
from tests.promises.together import Together

# Most of it happens between a few, who have something between them to lose.
CLOSE = [("ana", "ben"), ("ana", "cleo"), ("ben", "ana")]
pair = st.sampled_from([*CLOSE * 4, *PAIRS])
who = st.sampled_from(["ana", "ana", "ana", "ben", *NAMES])
number = st.integers(0, 40)


class Making(Together):
    """Check-ins, strategies, letters and posts; coming, leaving and going for good."""

    # ------------------------------------------------------------------------------------------ what people make

    @rule(owner=who, only_me=st.sampled_from([False, False, True]))
    def check_in(self, owner, only_me):
        if self.here(owner):
            self.later(seconds=1)
            label = self.label("check")
            self.things[label] = recovery.check_in(self.person(owner), 3, f"words-{label}", only_me)
            self.model.check_ins[label] = Made(owner, self.model.now, only_me)

    @precondition(lambda self: self.model.check_ins)
    @rule(n=number)
    def take_away_or_back_a_check_in(self, n):
        label = list(self.model.check_ins)[n % len(self.model.check_ins)]
        made = self.model.check_ins[label]
        act = recovery.take_back_check_in if made.removed else recovery.remove_check_in
        act(self.person(made.owner), CheckIn.objects.get(pk=self.things[label].pk))
        made.removed = not made.removed

    @rule(owner=who)
    def write_a_strategy(self, owner):
        if self.here(owner):
            label = self.label("strategy")
            self.things[label] = recovery.add_strategy(self.person(owner), f"words-{label}")
            self.model.strategies[label] = Made(owner, self.model.now)

    @precondition(lambda self: self.model.strategies)
    @rule(n=number)
    def take_away_or_back_a_strategy(self, n):
        label = list(self.model.strategies)[n % len(self.model.strategies)]
        made = self.model.strategies[label]
        act = recovery.take_back_strategy if made.removed else recovery.remove_strategy
        act(self.person(made.owner), Strategy.objects.get(pk=self.things[label].pk))
        made.removed = not made.removed

    @rule(owner=who)
    def say_so(self, owner):
        """That one has a hard time; saying it while it stands changes nothing."""
        if self.here(owner) and self.model.hard_time_of(owner) is None:
            self.later(seconds=1)
            label = self.label("hard")
            self.things[label] = recovery.say_so(self.person(owner), f"words-{label}")
            self.model.say_so(owner, label)

    @rule(owner=who)
    def take_it_back(self, owner):
        standing = self.model.hard_time_of(owner)
        if standing:
            recovery.take_back(self.person(owner), HardTime.objects.get(pk=self.things[standing].pk))
            self.model.take_back(owner)

    @rule(pair=pair)
    def write_to(self, pair):
        if self.here(*pair):
            self.later(seconds=1)
            label = self.label("letter")
            letter = self.both(
                self.model.mine(*pair),
                spaces.write_to,
                self.person(pair[0]),
                self.person(pair[1]),
                f"words-{label}",
            )
            if letter:
                self.things[label] = letter
                self.model.letters[label] = Made(
                    pair[0], self.model.now, reader=pair[1], held=not self.model.connected(*pair)
                )

    # ------------------------------------------------------------------------------------------ the group

    @rule(name=who, alias=st.booleans())
    def join_or_leave(self, name, alias):
        if not self.here(name):
            return
        self.later(seconds=1)
        if name in self.model.members:
            assert groups.leave(self.person(name), self.group)
            del self.model.members[name]
            return
        under = f"Night {name}" if alias else ""
        groups.join(self.person(name), self.group, under or name.title())
        self.model.members[name] = under

    @rule(name=who)
    def post(self, name):
        if self.here(name):
            self.later(seconds=1)
            label = self.label("post")
            values = {"title": f"words-{label}", "body": f"words-{label}", "hope": "heard"}
            made = self.both(
                name in self.model.members, spaces.start_thread, self.person(name), self.group.space, **values
            )
            if made:
                self.things[label] = made
                self.model.posts[label] = Made(name, self.model.now, under=self.model.members[name])

    @precondition(lambda self: self.model.posts)
    @rule(n=number)
    def take_back_a_post(self, n):
        label = list(self.model.posts)[n % len(self.model.posts)]
        made = self.model.posts[label]
        spaces.withdraw_post(self.person(made.owner), self.things[label].posts.get(opening=True))
        made.removed = True

    # ------------------------------------------------------------------------------------------ going

    @precondition(lambda self: len(self.model.gone) < 2 and self.steps > 12)
    @rule(name=who)
    def erase(self, name):
        if not self.here(name):
            return
        person = self.person(name)
        for config in apps.get_app_configs():
            if config.name.startswith("kith.") and find_spec(f"{config.name}.portability"):
                import_module(f"{config.name}.portability").erase(person)
        crypto.destroy_key(person.pk)
        Person.objects.filter(pk=person.pk).update(is_active=False)
        self.model.erase(name)
