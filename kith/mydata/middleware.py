"""Someone who asked to be erased meets one page: how to keep their account. Nothing of theirs is shown or changed meanwhile."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

OPEN = (
    "/you/leaving/",
    "/you/again/",
    "/you/second-step/",
    "/lock/",
    "/you/my-data/",
    "/privacy/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/2fa/reauthenticate/",
    "/bundle/",
)


def only_staying(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        if person and person.leaving and not request.path.startswith(OPEN):
            return redirect("leaving")
        return answer(request)

    return middleware
