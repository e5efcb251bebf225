"""Makes an installation's own folder and secrets, once, readable by nobody else."""

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from kith.core.clock import now
from kith.core.crypto import make_server_key


def make_folders() -> None:
    """KITH_DATA and what belongs in it. Raises OSError when that is not possible."""
    settings.KITH_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ("keys", "files", "mail"):
        (settings.KITH_DATA / name).mkdir(mode=0o700, exist_ok=True)
    for file in settings.KITH_DATA.glob("kith.sqlite3*"):
        file.chmod(0o600)


def make_missing_secrets() -> list[str]:
    """Write a secret that neither the environment nor a file gives; returns what was made."""
    made = []
    prefix = "demo-" if settings.KITH_DEMO else ""
    if settings.SECRET_KEY in ("", "unset"):
        settings.SECRET_KEY = prefix + secrets.token_urlsafe(50)
        write_secret(settings.KEY_FOLDER / "secret_key", settings.SECRET_KEY)
        made.append("secret_key")
    if not settings.KITH_KEYS:
        settings.KITH_KEYS = make_server_key(f"{prefix}{now():%Y-%m-%d}")
        write_secret(settings.KEY_FOLDER / "server_keys", settings.KITH_KEYS)
        made.append("server_keys")
    if not settings.KITH_PUSH_KEY:
        settings.KITH_PUSH_KEY = make_push_key()
        write_secret(settings.KEY_FOLDER / "push_key", settings.KITH_PUSH_KEY)
        made.append("push_key")
    return made


def make_push_key() -> str:
    """A new number on the curve P-256, by which push services know this installation (RFC 8292)."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def write_secret(path: Path, text: str) -> None:
    """A new file that only its owner may read; never over an old one."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(handle)
