"""Who keeps the place safe when: shifts, what one shift tells the next, and how those who look after others are looked after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person


class Shift(models.Model):
    """Hours in which one moderator is there. Members see only until when someone is, never who."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    offered = models.BooleanField(default=False, db_default=False)
    """Whether someone else may take it over."""

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="shift_has_a_length")]
        indexes = [
            models.Index(fields=["starts", "ends"], name="shift_time"),
            models.Index(fields=["person", "starts"], name="shift_person"),
        ]

    def __str__(self) -> str:
        return f"shift {self.pk}"


class Mindful(models.Model):
    """What a moderator wishes for themselves: how many cases at most, what is blurred until asked, a buddy, a rest."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mindful")
    most_cases = models.PositiveSmallIntegerField(default=8)
    """In one shift, or in twelve hours without one."""
    blurs = models.BooleanField(default=True)
    buddy = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    buddy_agreed = models.BooleanField(default=False)
    resting_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(buddy__isnull=True) | ~Q(buddy=F("person")), name="buddy_is_someone_else"
            )
        ]

    def __str__(self) -> str:
        return f"mindful {self.pk}"


class HandOver(models.Model):
    """What one shift tells the next, for all who keep the place safe."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="hand_over_time")]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


class Debrief(models.Model):
    """A few words on how it was, for oneself, and for one's buddy if one likes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = EncryptedTextField(owner="person_id")
    for_buddy = models.BooleanField(default=False)
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="debrief_time")]

    def __str__(self) -> str:
        return f"debrief {self.pk}"
