"""What a steward settles."""

from collections.abc import Mapping

from django.http import Http404

from kith.core import retention, settled
from kith.groups.belonging.turns import PASS_ON, WAIT
from kith.people.models import Person


def settle_times(actor: Person, days: Mapping[str, int]) -> list[str]:
    """Settle how long things are kept, by the names of their spans; returns the spans that changed. Stewards only."""
    if not actor.has_role("steward"):
        raise Http404
    number_of = {name: retention.SPANS[name].number.name for name in days}
    changed = settled.settle(actor, {number_of[name]: value for name, value in days.items()})
    return [name for name, number in number_of.items() if number in changed]


def answering_times() -> dict[str, int]:
    """After how many hours someone is asked to answer, and the next one, by the names of the settings."""
    return settled.values(WAIT.name, PASS_ON.name)


def settle_answering(actor: Person, chosen: Mapping[str, int]) -> list[str]:
    """Settle those hours; returns the settings that changed. Stewards only."""
    if not actor.has_role("steward"):
        raise Http404
    return settled.settle(actor, chosen)
