"""Who is on a person's map, who was asked to it, and maps kept from earlier."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField, EncryptedTextField
from kith.core.ids import new_id
from kith.people.kinds import Circle, Need, TieKind
from kith.people.models.account import Person


class Tie(models.Model):
    """Someone or something in a person's network: the owner's own private view, connected to an account or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    circle = models.CharField(max_length=10, choices=Circle.choices, default=Circle.MIDDLE)
    kind = models.CharField(max_length=15, choices=TieKind.choices)
    name = EncryptedTextField()
    note = EncryptedTextField()
    gives = EncryptedJSONField()
    last_touch = models.DateField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="tied_by")
    target_kind = models.CharField(max_length=10, blank=True)
    target_id = models.BigIntegerField(null=True, blank=True)
    created = models.DateTimeField(default=now)
    confirmed = models.DateTimeField(default=now, null=True, blank=True)
    """Since when the owner holds `person` to be the one meant; what they share with a circle reaches back only to then."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], name="one_tie_for_a_person"),
            models.UniqueConstraint(fields=["owner", "target_kind", "target_id"], name="one_tie_for_a_thing"),
            models.CheckConstraint(condition=Q(person__isnull=True) | ~Q(person=F("owner")), name="no_tie_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"

    @property
    def needs(self) -> list[str]:
        """The codes of `Need` this tie gives, in their usual order."""
        gives = self.gives or []
        return [need.value for need in Need if need.value in gives]


class Invitation(models.Model):
    """Asks one person, already on the owner's map, to be connected. One use, one purpose, and it ends."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self) -> bool:
        return self.used is None and self.withdrawn is None and self.expires > now()


class Snapshot(models.Model):
    """The network map as it was on a day, kept by its owner to look back at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="snapshots")
    taken = models.DateTimeField(default=now)
    note = EncryptedTextField()
    data = EncryptedJSONField()

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


class RemovedTie(models.Model):
    """A tie just taken off the map, kept apart for a short while so that its owner can put it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="removed_ties")
    removed = models.DateTimeField(default=now)
    name = EncryptedTextField()
    data = EncryptedJSONField()

    def __str__(self) -> str:
        return f"removed tie {self.pk}"
