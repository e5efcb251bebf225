"""What is written in groups: threads, posts and warm words."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.models.space import Space

NOTE = 60
"""The longest content note, in letters."""


class Hope(models.TextChoices):
    """What someone hopes for when they write, so that answers can be of use."""

    HEARD = "heard", _("To be heard")
    SUGGESTIONS = "suggestions", _("Suggestions")
    HELLO = "hello", _("Saying hello")
    WIN = "win", _("Sharing a win")


class Thread(models.Model):
    """One conversation in a group. Its first post is a Post like the others."""

    class Readers(models.TextChoices):
        """Who may read it, of those who may read the group. Settled when it begins, and never changed."""

        ALL = "all", _("Everyone who can read this group")
        MEMBERS = "members", _("Only people in this group")
        RUNNING = "running", _("Only those who run this group")

    FORGOTTEN = "–"
    """What stands for the title of a conversation whose start was forgotten."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="threads")
    author = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)
    hope = models.CharField(max_length=12, choices=Hope.choices)
    readers = models.CharField(max_length=8, choices=Readers.choices, default=Readers.ALL, db_default=Readers.ALL)
    note = models.CharField(max_length=NOTE, blank=True, default="", db_default="")
    """The content note of its first post, for lists."""
    pinned = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(default=now)
    last_post_at = models.DateTimeField(default=now)
    replies = models.PositiveIntegerField(default=0)
    withdrawn = models.DateTimeField(null=True, blank=True)
    has_pictures = models.BooleanField(default=False, db_default=False)  # so that other threads never ask
    has_poll = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hope__in=["heard", "suggestions", "hello", "win"]), name="thread_hope_known"
            ),
            models.CheckConstraint(condition=Q(readers__in=["all", "members", "running"]), name="thread_readers_known"),
            models.CheckConstraint(condition=~Q(title=""), name="thread_has_a_title"),
            models.CheckConstraint(condition=Q(last_post_at__gte=F("created")), name="thread_not_before_itself"),
        ]
        indexes = [
            models.Index(fields=["space", "-last_post_at", "-id"], name="thread_list"),
            models.Index(fields=["space", "-pinned"], condition=Q(pinned__isnull=False), name="thread_pinned"),
        ]

    draft: UUID | None  # what the viewer began to answer, thrown away or not; put here by `groups.access.get_thread`

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Post(models.Model):
    """Words in a group's thread. What its author takes back is shown to nobody else, and forgotten after some days.

    What is held is taken back for a while by those who keep the place safe: so whatever leaves out the one leaves out the
    other, and only putting back and forgetting have to know the difference.
    """

    class Hold(models.TextChoices):
        NONE = "", _("Not held")
        WAITING = "waiting", _("Waits for a moderator to read it")
        HIDDEN = "hidden", _("Hidden by a moderator")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, related_name="posts")
    opening = models.BooleanField(default=False)
    body = models.TextField()
    note = models.CharField(max_length=NOTE, blank=True, default="", db_default="")
    """A few neutral words on what it holds: readers meet them first, and open the rest with one press."""
    created = models.DateTimeField(default=now)
    edited = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)
    """Since when nobody but its author sees it, because they took it back or because it is held."""
    hold = models.CharField(max_length=8, choices=Hold.choices, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hold="") | Q(hold__in=["waiting", "hidden"], withdrawn__isnull=False),
                name="post_held_is_not_seen",
            ),
            models.CheckConstraint(
                condition=~Q(body="") | Q(withdrawn__isnull=False) | Q(author__isnull=True), name="post_says_something"
            ),
            models.UniqueConstraint(fields=["thread"], condition=Q(opening=True), name="one_opening_post"),
        ]
        indexes = [
            models.Index(fields=["thread", "id"], name="post_page"),
            models.Index(fields=["thread", "author"], name="post_by_author"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Reaction(models.Model):
    """A word of warmth for a post. Nobody is ranked by them: they are shown by kind, and by name to the author alone."""

    class Kind(models.TextChoices):
        THINKING = "thinking", _("Thinking of you")
        HEAR = "hear", _("I hear you")
        METOO = "metoo", _("Me too")
        HELPED = "helped", _("This helped me")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reactions")
    author = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "author", "kind"], name="one_reaction_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=["thinking", "hear", "metoo", "helped"]), name="reaction_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"reaction {self.pk}"


class PostVersion(models.Model):
    """A post as it was before its author changed it, sealed with their key: for them, and for those who keep the place safe."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="versions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    body = EncryptedTextField(owner="person_id")
    until = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"version {self.pk}"
