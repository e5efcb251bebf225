"""What helps someone, the times they tried it, and what was going on then."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person
from kith.recovery.models.days import Mood


class Strategy(models.Model):
    """Something that helps this person, in their own words.

    `borrowed` says what it began as: the code of an idea of the library, or the id of another's strategy.
    """

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


class Occasion(models.Model):
    """What was going on, in a few words of one's own: "at night", "before work". It is there while a try carries it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="occasions")
    words = EncryptedTextField(owner="person_id")

    def __str__(self) -> str:
        return f"occasion {self.pk}"


class StrategyTry(models.Model):
    """One time a strategy was tried, whether it helped that time and, if they said so, how it was before and after."""

    class Helped(models.IntegerChoices):
        HELPED = 2, _("It helped")
        A_BIT = 1, _("A bit")
        NOT_NOW = 0, _("Not this time")

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="tries")
    helped = models.PositiveSmallIntegerField(choices=Helped.choices)
    before = models.PositiveSmallIntegerField(choices=Mood.choices, null=True, blank=True)
    after = models.PositiveSmallIntegerField(choices=Mood.choices, null=True, blank=True)
    occasion = models.ForeignKey(Occasion, on_delete=models.SET_NULL, null=True, blank=True, related_name="tries")
    at = models.DateTimeField(default=now)
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(helped__lte=2), name="helped_is_one_of_three"),
            models.CheckConstraint(condition=Q(before=None) | Q(before__range=(1, 5)), name="before_is_one_of_five"),
            models.CheckConstraint(condition=Q(after=None) | Q(after__range=(1, 5)), name="after_is_one_of_five"),
        ]
        indexes = [models.Index(fields=["strategy", "-at"], name="try_newest")]

    def __str__(self) -> str:
        return f"try {self.pk}"

    @property
    def note(self) -> str:
        return self.told.words if hasattr(self, "told") else ""

    @property
    def words(self) -> str:
        """ "Low before · Getting by after", as far as it was said."""
        said = [(self.before, _("%(mood)s before")), (self.after, _("%(mood)s after"))]
        return " · ".join(str(text) % {"mood": Mood(mood).label} for mood, text in said if mood)


class TryNote(models.Model):
    """What someone wrote about one try; in a table of its own, because few tries have words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.OneToOneField(StrategyTry, on_delete=models.CASCADE, related_name="told")
    words = EncryptedTextField(owner="person_id")

    def __str__(self) -> str:
        return f"note {self.pk}"
