"""How someone wants to be told. Without a row, the gentle defaults stand."""

from __future__ import annotations

import uuid
from datetime import time

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.people.models import Person, Tie


class Wishes(models.Model):
    """One person's hours and words. `mark` stands for them in links to stop mail, and names nobody."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    mark = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by_mail = models.BooleanField(default=True)
    fuller = models.BooleanField(default=False)
    weekly = models.BooleanField(default=False)
    digest_hour = models.PositiveSmallIntegerField(default=17, validators=[MaxValueValidator(23)])
    digest_day = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    quiet = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=time(21))
    quiet_to = models.TimeField(default=time(8))

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(digest_hour__lt=24, digest_day__lt=7), name="digest_fits")]

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"


class FamilyWish(models.Model):
    """By which ways one family of notices may leave the house."""

    class Mail(models.TextChoices):
        NEVER = "never", _("No mail")
        DIGEST = "digest", _("In the summary")
        SOON = "soon", _("Soon after it happens")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    family = models.CharField(max_length=12)
    mail = models.CharField(max_length=6, choices=Mail.choices)
    push = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "family"], name="one_wish_a_family")]

    def __str__(self) -> str:
        return f"{self.family} by {self.mail}"


class GroupWish(models.Model):
    """How much of one group someone wants to hear. `group` is its number: groups stand above notices."""

    class Level(models.TextChoices):
        ALL = "all", _("Everything that is for me")
        NAMED = "named", _("Only when someone names me")
        NOTHING = "nothing", _("Nothing")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    group = models.BigIntegerField()
    level = models.CharField(max_length=8, choices=Level.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "group"], name="one_wish_a_group")]

    def __str__(self) -> str:
        return f"{self.level} of group {self.group}"


class AtNight(models.Model):
    """Whose hard time may reach someone in their quiet hours. It goes with the tie."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    tie = models.OneToOneField(Tie, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"at night: {self.tie_id}"
