"""What happens later: copies are made and let go of, and those whose time to change their mind is over are erased."""

from __future__ import annotations

from datetime import timedelta

from kith.core.clock import now
from kith.core.jobs import task
from kith.mydata import erasing, making
from kith.mydata.access import DOWNLOAD_FOR
from kith.mydata.models import Export, Leaving
from kith.people.models import Person


@task("mydata.make_export", in_transaction=False)
def make_export(export_id: str) -> None:
    """Make one copy, showing how far it is. Stopped half-way, it is made again from the start; made, it is not touched."""
    export = Export.objects.filter(pk=export_id, ready__isnull=True).select_related("person").first()
    if export:
        making.make(export)


@task("mydata.let_exports_go", every=timedelta(hours=6))
def let_exports_go() -> None:
    """Copies whose seven days are over, and those that could not be made within that time."""
    Export.objects.filter(ready__lte=now() - DOWNLOAD_FOR).delete()
    Export.objects.filter(ready__isnull=True, asked__lte=now() - DOWNLOAD_FOR).delete()


@task("mydata.erase")
def erase(person_id: int) -> None:
    """Erase someone, if they have not changed their mind. Everything goes in one transaction, or nothing."""
    person = Person.objects.select_for_update().filter(pk=person_id, is_active=False, leaving__lte=now()).first()
    if person:
        leave_no_trace.enqueue(erasing.erase_person(person))


@task("mydata.leave_no_trace", in_transaction=False)
def leave_no_trace(key: str | None) -> None:
    erasing.leave_no_trace(key)


@task("mydata.erase_those_due", every=timedelta(hours=1))
def erase_those_due() -> None:
    """Also finds those whose own job was lost with a backup, and those a backup brought back."""
    for person_id in Leaving.objects.filter(due__lte=now()).values_list("person", flat=True):
        erase.enqueue(person_id)
    if erasing.erase_again():
        leave_no_trace.enqueue(None)
