"""Where people talk: spaces, who is in them, and what is written there."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Handle, Person
from kith.spaces.pictures.models import Picture as Picture  # what stands with words is told of beside this file
from kith.spaces.polls.models import Poll as Poll
from kith.spaces.polls.models import PollAnswer as PollAnswer
from kith.spaces.polls.models import PollChoice as PollChoice


class Space(models.Model):
    """A place to talk. Its kind never changes: people who agreed to a private conversation agreed to that audience."""

    class Kind(models.TextChoices):
        GROUP = "group", _("Group")
        PAIR = "pair", _("Two people")

    class Reading(models.TextChoices):
        ANYONE = "anyone", _("Anyone, also without an account")
        MEMBERS = "members", _("Only people who joined")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    reading = models.CharField(max_length=10, choices=Reading.choices, default=Reading.MEMBERS)
    writing = models.BooleanField(default=True)
    members = models.PositiveIntegerField(default=0)
    pair = models.CharField(max_length=41, unique=True, null=True, blank=True)  # noqa: DJ001 unique needs null
    created = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["group", "pair"]), name="space_kind_known"),
            models.CheckConstraint(condition=Q(reading__in=["anyone", "members"]), name="space_reading_known"),
            models.CheckConstraint(
                condition=Q(kind="group", pair__isnull=True) | Q(kind="pair", pair__isnull=False, reading="members"),
                name="space_pair_is_private",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} space {self.pk}"


def pair_key(one: Person, other: Person) -> str:
    """What makes the space of two people the only one they have."""
    low, high = sorted((one.pk, other.pk))
    return f"{low}:{high}"


class Membership(models.Model):
    """One person in one space, under the name they chose there."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        FACILITATOR = "facilitator", _("Facilitator")
        COFACILITATOR = "cofacilitator", _("Co-facilitator")

    RUNNING = (Role.FACILITATOR, Role.COFACILITATOR)

    class State(models.TextChoices):
        ACTIVE = "active", _("In it")
        ASKED = "asked", _("Asked to join")
        INVITED = "invited", _("Invited")
        LEFT = "left", _("Left")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    handle = models.ForeignKey(Handle, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role.choices, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    joined = models.DateTimeField(null=True, blank=True)
    changed = models.DateTimeField(default=now)
    seen = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "person"], name="one_membership_each"),
            models.UniqueConstraint(fields=["space", "handle"], name="one_membership_a_name"),
            models.CheckConstraint(
                condition=Q(role__in=["member", "facilitator", "cofacilitator"]), name="membership_role_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["active", "asked", "invited", "left"]), name="membership_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["space", "role"], condition=Q(state="active"), name="membership_active"),
            models.Index(fields=["person", "state"], name="membership_mine"),
        ]

    must_be_named: bool  # whether the person may not write without a name; put here by `access.get_membership`

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def runs_it(self) -> bool:
        return self.is_active and self.role != self.Role.MEMBER


class Hope(models.TextChoices):
    """What someone hopes for when they write, so that answers can be of use."""

    HEARD = "heard", _("To be heard")
    SUGGESTIONS = "suggestions", _("Suggestions")
    HELLO = "hello", _("Saying hello")
    WIN = "win", _("Sharing a win")


class Thread(models.Model):
    """One conversation in a group. Its first post is a Post like the others."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="threads")
    author = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)
    hope = models.CharField(max_length=12, choices=Hope.choices)
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
            models.CheckConstraint(condition=~Q(title=""), name="thread_has_a_title"),
            models.CheckConstraint(condition=Q(last_post_at__gte=F("created")), name="thread_not_before_itself"),
        ]
        indexes = [models.Index(fields=["space", "-last_post_at", "-id"], name="thread_list")]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class Post(models.Model):
    """Words in a group's thread. What its author takes back is shown to nobody else, and forgotten after some days."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(Handle, on_delete=models.SET_NULL, null=True, related_name="posts")
    opening = models.BooleanField(default=False)
    body = models.TextField()
    created = models.DateTimeField(default=now)
    edited = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
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


class ReadMark(models.Model):
    """How far one person has read in one thread."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="read_marks")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="read_marks")
    last_seen_post = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "thread"], name="one_mark_a_thread")]

    def __str__(self) -> str:
        return f"mark {self.pk}"


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
