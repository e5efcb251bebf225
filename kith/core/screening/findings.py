"""What a look at a text finds: matches, each of one kind, where it stands and which rule saw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kith.core.screening.weighing import Table


class Kind(StrEnum):
    DANGER = "danger"  # the writer may be in danger now
    METHOD = "method"  # detail of a way or a means
    NUMBERS = "numbers"  # numbers that harm where eating is hard
    CONTACT = "contact"  # where or how to find someone outside
    GOODBYE = "goodbye"  # a goodbye with a time or a plan
    WORRY = "worry"  # fear for someone else


URGENT = frozenset({Kind.DANGER, Kind.GOODBYE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for. `needs`: of each of these sets the text must hold a word, else the rule is not tried."""

    id: str
    kind: Kind
    pattern: str
    needs: tuple[frozenset[str], ...]
    why: str
    wide: bool = False  # over several sentences
    guards: tuple[str, ...] = ("idiom", "past", "quote", "unreal", "denied")


@dataclass(frozen=True, slots=True)
class Match:
    kind: Kind
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Findings:
    matches: tuple[Match, ...] = ()

    @property
    def classes(self) -> frozenset[Kind]:
        return frozenset(match.kind for match in self.matches)

    @property
    def danger(self) -> bool:
        """Whether help belongs beside the text at once: danger now, or a goodbye."""
        return any(match.kind in URGENT for match in self.matches)

    def of(self, kind: Kind) -> tuple[Match, ...]:
        return tuple(match for match in self.matches if match.kind is kind)


NOTHING = Findings()


@dataclass(frozen=True, slots=True)
class Language:
    """A language as data: how its words are really written, what to look for, and what only looks alike."""

    code: str
    spelling: dict[str, str]
    disguised: tuple[str, ...]
    rules: tuple[Rule, ...]
    weights: Table
    heavy: float  # from here on the weight of the words alone is enough
    guards: Mapping[str, Callable[[str, int, int], bool]]
