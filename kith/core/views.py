"""Pages that belong to no area: what people see when something is wrong, and the way out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template import engines

from kith.core import health, resilience
from kith.core.pages import public
from kith.core.refusals import refused as refused_for


def _error(request: HttpRequest, name: str, status: int) -> HttpResponse:
    template = engines["jinja2"].get_template(f"errors/{name}.html")
    return HttpResponse(template.render({}, request), status=status)


@public
def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, "400", 400)


@public
def refused(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, "403", 403)


@public
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: most often the page was open for long, or cookies are off."""
    refused_for("form")
    return _error(request, "403", 403)


@public
def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _error(request, "404", 404)


@public
def our_fault(request: HttpRequest) -> HttpResponse:
    if resilience.away_now():
        return resilience.back_in_a_moment(request)
    return _error(request, "500", 500)


@public
def leave(request: HttpRequest) -> HttpResponse:
    """Quick exit without JavaScript: straight to a neutral page, saying nothing about where one was."""
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up. Asks nothing of anyone else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """The database, the jobs and the live updates answer; 503 names the one that does not."""
    parts = health.readiness()
    ready = all(words == "ok" for words in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503, headers={"Cache-Control": "no-store"})
