"""Makes a community in which everyone shares with others, for `bench/sharing.py`: ten choices for each person.

Who belongs to whom is the same whatever the size: everyone is connected with eight others far away in the tables, so a
larger community has more people and not busier ones. Three stand out on purpose: `reader`, an ordinary member; `giver`, who
shares two hundred single things; and `practitioner`, with whom one in eighty of all people shares four things.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import connection, transaction

from kith.core.audit import AuditEvent
from kith.core.clock import now
from kith.core.crypto import prefetch_keys
from kith.core.ids import new_id
from kith.demo.seed.members import EVENT, TIE, Circle, Member, make_members
from kith.demo.seed.rows import insert, sealed
from kith.demo.seed.size import Size
from kith.demo.seed.talk import make_groups, make_threads
from kith.people.models import EVERYTHING, Block, Grant, Tie
from kith.recovery.models import CheckIn, Strategy
from kith.spaces.models import Thread

RINGS = ("inner", "inner", "inner", "middle", "middle", "middle", "outer", "outer")
GRANT = "id owner grantee circle kind thing level purpose starts ends revoked"
CHECK_IN = "id person mood words at only_me removed"
STRATEGY = "id person name how when created"
ROWS = 50_000
NOBODY_READS = b"\x01" + os.urandom(60)  # as long as a sealed name; only what the measured pages show is really sealed


class Crowd:
    """People by their place in a row, from 0; who is connected with whom follows from the places."""

    def __init__(self, count: int, at: datetime, members: list[Member]) -> None:
        self.count, self.at, self.members = count, at, members
        self.steps = (1, count // 7, count // 5, count // 3)
        self.reader, self.giver, self.practitioner = count // 2, count // 2 + 3, 0
        self.clients = range(40, count, 80)
        near = {friend for one in (self.reader, self.giver, self.practitioner) for friend in self.friends(one)}
        far = {friend for one in near for friend in self.friends(one)}
        self.read = {self.reader, self.giver, self.practitioner, *self.clients, *near, *far}
        self.things: dict[int, list] = {one: [] for one in range(count)}
        self.mixed = list(range(count))
        Random(1).shuffle(self.mixed)

    def friends(self, one: int) -> list[int]:
        return [(one + way * step) % self.count for step in self.steps for way in (1, -1)]

    def pk(self, one: int) -> int:
        return self.members[one].person.pk

    def sealed(self, model: type, name: str, pk: object, one: int, words: object) -> bytes:
        return sealed(model, name, pk, self.pk(one), words) if one in self.read else NOBODY_READS

    def ago(self, days: float) -> datetime:
        return self.at - timedelta(days=days)


def make(count: int) -> dict:
    """All of it; returns what `bench/sharing.py` then asks for: who opens which address."""
    at, random = now(), Random(1)
    with transaction.atomic():
        members = make_members(random, count, at)
        crowd = Crowd(count, at, members)
        prefetch_keys(members[one].person.pk for one in crowd.read)
        write(Tie, TIE, ties(crowd))
        write(CheckIn, CHECK_IN, check_ins(crowd))
        write(Strategy, STRATEGY, strategies(crowd))
        write(Grant, GRANT, grants(crowd))
        write(Block, "blocker blocked since", blocks(crowd))
        write(AuditEvent, EVENT, acts(crowd))
        thread = talk(random, crowd)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")  # autovacuum would have come by
    return ground(crowd, thread)


def write(model: type, names: str, rows: Iterable[tuple]) -> None:
    rows = iter(rows)
    while some := list(islice(rows, ROWS)):
        insert(model, names, some)


def ties(crowd: Crowd) -> Iterator[tuple]:
    """Eight people each, both ways, and two who have no account."""
    for number, ring in enumerate(RINGS):
        for one in crowd.mixed:
            other = crowd.friends(one)[number]
            yield tie(crowd, one, ring, crowd.pk(other), None if (one + number) % 10 == 9 else crowd.ago(200))
    for _ in range(2):
        for one in crowd.mixed:
            yield tie(crowd, one, "outer", None, crowd.ago(200))
    for client in crowd.clients:
        yield tie(crowd, crowd.practitioner, "outer", crowd.pk(client), crowd.ago(100))
        yield tie(crowd, client, "outer", crowd.pk(crowd.practitioner), crowd.ago(100))


def tie(crowd: Crowd, one: int, ring: str, other: int | None, confirmed: datetime | None) -> tuple:
    pk, kind = new_id(), "peer" if other else "family"
    hidden = (crowd.sealed(Tie, "name", pk, one, f"Somebody {other or ''}"), b"", b"")
    return pk, crowd.pk(one), ring, kind, *hidden, crowd.at.date(), crowd.ago(200), confirmed, other, "", None


def check_ins(crowd: Crowd) -> Iterator[tuple]:
    for number in range(40):
        for one in crowd.mixed if number < 5 else [crowd.giver]:
            pk = new_id()
            crowd.things[one].append(pk)
            words = crowd.sealed(CheckIn, "words", pk, one, "A slow day, and I went out.")
            yield pk, crowd.pk(one), one % 5 + 1, words, crowd.ago(number * 7 + one % 7 + 0.1), number == 4, None


def strategies(crowd: Crowd) -> Iterator[tuple]:
    for number in range(3):
        for one in crowd.mixed:
            pk = new_id()
            name = crowd.sealed(Strategy, "name", pk, one, "Walk to the river")
            yield pk, crowd.pk(one), name, b"", b"", crowd.ago(number * 10 + 1)


def grants(crowd: Crowd) -> Iterator[tuple]:
    """Two circles, six people (one choice has run out, one was ended), and two single check-ins."""
    for number in range(10):
        for one in crowd.mixed:
            yield grant(crowd, one, **choice(crowd, one, number))
    for number in range(190):
        friends, things = crowd.friends(crowd.giver), crowd.things[crowd.giver]
        one_thing = {"to": friends[number % 8], "thing": things[2 + number // 8]}
        yield grant(crowd, crowd.giver, kind="check_ins", **one_thing)
    for client in crowd.clients:
        for kind in ("check_ins", "strategies", "network"):
            yield grant(crowd, client, kind=kind, to=crowd.practitioner)
        yield grant(crowd, client, kind="check_ins", to=crowd.practitioner, thing=crowd.things[client][2])


def choice(crowd: Crowd, one: int, number: int) -> dict:
    if number > 7:
        return (
            {"circle": "inner", "kind": "check_ins", "level": "tap"}
            if number == 8
            else {"circle": "middle", "kind": "network"}
        )
    chosen = {"to": crowd.friends(one)[number], "kind": ("check_ins", "strategies", "network")[number % 3]}
    match number:
        case 3:
            return chosen | {"ends": crowd.ago(10)}
        case 4:
            return chosen | {"revoked": crowd.ago(20)}
        case 5:
            return chosen | {"kind": "check_ins", "level": "tap", "ends": crowd.ago(-60)}
        case 6 | 7:
            return chosen | {"kind": "check_ins", "thing": crowd.things[one][number - 6]}
    return chosen


def grant(
    crowd: Crowd, one: int, kind: str, to: int | None = None, circle: str = "", thing: object = EVERYTHING,
    level: str = "words", ends: datetime | None = None, revoked: datetime | None = None,
) -> tuple:  # fmt: skip
    grantee = None if to is None else crowd.pk(to)
    return new_id(), crowd.pk(one), grantee, circle, kind, thing, level, b"", crowd.ago(90), ends, revoked


def blocks(crowd: Crowd) -> Iterator[tuple]:
    """One in fifty blocked somebody; the reader three, and two blocked them."""
    pairs = {(one, (one + 11) % crowd.count) for one in range(0, crowd.count, 50)}
    pairs |= {(crowd.reader, crowd.reader + away) for away in (21, 22, 23)}
    pairs |= {(crowd.reader + away, crowd.reader) for away in (24, 25)}
    for blocker, blocked in sorted(pairs):
        yield crowd.pk(blocker), crowd.pk(blocked), crowd.ago(30)


def acts(crowd: Crowd) -> Iterator[tuple]:
    """Each choice that was given, and five times that somebody looked."""
    for number in range(10):
        for one in crowd.mixed:
            yield crowd.ago(90), "grant_given", crowd.pk(one), crowd.pk(one), "check_ins", str(number), "words"
    for number in range(5):
        for one in crowd.mixed:
            looker = crowd.pk(crowd.friends(one)[number])
            yield (
                crowd.ago(number * 9 + 1),
                "looked",
                looker,
                crowd.pk(one),
                "check_ins",
                str(crowd.things[one][number]),
                "",
            )


def talk(random: Random, crowd: Crowd) -> Thread:
    """Groups and conversations in proportion, and one thread of twenty posts in a group of the reader's."""
    circles = make_groups(random, max(4, crowd.count // 250), crowd.members, crowd.at)
    size = Size(threads=crowd.count // 25, posts=crowd.count // 2)
    make_threads(random, size, circles, crowd.at, lambda _done: None)
    mine = next(circle for circle in circles if of(circle, crowd.pk(crowd.reader)))
    make_threads(random, Size(threads=1, posts=20), [mine], crowd.at, lambda _done: None)
    return Thread.objects.select_related("space__group").latest("pk")


def of(circle: Circle, person: int) -> bool:
    return any(member.person.pk == person for member in circle.members)


def ground(crowd: Crowd, thread: Thread) -> dict:
    """Which page is opened by whom, by the name it has in the table of results."""
    friends = crowd.friends(crowd.reader)
    with_words, with_map = friends[1], friends[3]  # those for whom the reader is the first, and the third, friend

    def tie_to(owner: int, other: int) -> str:
        return str(Tie.objects.get(owner=crowd.pk(owner), person=crowd.pk(other)).pk)

    def mine(other: int) -> str:
        return tie_to(crowd.reader, other)

    reader = {
        "my network": "/",
        "list of my network": "/network/ties/",
        "sharing": "/sharing/",
        "sharing, choosing": "/sharing/give/",
        "as they see it": f"/sharing/as/{mine(friends[0])}/",
        "one person": f"/people/{mine(with_words)}/",
        "their network": f"/people/{mine(with_map)}/network/",
        "check-in, and shared ones": "/check-in/",
        "one shared check-in": f"/check-in/{crowd.things[with_words][0]}/",
        "strategies, and shared ones": "/strategies/",
        "messages": "/messages/",
        "group thread of 20": f"/groups/{thread.space.group.slug}/threads/{thread.pk}/",
    }
    pages = [(name, crowd.pk(crowd.reader), path) for name, path in reader.items()]
    pages += [(f"giver: {name}", crowd.pk(crowd.giver), path) for name, path in SOME.items()]
    pages += [(f"practitioner: {name}", crowd.pk(crowd.practitioner), path) for name, path in SOME.items()]
    client = crowd.clients[0]
    seen = f"/sharing/as/{tie_to(client, crowd.practitioner)}/"
    pages.append(("client: as the practitioner sees it", crowd.pk(client), seen))
    return {"pages": pages, "people": crowd.count, "grants": Grant.objects.count()}


SOME = {"my network": "/", "sharing": "/sharing/", "check-in": "/check-in/", "strategies": "/strategies/"}
