"""Finding a group: by what it gives, language, culture or faith, when and where it meets, and words; and why each one fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from kith.core import geo
from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.groups.about import A_PAGE
from kith.groups.access import visible_groups
from kith.groups.models import Facet, Group, MeetingTime
from kith.people.models import Person
from kith.spaces.access import my_memberships

PARTS = {"morning": (5, 12), "afternoon": (12, 17), "evening": (17, 24), "night": (0, 5)}
"""Parts of the day, as hours of the viewer's clock."""
MOST_NEAR = 200  # groups near a place: a town has fewer, and each is measured


@dataclass(frozen=True)
class Search:
    """What someone looks for. Empty means: does not matter. `point` is the place meant by `near`, where one was found."""

    words: str = ""
    need: str = ""
    language: str = ""
    way: str = ""
    culture: str = ""
    weekday: str = ""
    part: str = ""
    near: str = ""
    point: geo.Point | None = None
    within: int = 10

    @property
    def asks_when(self) -> bool:
        return bool(self.weekday or self.part)


NOTHING = Search()


def find_groups(viewer: Any, search: Search, start: int, count: int) -> list[Any]:
    """Some of the groups that fit, from number `start`; the page that is asked for most takes no time to work out."""
    if viewer.pk and search == NOTHING and (start, count) == (0, FIRST):
        joined = MY_GROUPS.objects(viewer.pk)
        return (joined + OTHER_GROUPS.objects(viewer.pk) if len(joined) < FIRST else joined)[:FIRST]
    return list(fitting(viewer, search)[start : start + count])


def _my_groups(viewer: int) -> QuerySet[Any]:
    me = Person(pk=viewer)
    return fitting(me, NOTHING).filter(space__in=my_memberships(me).values("space")).order_by("name", "id")[:FIRST]


def _other_groups(viewer: int) -> QuerySet[Any]:
    return fitting(Person(pk=viewer), NOTHING).filter(joined=False).order_by("name", "id")[:FIRST]


FIRST = A_PAGE + 1  # one more than is shown, to know whether there are more
MY_GROUPS, OTHER_GROUPS = Prepared(_my_groups, int), Prepared(_other_groups, int)
"""Asked apart, so that each reads no more groups than it shows, however many there are."""


def fitting(viewer: Any, search: Search) -> QuerySet[Any]:
    """Visible groups that fit, each with `joined`; ones the viewer is in come first, then the nearest where that was asked."""
    found = visible_groups(viewer)
    for kind, code in (
        (Facet.Kind.NEED, search.need),
        (Facet.Kind.LANGUAGE, search.language),
        (Facet.Kind.FORMAT, search.way),
    ):
        if code:
            found = found.filter(Exists(Facet.objects.filter(group=OuterRef("pk"), kind=kind, code=code)))
    for word in search.culture.split()[:4]:
        found = found.filter(_belongs(word))
    for word in search.words.split()[:8]:
        found = found.filter(_says(stem(word)))
    if search.asks_when:
        found = found.filter(pk__in=_meeting_then(found, search))
    mine = Exists(my_memberships(viewer).filter(space=OuterRef("space_id")))
    found = found.annotate(joined=mine)
    return _nearest_first(found, search) if search.point else found.order_by(F("joined").desc(), "name", "id")


ENDINGS = ("ing", "ers", "er", "ed", "es", "s")


def stem(word: str) -> str:
    """The beginning of a word that its other forms share: "walking" finds a walk. Short words stay as they are."""
    folded = word.casefold()
    cut = next((end for end in ENDINGS if folded.endswith(end) and len(word) - len(end) >= 4), "")
    return word[: len(word) - len(cut)]


def _belongs(word: str) -> Q:
    return Q(Exists(Facet.objects.filter(group=OuterRef("pk"), kind=Facet.Kind.CULTURE, code__icontains=word)))


SAID = ("name", "purpose", "who_for", "about", "place_name")


def _says(word: str) -> Q:
    said = _belongs(word)
    for name in SAID:
        said |= Q(**{f"{name}__icontains": word})
    return said


def _nearest_first(found: QuerySet[Any], search: Search) -> QuerySet[Any]:
    """Those within so many kilometres of the place, in that order, and no others: a few ids the query is then narrowed to."""
    assert search.point
    box = geo.box_around(*search.point, search.within)
    sides = Q()
    for west, east in box.wests_easts:
        sides |= Q(lng__gte=west, lng__lte=east)
    placed = found.filter(sides, lat__gte=box.south, lat__lte=box.north).order_by("id")
    far = {pk: geo.km(*search.point, lat, lng) for pk, lat, lng in placed.values_list("pk", "lat", "lng")[:MOST_NEAR]}
    near = sorted((pk for pk, km in far.items() if km <= search.within), key=lambda pk: far[pk])
    if not near:
        return found.none()
    order = Case(*(When(pk=pk, then=Value(place)) for place, pk in enumerate(near)), default=Value(len(near)))
    return found.filter(pk__in=near).order_by(F("joined").desc(), order)


def _meeting_then(found: QuerySet[Group], search: Search) -> list[int]:
    """Which of these meet on that day, in that part of it, by the viewer's clock. A day can begin elsewhere a day before."""
    times = MeetingTime.objects.filter(removed=None, group__in=found.order_by().values("pk"))
    if search.weekday:
        asked = int(search.weekday)
        times = times.filter(weekday__in=[(asked + shift) % 7 for shift in (-1, 0, 1)])
    zone = timezone.get_current_timezone()
    rows = times.values_list("group", "weekday", "week", "starts", "minutes", "time_zone", "once")
    return sorted({row[0] for row in rows if falls_in(starts_here(row[1:], zone), search)})


def starts_here(time: tuple, zone: tzinfo) -> datetime | None:
    """When a meeting time next begins, by the viewer's clock; None for a single date that is over."""
    start = _next(time, now().replace(minute=0, second=0, microsecond=0))
    return start and start.astimezone(zone)


@lru_cache(maxsize=4096)
def _next(time: tuple, at: datetime) -> datetime | None:
    """As it regularly is: what was moved this once does not hide a group from those who look for its day."""
    weekday, week, starts, minutes, time_zone, once = time
    meant = MeetingTime(weekday=weekday, week=week, starts=starts, minutes=minutes, time_zone=time_zone, once=once)
    meant.near = {}
    return next((one.starts for one in meant.meetings(at)), None)


def falls_in(start: datetime | None, search: Search) -> bool:
    """Whether a meeting that begins then, by the viewer's clock, is on the day and in the part of it that was asked for."""
    if start is None:
        return False
    if search.weekday and start.weekday() != int(search.weekday):
        return False
    opens, closes = PARTS[search.part] if search.part else (0, 24)
    return opens <= start.hour < closes


def distance(search: Search, group: Group) -> float | None:
    """Kilometres from the place asked for; None when either is not known."""
    if search.point is None or group.lat is None or group.lng is None:
        return None
    return geo.km(*search.point, group.lat, group.lng)


def where_said(group: Group, words: Iterable[str]) -> list[tuple[str, str]]:
    """Each word looked for with the first part of the group that has it: name, purpose, who_for, about, place_name or culture."""
    return [
        (word, next((name for name in SAID if stem(word).casefold() in getattr(group, name).casefold()), "culture"))
        for word in words
    ]
