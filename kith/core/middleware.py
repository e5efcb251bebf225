"""Small middleware that every answer passes through: what a browser may do with a page, and which methods exist."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_cache_control

Answer = Callable[[HttpRequest], HttpResponse]

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


def only_known_methods(answer: Answer) -> Answer:
    """TRACE and made-up methods get 405 everywhere; a view never sees them."""
    known = ["GET", "HEAD", "POST", "OPTIONS"]

    def middleware(request: HttpRequest) -> HttpResponse:
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
