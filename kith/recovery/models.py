"""A person's own record of how they are and what helps them: tables and plain facts about a row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person


class Mood(models.IntegerChoices):
    """Five kind words. The number only puts them in order; it is never shown and never added up."""

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


class Strategy(models.Model):
    """Something that helps this person, in their own words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="strategies")
    name = EncryptedTextField(owner="person_id")
    how = EncryptedTextField(owner="person_id")
    when = EncryptedTextField(owner="person_id")
    borrowed = models.CharField(max_length=40, blank=True)
    created = models.DateTimeField(default=now)
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "created"], name="strategy_of")]

    def __str__(self) -> str:
        return f"strategy {self.pk}"


class StrategyTry(models.Model):
    """One time a strategy was tried, and whether it helped that time."""

    class Helped(models.IntegerChoices):
        HELPED = 2, _("It helped")
        A_BIT = 1, _("A bit")
        NOT_NOW = 0, _("Not this time")

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="tries")
    helped = models.PositiveSmallIntegerField(choices=Helped.choices)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(helped__lte=2), name="helped_is_one_of_three")]
        indexes = [models.Index(fields=["strategy", "-at"], name="try_newest")]

    def __str__(self) -> str:
        return f"try {self.pk}"
