"""The one place the time comes from, so that tests can set it."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def this_minute() -> datetime:
    """The present moment as fine as others may see when something was written: what is not kept cannot be compared."""
    return now().replace(second=0, microsecond=0)
