"""Keeping how someone wants to be told: which ways for which family and group, when, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.notices.families import Family, Mail
from kith.notices.kinds import families_at_night, family_of
from kith.notices.models import AtNight, Channel, FamilyWish, GroupWish, Outgoing, Wishes
from kith.notices.stopping import Stop
from kith.notices.wishes import Ways, my_groups
from kith.people.access import my_people
from kith.people.models import Person


@transaction.atomic
def choose_ways(
    actor: Person, by_mail: bool, fuller: bool, ways: Mapping[Family, Ways], groups: Mapping[int, str]
) -> None:
    """By which ways each family may leave the house, and how much of each of the actor's own groups counts."""
    Wishes.objects.update_or_create(person=actor, defaults={"by_mail": by_mail, "fuller": fuller})
    chosen = [FamilyWish(person=actor, family=family, mail=way.mail, push=way.push) for family, way in ways.items()]
    FamilyWish.objects.bulk_create(
        chosen, update_conflicts=True, unique_fields=["person", "family"], update_fields=["mail", "push"]
    )
    mine = {number for number, _name, _level in my_groups(actor)}
    levels = [GroupWish(person=actor, group=group, level=level) for group, level in groups.items() if group in mine]
    GroupWish.objects.bulk_create(
        levels, update_conflicts=True, unique_fields=["person", "group"], update_fields=["level"]
    )
    record(Verb.NOTICES_CHANGED, actor, actor)


@transaction.atomic
def choose_hours(actor: Person, time_zone: str, hours: Mapping[str, Any], at_night: Iterable[Any]) -> None:
    """When things may reach the actor, on which clock, and whose hard time may do so at any hour."""
    Wishes.objects.update_or_create(person=actor, defaults=dict(hours))
    Person.objects.filter(pk=actor.pk).update(time_zone=time_zone)
    actor.time_zone = time_zone
    AtNight.objects.filter(person=actor).delete()
    mine = my_people(actor).filter(pk__in=list(at_night))
    AtNight.objects.bulk_create([AtNight(person=actor, tie_id=tie.pk) for tie in mine])
    record(Verb.NOTICES_CHANGED, actor, actor)


@transaction.atomic
def stop_mail(stop: Stop) -> None:
    """A link in a mail was followed and its button pressed: no more of that, and nothing of it that still waits.

    Nor at night from those who were named for it: who stops a kind wants none of it.
    """
    wishes = Wishes.objects.filter(mark=stop.mark).select_related("person").first()
    if wishes is None:
        return
    person = wishes.person
    if stop.family is None:
        Wishes.objects.filter(pk=wishes.pk).update(by_mail=False)
    else:
        FamilyWish.objects.update_or_create(person=person, family=stop.family, defaults={"mail": Mail.NEVER})
        if stop.family in families_at_night():
            AtNight.objects.filter(person=person).delete()
    _let_go(person, stop.family)
    record(Verb.NOTICES_CHANGED, None, person)


def _let_go(person: Person, family: Family | None) -> None:
    waiting = Outgoing.objects.filter(person=person, channel=Channel.MAIL, state=Outgoing.State.WAITING)
    gone = [row.pk for row in waiting.select_related("notice") if family in (None, family_of(row.notice.kind))]
    Outgoing.objects.filter(pk__in=gone).update(state=Outgoing.State.LET_GO, done=now())
