"""Spaces to talk in, and who is in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.people.models import Handle, Person


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
    pins = models.PositiveSmallIntegerField(default=0, db_default=0)
    """How many threads stand above the others: pages of a space without any need not look for them."""
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
    """Between two people: until when they have read. In a group: the day they last came, kept only for who asks to be missed."""
    returned = models.BooleanField(default=False, db_default=False)
    """They were here before, left, and came back."""
    greeted = models.BooleanField(default=False, db_default=False)
    """They said hello here, or would rather not: they are not offered it again."""
    line = models.CharField(max_length=120, blank=True, default="", db_default="")
    """What they say they do here. It goes with the name, like `welcomes`: another name starts without both."""
    welcomes = models.BooleanField(default=False, db_default=False)
    welcome_asked = models.DateTimeField(null=True, blank=True)
    answers_a_week = models.PositiveSmallIntegerField(default=0, db_default=0)
    missed_after = models.PositiveSmallIntegerField(default=0, db_default=0)
    """After how many quiet weeks someone may say hello; 0 for never."""
    agrees = models.BooleanField(default=True, db_default=True)
    """False once what members agree to was changed, until they say yes: they read, but do not write."""

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
            models.CheckConstraint(
                condition=Q(answers_a_week__lte=7, missed_after__lte=26), name="membership_wishes_sensible"
            ),
        ]
        indexes = [
            models.Index(fields=["space", "role"], condition=Q(state="active"), name="membership_active"),
            models.Index(fields=["person", "state"], name="membership_mine"),
            models.Index(fields=["space"], condition=Q(answers_a_week__gt=0), name="membership_answers"),
            models.Index(fields=["missed_after", "seen"], condition=Q(missed_after__gt=0), name="membership_missed"),
        ]

    is_paused = False  # whether the person may not post just now; put here by `access.get_membership`
    must_be_named: bool  # whether the person may not write without a name; put here by `access.get_membership`

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == self.State.ACTIVE

    @property
    def runs_it(self) -> bool:
        return self.is_active and self.role != self.Role.MEMBER

    @property
    def minds_others(self) -> bool:
        """Runs the group or welcomes there: they hear of newcomers, and of those who ask to be missed."""
        return self.is_active and (self.welcomes or self.runs_it)
