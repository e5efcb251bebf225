"""Sends one letter to each browser its reader chose; one that is gone for good is forgotten."""

from __future__ import annotations

import json
from datetime import timedelta
from enum import Enum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kith.core import outside
from kith.core.clock import now
from kith.notices import outbox
from kith.notices.models import Device
from kith.notices.outbox import Letter
from kith.notices.push import sealing, vapid
from kith.notices.wishes import my_devices

KEPT_FOR = timedelta(days=1)
TOPIC = "news"
REFUSED_FOR = timedelta(days=1)
GONE, REFUSED = (404, 410), (400, 401, 403)


class Went(Enum):
    """How it went with one device."""

    TOLD = "told"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


def deliver(letter: Letter) -> None:
    """Send a letter that was claimed, to the devices that have not had it, and note how it went."""
    devices = list(my_devices(letter.person))
    if not devices or not vapid.is_ready():
        return outbox.let_go(letter)
    went = [_tell(device, letter) for device in devices if not device.has_had(letter.id)]
    if Went.LATER in went:
        return outbox.put_off(letter, surely_not_sent=False)
    return outbox.sent(letter) if len(went) < len(devices) or Went.TOLD in went else outbox.let_go(letter)


def _tell(device: Device, letter: Letter) -> Went:
    went, row = send(device, words(letter)), Device.objects.filter(pk=device.pk)
    if went is Went.REFUSED:
        went = _refused(device)
    if went is Went.TOLD:
        row.update(last_letter=letter.id, refused_since=None)
    if went is Went.GONE:
        row.delete()
    return went


def _refused(device: Device) -> Went:
    """Its push service takes nothing for it. After a day of that it is gone; before, the fault may be ours and be mended."""
    if device.refused_since is None:
        Device.objects.filter(pk=device.pk).update(refused_since=now())
        return Went.LATER
    return Went.GONE if device.refused_since <= now() - REFUSED_FOR else Went.LATER


def words(letter: Letter) -> dict[str, Any]:
    """What the browser shows: only that there is something. Where it leads looks again at what may be read."""
    one = letter.lines[0][0].pk if len(letter.lines) == 1 else None
    return {"title": _("Something new for you"), "url": reverse("notice", args=[one]) if one else reverse("notices")}


def send(device: Device, said: dict[str, Any]) -> Went:
    """One message to one browser. Newer ones take the place of older ones that have not arrived."""
    address = device.address
    if not address:
        return Went.GONE
    headers = {
        "Authorization": vapid.authorization(address["endpoint"]),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Topic": TOPIC,
        "Urgency": "normal",
    }
    try:
        body = sealing.seal(json.dumps(said).encode(), address["p256dh"], address["auth"])
        status = outside.post(address["endpoint"], body, headers)
    except (outside.RefusedError, outside.AwayError):  # a name may lead astray for an hour; that ends no device
        return Went.LATER
    return _answered(status)


def _answered(status: int) -> Went:
    if status in GONE:
        return Went.GONE
    if status in REFUSED:
        return Went.REFUSED
    return Went.TOLD if 200 <= status < 300 else Went.LATER
