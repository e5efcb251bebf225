"""Django's cache over Valkey (or Redis), with an end to its patience: one second, then everyone is told at once."""

from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

from kith.core.breaker import Breaker

PATIENCE = 1.0
breaker = Breaker(trial=2.5)


class PatientConnection(redis.Connection):
    """A connection that is not even tried while Valkey is known to be away."""

    def connect(self, *args: Any, **kwargs: Any) -> None:
        if not breaker.may_try():
            raise redis.ConnectionError("Valkey was away a moment ago")
        try:
            super().connect(*args, **kwargs)
        except (redis.RedisError, OSError):
            breaker.failed()
            raise
        breaker.worked()


class PatientSSLConnection(PatientConnection, redis.SSLConnection):
    """The same over TLS."""


class ValkeyCache(RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        secure = str(server).startswith(("rediss://", "valkeys://"))
        options = {
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            "connection_class": PatientSSLConnection if secure else PatientConnection,
        }
        super().__init__(as_redis(server), {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})


def as_redis(url: str) -> str:
    """Valkey's own way of writing an address, as redis-py knows it."""
    return url.replace("valkeys://", "rediss://", 1).replace("valkey://", "redis://", 1)
