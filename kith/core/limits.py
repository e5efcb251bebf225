"""Keeps anyone from doing one thing too often. (Being written.)"""


class TooMany(Exception):
    """Too many of one thing in a short time."""


def limit(key, name: str, count: int, seconds: int) -> None:
    return None
