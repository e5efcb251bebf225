"""What keeping the place safe holds of a moderator: their hours and their own words."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from kith.people.models import Person
from kith.safety.models import Debrief, HandOver, Mindful, Shift
from kith.safety.watch.access import CACHED


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    shifts = Shift.objects.filter(person=person).order_by("starts")
    return {
        "my_shifts": [{"starts": one.starts, "ends": one.ends, "offered": one.offered} for one in shifts],
        "what_i_told_the_next_shift": [
            {"words": one.words, "at": one.at} for one in HandOver.objects.filter(person=person).order_by("at")
        ],
        "how_it_was": [
            {"words": one.words, "for_buddy": one.for_buddy, "at": one.at}
            for one in Debrief.objects.filter(person=person).order_by("at")
        ],
        "how_i_look_after_myself": [
            {
                "most_cases": one.most_cases,
                "blurs": one.blurs,
                "resting_until": one.resting_until,
                "buddy": one.buddy.name if one.buddy else "",
                "buddy_agreed": one.buddy_agreed,
            }
            for one in Mindful.objects.filter(person=person).select_related("buddy")
        ],
    }


def erase(person: Person) -> None:
    for kind in (Shift, HandOver, Debrief, Mindful):
        kind.objects.filter(person=person).delete()
    Mindful.objects.filter(buddy=person).update(buddy=None, buddy_agreed=False)
    cache.delete(CACHED)
