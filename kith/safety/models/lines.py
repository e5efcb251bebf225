"""The numbers on help now, as stewards keep them."""

from __future__ import annotations

from django.db import models

from kith.core.clock import now
from kith.people.models import Person


class BookOfHelp(models.Model):
    """One whole version of the numbers on help now, as `helplines.as_text` writes it; the newest is what visitors see.

    Two people who change it at the same time would both make the same next version, and only one of them can.
    """

    version = models.PositiveIntegerField(primary_key=True)
    text = models.TextField()
    made = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"numbers {self.version}"
