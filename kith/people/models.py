"""Who is here, who they are to one another, and what each chose to share: tables and plain facts about a row."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedJSONField, EncryptedTextField
from kith.core.ids import new_id
from kith.core.prepared import Prepared
from kith.people.kinds import Circle, Need, TieKind
from kith.people.marks import Marked
from kith.people.names import name_key as name_key
from kith.people.sharing_kinds import WORDS

EVERYTHING = uuid.UUID(int=0)
"""What `Grant.thing` holds when the grant is of all things of its kind, not of one."""


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str | None = None, password: None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email) if email else None, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """One account. Its number is never shown; others meet the person only through a handle."""

    username = models.SlugField(_("sign-in name"), max_length=40, unique=True, null=True, blank=True)  # noqa: DJ001 unique needs null
    email = models.EmailField(_("email"), null=True, blank=True)  # noqa: DJ001 people may join with a passkey alone
    time_zone = models.CharField(max_length=50, blank=True)
    joined = models.DateTimeField(default=now)
    last_seen = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    exit_explained = models.BooleanField(default=False)
    discreet = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()
    session_mark: str  # which session they came in, put here by the middleware

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.main_handle.name if self.main_handle else ""

    @cached_property
    def main_handle(self) -> Handle | None:
        return self.handles.filter(is_main=True).first()

    @property
    def signature(self) -> Handle:
        """The main handle, for what is written under it: everyone who finished joining has one."""
        if self.main_handle is None:
            raise Handle.DoesNotExist
        return self.main_handle

    @cached_property
    def role_kinds(self) -> frozenset[str]:
        return frozenset(kind for (kind,) in ROLES.rows(self.pk or 0))

    def has_role(self, *kinds: str) -> bool:
        return bool(self.role_kinds.intersection(kinds))


class Handle(models.Model):
    """How a person appears. One is their main name; a group may know them by another, and nothing public joins the two."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handles")
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=40, unique=True)
    colour = models.PositiveSmallIntegerField(default=0)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_main=True), name="one_main_handle"),
            models.CheckConstraint(condition=Q(colour__lt=8), name="handle_colour_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What someone does here. Few and fixed; what each may do is written in the access files."""

    class Kind(models.TextChoices):
        STEWARD = "steward", _("Steward")
        MODERATOR = "moderator", _("Moderator")
        PRACTITIONER = "practitioner", _("Practitioner")
        PEER_SUPPORTER = "peer_supporter", _("Peer supporter")
        NAVIGATOR = "navigator", _("Navigator")
        FACILITATOR = "facilitator", _("Facilitator")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_role_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.title or self.get_kind_display()}"


def _roles(person: int) -> models.QuerySet:
    return Role.objects.filter(person=person).values_list("kind")


ROLES = Prepared(_roles, int)


class Tie(models.Model):
    """Someone or something in a person's network: the owner's own private view, connected to an account or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    circle = models.CharField(max_length=10, choices=Circle.choices, default=Circle.MIDDLE)
    kind = models.CharField(max_length=15, choices=TieKind.choices)
    name = EncryptedTextField()
    note = EncryptedTextField()
    gives = EncryptedJSONField()
    last_touch = models.DateField(null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="tied_by")
    target_kind = models.CharField(max_length=10, blank=True)
    target_id = models.BigIntegerField(null=True, blank=True)
    created = models.DateTimeField(default=now)
    confirmed = models.DateTimeField(default=now, null=True, blank=True)
    """Since when the owner holds `person` to be the one meant; what they share with a circle reaches back only to then."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "person"], name="one_tie_for_a_person"),
            models.UniqueConstraint(fields=["owner", "target_kind", "target_id"], name="one_tie_for_a_thing"),
            models.CheckConstraint(condition=Q(person__isnull=True) | ~Q(person=F("owner")), name="no_tie_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"

    @property
    def needs(self) -> list[str]:
        """The codes of `Need` this tie gives, in their usual order."""
        gives = self.gives or []
        return [need.value for need in Need if need.value in gives]


class Invitation(models.Model):
    """Asks one person, already on the owner's map, to be connected. One use, one purpose, and it ends."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    tie = models.ForeignKey(Tie, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(default=now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self) -> bool:
        return self.used is None and self.withdrawn is None and self.expires > now()


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


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: datetime | None = None) -> GrantQuerySet:
        """Begun, not ended and not withdrawn, at the moment given (now)."""
        at = at or now()
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=at), revoked__isnull=True, starts__lte=at)


class Grant(models.Model):
    """One sharing choice: this kind of thing of mine, to this person or circle, from then until then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_given")
    grantee = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants_held", null=True, blank=True)
    circle = models.CharField(max_length=10, choices=Circle.choices, blank=True)
    kind = models.CharField(max_length=20)
    thing = models.UUIDField(default=EVERYTHING)
    level = models.CharField(max_length=10, default=WORDS)
    """Kinds and their levels are those in `sharing_kinds`, which actions hold to."""
    purpose = EncryptedTextField()
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grantee__isnull=False, circle="") | (Q(grantee__isnull=True) & ~Q(circle="")),
                name="grant_to_one_audience",
            ),
            models.CheckConstraint(
                condition=Q(grantee__isnull=True) | ~Q(grantee=F("owner")), name="no_grant_to_oneself"
            ),
            models.UniqueConstraint(
                fields=["owner", "grantee", "kind", "thing"],
                condition=Q(revoked__isnull=True, grantee__isnull=False),
                name="one_live_grant_person",
            ),
            models.UniqueConstraint(
                fields=["owner", "circle", "kind", "thing"],
                condition=Q(revoked__isnull=True, grantee__isnull=True),
                name="one_live_grant_circle",
            ),
        ]
        indexes = [
            models.Index(fields=["grantee", "kind", "owner"], condition=Q(revoked__isnull=True), name="grant_held"),
            models.Index(fields=["owner", "kind", "circle"], condition=Q(revoked__isnull=True), name="grant_given"),
        ]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class Snapshot(models.Model):
    """The network map as it was on a day, kept by its owner to look back at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="snapshots")
    taken = models.DateTimeField(default=now)
    note = EncryptedTextField()
    data = EncryptedJSONField()

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


class RemovedTie(models.Model):
    """A tie just taken off the map, kept apart for a short while so that its owner can put it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="removed_ties")
    removed = models.DateTimeField(default=now)
    name = EncryptedTextField()
    data = EncryptedJSONField()

    def __str__(self) -> str:
        return f"removed tie {self.pk}"
