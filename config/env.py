"""Reads settings from the environment or from files, and says plainly what is wrong with a value."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The value of NAME, or the contents of the file that NAME_FILE points to."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={path} cannot be read: {error.strerror}.") from error
    return os.environ.get(name, default).strip()


def path_of(name: str, default: Path) -> str:
    """The file a value is read from; "" when it stands in the environment itself."""
    return os.environ.get(f"{name}_FILE", "") or ("" if os.environ.get(name) else str(default))


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} should be 1 or 0, not {value!r}.")
    return value in TRUE


def number(name: str, default: int, low: int = 0, high: int = 2**31) -> int:
    value = text(name, str(default))
    if not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} should be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def one_of(name: str, default: str, *allowed: str) -> str:
    value = text(name, default).upper()
    if value not in (default, *allowed):
        raise ImproperlyConfigured(f"{name} should be one of {', '.join((default, *allowed))}, not {value!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, folder: Path) -> dict:
    """Django's settings for DATABASE_URL; SQLite in the data folder when nothing is set."""
    if not url:
        return sqlite(folder / "kith.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return postgres(parts)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    raise ImproperlyConfigured("DATABASE_URL should start with postgres:// or sqlite:///.")


def sqlite(path: Path) -> dict:
    """Write-ahead log with full synchronisation: an acknowledged write survives a power cut."""
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA secure_delete=ON; PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10, "init_command": pragmas},
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": None},
    }


def postgres(parts) -> dict:
    """Short patience everywhere, so that a lost database is noticed and people are told.

    What a page reads is in memory or on a disk without a moving head: a row by its index costs no more than the next one.
    """
    options = {
        "connect_timeout": "3",
        "tcp_user_timeout": "5000",
        "options": "-c lock_timeout=8000 -c random_page_cost=1.1",
        **dict(parse_qsl(parts.query)),
    }
    return {
        "ENGINE": "kith.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail(url: str) -> dict:
    """Django's mail settings for EMAIL_URL, such as smtp+tls://name:secret@host:587."""
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps"):
        raise ImproperlyConfigured("EMAIL_URL should start with smtp://, smtp+tls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }
