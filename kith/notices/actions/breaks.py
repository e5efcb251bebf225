"""Going quiet for a while, and coming back. Nobody else is told of either."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.live import announce
from kith.people.models import Person


@transaction.atomic
def take_a_break(actor: Person, until: datetime | None = None) -> None:
    """From now on nothing reaches the actor, until that moment; with None, until they come back themselves."""
    began = actor.break_began if actor.on_a_break else now()
    _keep(actor, began, until)
    record(Verb.BREAK_TAKEN, actor, actor)
    announce(f"notices:{actor.pk}")


@transaction.atomic
def come_back(actor: Person) -> None:
    """As if there had been no break. What came meanwhile is in the list of notices."""
    if actor.break_began is None:
        return
    _keep(actor, None, None)
    record(Verb.BREAK_ENDED, actor, actor)
    announce(f"notices:{actor.pk}")


def _keep(actor: Person, began: datetime | None, ends: datetime | None) -> None:
    Person.objects.filter(pk=actor.pk).update(break_began=began, break_ends=ends)
    actor.break_began, actor.break_ends = began, ends
