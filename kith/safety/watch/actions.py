"""Coming on the rota and off it, telling the next shift, and being looked after oneself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import Http404

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.notices.actions import notify
from kith.people.models import Person
from kith.safety.access import keeps_safe
from kith.safety.cases.claiming import give_all_back
from kith.safety.models import Debrief, HandOver, Mindful, Shift
from kith.safety.watch import access

MOST_WEEKS = 26
LONGEST = timedelta(hours=24)


def _require(actor: Person) -> None:
    if not keeps_safe(actor):
        raise Http404


def hours(day: date, begins: time, ends: time, week: int = 0) -> tuple[datetime, datetime]:
    """The moments of a shift on that day, `week` weeks on; one that ends at or before its start ends the next day.

    Counted on the clock of the installation's time zone, so a shift stays from 20:00 to 22:00 when clocks change.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    first = day + timedelta(weeks=week)
    last = first + timedelta(days=1) if ends <= begins else first
    return datetime.combine(first, begins, zone), datetime.combine(last, ends, zone)


@transaction.atomic
def offer_hours(actor: Person, day: date, begins: time, ends: time, weeks: int = 1) -> int:
    """Put oneself on the rota, once or weekly. Returns how many shifts; those already over are left out."""
    _require(actor)
    limit(actor, "shift", 60, 3600)
    spans = [hours(day, begins, ends, week) for week in range(min(max(weeks, 1), MOST_WEEKS))]
    made = [Shift(person=actor, starts=start, ends=end) for start, end in spans if end > now()]
    Shift.objects.bulk_create(made)
    _changed(actor, "added")
    return len(made)


@transaction.atomic
def remove_shift(actor: Person, shift: Shift) -> None:
    """Take a shift off the rota: one's own, or as a steward anyone's."""
    _require(actor)
    if shift.person_id != actor.pk and not actor.has_role("steward"):
        raise Http404
    Shift.objects.filter(pk=shift.pk).delete()
    _changed(actor, "removed")


@transaction.atomic
def let_others_take(actor: Person, shift: Shift, offered: bool) -> None:
    """Say that someone else may take one's shift over; or not, after all."""
    if Shift.objects.filter(pk=shift.pk, person=actor).update(offered=offered):
        if offered:
            notify(None, [pk for pk, _name in access.colleagues(actor)], "shift_offered", "shift", shift.pk)
        _changed(actor, "offered" if offered else "kept")


@transaction.atomic
def take_over(actor: Person, shift: Shift) -> bool:
    """Take a shift that its owner offered. False when somebody else was quicker, or it is not offered any more."""
    _require(actor)
    free = Shift.objects.filter(pk=shift.pk, offered=True, ends__gt=now()).exclude(person=actor)
    if not free.update(person=actor, offered=False):
        return False
    _changed(actor, "taken")
    return True


def _changed(actor: Person, how: str) -> None:
    record(Verb.SHIFT_CHANGED, actor, kind="shift", note_code=how)
    transaction.on_commit(lambda: cache.delete(access.CACHED))


@transaction.atomic
def tell_the_next(actor: Person, words: str) -> HandOver:
    """Write what the next shift should know; all who keep the place safe read it."""
    _require(actor)
    limit(actor, "hand_over", 20, 3600)
    made = HandOver.objects.create(person=actor, words=words)
    record(Verb.HAND_OVER_ADDED, actor, kind="hand_over", thing=made.pk)
    return made


@transaction.atomic
def settle_care(actor: Person, most_cases: int, blurs: bool) -> None:
    _require(actor)
    Mindful.objects.update_or_create(person=actor, defaults={"most_cases": most_cases, "blurs": blurs})


@transaction.atomic
def ask_buddy(actor: Person, buddy: int | None) -> None:
    """Ask a colleague to be one's buddy, or end it; whom one had before reads nothing from then on."""
    _require(actor)
    known = {pk for pk, _name in access.colleagues(actor)}
    if buddy is not None and buddy not in known:
        raise Http404
    mine, _fresh = Mindful.objects.get_or_create(person=actor)
    if mine.buddy_id == buddy:
        return
    Mindful.objects.filter(pk=mine.pk).update(buddy=buddy, buddy_agreed=False)
    if buddy is not None:
        notify(None, [buddy], "buddy_asked", "buddy", actor.pk)


@transaction.atomic
def answer_buddy(actor: Person, asker: int, agrees: bool) -> None:
    """Be someone's buddy, or kindly not."""
    asked = Mindful.objects.filter(person_id=asker, buddy=actor)
    if not (asked.update(buddy_agreed=True) if agrees else asked.update(buddy=None, buddy_agreed=False)):
        raise Http404


@transaction.atomic
def need_a_break(actor: Person, until: datetime) -> int:
    """Give every case one has back to the others at once, and rest. Returns how many were given back."""
    _require(actor)
    given = give_all_back(actor)
    Mindful.objects.update_or_create(person=actor, defaults={"resting_until": until})
    transaction.on_commit(lambda: cache.delete(access.CACHED))
    return given


@transaction.atomic
def come_back(actor: Person) -> None:
    Mindful.objects.filter(person=actor).update(resting_until=None)
    transaction.on_commit(lambda: cache.delete(access.CACHED))


@transaction.atomic
def write_debrief(actor: Person, words: str, for_buddy: bool) -> Debrief:
    _require(actor)
    limit(actor, "debrief", 20, 3600)
    return Debrief.objects.create(person=actor, words=words, for_buddy=for_buddy)


@transaction.atomic
def forget_debrief(actor: Person, debrief_id: Any) -> None:
    if not Debrief.objects.filter(pk=debrief_id, person=actor).delete()[0]:
        raise Http404
