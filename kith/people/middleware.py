"""Sets the time zone of the person who is looking, and notes the day they were last here."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.core import tickets

KNOWN = zoneinfo.available_timezones()


def where_i_am(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        if person:
            person.session_mark = tickets.mark(request.session.session_key)
        if person and person.time_zone in KNOWN:
            with timezone.override(person.time_zone):
                return answer(request)
        return answer(request)

    return middleware
