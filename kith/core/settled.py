"""What the steward settled for this community: a few numbers, each with bounds, written down with who changed them.

They are read from the database each time, by one small query where they are needed, and kept in no cache: so every process
follows a change with its very next question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from kith.core.audit import Verb, record
from kith.core.clock import now


class Setting(models.Model):
    """One number that is not what it is when nobody settles anything."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.IntegerField()
    changed = models.DateTimeField(default=now)

    class Meta:
        app_label = "core"


@dataclass(frozen=True)
class Number:
    """A setting: what it is at first, and the bounds it stays within."""

    name: str
    default: int
    least: int
    most: int

    def within(self, value: int) -> int:
        return min(max(value, self.least), self.most)


NUMBERS: dict[str, Number] = {}


def declare(name: str, default: int, least: int, most: int) -> Number:
    NUMBERS[name] = made = Number(name, default, least, most)
    return made


def values(*names: str) -> dict[str, int]:
    """What these settings are now, within their bounds. One query. Raises KeyError for one nobody declared."""
    settled = dict(Setting.objects.filter(name__in=names).values_list("name", "value"))
    return {name: NUMBERS[name].within(settled.get(name, NUMBERS[name].default)) for name in names}


@transaction.atomic
def settle(actor: Any, chosen: Mapping[str, int]) -> list[str]:
    """Write what differs from now; returns the names that changed. Raises ValueError for a number out of bounds."""
    before = values(*chosen)
    changed = [name for name, value in chosen.items() if value != before[name]]
    for name in changed:
        if chosen[name] != NUMBERS[name].within(chosen[name]):
            raise ValueError(f"{name} should be from {NUMBERS[name].least} to {NUMBERS[name].most}.")
        Setting.objects.update_or_create(name=name, defaults={"value": chosen[name], "changed": now()})
        record(Verb.SETTING_CHANGED, actor, kind="setting", thing=name[:40], note_code=str(chosen[name]))
    return changed
