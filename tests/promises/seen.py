"""Compares what one person can see in Kith, by its access functions and by its pages, with what the model says they see."""

import re

from django.http import Http404

from kith.home.access import shared_map
from kith.people.access import connected, get_connected, person_of, tie_to
from kith.recovery.access import others_check_ins, shared_with, strategies_shared_with, visible_check_ins
from kith.spaces.access import visible_letters, visible_members, visible_posts, visible_threads
from tests.promises.model import Model

LABEL = re.compile(r"words-((?:check|strategy|letter|post)x\d+x)")


def labels(texts):
    return {label for text in texts for label in LABEL.findall(text)}


class Seen:
    def __init__(self, model: Model, person, group, things) -> None:
        self.model, self.person, self.group, self.things = model, person, group, things

    def compare(self, name: str) -> None:
        viewer, model = self.person(name), self.model
        words = {str(self.things[label].pk): label for label in model.check_ins}
        sees = model.sees_check_ins(name)
        assert {words.get(str(one.pk), "?"): one.with_words for one in others_check_ins(viewer)} == sees, name
        assert labels(one.words for one in shared_with(viewer)) == {label for label, with_words in sees.items() if with_words}
        mine = {label for label, made in model.check_ins.items() if made.owner == name and not made.removed}
        assert {words.get(str(one.pk), "?") for one in visible_check_ins(viewer)} == mine | set(sees)
        assert labels(one.name for one in strategies_shared_with(viewer)) == model.sees_strategies(name)
        self.compare_people(name, viewer)
        self.compare_group(name, viewer)

    def compare_people(self, name, viewer) -> None:
        others = {other: self.person(other) for other in {one for pair in self.model.ties for one in pair} | self.model.gone}
        met = {tie.person_id: tie for tie in connected(viewer)}
        letters = set()
        for other, person in others.items():
            if other != name:
                assert (person.pk in met) == self.model.connected(name, other), (name, other)
                assert self.shares_map(viewer, person) == (other in self.model.sees_maps(name)), (name, other)
                letters |= self.letters(viewer, person)
        assert letters == self.model.sees_letters(name)

    def shares_map(self, viewer, other) -> bool:
        tie = tie_to(viewer, other)
        try:
            return tie is not None and person_of(get_connected(viewer, tie.pk)) == other and shared_map(viewer, tie) is not None
        except Http404:
            return False

    def letters(self, viewer, other) -> set[str]:
        tie = tie_to(viewer, other)
        try:
            return labels(one.body for one in visible_letters(viewer, get_connected(viewer, tie.pk))) if tie else set()
        except Http404:
            return set()

    def compare_group(self, name, viewer) -> None:
        space = self.group.space
        threads = list(visible_threads(viewer).filter(space=space))
        posts = {label for thread in threads for label in labels(post.body for post in visible_posts(viewer, thread))}
        assert posts == self.model.sees_posts(name), name
        if name in self.model.members:
            met = {one.person_id for one in visible_members(viewer, space)}
            others = {other for other in self.model.members if self.person(other).pk in met}
            assert others == self.model.sees_members(name), name

    def may_read(self, name: str) -> set[str]:
        """Every label that may stand anywhere on a page of theirs."""
        model = self.model
        own = {
            label
            for things in (model.check_ins, model.strategies, model.letters)
            for label, made in things.items()
            if made.owner == name and not made.removed
        }
        words = {label for label, with_words in model.sees_check_ins(name).items() if with_words}
        return own | words | model.sees_strategies(name) | model.sees_letters(name) | model.sees_posts(name)

    def compare_pages(self, name: str, client_for) -> None:
        client = client_for(name)
        may = self.may_read(name)
        read = {page: labels([client.get(page).content.decode()]) for page in ("/", "/strategies/", "/groups/club/")}
        for page, found in read.items():
            assert found <= may, f"{name} reads {found - may} at {page}"
        own = {label for label, made in self.model.strategies.items() if made.owner == name and not made.removed}
        assert read["/strategies/"] == own | self.model.sees_strategies(name), name
        self.compare_one(name, client, may)

    def compare_one(self, name, client, may) -> None:
        """The newest check-in of each other person, by its own address."""
        newest = {made.owner: label for label, made in self.model.check_ins.items() if made.owner != name}
        sees = self.model.sees_check_ins(name)
        for label in newest.values():
            answer = client.get(f"/check-in/{self.things[label].pk}/")
            assert answer.status_code == (200 if label in sees else 404), (name, label)
            assert labels([answer.content.decode()]) - may == set(), (name, label)
            assert (label in labels([answer.content.decode()])) == bool(sees.get(label)), (name, label)
