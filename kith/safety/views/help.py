"""Help now: no session, no person, no database; it answers when nothing else does."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kith.core.pages import page, public
from kith.safety.helplines import book


@public
def help_now(request: HttpRequest) -> HttpResponse:
    """Numbers of the country the visitor chose, else of the installation; a place is never guessed."""
    numbers = book()
    asked = request.GET.get("country", "").strip().upper()[:2]
    country = asked if asked in numbers.countries else settings.COUNTRY
    response = page(
        request,
        "safety/help_now.html",
        {
            "country": country if country in numbers.countries else "",
            "countries": numbers.countries,
            "emergency": numbers.emergency.get(country, ()),
            "lines": numbers.of(country),
            "today": timezone.localdate(),
            "unknown": bool(asked and asked not in numbers.countries),
            "nav": "help",
        },
    )
    return _for_everyone(response)


@public
def right_now(request: HttpRequest) -> HttpResponse:
    """One small thing after another, with nothing to decide. The same for everyone, so that it can be kept for when there is no line."""
    return _for_everyone(page(request, "safety/right_now.html", {"nav": "help"}))


def _for_everyone(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=300"
    return response
