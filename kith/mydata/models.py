"""A copy of everything someone gave, on its way to them; and someone's wish to be erased, while it can be taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField
from kith.core.ids import new_id
from kith.people.models import Person


class Export(models.Model):
    """One asked-for copy. The whole file is sealed with its owner's key, and lies here until it is let go of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    asked = models.DateTimeField(default=now)
    done = models.PositiveSmallIntegerField(default=0)
    parts = models.PositiveSmallIntegerField(default=0)
    ready = models.DateTimeField(null=True, blank=True)
    size = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ready__isnull=True), name="one_export_being_made"),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"


class Leaving(models.Model):
    """Someone asked to be erased. Until `due` nothing is gone: what was hidden is noted here, to be put back."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="going")
    asked = models.DateTimeField(default=now)
    due = models.DateTimeField(db_index=True)
    keep_posts = models.BooleanField(default=False)
    hidden = EncryptedJSONField(owner="person_id")

    def __str__(self) -> str:
        return f"leaving {self.pk}"
