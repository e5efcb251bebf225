"""Makes a seeded community's people, their networks and what they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from kith.core.audit import AuditEvent, Verb
from kith.core.crypto import prefetch_keys
from kith.core.ids import new_id
from kith.demo.loader.members import COLOURS, make_keys
from kith.demo.seed import words
from kith.demo.seed.rows import insert, sealed
from kith.groups.models import Group
from kith.people.models import Grant, Handle, Person, Tie, name_key
from kith.recovery.models import CheckIn

SETTLED = (380, 900)  # days ago most of them joined, before the first thread
NEW = (1, 60)  # days ago the newcomers joined; they have not written yet
ROWS = 1000
TIE = "id owner circle kind name note gives last_touch created confirmed person target_kind target_id"
EVENT = "at verb actor owner kind thing note_code"


@dataclass
class Member:
    """Someone and the name they go by. `weight` is how much they write: a few write a lot, most a little, newcomers nothing."""

    person: Person
    handle: Handle
    weight: float = 0.0


@dataclass
class Circle:
    """A group with the people in it; those who write come with running totals of their weights, for choosing quickly."""

    group: Group
    members: Sequence[Member]
    needs: Sequence[str]
    writers: Sequence[Member]
    totals: Sequence[float]


def in_rows(things: Sequence, size: int = ROWS) -> Iterator[Sequence]:
    return (things[at : at + size] for at in range(0, len(things), size))


def make_members(random: Random, count: int, at: datetime) -> list[Member]:
    """People without email or password, each with a pseudonym nobody has yet and a key of their own."""
    people = [
        Person(joined=at - timedelta(days=random.uniform(*(NEW if n % 10 == 9 else SETTLED)))) for n in range(count)
    ]
    for person in people:
        person.password = "!seeded"  # noqa: S105 - unusable, and no letters of chance are needed for that
        person.last_seen = (at - timedelta(days=min(30, random.expovariate(0.3)))).date()
    Person.objects.bulk_create(people, batch_size=ROWS)
    for some in in_rows(people):
        make_keys(list(some))
    names = _fresh_names(random, count)
    handles = [
        Handle(person=person, name=name, name_key=name_key(name), colour=n % COLOURS, is_main=True)
        for n, (person, name) in enumerate(zip(people, names, strict=True))
    ]
    Handle.objects.bulk_create(handles, batch_size=ROWS)
    insert(AuditEvent, EVENT, ((p.joined, Verb.JOINED.value, p.pk, p.pk, "", "", "") for p in people))
    ranks = random.sample(range(1, count + 1), count)
    return [
        Member(person, handle, 0.0 if n % 10 == 9 else 1 / rank**0.9)
        for n, (person, handle, rank) in enumerate(zip(people, handles, ranks, strict=True))
    ]


def _fresh_names(random: Random, count: int) -> list[str]:
    taken = set(Handle.objects.values_list("name_key", flat=True))
    names: list[str] = []
    while len(names) < count:
        name = words.a_name(random)
        if name_key(name) in taken:
            name = f"{name} {random.randint(2, 99 + len(names) * 2)}"
        if name_key(name) not in taken:
            taken.add(name_key(name))
            names.append(name)
    return names


def make_networks(random: Random, members: list[Member], circles: list[Circle], at: datetime) -> int:
    """Ties, sharing choices and check-ins for everyone, in portions so that memory stays small."""
    groups = _groups_of(circles)
    number = 0
    pairs = _pairs(random, circles)
    for some in in_rows(members, 500):
        prefetch_keys(member.person.pk for member in some)
        ties = [tie for member in some for tie in _ties(random, member, groups.get(member.person.pk, []), pairs, at)]
        insert(Tie, TIE, ties)
        CheckIn.objects.bulk_create([c for member in some for c in _check_ins(random, member, at)], batch_size=500)
        number += len(ties)
    _make_grants(random, pairs, at)
    return number


def _groups_of(circles: list[Circle]) -> dict[int, list[Circle]]:
    found: dict[int, list[Circle]] = {}
    for circle in circles:
        for member in circle.members:
            found.setdefault(member.person.pk, []).append(circle)
    return found


def _pairs(random: Random, circles: list[Circle]) -> dict[int, dict[int, Member]]:
    """Who is connected with whom: always both ways, and only people who met in a group."""
    pairs: dict[int, dict[int, Member]] = {}
    for circle in circles:
        for one in circle.members:
            other = random.choice(circle.members)
            if other is not one and random.random() < 0.3:
                pairs.setdefault(one.person.pk, {})[other.person.pk] = other
                pairs.setdefault(other.person.pk, {})[one.person.pk] = one
    return pairs


def _ties(random: Random, member: Member, circles: list[Circle], pairs: dict, at: datetime) -> Iterator[tuple]:
    """Rows of the tie table, in the order of TIE."""
    owner, since = member.person.pk, member.person.joined
    for kind, ring, names, gives in random.sample(words.TIES, random.randint(1, 4)):
        touched = (at - timedelta(days=random.randint(0, 60))).date()
        yield _tie(owner, ring, kind, random.choice(names), gives, touched, since)
    for circle in circles:
        group = circle.group
        yield _tie(owner, "outer", "group", group.name, circle.needs, at.date(), since, None, "group", group.pk)
    for other in pairs.get(owner, {}).values():
        yield _tie(owner, "middle", "peer", other.handle.name, ("listen",), at.date(), since, other.person.pk)


def _tie(
    owner: int,
    ring: str,
    kind: str,
    name: str,
    gives: Sequence[str],
    touched: date,
    since: datetime,
    other: int | None = None,
    target_kind: str = "",
    target: int | None = None,
) -> tuple:
    pk = new_id()
    hidden = (sealed(Tie, "name", pk, owner, name), b"", sealed(Tie, "gives", pk, owner, list(gives)))
    return (pk, owner, ring, kind, *hidden, touched, since, since, other, target_kind, target)


def _check_ins(random: Random, member: Member, at: datetime) -> Iterator[CheckIn]:
    if random.random() < 0.3:
        for days in random.sample(range(60), random.randint(2, 6)):
            said = random.choice(words.MIDDLES) if random.random() < 0.2 else ""
            yield CheckIn(
                person=member.person,
                mood=random.randint(1, 5),
                words=said,
                at=at - timedelta(days=days, minutes=random.randint(1, 600)),
            )


def _make_grants(random: Random, pairs: dict[int, dict[int, Member]], at: datetime) -> None:
    chosen = [(owner, other) for owner, others in pairs.items() for other in others if random.random() < 0.25]
    grants = [
        Grant(
            owner_id=owner,
            grantee_id=other,
            kind="check_ins",
            level=random.choice(["tap", "words"]),
            starts=at - timedelta(days=random.randint(1, 90)),
        )
        for owner, other in chosen
    ]
    Grant.objects.bulk_create(grants, batch_size=ROWS)
    given = Verb.GRANT_GIVEN.value
    insert(AuditEvent, EVENT, ((g.starts, given, g.owner_id, g.owner_id, g.kind, str(g.pk), g.level) for g in grants))
