"""Records who did what to whose things: ids and verbs, never content. The owner can read what concerns them.

A row is written once and never changed: the database refuses it (`guards.py`), and `chain.py` seals the rows so that a
change by other means is found. Each row says what FHIR's AuditEvent says (`fhir.py`).
"""

import os
from collections.abc import Iterable
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Any

from django.db import connection, models

from kith.core.clock import now

KEPT = timedelta(days=365)
SALT = 16


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
    GROUP_AGREED = "group_agreed"
    GROUP_WAITED = "group_waited"
    GROUP_WAIT_ENDED = "group_wait_ended"
    REQUEST_ANSWERED = "request_answered"
    POSTED = "posted"
    POST_EDITED = "post_edited"
    POST_WITHDRAWN = "post_withdrawn"
    POST_HELD = "post_held"
    POST_LET_THROUGH = "post_let_through"
    THREAD_PINNED = "thread_pinned"
    THREAD_UNPINNED = "thread_unpinned"
    EARLIER_WORDS_READ = "earlier_words_read"
    PICTURES_ADDED = "pictures_added"
    PICTURE_REMOVED = "picture_removed"
    PICTURE_RESTORED = "picture_restored"
    POLL_MADE = "poll_made"
    POLL_ANSWERED = "poll_answered"
    NAME_CHANGED = "name_changed"
    PART_CHANGED = "part_changed"
    OFFER_ANSWERED = "offer_answered"
    THANKED = "thanked"
    THANKS_REMOVED = "thanks_removed"
    REACHED_OUT = "reached_out"
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
    REFUSED = "refused"
    MODERATED = "moderated"
    SETTING_CHANGED = "setting_changed"
    OPENING_ASKED = "opening_asked"
    OPENING_AGREED = "opening_agreed"
    OPENING_READ = "opening_read"
    OPENING_ENDED = "opening_ended"
    OPENING_TOLD = "opening_told"
    OPENING_NOT_TOLD = "opening_not_told"
    REPORTED = "reported"
    CASE_OPENED = "case_opened"
    CASE_CLAIMED = "case_claimed"
    CASE_READ = "case_read"
    CASE_ENDED = "case_ended"
    CASE_NOTED = "case_noted"
    ACT_ASKED = "act_asked"
    ACT_TAKEN = "act_taken"
    ACT_UNDONE = "act_undone"
    APPEAL_MADE = "appeal_made"
    APPEAL_ANSWERED = "appeal_answered"
    SHIFT_CHANGED = "shift_changed"
    HAND_OVER_ADDED = "hand_over_added"
    WORDS_RULE_CHANGED = "words_rule_changed"
    HELP_LINE_ADDED = "help_line_added"
    HELP_LINE_CHANGED = "help_line_changed"
    HELP_LINE_CHECKED = "help_line_checked"
    HELP_LINE_REMOVED = "help_line_removed"
    HELP_LINE_RESTORED = "help_line_restored"
    HELP_COUNTRY_SETTLED = "help_country_settled"
    EXPORT_TAKEN = "export_taken"
    LEAVING = "leaving"
    STAYED = "stayed"
    SIGNED_OUT = "signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    NEW_DEVICE = "new_device"
    PROVED = "proved"
    PROOF_REFUSED = "proof_refused"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    LOCK_CHOSEN = "lock_chosen"
    SESSION_ENDED = "session_ended"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    ADDRESS_ADDED = "address_added"
    ADDRESS_CHANGED = "address_changed"
    ADDRESS_REMOVED = "address_removed"
    BREAK_TAKEN = "break_taken"
    BREAK_ENDED = "break_ended"
    NOTICES_CHANGED = "notices_changed"
    DEVICE_TOLD = "device_told"
    DEVICE_REMOVED = "device_removed"
    HARD_TIME_SAID = "hard_time_said"
    HARD_TIME_OVER = "hard_time_over"
    CALENDAR_MADE = "calendar_made"
    CALENDAR_CHANGED = "calendar_changed"
    CALENDAR_ENDED = "calendar_ended"
    ENTRY_ADDED = "entry_added"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_ANSWERED = "entry_answered"
    ENTRY_CHECKED = "entry_checked"
    ENTRY_WITHDRAWN = "entry_withdrawn"
    ENTRY_REMOVED = "entry_removed"
    ENTRY_RESTORED = "entry_restored"
    PROBLEM_ADDED = "problem_added"
    PROBLEM_ANSWERED = "problem_answered"
    OUTSIDE_CONTACTED = "outside_contacted"
    WORDS_HIDDEN = "words_hidden"
    WORDS_SHOWN = "words_shown"
    SESSION_OPENED = "session_opened"
    SESSION_PASSED = "session_passed"
    SESSION_CLOSED = "session_closed"
    RESOURCE_ADDED = "resource_added"
    RESOURCE_CHANGED = "resource_changed"
    RESOURCE_WITHDRAWN = "resource_withdrawn"
    RESOURCE_CHECKED = "resource_checked"
    RESOURCE_PROBLEM_ADDED = "resource_problem_added"


