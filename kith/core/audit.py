"""Records who did what to whose things: ids and verbs, never content. The owner can read what concerns them."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models

from kith.core.clock import now


class Verb(StrEnum):
    """Everything that is recorded. Add a line here when a new act should be."""

    JOINED = "joined"
    SIGNED_IN = "signed_in"
    GRANT_GIVEN = "grant_given"
    GRANT_CHANGED = "grant_changed"
    GRANT_ENDED = "grant_ended"
    LOOKED = "looked"
    TIE_ADDED = "tie_added"
    TIE_CHANGED = "tie_changed"
    TIE_REMOVED = "tie_removed"
    TIE_RESTORED = "tie_restored"
    SNAPSHOT_KEPT = "snapshot_kept"
    SNAPSHOT_REMOVED = "snapshot_removed"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    GROUP_MADE = "group_made"
    GROUP_CHANGED = "group_changed"
    GROUP_JOINED = "group_joined"
    GROUP_ASKED = "group_asked"
    GROUP_LEFT = "group_left"
    REQUEST_ANSWERED = "request_answered"
    POSTED = "posted"
    POST_EDITED = "post_edited"
    POST_WITHDRAWN = "post_withdrawn"
    LISTING_MADE = "listing_made"
    LISTING_CHANGED = "listing_changed"
    LISTING_CHECKED = "listing_checked"
    LISTINGS_IMPORTED = "listings_imported"
    CHECKED_IN = "checked_in"
    CHECK_IN_REMOVED = "check_in_removed"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    EXPORTED = "exported"
    ERASED = "erased"
    HARD_TIME_SAID = "hard_time_said"
    HARD_TIME_OVER = "hard_time_over"


class AuditEvent(models.Model):
    """One act. `actor` and `owner` are people's ids without a foreign key: the record outlives them."""

    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=30)
    actor = models.BigIntegerField(null=True)
    owner = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=30, blank=True)
    thing = models.CharField(max_length=40, blank=True)
    note_code = models.CharField(max_length=40, blank=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["owner", "verb", "-at"], name="audit_owner")]


def record(verb: Verb, actor: Any, owner: Any = None, kind: str = "", thing: Any = "", note_code: str = "") -> None:
    """Write one event in the caller's transaction. `actor` and `owner` are people or None; `thing` an id."""
    AuditEvent.objects.create(
        verb=Verb(verb),
        actor=getattr(actor, "pk", None),
        owner=getattr(owner, "pk", None),
        kind=kind,
        thing=str(thing),
        note_code=note_code,
    )


def record_many(verb: Verb, actor: Any, things: Iterable[tuple[Any, str, Any]]) -> None:
    """Write one event for each (owner, kind, thing) in one query."""
    who = getattr(actor, "pk", None)
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=Verb(verb), actor=who, owner=owner.pk, kind=kind, thing=str(thing))
        for owner, kind, thing in things
    )
