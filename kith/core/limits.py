"""Keeps anyone from doing one thing too often: counters in the cache, which several processes share over Valkey."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from kith.core.refusals import refused


class TooMany(Exception):
    """Too many of one thing in a short time; `wait` is how many seconds until it is possible again."""

    def __init__(self, name: str, wait: int) -> None:
        super().__init__(name)
        self.name, self.wait = name, wait


def limit(key: Any, name: str, count: int, seconds: int) -> None:
    """Count one more `name` by `key` (a person or a string); raises TooMany after `count` in a span of `seconds`."""
    if not settings.LIMITS:
        return
    span, moment = divmod(int(time.time()), seconds)
    who = salted_hmac("kith.limits", str(getattr(key, "pk", key))).hexdigest()[:24]
    counter = f"limit:{name}:{who}:{span}"
    used = 1 if cache.add(counter, 1, timeout=seconds) else _one_more(counter, seconds)
    if used > count:
        refused("limit", name)
        raise TooMany(name, seconds - moment)


def _one_more(counter: str, seconds: int) -> int:
    try:
        return cache.incr(counter)
    except ValueError:  # it ended between the two calls
        cache.set(counter, 1, timeout=seconds)
        return 1
