"""What we tell people: that something happened, never what it said. The words are made when the notice is read."""

from django.db import models
from django.db.models import Q

from kith.core.clock import now
from kith.people.models import Handle, Person


class Notice(models.Model):
    """One thing one person may want to know. The same thing happening again renews the row, so nobody is told twice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    thing_kind = models.CharField(max_length=20)
    thing_id = models.CharField(max_length=40)
    actor = models.ForeignKey(Handle, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveIntegerField(default=0, db_default=0)
    """How often it was read and may be told again: within a round, nothing leaves the house twice for it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "thing_kind", "thing_id"], name="one_notice_a_thing")
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_list"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
