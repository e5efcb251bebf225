"""Who is here and how they appear: accounts, names and roles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.prepared import Prepared
from kith.people.kinds import ENTRUSTED
from kith.people.names import SOMEONE


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
    break_began = models.DateTimeField(null=True, blank=True)
    break_ends = models.DateTimeField(null=True, blank=True)
    """Going quiet for a while; without an end, until they come back. Known to its owner alone."""
    leaving = models.DateTimeField(null=True, blank=True)
    """When this account is erased, unless its owner keeps it. Until then they are not active: to others they are gone."""
    paused_until = models.DateTimeField(null=True, blank=True)
    """Until when they cannot post; what was done about them, and why, is written in `safety`, which keeps this true."""
    suspended_until = models.DateTimeField(null=True, blank=True)
    """Until when they reach only what is their own right. Both are over by themselves when the time is."""

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()
    session_mark: str  # which session they came in, put here by the middleware
    acting_as: str  # the role a page is for, put here by `@role`

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.main_handle.name if self.main_handle else ""

    @property
    def on_a_break(self) -> bool:
        return self.break_began is not None and (self.break_ends is None or self.break_ends > now())

    @property
    def is_suspended(self) -> bool:
        return self.suspended_until is not None and self.suspended_until > now()

    @property
    def is_paused(self) -> bool:
        """Whether they cannot post just now."""
        return self.is_suspended or (self.paused_until is not None and self.paused_until > now())

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
    def folds(self) -> Any:
        """The row of words they would rather not read unasked, if they have one; it comes with the person of a request."""
        return getattr(self, "muted_words", None)

    @cached_property
    def role_kinds(self) -> frozenset[str]:
        return frozenset(kind for (kind,) in ROLES.rows(self.pk or 0))

    def has_role(self, *kinds: str) -> bool:
        """Whether they have one of these. Of most people it is known with who they are that they are entrusted with nothing."""
        if not self.entrusted and set(kinds) <= set(ENTRUSTED):
            return False
        return bool(self.role_kinds.intersection(kinds))

    @cached_property
    def entrusted(self) -> bool:
        return bool(self.role_kinds.intersection(ENTRUSTED))


class Handle(models.Model):
    """How a person appears. One is their main name; a group may know them by another, and nothing public joins the two.

    A handle for one post has no name and is listed nowhere; a former main name is kept, so that nobody else takes it.
    """

    class Kind(models.TextChoices):
        NAME = "name"
        ONCE = "once"
        KEPT = "kept"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="handles")
    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=40, unique=True)
    colour = models.PositiveSmallIntegerField(default=0)
    is_main = models.BooleanField(default=False)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.NAME, db_default=Kind.NAME)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_main=True), name="one_main_handle"),
            models.CheckConstraint(condition=Q(colour__lt=8), name="handle_colour_known"),
            models.CheckConstraint(condition=Q(is_main=False) | Q(kind="name"), name="main_handle_is_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["name", "kept"]) & ~Q(name="") | Q(kind="once", name=""), name="handle_kind_fits"
            ),
        ]

    def __str__(self) -> str:
        """What others see."""
        return self.name or str(SOMEONE)


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
