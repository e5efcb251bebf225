"""Where a person is signed in, in words they know; the part of access that reads sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from kith.core.clock import now
from kith.people import locks
from kith.people.models import Person

MOST = 50
BROWSERS = [
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
]


@dataclass(frozen=True)
class Device:
    """One place where someone is signed in."""

    pk: int
    words: str
    used: str
    is_this: bool


def my_devices(person: Person, this: str | None) -> list[Device]:
    """Where the person is signed in now, this one first, then the one used last."""
    rows = list(UserSession.objects.filter(user=person).order_by("-created_at")[:MOST])
    alive = {
        one.session_key: one.get_decoded()
        for one in Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now())
    }
    mine = [(row, _seen(alive[row.session_key], row)) for row in rows if row.session_key in alive]
    mine.sort(key=lambda pair: (pair[0].session_key != this, -pair[1].timestamp()))
    return [Device(row.pk, in_words(row.user_agent), coarse(seen), row.session_key == this) for row, seen in mine]


def _seen(session: dict, row: UserSession) -> datetime:
    at = session.get(locks.SEEN)
    return datetime.fromtimestamp(at, UTC) if at else row.created_at


def get_session(person: Person, pk: int) -> UserSession:
    """One of the person's own sessions. Raises Http404."""
    found = UserSession.objects.filter(user=person, pk=pk).first()
    if found is None:
        raise Http404
    return found


def in_words(agent: str) -> str:
    """ "Firefox on Windows", from what a browser says about itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


def coarse(moment: datetime) -> str:
    """When a device was last used, no finer than it helps to know: whoever looks over a shoulder learns no hours."""
    days = (timezone.localdate() - timezone.localdate(moment)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return _("this week") if days < 7 else _("more than a week ago")
