"""What someone chose about being told, or what stands when they chose nothing: the part of access that reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from kith.core.clock import now
from kith.notices import hours
from kith.notices.families import USUAL, Family
from kith.notices.kinds import places
from kith.notices.models import AtNight, Device, FamilyWish, GroupWish, Wishes
from kith.people.access import my_people
from kith.people.models import Person, Tie

MOST_GROUPS = 50


class Ways(NamedTuple):
    """By which ways a family may leave the house."""

    mail: str
    push: bool


def wishes_of(person: Person) -> Wishes:
    """The person's row, or one with the defaults that is not kept."""
    return Wishes.objects.filter(person=person).first() or Wishes(person=person)


def ways_of(person: Person) -> dict[Family, Ways]:
    """Every family with what the person chose for it, or what is usual."""
    chosen = {one.family: Ways(one.mail, one.push) for one in FamilyWish.objects.filter(person=person)}
    return {family: chosen.get(family) or Ways(USUAL[family].mail, False) for family in Family}


def my_groups(person: Person) -> list[tuple[int, str, str]]:
    """The number and name of each group the person is in, and how much of it they want to hear."""
    chosen = dict(GroupWish.objects.filter(person=person).values_list("group", "level"))
    mine = places().mine(person)[:MOST_GROUPS]
    return [(number, name, chosen.get(number, GroupWish.Level.ALL)) for number, name in mine]


def may_wake_me(person: Person) -> set[Any]:
    """The ties whose hard time may reach the person in quiet hours."""
    return set(AtNight.objects.filter(person=person).values_list("tie", flat=True))


def could_wake_me(person: Person) -> list[Tie]:
    """The people on the person's map who have an account."""
    return sorted(my_people(person), key=lambda tie: tie.name.casefold())


def my_devices(person: Person) -> QuerySet[Device]:
    """The browsers that may be told: only where the person is still signed in."""
    alive = Session.objects.filter(expire_date__gt=now()).values("session_key")
    mine = Device.objects.filter(person=person, session__session_key__in=alive)
    return mine.select_related("session").order_by("-made")


def get_device(person: Person, device_id: Any) -> Device | None:
    return Device.objects.filter(person=person, pk=device_id).first()


def quiet_until(person: Person, wishes: Wishes, moment: datetime) -> datetime:
    """The moment itself, or when the quiet hours it falls into are over."""
    if not wishes.quiet:
        return moment
    zone = hours.zone_of(person.time_zone)
    return hours.end_of_quiet(moment, zone, wishes.quiet_from, wishes.quiet_to) or moment


def digest_after(person: Person, wishes: Wishes, moment: datetime) -> datetime:
    """When the next summary is due, moved out of quiet hours."""
    day = wishes.digest_day if wishes.weekly else None
    due = hours.next_digest(moment, hours.zone_of(person.time_zone), wishes.digest_hour, day)
    return quiet_until(person, wishes, due)


class Chosen(NamedTuple):
    """The choices of many people, read at once."""

    wishes: dict[int, Wishes]
    ways: dict[tuple[int, str], Ways]
    groups: dict[tuple[int, int], str]
    nights: set[tuple[int, int | None]]
    told_on_devices: set[int]

    def of(self, person: int) -> Wishes:
        return self.wishes.get(person) or Wishes(person_id=person)

    def ways_for(self, person: int, family: Family) -> Ways:
        return self.ways.get((person, family)) or Ways(USUAL[family].mail, False)


def chosen_by(people: Iterable[int]) -> Chosen:
    """What these people chose, in five queries however many they are."""
    ids = set(people)
    return Chosen(
        {one.person_id: one for one in Wishes.objects.filter(person__in=ids)},
        {(one.person_id, one.family): Ways(one.mail, one.push) for one in FamilyWish.objects.filter(person__in=ids)},
        {(one.person_id, one.group): one.level for one in GroupWish.objects.filter(person__in=ids)},
        set(AtNight.objects.filter(person__in=ids).values_list("person", "tie__person")),
        set(Device.objects.filter(person__in=ids).values_list("person", flat=True)),
    )
