"""The look itself: how heavy the words weigh, and the grammar only where words call for it."""

import re
from collections.abc import Iterator, Set

from kith.core.screening.contact import contacts
from kith.core.screening.findings import NOTHING, URGENT, Findings, Kind, Language, Match, Rule
from kith.core.screening.plain import WORD, Plain, Writing, has_odd_spelling, lowered, unhidden
from kith.core.screening.weighing import place

Part = tuple[int, int, frozenset[str]]
MAYBE = -0.5  # words that weigh less say it in no way that the grammar would be right about
WEIGHED = "weighed"  # what is found by weight alone, among the ids of rules
COMMON = frozenset(
    [
        "no",
        "not",
        "never",
        "up",
        "on",
        "to",
        "it",
        "i",
        "my",
        "the",
        "me",
        "be",
        "go",
        "get",
        "of",
        "in",
        "out",
        "for",
        "with",
        "this",
        "that",
        "do",
        "have",
        "is",
        "am",
        "was",
        "are",
        "so",
        "if",
        "when",
        "will",
        "would",
    ]
)
BEYOND = 60  # signs of what follows a sentence, for what a rule looks ahead to
LONGEST = 40_000  # signs; what stands behind is not looked at


def rarest(key: Set[str]) -> str:
    return max(key, key=lambda word: (word not in COMMON, len(word), word))


class Caller:
    """When a rule is worth trying: of each of its sets of words one must be there; "end+it" asks for both."""

    __slots__ = ("heads", "keys", "number", "others", "pattern", "rule")

    def __init__(self, number: int, rule: Rule) -> None:
        self.number, self.rule, self.pattern = number, rule, re.compile(rule.pattern)
        self.keys: dict[str, list[frozenset[str]]] = {}
        for key in (frozenset(key.split("+")) for key in rule.needs[0]):
            self.keys.setdefault(rarest(key), []).append(key)
        self.heads = frozenset(self.keys)
        self.others = rule.needs[1:]

    def is_called(self, words: Set[str]) -> bool:
        heads = self.heads & words
        return bool(heads) and self.may_be(words) and any(key <= words for head in heads for key in self.keys[head])

    def may_be(self, words: Set[str]) -> bool:
        for need in self.others:  # noqa: SIM110 a loop is faster, and this is asked many times a post
            if need.isdisjoint(words):
                return False
        return True


class Reader:
    """One language, made ready: which rules a word calls for, and their patterns."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.writing = Writing(language.spelling, language.disguised)
        self.callers = [Caller(number, rule) for number, rule in enumerate(language.rules)]
        self.by_word: dict[str, list[tuple[frozenset[str], Caller]]] = {}
        for caller in self.callers:
            for head, keys in caller.keys.items():
                self.by_word.setdefault(head, []).extend((key, caller) for key in keys)
        self.known = frozenset(self.by_word)

    def called(self, words: Set[str], heavy: bool) -> list[Caller]:
        """The rules for which these words call; those of danger only where the words weigh something."""
        found = {
            caller.number: caller
            for word in words & self.known
            for key, caller in self.by_word[word]
            if (heavy or caller.rule.kind not in URGENT) and key <= words and caller.may_be(words)
        }
        return [found[number] for number in sorted(found)]

    def read(self, low: str) -> list[Match]:
        odd = has_odd_spelling(low)
        if odd:
            low = unhidden(low, self.writing.disguised)
        typed = self.writing.typed(low, odd)
        weight, first, last = self.language.weights.heaviest(typed)
        callers = self.called(self.writing.words(typed), weight > MAYBE)
        if not callers and weight <= self.language.heavy:
            return []
        text = self.writing.plain(low, typed)
        found = self.matched(text, callers)
        if weight > self.language.heavy and not any(one.kind in URGENT for one in found):
            found.append(Match(Kind.DANGER, *text.span(*place(text.text, first, last)), WEIGHED))
        return found

    def matched(self, text: Plain, callers: list[Caller]) -> list[Match]:
        parts = text.sentences()
        found = [match for caller in callers if (match := self.seen(caller, text, parts))]
        return told_of_others(text, found) if len(found) > 1 else found

    def seen(self, caller: Caller, text: Plain, parts: list[Part]) -> Match | None:
        rule, guards = caller.rule, self.language.guards
        names = (*rule.guards, "joking") if rule.kind is Kind.DANGER else rule.guards
        for one in self.tried(caller, text, parts):
            start, end = one.span()
            if not any(guards[name](text.text, start, end) for name in names):
                return Match(rule.kind, *text.span(start, end), rule.id)
        return None

    def tried(self, caller: Caller, text: Plain, parts: list[Part]) -> Iterator[re.Match[str]]:
        """A rule is tried on the sentences that call for it; a wide one on the whole text."""
        if caller.rule.wide:
            yield from caller.pattern.finditer(text.text)
            return
        for start, end, words in parts:
            if caller.is_called(words):
                yield from caller.pattern.finditer(text.text, start, end + BEYOND)


def told_of_others(text: Plain, found: list[Match]) -> list[Match]:
    """Without what is said of someone else: "she says there is no point in living" is worry, not danger."""
    others = [match for match in found if match.kind is Kind.WORRY]
    return [
        match
        for match in found
        if match.kind not in URGENT
        or text.begins_with_writer(match.start)
        or not any(other.start <= match.start < other.end for other in others)
    ]


def look(text: str, readers: tuple[Reader, ...]) -> Findings:
    low = lowered(text[:LONGEST])
    words = set(WORD.findall(low))
    found = contacts(low, words)
    for reader in readers:
        found += reader.read(low)
    return Findings(tuple(sorted(found, key=lambda match: (match.start, match.end, match.rule)))) if found else NOTHING
