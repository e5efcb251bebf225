"""The rules of the state machine: everything four people can do to one another that changes who sees what, in any order."""

from datetime import timedelta

from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from kith.people import access as people_access
from kith.people import actions as people
from kith.people import choices
from kith.people.actions.invitations import token_hash
from kith.people.models import EVERYTHING, Grant
from kith.people.sharing_kinds import all_kinds
from kith.recovery import actions as recovery
from kith.recovery.models import CheckIn
from tests.promises.making import Making, number, pair, who
from tests.promises.model import Given, Removed

circle = st.sampled_from(["inner", "middle", "outer"])
kind = st.sampled_from([kind.code for kind in all_kinds()])


class Sharing(Making):
    """Everything that changes who may see what."""

    # ------------------------------------------------------------------------------------------ ties

    @initialize(by_circle=st.booleans(), first=kind, second=kind, late=st.booleans())
    def there_is_something_to_lose(self, by_circle, first, second, late):
        """Ana is connected to two, shares with both, and everyone has written something."""
        for two, theirs in ((("ana", "ben"), "inner"), (("ana", "cleo"), "middle")):
            self.connect(two, theirs, "inner")
            self.confirm(two)
        if late:
            self.write_something()
        self.give_to_someone(("ana", "ben"), "check_ins", "words", 48)
        self.give_to_someone(("ana", "cleo"), "check_ins", "tap", None)
        self.give_to_someone(("ana", "cleo"), first, "words", None)
        if by_circle:
            self.give_to_circle("ana", "inner", second, "words")
        self.write_something()

    def write_something(self):
        for name in ("ana", "ben"):
            self.check_in(name, False)
            self.write_a_strategy(name)
            self.say_so(name)
            if name not in self.model.members:
                self.join_or_leave(name, alias=False)
            self.post(name)
        self.write_to(("ana", "ben"))

    @rule(pair=pair, theirs=circle, mine=circle)
    def connect(self, pair, theirs, mine):
        owner, guest = pair
        if not self.here(*pair):
            return
        self.later(seconds=1)
        note = people.add_tie(self.person(owner), f"note-{owner}", "family", theirs)
        token = people.invite(self.person(owner), note)
        expected = self.model.connect(owner, guest, theirs, mine)
        try:
            invitation = people_access.find_invitation(self.person(guest), token_hash(token))
        except Http404:
            assert not expected
            return
        self.both(expected, people.accept_invitation, self.person(guest), invitation, "peer", mine)

    def on_map(self, pair):
        return pair in self.model.ties and self.here(*pair)

    @rule(pair=pair, to=circle)
    def move(self, pair, to):
        if self.on_map(pair):
            self.later(seconds=1)
            self.both(self.model.move(*pair, to), people.move_tie, self.person(pair[0]), self.tie(*pair), to)

    @rule(pair=pair)
    def confirm(self, pair):
        if self.on_map(pair):
            self.later(seconds=1)
            self.both(self.model.confirm(*pair), people.confirm_tie, self.person(pair[0]), self.tie(*pair))

    @rule(pair=pair)
    def call_them_something_else(self, pair):
        if self.on_map(pair):
            self.later(seconds=1)
            people.change_tie(self.person(pair[0]), self.tie(*pair), name="Someone", note="Another note")

    @rule(pair=pair)
    def remove_tie(self, pair):
        if self.on_map(pair):
            self.later(seconds=1)
            tie = self.tie(*pair)
            self.model.remove_tie(*pair)
            self.rows[id(self.model.removed[-1])] = people.remove_tie(self.person(pair[0]), tie).pk

    @precondition(lambda self: self.model.removed)
    @rule(n=number)
    def restore_tie(self, n):
        removed: Removed = self.model.removed[n % len(self.model.removed)]
        if self.here(removed.owner):
            self.later(seconds=1)
            actor, row = self.person(removed.owner), self.rows[id(removed)]
            self.both(self.model.restore_tie(removed), self.put_back, actor, row)

    def put_back(self, actor, row):
        return people.restore_tie(actor, people_access.get_removed_tie(actor, row))

    @rule(pair=pair)
    def block(self, pair):
        if self.here(*pair):
            self.later(seconds=1)
            self.both(self.model.block(*pair), people.block, self.person(pair[0]), self.person(pair[1]))

    @precondition(lambda self: self.model.blocks)
    @rule(n=number)
    def unblock(self, n):
        one, other = sorted(self.model.blocks)[n % len(self.model.blocks)]
        self.later(seconds=1)
        made = people_access.my_blocks(self.person(one)).get(blocked=self.person(other))
        people.unblock(self.person(one), people_access.get_block(self.person(one), made.mark))
        self.model.blocks.discard((one, other))

    # ------------------------------------------------------------------------------------------ sharing

    def give_both(self, owner, given, row_thing=EVERYTHING):
        to = self.person(given.to) if given.to else None
        ends, level = given.ends, given.level
        expected = self.model.give(given)
        level = level if given.kind == "check_ins" else "words"
        values = {"level": level, "grantee": to, "circle": given.circle, "ends": ends, "thing": row_thing}
        made = self.both(expected, people.give, self.person(owner), given.kind, **values)
        if made and any(one is given for one in self.model.given):
            self.rows[id(given)] = made.pk

    @rule(pair=pair, kind=kind, level=st.sampled_from(["tap", "words"]), hours=st.sampled_from([None, None, 1, 48]))
    def give_to_someone(self, pair, kind, level, hours):
        if self.here(*pair):
            self.later(seconds=1)
            now = self.model.now
            ends = now + timedelta(hours=hours) if hours else None
            self.give_both(pair[0], Given(pair[0], kind, pair[1], "", level, "", now, ends))

    @rule(owner=who, circle=circle, kind=kind, level=st.sampled_from(["tap", "words"]))
    def give_to_circle(self, owner, circle, kind, level):
        if self.here(owner):
            self.later(seconds=1)
            self.give_both(owner, Given(owner, kind, "", circle, level, "", self.model.now))

    @precondition(lambda self: self.model.strategies)
    @rule(n=number, to=who)
    def give_one_strategy(self, n, to):
        label = list(self.model.strategies)[n % len(self.model.strategies)]
        owner = self.model.strategies[label].owner
        if owner != to and self.here(to):
            self.later(seconds=1)
            given = Given(owner, "strategies", to, "", "words", label, self.model.now)
            self.give_both(owner, given, self.things[label].pk)

    @precondition(lambda self: self.model.check_ins)
    @rule(n=number, only_me=st.booleans(), chosen=st.sets(who))
    def choose_readers(self, n, only_me, chosen):
        label = list(self.model.check_ins)[n % len(self.model.check_ins)]
        owner = self.model.check_ins[label].owner
        chosen = {other for other in chosen if self.model.mine(owner, other)}
        self.later(seconds=1)
        ties = [self.tie(owner, other).pk for other in chosen]
        before = {id(given) for given in self.model.given}
        self.model.choose_readers(label, only_me, chosen)
        made = CheckIn.objects.get(pk=self.things[label].pk)
        recovery.change_check_in(self.person(owner), made, f"words-{label}", only_me, ties)
        for given in self.model.given:
            if id(given) not in before:
                row = Grant.objects.get(thing=made.pk, grantee=self.person(given.to), revoked=None)
                self.rows[id(given)] = row.pk

    def choices(self):
        return [given for given in self.model.given if given.owner not in self.model.gone]

    @precondition(lambda self: self.choices())
    @rule(n=number)
    def end(self, n):
        given = self.choices()[n % len(self.choices())]
        self.later(seconds=1)
        actor, row = self.person(given.owner), self.rows[id(given)]
        self.both(self.model.end(given), people.end_grant, actor, people_access.get_grant(actor, row))

    @precondition(lambda self: any(given.revoked for given in self.choices()))
    @rule(n=number)
    def undo_end(self, n):
        ended = [given for given in self.choices() if given.revoked]
        given = ended[n % len(ended)]
        self.later(seconds=1)
        self.both(self.model.undo_end(given), self.again, self.person(given.owner), self.rows[id(given)])

    def again(self, actor, row):
        return people.take_up_again(actor, choices.get_just_ended(actor, row))

    @rule(span=st.sampled_from([{"minutes": 11}, {"minutes": 61}, {"hours": 49}]))
    def time_passes(self, span):
        self.later(**span)
