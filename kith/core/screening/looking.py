"""The look itself: a quick one over the words of a text, and the grammar only where words call for it."""

import re
from collections.abc import Iterator
from functools import cached_property

from kith.core.screening.contact import contacts
from kith.core.screening.findings import NOTHING, Findings, Kind, Language, Match, Rule
from kith.core.screening.plain import Plain, has_odd_spelling, lowered, plain, unhidden, words_in

ENOUGH = 3
LONGEST = 40_000  # signs; what stands behind is not looked at


class Reader:
    """One language, made ready: which rules a word calls for, and their patterns."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.rules = tuple((rule, re.compile(rule.pattern)) for rule in language.rules)
        self.callers = frozenset().union(*(rule.needs[0] for rule in language.rules))

    @cached_property
    def by_word(self) -> dict[str, tuple[int, ...]]:
        called: dict[str, list[int]] = {}
        for place, (rule, _) in enumerate(self.rules):
            for word in rule.needs[0]:
                called.setdefault(word, []).append(place)
        return {word: tuple(places) for word, places in called.items()}

    def called(self, words: set[str]) -> list[int]:
        """Rules of whose every set of needed words the text holds one."""
        places = {place for word in words & self.callers for place in self.by_word[word]}
        return [place for place in sorted(places) if not any(need.isdisjoint(words) for need in self.rules[place][0].needs)]

    def read(self, low: str) -> list[Match]:
        odd = has_odd_spelling(low)
        if odd:
            low = unhidden(low, self.language.disguised)
        places = self.called(words_in(low, self.language.spelling, odd))
        if not places:
            return []
        text = plain(low, self.language.spelling, odd)
        return self.weighed(text, [self.rules[place] for place in places])

    def weighed(self, text: Plain, rules: list[tuple[Rule, re.Pattern[str]]]) -> list[Match]:
        """What says it alone, and small signs where enough of them stand together."""
        found: list[Match] = []
        small: list[Match] = []
        sum_of_small = 0
        for rule, pattern in rules:
            weight, match = self.seen(rule, pattern, text)
            if weight >= ENOUGH:
                found.append(match)
            elif weight:
                small.append(match)
                sum_of_small += weight
        return found + small if sum_of_small >= MANY_SMALL else found

    def seen(self, rule: Rule, pattern: re.Pattern[str], text: Plain) -> tuple[int, Match]:
        for one in self.unguarded(rule, pattern, text):
            joke = rule.kind is Kind.DANGER and self.language.guards["joking"](text.text, one.start(), one.end())
            return (1 if joke else rule.weight), Match(rule.kind, *text.span(one.start(), one.end()), rule.id)
        return 0, Match(rule.kind, 0, 0, rule.id)

    def unguarded(self, rule: Rule, pattern: re.Pattern[str], text: Plain) -> Iterator[re.Match[str]]:
        for one in pattern.finditer(text.text):
            if not any(self.language.guards[name](text.text, one.start(), one.end()) for name in rule.guards):
                yield one


MANY_SMALL = 5


def look(text: str, readers: tuple[Reader, ...]) -> Findings:
    low = lowered(text[:LONGEST])
    found = contacts(low)
    for reader in readers:
        found += reader.read(low)
    return Findings(tuple(sorted(found, key=lambda match: (match.start, match.end, match.rule)))) if found else NOTHING
