"""Letting a browser be told, and taking that back."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from kith.core.audit import Verb, record
from kith.notices.models import Device
from kith.people.models import Person


@transaction.atomic
def tell_this_device(actor: Person, session_key: str, endpoint: str, p256dh: str, auth: str) -> Device | None:
    """The browser of this session may be told from now on; None when the session is none of the actor's."""
    session = UserSession.objects.filter(user=actor, session_key=session_key).first()
    if session is None:
        return None
    Device.objects.filter(session=session).delete()
    address = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    made = Device.objects.create(person=actor, session=session, address=address)
    record(Verb.DEVICE_TOLD, actor, actor, thing=made.pk)
    return made


@transaction.atomic
def tell_no_more(actor: Person, device: Device) -> None:
    """This browser is told nothing more."""
    Device.objects.filter(pk=device.pk, person=actor).delete()
    record(Verb.DEVICE_REMOVED, actor, actor, thing=device.pk)
