"""Groups: what each is for, how one joins, and where it is in its life."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kith.core.clock import now
from kith.spaces.models import Space, Thread


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
    watched_how = models.CharField(max_length=300, blank=True, default="", db_default="")
    watched_hours = models.CharField(max_length=200, blank=True)
    welcome = models.TextField(blank=True, default="", db_default="")
    held = models.PositiveIntegerField(default=0, db_default=0)
    """How many free places are kept for people from the waiting list; changed only in `actions/waiting.py`."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    pause_words = models.CharField(max_length=300, blank=True, default="", db_default="")
    resumes = models.DateField(null=True, blank=True)
    """The first day after a pause; none for a pause that ends by hand."""
    closes = models.DateField(null=True, blank=True)
    """The last day on which one can write, once that was announced."""
    closed = models.DateTimeField(null=True, blank=True)
    goodbye = models.ForeignKey(Thread, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(default=now)
    answer_minutes = models.PositiveIntegerField(null=True, blank=True)
    """How long the first answer usually takes; measured by a job, and only where it says nothing about one person."""

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
        """No room for one more: every place is taken or kept for someone who waits. Reads the space, so list groups with `select_related("space")`."""
        return self.size_limit is not None and self.space.members + self.held >= self.size_limit

    @property
    def is_closing(self) -> bool:
        """A last day was announced and has not passed."""
        return self.closes is not None and self.state != self.State.CLOSED


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
