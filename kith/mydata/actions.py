"""Asking for a copy of everything, asking to be erased, and changing one's mind."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.mydata import areas
from kith.mydata.access import CHANGE_OF_MIND
from kith.mydata.models import Export, Leaving
from kith.mydata.tasks import erase, make_export
from kith.people.actions.leaving import be_seen, go_unseen
from kith.people.models import Person

COPIES_A_DAY = 5
QUIET_HOUR = time(3, 30)


def ask_for_copy(actor: Person) -> Export:
    """Have a copy of everything made. Asking while one is being made is asking once. Raises TooMany."""
    waiting = Export.objects.filter(person=actor, ready__isnull=True).first()
    if waiting:
        return waiting
    limit(actor, "export", COPIES_A_DAY, 86400)
    try:
        with transaction.atomic():
            export = Export.objects.create(person=actor, parts=len(areas.areas()))
            make_export.enqueue(str(export.pk))
            record(Verb.EXPORTED, actor, owner=actor, kind="export", thing=export.pk)
            return export
    except IntegrityError:
        return Export.objects.get(person=actor, ready__isnull=True)


@transaction.atomic
def note_taken(actor: Person, export: Export) -> None:
    record(Verb.EXPORT_TAKEN, actor, owner=actor, kind="export", thing=export.pk)


@transaction.atomic
def remove_copy(actor: Person, export: Export) -> None:
    Export.objects.filter(pk=export.pk, person=actor).delete()


def when_due(asked: datetime) -> datetime:
    """The first quiet hour of the night that is fourteen whole days or more away."""
    earliest = timezone.localtime(asked + CHANGE_OF_MIND, timezone.get_default_timezone())
    night = datetime.combine(earliest.date(), QUIET_HOUR, tzinfo=earliest.tzinfo)
    return night if night >= earliest else night + timedelta(days=1)


@transaction.atomic
def ask_to_be_erased(actor: Person, keep_posts: bool) -> Leaving:
    """Hide everything of the actor's from others at once, and erase it after fourteen days. Asking twice is asking once."""
    standing = Leaving.objects.filter(person=actor).first()
    if standing:
        return standing
    asked = now()
    leaving = Leaving(person=actor, asked=asked, due=when_due(asked), keep_posts=keep_posts)
    leaving.save()
    go_unseen(actor, leaving.due)
    leaving.hidden = areas.hide_everywhere(actor, keep_posts)
    leaving.save(update_fields=["hidden"])
    erase.enqueue(actor.pk, run_at=leaving.due)
    record(Verb.LEAVING, actor, owner=actor, note_code="posts_stay" if keep_posts else "posts_go")
    return leaving


@transaction.atomic
def keep_account(actor: Person) -> bool:
    """Put everything back as it was; False when there was nothing to put back."""
    leaving = Leaving.objects.select_for_update().filter(person=actor).first()
    if leaving is None:
        return False
    be_seen(actor)
    areas.show_everywhere(actor, leaving.hidden or {})
    leaving.delete()
    record(Verb.STAYED, actor, owner=actor)
    return True
