"""A browser that may be told: where its push service is, sealed, and which session it belongs to."""

from __future__ import annotations

import uuid

from allauth.usersessions.models import UserSession
from django.db import models

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField
from kith.people.models import Person

ORDERED, AFTER_THE_TIME = 7, 80
"""The version of UUID that begins with its time, and how many bits follow that (RFC 9562, section 5.7)."""


class Device(models.Model):
    """Ends with its session: a device where someone signed out is told nothing more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session = models.OneToOneField(UserSession, on_delete=models.CASCADE, related_name="+")
    address = EncryptedJSONField(owner="person_id")
    made = models.DateTimeField(default=now)
    last_letter = models.UUIDField(null=True, blank=True)
    """What it was told last, so that a second try reaches only the devices the first did not. Later ones have later ids."""
    refused_since = models.DateTimeField(null=True, blank=True)
    """Since when its push service takes nothing for it, though it is there."""

    def __str__(self) -> str:
        return f"device {self.pk}"

    def has_had(self, letter: uuid.UUID) -> bool:
        """Whether it was told this, or something newer: then what is older says nothing more."""
        last = self.last_letter
        if last is None or last == letter:
            return last == letter
        return last.version == letter.version == ORDERED and letter.int >> AFTER_THE_TIME < last.int >> AFTER_THE_TIME
