"""Who looked at something of the viewer's: gathered from the record of acts."""

from typing import Any

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.core.audit import KEPT, AuditEvent, Verb
from kith.core.clock import now
from kith.people.access import main_handle_of
from kith.people.models import Person

OPENED = {
    "name": gettext_lazy("who is behind a name of yours, or a post you wrote without a name"),
    "check_ins": gettext_lazy("your check-ins"),
    "network": gettext_lazy("your network map"),
}


def who_looked(viewer: Person) -> QuerySet[AuditEvent, dict[str, Any]]:
    """Who read something of the viewer's in the last year, gathered per person, day and kind of thing, with how often."""
    return (
        AuditEvent.objects.filter(owner=viewer.pk, verb=Verb.LOOKED, at__gt=now() - KEPT)
        .exclude(actor=viewer.pk)
        .annotate(day=TruncDate("at"), name=main_handle_of("name", "actor"))
        .values("day", "actor", "name", "kind")
        .annotate(times=Count("id"), last=Max("at"))
        .order_by("-day", "-last", "actor", "kind")
    )


def had_to_look(viewer: Person) -> list[dict[str, Any]]:
    """What two people who keep this place safe opened of the viewer's, as far as the viewer was told. One query."""
    told = AuditEvent.objects.filter(owner=viewer.pk, verb=Verb.OPENING_TOLD, at__gt=now() - KEPT)
    text = _("Two people who keep this place safe could see %(what)s.")
    return [
        {"day": at, "text": text % {"what": OPENED.get(kind, _("something of yours"))}}
        for at, kind in told.order_by("-at", "-pk").values_list("at", "kind")[:20]
    ]
