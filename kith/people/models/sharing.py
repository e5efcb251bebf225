"""What each person chose to share, with whom and until when."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.kinds import Circle
from kith.people.models.account import Person
from kith.people.sharing_kinds import WORDS

EVERYTHING = uuid.UUID(int=0)
"""What `Grant.thing` holds when the grant is of all things of its kind, not of one."""


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: datetime | None = None) -> GrantQuerySet:
        """Begun, not ended and not withdrawn, at the moment given (now)."""
        at = at or now()
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=at), revoked__isnull=True, starts__lte=at)


class Grant(models.Model):
    """One sharing choice: this kind of thing of mine, to this person or circle, from then until then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_given")
    grantee = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_held", null=True, blank=True)
    circle = models.CharField(max_length=10, choices=Circle.choices, blank=True)
    kind = models.CharField(max_length=20)
    thing = models.UUIDField(default=EVERYTHING)
    level = models.CharField(max_length=10, default=WORDS)
    """Kinds and their levels are those in `sharing_kinds`, which actions hold to."""
    purpose = EncryptedTextField()
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grantee__isnull=False, circle="") | (Q(grantee__isnull=True) & ~Q(circle="")),
                name="grant_to_one_audience",
            ),
            models.CheckConstraint(
                condition=Q(grantee__isnull=True) | ~Q(grantee=F("owner")), name="no_grant_to_oneself"
            ),
            models.UniqueConstraint(
                fields=["owner", "grantee", "kind", "thing"],
                condition=Q(revoked__isnull=True, grantee__isnull=False),
                name="one_live_grant_person",
            ),
            models.UniqueConstraint(
                fields=["owner", "circle", "kind", "thing"],
                condition=Q(revoked__isnull=True, grantee__isnull=True),
                name="one_live_grant_circle",
            ),
        ]
        indexes = [
            models.Index(fields=["grantee", "kind", "owner"], condition=Q(revoked__isnull=True), name="grant_held"),
            models.Index(fields=["owner", "kind", "circle"], condition=Q(revoked__isnull=True), name="grant_given"),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"
