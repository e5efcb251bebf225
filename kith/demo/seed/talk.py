"""Makes a seeded community's groups and conversations: a few groups and people are busy, most are quiet."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random

from django.conf import settings

from kith.core.audit import AuditEvent, Verb
from kith.demo.seed import words
from kith.demo.seed.members import EVENT, ROWS, Circle, Member
from kith.demo.seed.rows import insert
from kith.demo.seed.size import Size
from kith.groups.models import Agreed, Agreement, Facet, Group, MeetingTime
from kith.spaces.models import Membership, Post, Reaction, Space, Thread

SPAN = 365  # days the conversations go back
HOPES = ("heard", "suggestions", "hello", "win")
WARM = ("hear", "thinking", "metoo", "helped")


def make_groups(random: Random, count: int, members: list[Member], at: datetime) -> list[Circle]:
    """Groups with their facts, agreement, meeting time and members; the first is the busiest."""
    rows = _described(random, count, _shares(random, count, members))
    began = at - timedelta(days=SPAN + 10)
    spaces = [
        Space(kind="group", reading="anyone" if n % 3 else "members", members=len(row["in"]), created=began)
        for n, row in enumerate(rows)
    ]
    Space.objects.bulk_create(spaces, batch_size=ROWS)
    groups = [_group(n, row, space, began) for n, (row, space) in enumerate(zip(rows, spaces, strict=True))]
    Group.objects.bulk_create(groups, batch_size=ROWS)
    _make_facts(random, groups, rows)
    _make_members(groups, rows)
    return [_circle(group, row) for group, row in zip(groups, rows, strict=True)]


def _shares(random: Random, count: int, members: list[Member]) -> list[list[Member]]:
    """Who is in which group: everyone in one or two, the writers in more, and each group with a settled member first."""
    settled = [member for member in members if member.weight] or members
    found: list[dict[int, Member]] = [{(first := random.choice(settled)).person.pk: first} for _ in range(count)]
    totals = list(accumulate(1 / (n + 1) ** 0.6 for n in range(count)))
    for member in members if count else []:
        for place in set(random.choices(range(count), cum_weights=totals, k=random.choice((1, 1, 2, 2, 3)))):
            found[place][member.person.pk] = member
    return [list(inside.values()) for inside in found]


def _described(random: Random, count: int, shares: list[list[Member]]) -> list[dict]:
    taken, rows = set(Group.objects.values_list("slug", flat=True)), []
    for n in range(count):
        topic, purpose, needs = random.choice(words.TOPICS)
        name = f"{random.choice(words.WHERES)} {topic}"
        again = next(k for k in range(1, count + len(taken) + 2) if _slug(name, k) not in taken)
        taken.add(_slug(name, again))
        rows.append(
            {
                "name": name if again == 1 else f"{name} {again}",
                "slug": _slug(name, again),
                "purpose": purpose,
                "needs": needs,
                "in": shares[n],
            }
        )
    return rows


def _slug(name: str, again: int) -> str:
    return name.lower().replace(" ", "-").replace("'", "") + (f"-{again}" if again > 1 else "")


def _group(n: int, row: dict, space: Space, began: datetime) -> Group:
    lat, lng = 53.62 + (n % 17 - 8) / 200, 0.75 + (n % 13 - 6) / 120
    return Group(
        space=space, slug=row["slug"], name=row["name"], purpose=row["purpose"], about=row["purpose"], visibility=space.reading,
        joining="open" if n % 4 else "request", place_name=row["name"].rsplit(" ", 1)[0], lat=lat, lng=lng, online=n % 5 == 0, created=began,
    )  # fmt: skip


def _make_facts(random: Random, groups: list[Group], rows: list[dict]) -> None:
    facts = [("format", "in_person"), ("format", "writing"), ("language", "en")]
    Facet.objects.bulk_create(
        [
            Facet(group=g, kind=k, code=c)
            for g, row in zip(groups, rows, strict=True)
            for k, c in (*facts, *(("need", c) for c in row["needs"]))
        ],
        batch_size=ROWS,
    )
    MeetingTime.objects.bulk_create(
        [
            MeetingTime(
                group=g,
                weekday=random.randint(0, 6),
                starts=time(random.randint(9, 20)),
                time_zone=settings.TIME_ZONE,
                place_or_link=g.place_name,
            )
            for g in groups
        ],
        batch_size=ROWS,
    )


def _make_members(groups: list[Group], rows: list[dict]) -> None:
    agreements = [Agreement(group=group, text=words.AGREEMENT, since=group.created) for group in groups]
    Agreement.objects.bulk_create(agreements, batch_size=ROWS)
    inside = [
        (agreement, m, m is row["in"][0]) for agreement, row in zip(agreements, rows, strict=True) for m in row["in"]
    ]
    insert(
        Membership,
        "space person handle role state joined changed",
        (
            (
                a.group.space_id,
                m.person.pk,
                m.handle.pk,
                "facilitator" if runs else "member",
                "active",
                joined_at(m),
                joined_at(m),
            )
            for a, m, runs in inside
        ),
    )
    insert(Agreed, "agreement person at", ((a.pk, m.person.pk, joined_at(m)) for a, m, _ in inside))
    insert(
        AuditEvent,
        EVENT,
        (
            (joined_at(m), Verb.GROUP_JOINED.value, m.person.pk, None, "group", str(a.group_id), "")
            for a, m, _ in inside
        ),
    )


def joined_at(member: Member) -> datetime:
    """People join their groups on their first day here."""
    return member.person.joined + timedelta(hours=3)


def _circle(group: Group, row: dict) -> Circle:
    writers = [member for member in row["in"] if member.weight] or row["in"][:1]
    return Circle(group, row["in"], row["needs"], writers, list(accumulate(member.weight or 1.0 for member in writers)))


def make_threads(random: Random, size: Size, circles: list[Circle], at: datetime, tell: Callable[[int], None]) -> int:
    """All threads and posts, in portions. Counts and dates on a thread are those of its posts."""
    if not size.threads:
        return 0
    busy = list(accumulate(1 / (n + 1) ** 0.7 for n in range(len(circles))))
    where = random.choices(circles, cum_weights=busy, k=size.threads)
    begins = sorted(SPAN * random.random() ** 1.5 for _ in where)[::-1]
    lengths = _lengths(random, size)
    done = 0
    for start in range(0, size.threads, 500):
        part = range(start, min(start + 500, size.threads))
        plans = [(where[n].group.space_id, list(_plan(random, where[n], at, begins[n], lengths[n]))) for n in part]
        done += _write(random, plans)
        tell(done)
    return done


def _lengths(random: Random, size: Size) -> list[int]:
    """Replies for each thread: a few long threads, many short ones, exactly as many in all as was asked for."""
    totals = list(accumulate(1 / (n + 3) ** 0.75 for n in range(size.threads)))
    counts = Counter(random.choices(range(size.threads), cum_weights=totals, k=size.posts - size.threads))
    lengths = [counts[n] for n in range(size.threads)]
    random.shuffle(lengths)
    return lengths


def _plan(
    random: Random, circle: Circle, at: datetime, begins: float, replies: int
) -> Iterator[tuple[Member, str, str, datetime]]:
    """Author, hope, words and time of the opening post and of each reply, oldest first and none later than now."""
    hope, choice = random.choice(HOPES), random.choice
    authors = random.choices(circle.writers, cum_weights=circle.totals, k=replies + 1)
    moment = at - timedelta(days=begins + 0.01)
    yield authors[0], hope, words.an_opening(random, hope), moment
    room = min((at - moment).total_seconds(), 6 * 86400) / (replies + 1)
    for author in authors[1:]:
        moment += timedelta(seconds=room * random.random())
        yield author, hope, words.a_reply(choice), moment


def _write(random: Random, plans: list) -> int:
    threads = [
        Thread(
            space_id=space, author_id=plan[0][0].handle.pk, title=random.choice(words.TITLES), hope=plan[0][1],
            replies=len(plan) - 1, created=plan[0][3], last_post_at=plan[-1][3],
        )
        for space, plan in plans
    ]  # fmt: skip
    Thread.objects.bulk_create(threads, batch_size=ROWS)
    pairs = [(thread, plan) for thread, (_, plan) in zip(threads, plans, strict=True)]
    posts = [
        (thread.pk, author.handle.pk, n == 0, body, moment)
        for thread, plan in pairs
        for n, (author, _, body, moment) in enumerate(plan)
    ]
    insert(Post, "thread author opening body created", posts)
    _write_reactions(random, pairs)
    return len(posts)


def _write_reactions(random: Random, pairs: list) -> None:
    """Now and then the thread's author answers a reply with a warm word."""
    ids = list(
        Post.objects.filter(thread__in=[thread.pk for thread, _ in pairs])
        .order_by("thread", "id")
        .values_list("id", flat=True)
    )
    chance, warm, rows, at = random.random, WARM, [], 0
    for thread, plan in pairs:
        for author, _, _, moment in plan[1:]:
            at += 1
            if chance() < 0.3 and author.handle.pk != thread.author_id:
                rows.append((ids[at], thread.author_id, warm[int(chance() * 4)], moment))
        at += 1
    insert(Reaction, "post author kind at", rows)
