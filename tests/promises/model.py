"""What Kith's words promise about sharing, written a second time and apart from Kith: plain Python, no database, no imports of it.

It holds what people did. What each may see follows from that alone. The state machine does the same things to both and compares.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

UNDO_SHARING = timedelta(minutes=10)
UNDO_REMOVAL = timedelta(hours=1)
HARD_TIME = timedelta(days=7)


@dataclass
class Tie:
    circle: str
    confirmed: datetime | None


@dataclass
class Given:
    """One choice to share: to a person or a circle, all things of a kind or one."""

    owner: str
    kind: str
    to: str
    circle: str
    level: str
    thing: str
    starts: datetime
    ends: datetime | None = None
    revoked: datetime | None = None

    def same(self) -> tuple:
        return self.owner, self.kind, self.thing, self.to, self.circle

    def in_force(self, at: datetime) -> bool:
        return self.revoked is None and self.starts <= at and (self.ends is None or self.ends > at)


@dataclass
class Made:
    """A check-in, a strategy, a letter, a post or a hard time.

    `under` is the name a post was written under, "" for the main one; a `held` letter never arrives.
    """

    owner: str
    at: datetime
    only_me: bool = False
    removed: bool = False
    reader: str = ""
    under: str = ""
    held: bool = False
    ends: datetime | None = None


@dataclass
class Removed:
    owner: str
    other: str
    circle: str
    at: datetime


@dataclass
class Model:
    now: datetime
    ties: dict[tuple[str, str], Tie] = field(default_factory=dict)
    blocks: set[tuple[str, str]] = field(default_factory=set)
    given: list[Given] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    check_ins: dict[str, Made] = field(default_factory=dict)
    strategies: dict[str, Made] = field(default_factory=dict)
    hard_times: dict[str, Made] = field(default_factory=dict)
    letters: dict[str, Made] = field(default_factory=dict)
    posts: dict[str, Made] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    """Who is in the group, with the name they use there; "" for the main one."""
    gone: set[str] = field(default_factory=set)

    # -------------------------------------------------------------------------------------------- what follows

    def apart(self, one: str, other: str) -> bool:
        return (one, other) in self.blocks or (other, one) in self.blocks

    def mine(self, one: str, other: str) -> bool:
        """One keeps the other on their map and did not block them: what `one` can see and do depends on no more."""
        return (one, other) in self.ties and (one, other) not in self.blocks

    def connected(self, one: str, other: str) -> bool:
        """Both do: what flows between two people needs both."""
        return self.mine(one, other) and self.mine(other, one)

    def reach(self, viewer: str, kind: str) -> list[tuple[Given, datetime]]:
        """Choices of this kind that hold for the viewer now, each with since when."""
        found = []
        for given in self.given:
            if given.kind != kind or not given.in_force(self.now) or not self.connected(given.owner, viewer):
                continue
            tie = self.ties[given.owner, viewer]
            if given.to == viewer:
                found.append((given, given.starts))
            elif given.circle and given.circle == tie.circle and tie.confirmed:
                found.append((given, max(given.starts, tie.confirmed)))
        return found

    def sees_check_ins(self, viewer: str) -> dict[str, bool]:
        """Other people's check-ins that the viewer may open, and whether with their words."""
        found: dict[str, bool] = {}
        for given, since in self.reach(viewer, "check_ins"):
            for label, made in self.check_ins.items():
                whole = given.thing == "" and since <= made.at
                if (
                    made.owner == given.owner
                    and not made.only_me
                    and not made.removed
                    and (whole or given.thing == label)
                ):
                    found[label] = found.get(label, False) or given.level == "words"
        return found

    def sees_strategies(self, viewer: str) -> set[str]:
        return {
            label
            for given, _since in self.reach(viewer, "strategies")
            for label, made in self.strategies.items()
            if made.owner == given.owner and not made.removed and given.thing in ("", label)
        }

    def sees_maps(self, viewer: str) -> set[str]:
        return {given.owner for given, _since in self.reach(viewer, "network")}

    def sees_hard_times(self, viewer: str) -> set[str]:
        """Those of others, while they last."""
        sharing = {given.owner for given, _since in self.reach(viewer, "hard_time")}
        return {label for label, made in self.hard_times.items() if made.owner in sharing and self.lasts(made)}

    def lasts(self, made: Made) -> bool:
        return made.ends is not None and made.ends > self.now

    def hard_time_of(self, owner: str) -> str | None:
        return next(
            (label for label, made in self.hard_times.items() if made.owner == owner and self.lasts(made)), None
        )

    def sees_letters(self, viewer: str) -> set[str]:
        """With people of one's own map: one's own words always, theirs unless they were held back."""
        return {
            label
            for label, made in self.letters.items()
            if (made.owner == viewer and self.mine(viewer, made.reader))
            or (made.reader == viewer and self.mine(viewer, made.owner) and not made.held)
        }

    def meets(self, viewer: str, other: str, under: str) -> bool:
        """A block keeps main names apart, and no others: its silence would tell whose they are."""
        return viewer == other or bool(under) or not self.apart(viewer, other)

    def sees_posts(self, viewer: str) -> set[str]:
        if viewer not in self.members:
            return set()
        return {
            label
            for label, made in self.posts.items()
            if self.meets(viewer, made.owner, made.under) and (not made.removed or made.owner == viewer)
        }

    def sees_members(self, viewer: str) -> set[str]:
        return {who for who, under in self.members.items() if self.meets(viewer, who, under)}

    # -------------------------------------------------------------------------------------------- what people do
    # Each answers whether it could be done.

    def connect(self, owner: str, guest: str, circle: str, guests_circle: str) -> bool:
        """The guest accepts an invitation from the owner's map. They stand in the owner's circle once the owner confirms."""
        if self.apart(owner, guest):
            return False
        already = self.connected(owner, guest)
        theirs = self.ties.setdefault((owner, guest), Tie(circle, None))
        mine = self.ties.setdefault((guest, owner), Tie(guests_circle, None))
        if not already:
            theirs.confirmed, mine.confirmed = None, self.now
        return True

    def end_for(self, owner: str, other: str) -> None:
        """What the owner shares by name ends. The other's map and choices stay: they are not to find out."""
        for given in self.given:
            if given.revoked is None and (given.owner, given.to) == (owner, other):
                given.revoked = self.now

    def remove_tie(self, owner: str, other: str) -> bool:
        self.end_for(owner, other)
        self.removed.append(Removed(owner, other, self.ties.pop((owner, other)).circle, self.now))
        return True

    def restore_tie(self, removed: Removed) -> bool:
        """Within the hour, with what the owner shared by name until then, from now on."""
        if removed.at + UNDO_REMOVAL <= self.now:
            return False
        self.removed.remove(removed)
        owner, other = removed.owner, removed.other
        if (owner, other) in self.ties or (owner, other) in self.blocks or other in self.gone:
            return True
        self.ties[owner, other] = Tie(removed.circle, self.now)
        standing = {given.same() for given in self.given if given.revoked is None}
        for given in self.given:
            ended_by_it = (given.owner, given.to, given.revoked) == (owner, other, removed.at)
            if ended_by_it and given.same() not in standing:
                given.revoked, given.starts = None, self.now
        return True

    def move(self, owner: str, other: str, circle: str) -> bool:
        self.ties[owner, other].circle = circle
        return True

    def confirm(self, owner: str, other: str) -> bool:
        tie = self.ties[owner, other]
        if tie.confirmed is None and not self.mine(owner, other):
            return False
        tie.confirmed = tie.confirmed or self.now
        return True

    def give(self, given: Given) -> bool:
        if given.to and not self.mine(given.owner, given.to):
            return False
        standing = next((one for one in self.given if one.revoked is None and one.same() == given.same()), None)
        if standing and standing.in_force(self.now):
            standing.level, standing.ends = given.level, given.ends
            return True
        if standing:
            standing.revoked = standing.ends
        self.given.append(given)
        return True

    def end(self, given: Given) -> bool:
        given.revoked = given.revoked or self.now
        return True

    def undo_end(self, given: Given) -> bool:
        """For ten minutes, unless the same was given anew."""
        again = any(one.revoked is None and one.same() == given.same() for one in self.given)
        if given.revoked is None or given.revoked + UNDO_SHARING <= self.now or again:
            return False
        if given.to and not self.mine(given.owner, given.to):
            return False
        given.revoked = None
        return True

    def choose_readers(self, label: str, only_me: bool, chosen: set[str]) -> bool:
        """Of those on the owner's map, exactly these read this one check-in by a choice of its own."""
        made = self.check_ins[label]
        made.only_me = only_me
        held = [one for one in self.given if one.owner == made.owner and one.thing == label and one.in_force(self.now)]
        for one in held:
            if self.mine(made.owner, one.to) and (only_me or one.to not in chosen):
                one.revoked = self.now
        for other in set() if only_me else chosen - {one.to for one in held}:
            self.give(Given(made.owner, "check_ins", other, "", "words", label, self.now))
        return True

    def say_so(self, owner: str, label: str) -> bool:
        """For a week, with those who see it by a choice already or later. One at a time."""
        self.take_back(owner)
        self.hard_times[label] = Made(owner, self.now, ends=self.now + HARD_TIME)
        return True

    def take_back(self, owner: str) -> bool:
        """Gone at once, with its words."""
        self.hard_times = {label: made for label, made in self.hard_times.items() if made.owner != owner}
        return True

    def block(self, one: str, other: str) -> bool:
        """What the blocker shares with the other ends, and they keep no more than a private note of them."""
        if (one, other) not in self.blocks:
            self.blocks.add((one, other))
            self.end_for(one, other)
            self.ties.pop((one, other), None)
        return True

    def erase(self, who: str) -> bool:
        self.gone.add(who)
        self.ties = {pair: tie for pair, tie in self.ties.items() if who not in pair}
        self.blocks = {pair for pair in self.blocks if who not in pair}
        self.given = [given for given in self.given if who not in (given.owner, given.to)]
        self.removed = [one for one in self.removed if one.owner != who]
        for things in (self.check_ins, self.strategies, self.hard_times, self.letters, self.posts):
            for label in [label for label, made in things.items() if made.owner == who]:
                del things[label]
        self.members.pop(who, None)
        return True
