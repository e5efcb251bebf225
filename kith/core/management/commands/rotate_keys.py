"""`kith rotate-keys`: a new server key, and everything sealed with it, while people write."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kith.core import crypto, keyring, rotation
from kith.core.chain import BrokenError
from kith.core.clock import now


class Command(BaseCommand):
    help = (
        "Add a new server key and seal everything with it. It can run while people write, and goes on where it was"
        " stopped. It says at the end which keys are needed no more."
    )
    requires_system_checks: list = []

    def handle(self, *args: Any, **options: Any) -> None:
        if wrong := rotation.troubles():
            raise CommandError("\n".join(wrong))
        if not rotation.left() and not self._add_key():
            return
        total = rotation.left()
        self.stdout.write(f"{total} things to seal with the key named {crypto.newest_key()[0]!r}.")
        done = 0
        try:
            for number in rotation.rotate():
                done += number
                self.stdout.write(f"  {done} of {max(total, done)}")
                self.stdout.flush()
        except BrokenError as error:
            raise CommandError(
                "The record of acts is not whole, so it was not signed anew. Run `kith doctor`."
            ) from error
        self._look_again()

    def _add_key(self) -> bool:
        """Add a key to the file of keys; where keys stand in the environment, say what to add instead."""
        entry = crypto.make_server_key(self._name())
        path = Path(settings.KITH_KEYS_FILE) if settings.KITH_KEYS_FILE else None
        if path is None or not os.access(path, os.W_OK):
            self.stdout.write("Add this to the end of KITH_KEYS for every server and worker:")
            self.stdout.write(f"  {entry}")
            self.stdout.write(
                "First put it at the beginning and restart them all; then move it to the end, restart them"
            )
            self.stdout.write("all again, and run `kith rotate-keys` once more. Nothing was changed yet.")
            return False
        _replace(path, f"{settings.KITH_KEYS} {entry}\n")
        crypto.read_keys_again()
        self.stdout.write(f"A new key is in {path}. Running servers find it there by themselves.")
        return True

    def _name(self) -> str:
        prefix = "demo-" if settings.KITH_DEMO else ""
        taken, day = crypto.server_keys(settings.KITH_KEYS), f"{prefix}{now():%Y-%m-%d}"
        return next(name for name in (day, *(f"{day}.{n}" for n in range(2, 1000))) if name not in taken)

    def _look_again(self) -> None:
        if left := rotation.left():
            raise CommandError(f"{left} things came meanwhile under an older key. Run this again.")
        if wrong := rotation.troubles(rotation.SAMPLE):
            raise CommandError("\n".join(wrong))
        newest, olds = crypto.newest_key()[0], rotation.old_names()
        self.stdout.write(
            f"Everything is sealed with {newest!r}, and opens. Copy {keyring.place().parent} to where its copy is."
        )
        if olds:
            self.stdout.write(
                f"No longer needed, and may be taken out of KITH_KEYS: {', '.join(olds)}."
                " Keep them as long as you may want to restore a backup from before today: sign-in codes in it need them."
            )


def _replace(path: Path, text: str) -> None:
    """The whole new file or the whole old one, whatever happens in between."""
    half = path.with_name(path.name + ".half")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(handle)
    os.replace(half, path)
