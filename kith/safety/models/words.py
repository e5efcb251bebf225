"""Words the steward settled: what is refused or held, and hints on language; and which hints someone does not want."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.people.models import Person


class BlockedWord(models.Model):
    """One word or a few, and what happens to a post with it. They are matched whole, whatever the case."""

    class Does(models.TextChoices):
        HINT = "hint", _("Say something about it to the writer")
        HOLD = "hold", _("A moderator reads it first")
        REFUSE = "refuse", _("It cannot be sent with this")

    words = models.CharField(max_length=80, unique=True)
    does = models.CharField(max_length=8, choices=Does.choices)
    why = models.CharField(max_length=200)
    """What the writer is told."""
    added = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"blocked words {self.pk}"


class StewardHint(models.Model):
    """A hint on language as the steward wrote or changed it; `code` is that of the shipped one it stands for, else its own."""

    code = models.CharField(max_length=40, unique=True)
    words = models.TextField(blank=True, default="")
    """One wording a line, as people write it."""
    why = models.CharField(max_length=300, blank=True, default="")
    instead = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    is_on = models.BooleanField(default=True)
    changed = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"hint {self.code}"


class HintOff(models.Model):
    """A hint that one person does not want; without a code, none at all."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "code"], name="one_hint_off")]

    def __str__(self) -> str:
        return f"hint off {self.pk}"
