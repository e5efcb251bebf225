"""Who looked at something of the viewer's: gathered from the record of acts."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate

from kith.core.audit import AuditEvent, Verb
from kith.core.clock import now
from kith.people.access import main_handle_of
from kith.people.models import Person

LOOKS_KEPT = timedelta(days=365)


def who_looked(viewer: Person) -> QuerySet[AuditEvent, dict[str, Any]]:
    """Who read something of the viewer's within `LOOKS_KEPT`, gathered per person, day and kind of thing."""
    return (
        AuditEvent.objects.filter(owner=viewer.pk, verb=Verb.LOOKED, at__gt=now() - LOOKS_KEPT)
        .exclude(actor=viewer.pk)
        .annotate(day=TruncDate("at"), name=main_handle_of("name", "actor"))
        .values("day", "actor", "name", "kind")
        .annotate(times=Count("id"), last=Max("at"))
        .order_by("-day", "-last")
    )
