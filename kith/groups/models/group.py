"""Groups: what each is for, how one joins, and what its members agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.core.crypto import EncryptedTextField
from kith.core.ids import new_id
from kith.people.models import Person
from kith.spaces.models import Membership, Space


class Group(models.Model):
    """A group and what it says of itself. Who may know of it is `visibility`; who may come in is `joining`."""

    class Visibility(models.TextChoices):
        ANYONE = "anyone", _("Anyone can find it and read it")
        MEMBERS = "members", _("People with an account can find it. Only people who joined can read it")
        HIDDEN = "hidden", _("Only people who joined know that it is here")

    class Joining(models.TextChoices):
        OPEN = "open", _("Anyone with an account can join")
        REQUEST = "request", _("People ask, and a facilitator answers")
        INVITATION = "invitation", _("Only people a facilitator invites")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PAUSED = "paused", _("Taking a break")
        CLOSED = "closed", _("Closed")

    space = models.OneToOneField(Space, on_delete=models.CASCADE, related_name="group")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=200)
    who_for = models.CharField(max_length=300, blank=True)
    about = models.TextField(blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.MEMBERS)
    joining = models.CharField(max_length=12, choices=Joining.choices, default=Joining.OPEN)
    place_name = models.CharField(max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    online = models.BooleanField(default=False)
    size_limit = models.PositiveIntegerField(null=True, blank=True)
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)
    watched_hours = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    created = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["anyone", "members", "hidden"]), name="group_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(joining__in=["open", "request", "invitation"]), name="group_joining_known"
            ),
            models.CheckConstraint(condition=Q(state__in=["open", "paused", "closed"]), name="group_state_known"),
            models.CheckConstraint(
                condition=Q(size_limit__isnull=True) | Q(size_limit__gte=2), name="group_size_sensible"
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=models.F("min_age")),
                name="group_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lng__gte=-180, lng__lte=180),
                name="group_place_on_earth",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"], name="group_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_full(self) -> bool:
        """No room for one more. Reads the space, so list groups with `select_related("space")`."""
        return self.size_limit is not None and self.space.members >= self.size_limit


class Facet(models.Model):
    """One plain fact people look for: a need the group meets, a language, a culture or faith, a way of meeting, whom it is for."""

    class Kind(models.TextChoices):
        NEED = "need", _("Support it gives")
        LANGUAGE = "language", _("Language")
        CULTURE = "culture", _("Culture or faith")
        FORMAT = "format", _("Way of meeting")
        AUDIENCE = "audience", _("Whom it is for")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="facets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "code"], name="one_facet_each"),
            models.CheckConstraint(
                condition=Q(kind__in=["need", "language", "culture", "format", "audience"]), name="facet_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["kind", "code", "group"], name="facet_find")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Format(models.TextChoices):
    """How people meet. Kept as facets of kind "format"."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online, by video")
    PHONE = "phone", _("By phone")
    WRITING = "writing", _("In writing, here")


class Agreement(models.Model):
    """What members agree to, one row a version. Old versions stay: people agreed to those words."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    since = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="one_agreement_a_version"),
            models.CheckConstraint(condition=~Q(text=""), name="agreement_says_something"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"


class Agreed(models.Model):
    """This person said yes to this version."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="agreed")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreed")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="agreed_once")]

    def __str__(self) -> str:
        return f"agreed {self.pk}"


class JoinRequest(models.Model):
    """Someone asked to join. Their words are for the facilitators alone, and are sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="requests")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    answer = EncryptedTextField(owner="person_id")
    asked = models.DateTimeField(default=now)
    decided = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(decided__isnull=True), name="one_open_request"
            ),
            models.CheckConstraint(
                condition=Q(decided__isnull=True, accepted__isnull=True)
                | Q(decided__isnull=False, accepted__isnull=False),
                name="request_decided_both_ways",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class GroupInvitation(models.Model):
    """That one person invited another. It says nothing of what the other did then, nor of what they are in the group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "inviter", "person"], name="one_invitation_by_each"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
