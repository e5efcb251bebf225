"""Small middleware that every answer passes through: what a browser may do with a page, and which methods exist."""

import logging
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_cache_control
from whitenoise.middleware import WhiteNoiseMiddleware

from kith.core.limits import TooMany, limit
from kith.core.pages import too_many

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)
FORMS_A_MINUTE = 100

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics", "interest-cohort")
)


def security_headers(answer: Answer) -> Answer:
    """Only our own scripts, styles and pictures; no frames; nothing personal kept in caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "_cached_user", None)  # only if somebody asked: this must never ask the database
        if user is not None and user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def a_pause_after_too_many(answer: Answer) -> Answer:
    """Whatever is done too often is answered with a pause, and a form's words are given back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_view(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Nobody sends forms this quickly by hand. Acts that reach others have closer limits of their own."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        try:
            limit(request.user, "form", FORMS_A_MINUTE, 60)
        except TooMany as error:
            return too_many(request, error.wait)
        except redis.RedisError:  # with the counters away the closer limits still hold people back
            log.warning("Forms are not counted: Valkey is away.")
        return None

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return too_many(request, error.wait) if isinstance(error, TooMany) else None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


class OurFiles(WhiteNoiseMiddleware):
    """Our styles, scripts and pictures, but not the list of them."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if "/staticfiles.json" not in url:
            super().add_file_to_dictionary(url, path, stat_cache)


def only_known_methods(answer: Answer) -> Answer:
    """TRACE and made-up methods get 405 everywhere, OPTIONS the same short answer; a view never sees them."""
    known = ["GET", "HEAD", "POST", "OPTIONS"]

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(known)})
        return answer(request) if request.method in known else HttpResponseNotAllowed(known)

    return middleware


def database_free(answer: Answer) -> Answer:
    """Help now and its like answer here, before anything that could need the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(settings.DATABASE_FREE_PATHS):
            return answer(request)
        match = resolve(request.path)
        with translation.override(translation.get_language_from_request(request)):
            return match.func(request, *match.args, **match.kwargs)

    return middleware
