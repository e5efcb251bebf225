"""Coming into a group: what its members agree to, asking, being invited, and waiting for a place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.groups.models.group import Group
from kith.people.models import Handle, Person
from kith.spaces.models import Membership


class Agreement(models.Model):
    """What members agree to, one row a version. Old versions stay: people agreed to those words."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="one_agreement_a_version"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_says_something"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Agreed(models.Model):
    """This person said yes to this version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="agreed")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreed")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="agreed_once")]

    def __str__(self) -> str:
        return f"agreed {self.pk}"


class JoinRequest(models.Model):
    """Someone asked to join. Their words are for the facilitators alone, and are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="requests")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    answer = EncryptedTextField(owner="person_id")
    asked = models.DateTimeField(default=now)
    decided = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(decided__isnull=True), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decided__isnull=True, accepted__isnull=True)
                | Q(decided__isnull=False, accepted__isnull=False),
                name="request_decided_both_ways",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class GroupInvitation(models.Model):
    """That one person invited another. It says nothing of what the other did then, nor of what they are in the group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "inviter", "person"], name="one_invitation_by_each"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Waiting(models.Model):
    """Someone waits for a place in a full group; once one is free it is kept for them until `ends`.

    Nobody but they themselves learns that they wait. Those who run the group learn how many do.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="waiting")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)
    offered = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="waits_once"),
            models.CheckConstraint(
                condition=Q(offered__isnull=True, ends__isnull=True) | Q(offered__isnull=False, ends__isnull=False),
                name="a_place_is_kept_for_a_while",
            ),
        ]
        indexes = [models.Index(fields=["ends"], condition=Q(ends__isnull=False), name="place_kept_until")]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class HandOverNote(models.Model):
    """What one who runs a group tells the others who do. Sealed with the writer's key, and forgotten after some days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="hand_over_notes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)
    taken_back = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["group", "-at"], name="hand_over_newest")]

    def __str__(self) -> str:
        return f"hand-over note {self.pk}"
