"""Acts about a person are theirs to take, with the reasons; those they took stay with the people they are about, without them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from kith.core.clock import now
from kith.people.models import Person
from kith.safety.acts.access import acts_about_me
from kith.safety.models import Act, Appeal


def export(person: Person) -> dict[str, list[dict[str, Any]]]:
    """What was done about them and what they answered; of what they did about others only what and when."""
    took = Act.objects.filter(Q(by=person) | Q(second=person)).order_by("asked")
    return {
        "acts_about_me": [_mine(one) for one in acts_about_me(person)],
        "acts_i_took": [dict(row) for row in took.values("kind", "asked", "began", "ends", "undone")],
        "appeals_i_answered": [
            dict(row) for row in Appeal.objects.filter(by=person).values("made", "answered", "upheld")
        ],
    }


def _mine(one: Act) -> dict[str, Any]:
    said = {
        "what": one.kind,
        "why": one.reason,
        "words": one.lines,
        "rule": one.rule,
        "post": one.post,
        "said": one.said and str(one.said),
    }
    when = {"began": one.began, "ends": one.ends, "undone": one.undone, "posts_since": one.since}
    return said | when | {"appeal": _appeal(one.appeal) if hasattr(one, "appeal") else None}


def _appeal(one: Appeal) -> dict[str, Any]:
    said = {"words": one.words, "made": one.made, "due": one.due}
    return said | {"answer": one.answer, "answered": one.answered, "stays": one.upheld}


def erase(person: Person) -> None:
    """What was done about them goes, with every word. What they asked for alone ends; what they did stays without them."""
    Act.objects.filter(subject=person).delete()
    Act.objects.filter(by=person, began__isnull=True, undone__isnull=True).update(undone=now())
    for name in ("by", "second", "undone_by"):
        Act.objects.filter(**{name: person}).update(**{name: None})
    Appeal.objects.filter(by=person).update(by=None)
