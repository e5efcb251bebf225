"""Looks whether the database itself still refuses to change or remove acts, as a migration told it to."""

from django.db import connection

CHANGE = ("core_auditevent_no_change", "core_auditlink_no_change")
REMOVAL = ("core_auditevent_no_removal", "core_auditlink_no_removal")
NAMES = frozenset((*CHANGE, *REMOVAL))
QUESTION = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def missing() -> list[str]:
    """Names of the guards that are not there (any more)."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return sorted(NAMES - there)
