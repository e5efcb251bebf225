"""A picture as it is kept: sealed, with what it shows in words."""

from __future__ import annotations

import uuid

from django.db import models

from kith.core.crypto import EncryptedBytesField, EncryptedTextField
from kith.people.models import Person


class Picture(models.Model):
    """One picture with a post, drawn anew (`kith.core.drawing`) and sealed with its sender's key: it goes when they go."""

    # not `new_id`: a time in it would date a post without a name
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    post = models.ForeignKey("spaces.Post", on_delete=models.CASCADE, related_name="pictures")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    withdrawn = models.DateTimeField(null=True, blank=True)
    alt = EncryptedTextField(owner="person_id")
    """What it shows, for people who cannot see it; "" where it says nothing more than the words it stands with."""
    drawn = EncryptedBytesField(owner="person_id")  # the last column: a list of pictures never reads it

    class Meta:
        app_label = "spaces"
        constraints = [models.UniqueConstraint(fields=["post", "place"], name="one_picture_a_place")]

    def __str__(self) -> str:
        return f"picture {self.pk}"
