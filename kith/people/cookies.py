"""The two small things a device remembers after signing out: when it likes to lock, and that someone was here before.

Neither says who. Nothing is remembered on a device that other people use too.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kith.people import locks
from kith.people.models import Person

YEAR = 365 * 24 * 3600
LOCK, KNOWN = ("__Host-lock", "__Host-known") if settings.HTTPS else ("lock", "known")
MOST_KNOWN = 3


def chosen_lock(request: HttpRequest) -> int | None:
    """The minutes chosen on this device before, if they are ones we offer."""
    said = request.COOKIES.get(LOCK, "")
    return int(said) if said in map(str, locks.CHOICES) else None


def remember_lock(response: HttpResponse, after: int | None) -> None:
    if after:
        _set(response, LOCK, str(after))
    else:
        response.delete_cookie(LOCK)


def is_known(request: HttpRequest, person: Person) -> bool:
    """This person signed in with this browser before."""
    return _mark(person) in _known(request)


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    marks = [_mark(person), *(one for one in _known(request) if one != _mark(person))]
    _set(response, KNOWN, signing.dumps(marks[:MOST_KNOWN], salt=KNOWN))


def _known(request: HttpRequest) -> list[str]:
    try:
        return signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=YEAR)
    except signing.BadSignature:
        return []


def _mark(person: Person) -> str:
    return salted_hmac("kith.known", str(person.pk)).hexdigest()[:16]


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
