"""What is kept about people, why, who sees it and for how long: the privacy page, made from what the code itself uses.

A test holds each row against the tables: a new table that holds something of a person's needs a row here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.core import once, retention
from kith.core.audit import KEPT
from kith.core.crypto import EncryptedTextField
from kith.mydata.access import CHANGE_OF_MIND, DOWNLOAD_FOR
from kith.mydata.kept.rows import ROWS, Row
from kith.people.access import UNDO_REMOVAL
from kith.recovery.tasks import UNDO_FOR
from kith.spaces.drafts import UNDO_FOR as UNDO_DRAFT


def is_sealed(row: Row) -> bool:
    """Whether some of it is sealed with the person's own key: the tables themselves say so."""
    models = [apps.get_model(table) for table in row.tables]
    return any(isinstance(field, EncryptedTextField) for model in models for field in model._meta.get_fields())


def held() -> list[dict[str, Any]]:
    return [{"what": row.what, "why": row.why, "who": row.who, "sealed": is_sealed(row)} for row in ROWS]


def times() -> list[tuple[str, str]]:
    """What is let go of by itself, and after how long: what the steward settled, and what the code says."""
    now = retention.days_now()
    settled = [(str(span.what), in_days(now[span.name])) for span in retention.spans()]
    return [*settled, *_fixed()]


def _fixed() -> list[tuple[str, str]]:
    return [
        (
            _("what you took off your map, removed from what you keep or shared here, or began and threw away"),
            in_hours(max(UNDO_REMOVAL, UNDO_FOR, UNDO_DRAFT)),
        ),
        (_("who looked at what you share"), in_days(KEPT.days)),
        (_("being signed in, when you do not come back"), in_days(settings.SESSION_COOKIE_AGE // 86400)),
        (_("marks that keep a form from being sent twice"), in_days(once.KEPT.days)),
        (_("a copy of your data, once it is made"), in_days(DOWNLOAD_FOR.days)),
        (_("everything of yours, once you asked to be erased"), in_days(CHANGE_OF_MIND.days)),
    ]


def in_days(number: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", number) % {"num": number}


def in_hours(span: timedelta) -> str:
    number = int(span.total_seconds() // 3600)
    return ngettext("%(num)s hour", "%(num)s hours", number) % {"num": number}
