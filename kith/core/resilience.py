"""Answers calmly while the database or Valkey is away: 503 with help-now on it, and well again by itself."""

import logging
import sys
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.cache import patch_cache_control
from jinja2 import Environment

from kith.core.postgres import patience

log = logging.getLogger(__name__)
RETRY_AFTER = 5
# SQLite calls a wrong query an OperationalError too; these are the ones that pass.
SQLITE_AWAY = ("BUSY", "LOCKED", "CANTOPEN", "IOERR", "FULL", "READONLY", "PROTOCOL", "NOTADB")


def answer_when_the_database_is_away(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Nobody waits longer than a few seconds for a database that does not answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with patience.at_most(patience.PAGE):
            return answer(request)

    return middleware


def away_now() -> bool:
    """Is the error being handled at this moment one that will pass by itself?"""
    return is_away(sys.exc_info()[1])


def is_away(error: BaseException | None) -> bool:
    if isinstance(error, redis.ConnectionError | redis.TimeoutError):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if connection.vendor != "sqlite":
        return True
    name = getattr(error.__cause__, "sqlite_errorname", "") or ""
    return name.removeprefix("SQLITE_").startswith(SQLITE_AWAY)


def back_in_a_moment(request: HttpRequest) -> HttpResponse:
    """The 503 page, drawn without a session, a person or the database."""
    environment: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    template = environment.get_template("errors/503.html")
    response = HttpResponse(template.render(request=request, me=None, community=settings.COMMUNITY_NAME), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    patch_cache_control(response, no_store=True)
    return response
