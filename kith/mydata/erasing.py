"""Erasing someone for good: every area, the account, the key, and the traces a database file keeps of deleted rows."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kith.core import keyring
from kith.core.audit import Verb, record
from kith.core.keyring import Erased
from kith.mydata.areas import areas, erase_everywhere, show_everywhere
from kith.mydata.models import Leaving
from kith.people.actions.leaving import erase_account
from kith.people.models import Person

NAMED = ("core_datakey", "people_handle", "people_person", "account_emailaddress", "spaces_post")
TRIES = 3


def mark_of(pk: int, joined: Any) -> str:
    """What stands for an erased person in the list of the erased: a hash of what only their row held."""
    return hashlib.sha256(f"{pk}:{joined.timestamp():.6f}".encode()).hexdigest()


@transaction.atomic
def erase_person(person: Person) -> str | None:
    """Erase everything. Returns the mark of their data key, for `leave_no_trace`; None when they never had one."""
    going = Leaving.objects.filter(person=person).first()
    if going:
        show_everywhere(person, going.hidden or {})
        if going.keep_posts:
            areas()["spaces"].keep_posts_unnamed(person)
    Erased.objects.get_or_create(mark=mark_of(person.pk, person.joined))
    key, number = keyring.mark_of(person.pk), person.pk
    erase_everywhere(person)
    erase_account(person)
    record(Verb.ERASED, None, Person(pk=number))
    return key


def erase_again() -> int:
    """Erase those who were erased before and are here again, because a backup from before was restored."""
    marks = set(Erased.objects.values_list("mark", flat=True))
    if not marks:
        return 0
    back = [pk for pk, joined in Person.objects.values_list("pk", "joined") if mark_of(pk, joined) in marks]
    for person in Person.objects.filter(pk__in=back):
        erase_person(person)
    return len(back)


def after_restore(**_kwargs: Any) -> None:
    """At once, where the restored database is of this release; else `kith setup` brings it up to date and does it then."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()) and erase_again():
        leave_no_trace(None)


def leave_no_trace(key: str | None) -> None:
    """After an erasure: take the key out of the file of keys, and rewrite what a database keeps of deleted rows.

    On SQLite the whole file and its log are written anew. On PostgreSQL the tables that name people are; older copies of
    its log are the operator's to let go of (docs/operate.md).
    """
    keyring.refresh([key] if key else [])
    if connection.in_atomic_block:
        return
    if connection.vendor == "sqlite":
        _rewrite_sqlite()
    else:
        with connection.cursor() as cursor:
            for table in NAMED:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")  # noqa: S608 - names from above


def _rewrite_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        for _try in range(TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if not cursor.fetchone()[0]:
                return
    raise RuntimeError("Others are reading; the log could not be emptied yet.")
