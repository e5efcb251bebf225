"""How someone is, on a day or for a while: check-ins and hard times."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person


class Mood(models.IntegerChoices):
    """Five kind words. The number only puts them in order; it is never shown and never added up.

    How far two of them lie apart is told in steps from one word to the next, and never as a score.
    """

    BRIGHT = 5, _("Good")
    FAIR = 4, _("All right")
    CLOUDY = 3, _("Getting by")
    DRIZZLE = 2, _("Low")
    RAIN = 1, _("Very hard")


class CheckIn(models.Model):
    """How someone was at a moment, in one tap, with words if they wanted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="check_ins")
    mood = models.PositiveSmallIntegerField(choices=Mood.choices)
    words = EncryptedTextField(owner="person_id")
    at = models.DateTimeField(default=now)
    only_me = models.BooleanField(default=False)
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(mood__gte=1, mood__lte=5), name="mood_is_one_of_five")]
        indexes = [models.Index(fields=["person", "-at"], name="check_in_newest")]

    def __str__(self) -> str:
        return f"check-in {self.pk}"

    @property
    def mood_word(self) -> str:
        return str(Mood(self.mood).label)


class HardTime(models.Model):
    """That someone is having a hard time just now. It is there until they take it back or it ends by itself, then it is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="hard_time")
    words = EncryptedTextField(owner="person_id")
    since = models.DateTimeField(default=now)
    ends = models.DateTimeField()

    def __str__(self) -> str:
        return f"hard time {self.pk}"
