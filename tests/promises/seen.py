"""Compares what one person can see in Kith, by its access functions and by its pages, with what the model says they see."""

import re
from datetime import datetime

from kith.core.prepared import Prepared
from kith.people.access import connected, my_people, tie_to, visible_grants
from kith.people.models import Person
from kith.recovery import hard_times
from kith.recovery.access import as_shared, others_check_ins, others_strategies
from kith.spaces.access import visible_letters, visible_members, visible_threads
from kith.spaces.models import Space
from tests.promises.model import Model

NAMES = ["ana", "ben", "cleo", "sam"]
PAIRS = [(one, other) for one in NAMES for other in NAMES if one != other]
PAGES = ["/", "/strategies/", "/groups/club/", "/messages/", "/sharing/"]
LABEL = re.compile(r"words-((?:check|strategy|hard|letter|post)x\d+x)")


def labels(texts):
    return {label for text in texts for label in LABEL.findall(text)}


# What access.py asks of the database, kept built: a run asks it thousands of times.
CHECK_INS = Prepared(lambda viewer, at: others_check_ins(Person(pk=viewer), at), int, datetime)
STRATEGIES = Prepared(lambda viewer, at: others_strategies(Person(pk=viewer), at), int, datetime)
HARD_TIMES = Prepared(lambda viewer, at: hard_times.others(Person(pk=viewer), at), int, datetime)
MINE = Prepared(lambda viewer: my_people(Person(pk=viewer)), int)
CONNECTED = Prepared(lambda viewer: connected(Person(pk=viewer)), int)
MAPS = Prepared(
    lambda viewer, at: visible_grants(Person(pk=viewer), at).filter(kind="network").values_list("owner"), int, datetime
)
THREADS = Prepared(lambda viewer, space: visible_threads(Person(pk=viewer)).filter(space=space), int, int)
MEMBERS = Prepared(lambda viewer, space: visible_members(Person(pk=viewer), Space(pk=space)), int, int)


class Seen:
    def __init__(self, model: Model, person, group, things) -> None:
        self.model, self.person, self.group, self.things = model, person, group, things

    def compare(self, name: str) -> None:
        viewer, model = self.person(name), self.model
        words = {str(self.things[label].pk): label for label in model.check_ins}
        shared = CHECK_INS.objects(viewer.pk, model.now)
        sees = model.sees_check_ins(name)
        assert {words.get(str(one.pk), "?"): one.with_words for one in shared} == sees, name
        read = labels(as_shared(one).words for one in shared)
        assert read == {label for label, with_words in sees.items() if with_words}, name
        assert labels(one.name for one in STRATEGIES.objects(viewer.pk, model.now)) == model.sees_strategies(name), name
        hard = labels(one.words for one in HARD_TIMES.objects(viewer.pk, model.now))
        assert hard == model.sees_hard_times(name), name
        self.compare_people(name, viewer)
        self.compare_group(name, viewer)

    def compare_people(self, name, viewer) -> None:
        mine = {tie.person_id: tie for tie in MINE.objects(viewer.pk)}
        met = {tie.person_id for tie in CONNECTED.objects(viewer.pk)}
        maps = {owner for (owner,) in MAPS.rows(viewer.pk, self.model.now)}
        for other in (other for one, other in PAIRS if one == name):
            person = self.person(other)
            assert (person.pk in mine) == self.model.mine(name, other), (name, other)
            assert (person.pk in met) == self.model.connected(name, other), (name, other)
            assert (person.pk in maps) == (other in self.model.sees_maps(name)), (name, other)
        if any(name in (made.owner, made.reader) for made in self.model.letters.values()):
            letters = {
                label for tie in mine.values() for label in labels(one.body for one in visible_letters(viewer, tie))
            }
            assert letters == self.model.sees_letters(name), name

    def compare_group(self, name, viewer) -> None:
        threads = THREADS.objects(viewer.pk, self.group.space_id)
        assert labels(thread.title for thread in threads) == self.model.sees_posts(name), name
        if name in self.model.members:
            met = {one.person_id for one in MEMBERS.objects(viewer.pk, self.group.space_id)}
            others = {other for other in self.model.members if self.person(other).pk in met}
            assert others == self.model.sees_members(name), name

    def may_read(self, name: str) -> set[str]:
        """Every label that may stand anywhere on a page of theirs."""
        model = self.model
        own = {
            label
            for things in (model.check_ins, model.strategies, model.hard_times)
            for label, made in things.items()
            if made.owner == name and not made.removed
        }
        words = {label for label, with_words in model.sees_check_ins(name).items() if with_words}
        words |= model.sees_hard_times(name)
        return own | words | model.sees_strategies(name) | model.sees_letters(name) | model.sees_posts(name)

    def compare_pages(self, name: str, client, turn: int) -> None:
        """One page of theirs, another each time; and someone's newest check-in by its own address."""
        may = self.may_read(name)
        page = PAGES[turn // len(PAGES) % len(PAGES)]
        read = labels([client.get(page).content.decode()])
        assert read <= may, f"{name} reads {read - may} at {page}"
        if page == "/strategies/":
            own = {label for label, made in self.model.strategies.items() if made.owner == name and not made.removed}
            assert read == own | self.model.sees_strategies(name), name
        self.compare_others(name, client, turn)

    def compare_others(self, name, client, turn) -> None:
        other = [other for one, other in PAIRS if one == name][turn % 3]
        if tie := tie_to(self.person(name), self.person(other)):
            answer = client.get(f"/people/{tie.pk}/network/")
            assert answer.status_code == (200 if other in self.model.sees_maps(name) else 404), (name, other)
        newest = [label for label, made in self.model.check_ins.items() if made.owner == other][-1:]
        sees = self.model.sees_check_ins(name)
        for label in newest:
            answer = client.get(f"/check-in/{self.things[label].pk}/")
            assert answer.status_code == (200 if label in sees else 404), (name, label)
            assert (label in labels([answer.content.decode()])) == bool(sees.get(label)), (name, label)
