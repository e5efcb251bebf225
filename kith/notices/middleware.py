"""Gives each request a way to ask for the number of unread notices: one small query, and only if a page shows it."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse

from kith.notices.access import unread_count


def unread(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.unread()`, which counts at most once a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.unread = cache(lambda: unread_count(request.user))  # type: ignore[attr-defined]
        return answer(request)

    return middleware
