"""Walks the whole program as one viewer: by its links, and by every address with every id there is in it."""

import re
from functools import cache
from pathlib import Path

from django.test import Client

from tests.crawl import LEAVES, links, shape
from tests.promises.addresses import PART, combinations, fill, is_the_packages, patterns
from tests.promises.reading import Answer, Thing, send
from tests.promises.scene import Scene

KITH = Path(__file__).parents[2] / "kith"
BLOCKS = re.compile(r"blocks=\(([^)]*)\)")
LEFT_OUT = ("/accounts/logout/",)
EACH = 2
MOST = 400
Reached = list[tuple[Answer, set[Thing]]]
"""Answers, each with the things its address named."""


@cache
def block_names() -> list[str]:
    """Every part of a page that can be asked for alone."""
    views = [*KITH.glob("*/views.py"), *KITH.glob("*/*/views.py"), *KITH.glob("*/views/*.py")]
    told = [names for path in views for names in BLOCKS.findall(path.read_text())]
    return sorted({name for names in told for name in re.findall(r'"(\w+)"', names)})


def by_links(client: Client) -> Reached:
    """What can be reached by following links, two of each kind of page."""
    counted: dict[str, int] = {}
    queue, done, found = ["/"], set(LEFT_OUT), []
    while queue and len(found) < MOST:
        address = queue.pop(0)
        if address in done or counted.get(shape(address), 0) >= EACH:
            continue
        done.add(address)
        counted[shape(address)] = counted.get(shape(address), 0) + 1
        answer = send(client, address)
        found.append((answer, set()))
        to = answer.headers.get("Location", "")
        queue += [to] if to.startswith("/") and not to.startswith(LEAVES) else links(answer.text)
    return found


def by_ids(scene: Scene, client: Client, viewer: str, linked: Reached) -> Reached:
    """Every address pattern with everything that exists put into it, linked or not."""
    there = {answer.address: answer for answer, _named in linked}
    found = []
    for pattern in patterns():
        if pattern in LEFT_OUT or (PART.search(pattern) and is_the_packages(pattern)):
            continue
        for chosen in combinations(scene, pattern, viewer):
            address = fill(pattern, [known.value for known in chosen])
            answer = there.get(address) or send(client, address)
            found.append((answer, {(known.thing, known.owner) for known in chosen if known.thing}))
            if answer.status == 405:
                break
    return found


def by_blocks(client: Client, whole: Reached) -> Reached:
    """The parts of pages that open pages fetch again."""
    asked = []
    for answer, _named in whole:
        for name in block_names():
            if answer.status == 200 and re.search(rf'(data-block|id)="{name}"', answer.text):
                joined = "&" if "?" in answer.address else "?"
                asked.append(f"{answer.address}{joined}block={name}")
    return [(send(client, address, headers={"HX-Request": "true"}), set()) for address in dict.fromkeys(asked)]


def everything(scene: Scene, client: Client, viewer: str) -> Reached:
    linked = by_links(client)
    whole = linked + by_ids(scene, client, viewer, linked)
    return whole + by_blocks(client, whole)
