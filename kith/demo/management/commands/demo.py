"""Starts the demo: prepares its folder and database, loads the community once, says who one can be, and serves it."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    requires_system_checks: list = []  # what is missing is made first
    help = "Load the demo community once and serve it on HOST and PORT."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KITH_DEMO:
            again_in_demo_mode()
        refuse_a_taken_port()
        try:
            self.make_ready()
        except KeyboardInterrupt:
            raise CommandError("Stopped before the demo was ready. Start it again to go on.", returncode=130) from None
        call_command("serve", stdout=self.stdout, stderr=self.stderr)

    def make_ready(self) -> None:
        self.prepare()
        refuse_a_real_community()
        from kith.demo.loader import load_demo

        load_demo(self.say)
        self.introduce()

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def prepare(self) -> None:
        """The folder, the secrets, the tables and the files that pages need. Safe to run again."""
        from kith.core.installation import make_folders, make_missing_secrets

        self.say(f"Preparing {settings.KITH_DATA}")
        try:
            make_folders()
            make_missing_secrets()
        except OSError as error:
            words = (
                f"{settings.KITH_DATA} cannot be used: {error.strerror}. Choose a folder you may write to: KITH_DATA=…"
            )
            raise CommandError(words, returncode=2) from error
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)

    def introduce(self) -> None:
        from kith.demo.access import cast

        self.say("You can sign in as any of these, without a password:")
        for someone in cast():
            self.say(f"  {someone.handle:<10} {someone.line}")


def again_in_demo_mode() -> None:
    """Start over with KITH_DEMO set, because settings and addresses are fixed by now."""
    os.execve(sys.executable, [sys.executable, "-m", "kith", *sys.argv[1:]], {**os.environ, "KITH_DEMO": "1"})  # noqa: S606


def refuse_a_taken_port() -> None:
    """Before minutes go into building what could not be shown."""
    from kith.core import serve

    try:
        serve.listen(settings.HOST, settings.PORT).close()
    except OSError as error:
        words = f"Cannot listen on {settings.HOST}:{settings.PORT}: {error.strerror}. Choose another with PORT=…"
        raise CommandError(words, returncode=2) from error


def refuse_a_real_community() -> None:
    """The demo lets anyone be anyone, so it never opens over people who are not its own."""
    from kith.demo.loader import is_loaded
    from kith.people.models import Person

    if Person.objects.exists() and not is_loaded():
        raise CommandError(
            f"There is a community in {settings.KITH_DATA} that is not the demo. Choose another folder with KITH_DATA=…",
            returncode=2,
        )
