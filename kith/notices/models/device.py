"""A browser that may be told: where its push service is, sealed, and which session it belongs to."""

from __future__ import annotations

import uuid

from allauth.usersessions.models import UserSession
from django.db import models

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField
from kith.people.models import Person


class Device(models.Model):
    """Ends with its session: a device where someone signed out is told nothing more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session = models.OneToOneField(UserSession, on_delete=models.CASCADE, related_name="+")
    address = EncryptedJSONField(owner="person_id")
    made = models.DateTimeField(default=now)
    last_letter = models.UUIDField(null=True, blank=True)
    """What it was told last, so that a second try reaches only the devices the first did not."""

    def __str__(self) -> str:
        return f"device {self.pk}"
