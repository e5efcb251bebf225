"""Whom someone does not meet, and which names they do not read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField
from kith.people.marks import Marked
from kith.people.models.account import Handle, Person


class Block(Marked, models.Model):
    """One person chose not to meet another. It is silent and works in both directions."""

    blocker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocked_by")
    since = models.DateTimeField(default=now)
    marked_by = ("blocker_id", "blocked_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_each"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="no_block_of_oneself"),
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"


class Mute(Marked, models.Model):
    """A name one person does not want to read for now. `hidden` also hides that anything is there: a block of that name.

    It is of the name, not of whoever stands behind it, so that it tells nobody which names belong together.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mutes")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="+")
    hidden = models.BooleanField(default=False)
    since = models.DateTimeField(default=now)
    marked_by = ("person_id", "handle_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "handle"], name="one_mute_each")]

    def __str__(self) -> str:
        return f"mute {self.pk}"


class MutedWords(models.Model):
    """What someone would rather not read unasked: words, and kinds of content note. Sealed: it may tell of old wounds."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="muted_words")
    words = EncryptedJSONField(owner="person_id")
    """{"words": [...], "topics": [...]}, as the person typed and chose them."""

    def __str__(self) -> str:
        return f"muted words of {self.pk}"
