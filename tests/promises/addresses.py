"""Every address there is, from the resolver itself, with everything its parts can name put in their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.promises.scene import Scene
from tests.promises.table import may_see, owner_of

PART = re.compile(r"<(\w+):(\w+)>")
NOBODYS = {"uuid": "019a0000-0000-7000-8000-000000000000", "int": "987654321", "slug": "no-such-one", "str": "nobodys"}
# Parts of addresses that name nothing of anybody's. Every other part is known to the scene: `scene.know("tie_id", …)`.
SAME_FOR_EVERYONE = {
    "need": ["listen", "company"],
    "step": ["hard", "missing"],
    "code": ["slow-breath"],
    "countries/code": ["gb"],
    "line_id": ["gb-samaritans"],
    "kith./mark": ["0"],
    "what": ["post", "said", "letter", "person", "group", "listing", "resource"],
    "kith.<slug:mark>./kind": ["css"],
    "act/kind": ["hold", "hide", "let_through", "word", "pause", "suspend"],
}
ACCOUNTS = "/accounts/"  # the accounts package, but for what Kith answers itself there
SAY_LITTLE = ("slug", "mark", "pk", "kind")
MOST_OF_A_KIND = 2


@dataclass(frozen=True)
class Known:
    """One value of one part of an address: what it would tell, and of whom, to those who may know it."""

    value: str
    thing: str = ""
    owner: str = ""

    def is_known_to(self, viewer: str) -> bool:
        return not self.thing or may_see(viewer, self.thing, self.owner)


@cache
def patterns() -> tuple[str, ...]:
    """Every address pattern there is, once."""
    return tuple(dict.fromkeys(all_patterns()))


def all_patterns() -> tuple[str, ...]:
    """As they stand in the resolver, those of the accounts package too; but not its dead ends for passwords."""

    def walk(found: list, start: str) -> Iterator[str]:
        for one in found:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, start + str(one.pattern))
            elif isinstance(one, URLPattern):
                yield start + str(one.pattern)

    every = walk(get_resolver().url_patterns, "/")
    return tuple(pattern for pattern in every if "accounts/password/" not in pattern and "^" not in pattern)


def named() -> list[str]:
    """Patterns with parts that name something of somebody's."""
    return [pattern for pattern in patterns() if PART.search(pattern) and not is_the_packages(pattern)]


def is_the_packages(pattern: str) -> bool:
    """Whether the accounts package answers it. Its addresses name nothing but the visitor's own."""
    view = resolve(fill(pattern, nobodys(pattern))).func
    return pattern.startswith(ACCOUNTS) and not view.__module__.startswith("kith.")


def parts(pattern: str) -> list[str]:
    """What the scene calls each part: its name, after the word before it where the name alone says too little."""
    found = []
    for match in PART.finditer(pattern):
        before = pattern[: match.start()].rstrip("/").rpartition("/")[2]
        found.append(f"{before}/{match.group(2)}" if match.group(2) in SAY_LITTLE else match.group(2))
    return found


def nobodys(pattern: str) -> list[str]:
    """For each part a value of the right shape that names nothing."""
    return [NOBODYS[match.group(1)] for match in PART.finditer(pattern)]


def values(scene: Scene, part: str, viewer: str) -> list[Known]:
    """A few of each kind: the viewer's own, everything of Ana's, and something of somebody else's."""
    if part in SAME_FOR_EVERYONE:
        return [Known(value) for value in SAME_FOR_EVERYONE[part]]
    count: dict[tuple, int] = {}
    found = []
    for value, thing, owner in scene.ids.get(part, []):
        whose = owner if owner in (viewer, owner_of(thing)) else "somebody else"
        count[thing, whose] = count.get((thing, whose), 0) + 1
        if count[thing, whose] <= (1 if whose == "somebody else" else MOST_OF_A_KIND):
            found.append(Known(value, thing, owner))
    return found


def fill(pattern: str, chosen: list[str]) -> str:
    rest = iter(chosen)
    return PART.sub(lambda _found: next(rest), pattern)


def combinations(scene: Scene, pattern: str, viewer: str) -> list[tuple[Known, ...]]:
    """Every way to fill in the parts of a pattern with what exists."""
    return list(product(*(values(scene, part, viewer) for part in parts(pattern))))