KEPT_A_YEAR = (Verb.LOOKED, Verb.REFUSED)
"""What is forgotten after `KEPT`; everything else stays. The guards in the database know the same list."""


class Outcome(IntEnum):
    """How it went, in FHIR's numbers."""

    DONE = 0
    REFUSED = 4
    FORBIDDEN = 8


class AuditEvent(models.Model):
    """One act. `actor` and `owner` are people's ids without a foreign key: the record outlives them.

    `role` is what the actor acted as; `purpose` is a code of FHIR's PurposeOfUse where the verb does not already say it.
    `salt` keeps the seal of a forgotten row from being guessed.
    """

    at = models.DateTimeField(default=now)
    verb = models.CharField(max_length=30)
    actor = models.BigIntegerField(null=True)
    owner = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=30, blank=True)
    thing = models.CharField(max_length=40, blank=True)
    note_code = models.CharField(max_length=40, blank=True)
    outcome = models.PositiveSmallIntegerField(default=0, db_default=0)
    role = models.CharField(max_length=20, blank=True, default="", db_default="")
    purpose = models.CharField(max_length=10, blank=True, default="", db_default="")
    salt = models.BinaryField(max_length=SALT, null=True)

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["owner", "verb", "-at"], name="audit_owner")]


def record(
    verb: Verb,
    actor: Any,
    owner: Any = None,
    kind: str = "",
    thing: Any = "",
    note_code: str = "",
    *,
    role: str = "",
    purpose: str = "",
    outcome: Outcome = Outcome.DONE,
) -> None:
    """Write one event in the caller's transaction. `actor` and `owner` are people or None; `thing` an id.

    `role` need only be given where the page is not one for a role: `@role` has noted what the actor acts as.
    """
    who, whose = getattr(actor, "pk", None), getattr(owner, "pk", None)
    said = (Verb(verb).value, who, whose, kind, str(thing), note_code, int(outcome), role or acts_as(actor), purpose)
    _write([said])


def record_many(verb: Verb, actor: Any, things: Iterable[tuple[Any, str, Any]]) -> None:
    """Write one event for each (owner, kind, thing) in one query."""
    who, role, name = getattr(actor, "pk", None), acts_as(actor), Verb(verb).value
    _write([(name, who, owner.pk, kind, str(thing), "", 0, role, "") for owner, kind, thing in things])


NAMES = "at, verb, actor, owner, kind, thing, note_code, outcome, role, purpose, salt"
MARKS = "(" + ", ".join(["%s"] * len(NAMES.split(","))) + ")"


def _write(rows: list[tuple]) -> None:
    """One INSERT, in plain SQL: almost every act of every member pays for it, and Django's own takes three times as long."""
    if not rows:
        return
    at = connection.ops.adapt_datetimefield_value(now())
    sql = f"INSERT INTO core_auditevent ({NAMES}) VALUES " + ", ".join([MARKS] * len(rows))  # noqa: S608 - all constants
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in (at, *row, os.urandom(SALT))])


def acts_as(actor: Any) -> str:
    """The role that the page the actor is on is for; "" for what anyone may do."""
    return getattr(actor, "acting_as", "")
