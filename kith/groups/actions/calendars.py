"""The secret address of one's calendar: made, made anew, ended, and what meetings are called there."""

import hashlib
import secrets

from django.db import transaction

from kith.core.audit import Verb, record
from kith.core.clock import now
from kith.core.limits import limit
from kith.groups.models import Calendar
from kith.people.models import Person

MADE_A_DAY = 20


def secret_hash(secret: str) -> str:
    """What is kept of an address. The secret itself is shown once and never stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_calendar(actor: Person) -> str:
    """A fresh secret of 192 bits for the address of one's calendar. One made before stops working at once. Raises TooMany."""
    limit(actor, "calendar", MADE_A_DAY, 86400)
    secret = secrets.token_urlsafe(24)
    fresh = {"secret_hash": secret_hash(secret), "made": now()}
    Calendar.objects.update_or_create(person=actor, defaults=fresh)
    record(Verb.CALENDAR_MADE, actor, owner=actor)
    return secret


@transaction.atomic
def end_calendar(actor: Person) -> None:
    """From now on nothing is found under the address."""
    if Calendar.objects.filter(person=actor).delete()[0]:
        record(Verb.CALENDAR_ENDED, actor, owner=actor)


@transaction.atomic
def name_meetings(actor: Person, named: bool) -> None:
    """Let meetings stand in one's calendar under the name of their group, or only as appointments."""
    if Calendar.objects.filter(person=actor).exclude(named=named).update(named=named):
        record(Verb.CALENDAR_CHANGED, actor, owner=actor)
