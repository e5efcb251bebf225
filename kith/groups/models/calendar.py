"""The secret address under which one person's calendar program fetches the meetings of their groups."""

from django.db import models

from kith.core.clock import now
from kith.people.models import Person


class Calendar(models.Model):
    """One person's address. Only a fingerprint of it is kept; a new one makes the old one stop at once."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    named = models.BooleanField(default=False)
    """Whether meetings stand there under the name of their group; else each is only an appointment."""
    made = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
