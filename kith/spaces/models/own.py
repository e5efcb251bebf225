"""What is one person's own: how far they read, what they keep, what they began; and letters between two."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField, EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.models.space import Space
from kith.spaces.models.talk import Post, Thread


class ReadMark(models.Model):
    """How far one person has read in one thread, and whether they put it away for now."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="read_marks")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_marks")
    last_seen_post = models.BigIntegerField(default=0)
    not_now = models.DateTimeField(null=True, blank=True)
    """Since when the thread is out of the person's own lists and sends them no notices; null while it is in them."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="one_mark_a_thread")]
        indexes = [models.Index(fields=["person"], condition=Q(not_now__isnull=False), name="mark_not_now")]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class Bookmark(models.Model):
    """A post someone keeps for themselves; its first post stands for a whole thread.

    Where the post is gone for good the bookmark stays, so that its keeper learns that, and no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookmarks")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="one_bookmark_a_post")]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="bookmark_list")]

    def __str__(self) -> str:
        return f"bookmark {self.pk}"


class Draft(models.Model):
    """What someone began to write in one place, sealed with their key: a new thread, or an answer in one. Nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    words = EncryptedJSONField(owner="person_id")
    turn = models.PositiveIntegerField(default=1)
    """How often it was kept: a window that does not know of the last time may not write over it."""
    begun = models.DateTimeField(default=now)
    changed = models.DateTimeField(default=now)
    removed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "thread"], name="one_draft_an_answer"),
            models.UniqueConstraint(
                fields=["person", "space"], condition=Q(thread__isnull=True), name="one_draft_of_a_thread"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Letter(models.Model):
    """A message between two people, sealed with its writer's key: kept apart from posts, which a group may read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="letters")
    author = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="letters")
    body = EncryptedTextField(owner="person_id")
    about = models.CharField(max_length=60, blank=True)
    held = models.BooleanField(default=False, db_default=False)
    """Written while the other had the writer off their map or blocked: only its writer ever reads it."""
    created = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["space", "-created", "-id"], name="letter_page")]

    def __str__(self) -> str:
        return f"letter {self.pk}"
